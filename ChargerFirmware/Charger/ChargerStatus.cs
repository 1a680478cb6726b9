using ChargerFirmware.Core;

namespace ChargerFirmware.Charger;

/// <summary>What the charger says it does. Reused in place.</summary>
public sealed class ChargerStatus
{
    /// <summary>The clock's reading at the last status; -1 before the first.</summary>
    public long AtMs = -1;

    // Unknown where the protocol does not tell.
    public int MilliVolts = Unknown.Number;
    public int MilliAmps = Unknown.Number;
    public int TempDeciC = Unknown.Number;

    /// <summary>Bits of <see cref="ChargerFlag"/>.</summary>
    public int Flags;

    public void CopyFrom(ChargerStatus other)
    {
        AtMs = other.AtMs;
        MilliVolts = other.MilliVolts;
        MilliAmps = other.MilliAmps;
        TempDeciC = other.TempDeciC;
        Flags = other.Flags;
    }
}
