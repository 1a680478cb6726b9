using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>One charge from its beginning to its end: plain numbers, filled by <see cref="SessionMeter"/>. One thread at a time.</summary>
public sealed class ChargeSession
{
    /// <summary>Sessions that have begun since the start of the firmware; 0: none, and the rest means nothing.</summary>
    public int Count;

    /// <summary>It charges, or pauses for so short a time that it may go on.</summary>
    public bool IsOpen;

    // Readings of the control clock; the end is -1 while it charges, and when the charge stopped afterwards.
    public long StartedMs;
    public long EndedMs = -1;

    /// <summary>A value of <see cref="SessionEnd"/>; in a pause what has stopped it.</summary>
    public int End;
    public int MilliWattHours;
    public int MilliAmpHours;
    public int StartSocPermille = Unknown.Number;
    public int EndSocPermille = Unknown.Number;
    public int HighestCellMilliVolts = Unknown.Number;
    public int WarmestDeciC = Unknown.Number;

    public void CopyFrom(ChargeSession other)
    {
        Count = other.Count;
        IsOpen = other.IsOpen;
        StartedMs = other.StartedMs;
        EndedMs = other.EndedMs;
        End = other.End;
        MilliWattHours = other.MilliWattHours;
        MilliAmpHours = other.MilliAmpHours;
        StartSocPermille = other.StartSocPermille;
        EndSocPermille = other.EndSocPermille;
        HighestCellMilliVolts = other.HighestCellMilliVolts;
        WarmestDeciC = other.WarmestDeciC;
    }
}
