using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>The whole charger at one tick. The control thread publishes it, everybody else copies it from the <see cref="SnapshotBoard"/>.</summary>
public sealed class ChargerSnapshot : ISnapshotSource
{
    /// <summary>The control clock's reading; ages and uptime are relative to it.</summary>
    public long NowMs;
    public long UptimeMs;

    /// <summary>Grows whenever state, mode or a fault changes: a reason to tell at once.</summary>
    public int EventCount;

    /// <summary>Values of <see cref="ChargeMode"/>, <see cref="ChargeState"/> and <see cref="LimitCause"/>.</summary>
    public int Mode;
    public int State;
    public int LimitedBy;

    /// <summary>The mode is what a sender has told, not what the user has chosen.</summary>
    public bool IsNode;

    // What has to survive a restart beside the mode.
    public bool StoppedByUser;
    public bool OverVoltageHold;

    /// <summary>Bit by <see cref="FaultCode"/>.</summary>
    public long LatchedFaults;

    /// <summary>What explains <see cref="LimitedBy"/>: a fault code, a cell or sensor from 1, milliseconds left... as WhyText reads it.</summary>
    public int WhySubject = Unknown.Number;
    public int WhyValue = Unknown.Number;

    /// <summary>Both replies are younger than the limit of silence.</summary>
    public bool PackOnline;

    /// <summary>Age of the older of the two replies; unknown before the first reply.</summary>
    public int PackAgeMs = Unknown.Number;
    public readonly BatterySnapshot Battery = new BatterySnapshot();
    public readonly BmsCounters BmsCounters = new BmsCounters();

    /// <summary>As in the setting charger.protocol.</summary>
    public string ProtocolName = "";

    /// <summary>False for protocols without an answer: whether such a charger is there is not known.</summary>
    public bool ChargerReports;
    public bool ChargerOnline;
    public int ChargerAgeMs = Unknown.Number;
    public readonly ChargerStatus Charger = new ChargerStatus();

    /// <summary>What is asked now; the voltage is unknown where the protocol carries none.</summary>
    public int RequestMilliVolts = Unknown.Number;
    public int RequestMilliAmps;

    /// <summary>What has gone into the pack, ever; never goes back.</summary>
    public long ChargedMilliWattHours;
    public long ChargedMilliAmpHours;
    public readonly ChargeSession Session = new ChargeSession();

    /// <summary>What the 0..10 V output is driven with, 0..255; unknown where it is not used.</summary>
    public int OutputLevel = Unknown.Number;
    public readonly CanHealth Can = new CanHealth();
    public readonly FaultRegister Faults = new FaultRegister();

    public void Fill(ChargerSnapshot snapshot)
    {
        snapshot.CopyFrom(this);
    }

    public void CopyFrom(ChargerSnapshot other)
    {
        NowMs = other.NowMs;
        UptimeMs = other.UptimeMs;
        EventCount = other.EventCount;
        Mode = other.Mode;
        State = other.State;
        LimitedBy = other.LimitedBy;
        IsNode = other.IsNode;
        StoppedByUser = other.StoppedByUser;
        OverVoltageHold = other.OverVoltageHold;
        LatchedFaults = other.LatchedFaults;
        WhySubject = other.WhySubject;
        WhyValue = other.WhyValue;
        PackOnline = other.PackOnline;
        PackAgeMs = other.PackAgeMs;
        Battery.CopyFrom(other.Battery);
        BmsCounters.CopyFrom(other.BmsCounters);
        ProtocolName = other.ProtocolName;
        ChargerReports = other.ChargerReports;
        ChargerOnline = other.ChargerOnline;
        ChargerAgeMs = other.ChargerAgeMs;
        Charger.CopyFrom(other.Charger);
        RequestMilliVolts = other.RequestMilliVolts;
        RequestMilliAmps = other.RequestMilliAmps;
        ChargedMilliWattHours = other.ChargedMilliWattHours;
        ChargedMilliAmpHours = other.ChargedMilliAmpHours;
        Session.CopyFrom(other.Session);
        OutputLevel = other.OutputLevel;
        Can.CopyFrom(other.Can);
        Faults.CopyFrom(other.Faults);
    }
}
