using ChargerFirmware.Core;

namespace ChargerFirmware.Charger;

/// <summary>What the charger is asked for, in fixed units, and what it may be told of the pack. Reused in place.</summary>
public sealed class ChargerRequest
{
    /// <summary>False is a stop: whatever the numbers say, the charger is asked for nothing.</summary>
    public bool Charge;

    /// <summary>Charge voltage of the pack; <see cref="Unknown.Number"/> while the cell count is not known.</summary>
    public int MilliVolts = Unknown.Number;

    /// <summary>The folded limit, before the protocol rounds it down to what it can say.</summary>
    public int MilliAmps;

    /// <summary>The pack is warm: a charger with steps leaves its fast one alone, also where it is no more than medium.</summary>
    public bool IsWarm;

    // For protocols that tell the charger how the pack is; unknown when the pack is offline.
    public int PackMilliVolts = Unknown.Number;
    public int PackMilliAmps = Unknown.Number;
    public int WarmestDeciC = Unknown.Number;
    public int SocPermille = Unknown.Number;

    /// <summary>What a full charge gives today of what the maker promised.</summary>
    public int HealthPermille = Unknown.Number;

    /// <summary>The last charge voltage that nothing spoke against, for chargers that take a lower one for an order to drain; unknown before the first.</summary>
    public int HeldMilliVolts = Unknown.Number;

    /// <summary>The pack is not to be drained below this.</summary>
    public int EmptyMilliVolts = Unknown.Number;

    /// <summary>Nothing is known against a discharge.</summary>
    public bool MayDischarge;

    /// <summary>Bits of <see cref="PackAlarm"/>.</summary>
    public int Alarms;

    /// <summary>From here on nothing is asked for.</summary>
    public void Stop()
    {
        Charge = false;
        MilliAmps = 0;
    }

    public void CopyFrom(ChargerRequest other)
    {
        Charge = other.Charge;
        MilliVolts = other.MilliVolts;
        MilliAmps = other.MilliAmps;
        IsWarm = other.IsWarm;
        PackMilliVolts = other.PackMilliVolts;
        PackMilliAmps = other.PackMilliAmps;
        WarmestDeciC = other.WarmestDeciC;
        SocPermille = other.SocPermille;
        HealthPermille = other.HealthPermille;
        HeldMilliVolts = other.HeldMilliVolts;
        EmptyMilliVolts = other.EmptyMilliVolts;
        MayDischarge = other.MayDischarge;
        Alarms = other.Alarms;
    }
}
