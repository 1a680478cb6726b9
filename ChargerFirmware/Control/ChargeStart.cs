using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>What the charger remembers over a restart: the control loop begins with it, and what it decides is stored from it.</summary>
public sealed class ChargeStart
{
    /// <summary>A value of <see cref="ChargeMode"/>.</summary>
    public int Mode = ChargeMode.Slow;
    public bool StoppedByUser;

    /// <summary>After an over-voltage stop, until the pack has come down.</summary>
    public bool OverVoltageHold;

    /// <summary>Bit by <see cref="Core.FaultCode"/>.</summary>
    public long LatchedFaults;

    /// <summary>No stored settings could be read although there were some.</summary>
    public bool SettingsDefaulted;

    /// <summary>One of two stored copies was damaged.</summary>
    public bool SettingsSlotDamaged;

    /// <summary>Run after run has given up: nothing is charged until the user has confirmed.</summary>
    public bool RepeatedRestarts;

    /// <summary>What has gone into the pack before this run.</summary>
    public long ChargedMilliWattHours;
    public long ChargedMilliAmpHours;

    /// <summary>The faults that a start finds or brings back.</summary>
    public void RaiseFaults(FaultRegister faults, long nowMs)
    {
        faults.RestoreLatched(LatchedFaults, nowMs);
        faults.Set(FaultCode.SettingsDefaulted, SettingsDefaulted, nowMs);
        faults.Set(FaultCode.SettingsDefaulted, false, nowMs);
        faults.Set(FaultCode.RepeatedRestarts, RepeatedRestarts, nowMs);
        faults.Set(FaultCode.RepeatedRestarts, false, nowMs);
        faults.Set(FaultCode.SettingsSlotDamaged, SettingsSlotDamaged, nowMs);
    }

    /// <summary>Takes over what was decided, not what was found at the start.</summary>
    public void CopyRemembered(ChargeStart other)
    {
        Mode = other.Mode;
        StoppedByUser = other.StoppedByUser;
        OverVoltageHold = other.OverVoltageHold;
        LatchedFaults = other.LatchedFaults;
    }
}
