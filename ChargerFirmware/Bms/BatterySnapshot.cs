using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Bms;

/// <summary>Everything a BMS has told, in fixed units. Filled in place: plain fields, no allocation. One thread at a time.</summary>
/// <remarks>
/// Basic info and cell voltages are separate replies and age separately. The numbers stand as they were told, but for those that cannot be:
/// <see cref="Plausibility"/> makes them unknown. Whoever shows or uses them looks at the ages first.
/// </remarks>
public sealed class BatterySnapshot
{
    /// <summary>Most cells a JBD BMS reports (balance bits 1..32).</summary>
    public const int MaxCells = 32;

    /// <summary>Most temperature sensors that are kept (0 is legal).</summary>
    public const int MaxSensors = 8;

    /// <summary>The clock's reading at the last good reply; -1 before the first.</summary>
    public long BasicAtMs = -1;
    public long CellsAtMs = -1;

    /// <summary>The clock's reading at the last byte of any kind; -1 while the line has been still.</summary>
    public long HeardAtMs = -1;

    /// <summary>Good replies since the start.</summary>
    public int BasicCount;
    public int CellsCount;

    public int PackMilliVolts = Unknown.Number;

    /// <summary>Positive while charging.</summary>
    public int PackMilliAmps = Unknown.Number;
    public int RemainingMilliAmpHours = Unknown.Number;
    public int NominalMilliAmpHours = Unknown.Number;

    /// <summary>The learned full capacity where the firmware reports one, else the nominal one.</summary>
    public int FullMilliAmpHours = Unknown.Number;
    public int CycleCount = Unknown.Number;

    /// <summary>The BMS's own percentage times ten.</summary>
    public int SocPermille = Unknown.Number;

    /// <summary>Bits 15..9 year - 2000, 8..5 month, 4..0 day.</summary>
    public int ProductionDate;

    /// <summary>High nibble . low nibble.</summary>
    public int SoftwareVersion;

    /// <summary>Bit 0 is cell 1.</summary>
    public uint BalanceMask;

    /// <summary>Protection bits as told; the names are in <see cref="Protection"/>.</summary>
    public int ProtectionFlags;

    /// <summary>Alarm bits of newer firmware (warnings with the numbering of the protection bits).</summary>
    public int AlarmFlags;
    public int HumidityPercent = Unknown.Number;
    public int BalanceMilliAmps = Unknown.Number;

    /// <summary>The remaining capacity as newer firmware tells it a second time.</summary>
    public int RepeatedRemainingMilliAmpHours = Unknown.Number;

    /// <summary>As told: bit 0 charge MOS, 1 discharge MOS, 2 current limiter, 3 heater, 7 big units (already applied).</summary>
    public int FetStatus;
    public bool ChargeFetOn;
    public bool DischargeFetOn;

    /// <summary>The count in basic info; <see cref="CellCount"/> is the number of voltages in the cell reply.</summary>
    public int BasicCellCount;
    public int CellCount;
    public readonly int[] CellMilliVolts = new int[MaxCells];

    public int SensorCount;

    /// <summary>Tenths of a degree; <see cref="Unknown.Number"/> where no sensor is fitted. Boards have up to 8; of more, the last two are the warmest and the coldest of the rest.</summary>
    public readonly int[] TempDeciC = new int[MaxSensors];

    /// <summary>The first value of each reply that cannot be and is unknown therefore, as <see cref="Plausibility"/> numbers them; 0 when all can.</summary>
    public int ImplausibleInBasic;
    public int ImplausibleInCells;

    /// <summary>How often each protection has tripped since the counters were cleared, in the order of <see cref="ProtectionCounter"/>; unknown before they were told.</summary>
    public readonly int[] ProtectionCounts = new int[ProtectionCounter.Count];

    /// <summary>The board's name; null before it has been told.</summary>
    public string HardwareName;

    public BatterySnapshot()
    {
        for (int i = 0; i < ProtectionCounter.Count; i++)
        {
            ProtectionCounts[i] = Unknown.Number;
        }
    }

    /// <summary>The age of a reply, or <see cref="Unknown.Number"/> before the first.</summary>
    public static int AgeMs(long atMs, long nowMs)
    {
        if (atMs < 0)
        {
            return Unknown.Number;
        }

        long ageMs = nowMs - atMs;
        return ageMs > int.MaxValue ? int.MaxValue : (int)ageMs;
    }

    /// <summary>Index of the highest cell of those that are known, or -1 when none is.</summary>
    public int HighestCell()
    {
        int highest = -1;
        for (int i = 0; i < CellCount; i++)
        {
            if (CellMilliVolts[i] != Unknown.Number && (highest < 0 || CellMilliVolts[i] > CellMilliVolts[highest]))
            {
                highest = i;
            }
        }

        return highest;
    }

    /// <summary>Index of the lowest cell of those that are known, or -1 when none is.</summary>
    public int LowestCell()
    {
        int lowest = -1;
        for (int i = 0; i < CellCount; i++)
        {
            if (CellMilliVolts[i] != Unknown.Number && (lowest < 0 || CellMilliVolts[i] < CellMilliVolts[lowest]))
            {
                lowest = i;
            }
        }

        return lowest;
    }

    /// <summary>The highest cell voltage that is known; <see cref="Unknown.Number"/> when none is.</summary>
    public int HighestMilliVolts()
    {
        int highest = HighestCell();
        return highest < 0 ? Unknown.Number : CellMilliVolts[highest];
    }

    /// <summary>The lowest cell voltage that is known; <see cref="Unknown.Number"/> when none is.</summary>
    public int LowestMilliVolts()
    {
        int lowest = LowestCell();
        return lowest < 0 ? Unknown.Number : CellMilliVolts[lowest];
    }

    /// <summary>Index of the warmest fitted sensor, or -1 when none is fitted.</summary>
    public int WarmestSensor()
    {
        int warmest = -1;
        for (int i = 0; i < SensorCount; i++)
        {
            if (TempDeciC[i] != Unknown.Number && (warmest < 0 || TempDeciC[i] > TempDeciC[warmest]))
            {
                warmest = i;
            }
        }

        return warmest;
    }

    /// <summary>Index of the coldest fitted sensor, or -1 when none is fitted.</summary>
    public int ColdestSensor()
    {
        int coldest = -1;
        for (int i = 0; i < SensorCount; i++)
        {
            if (TempDeciC[i] != Unknown.Number && (coldest < 0 || TempDeciC[i] < TempDeciC[coldest]))
            {
                coldest = i;
            }
        }

        return coldest;
    }

    public void CopyFrom(BatterySnapshot other)
    {
        BasicAtMs = other.BasicAtMs;
        CellsAtMs = other.CellsAtMs;
        HeardAtMs = other.HeardAtMs;
        BasicCount = other.BasicCount;
        CellsCount = other.CellsCount;
        PackMilliVolts = other.PackMilliVolts;
        PackMilliAmps = other.PackMilliAmps;
        RemainingMilliAmpHours = other.RemainingMilliAmpHours;
        NominalMilliAmpHours = other.NominalMilliAmpHours;
        FullMilliAmpHours = other.FullMilliAmpHours;
        CycleCount = other.CycleCount;
        SocPermille = other.SocPermille;
        ProductionDate = other.ProductionDate;
        SoftwareVersion = other.SoftwareVersion;
        BalanceMask = other.BalanceMask;
        ProtectionFlags = other.ProtectionFlags;
        AlarmFlags = other.AlarmFlags;
        HumidityPercent = other.HumidityPercent;
        BalanceMilliAmps = other.BalanceMilliAmps;
        RepeatedRemainingMilliAmpHours = other.RepeatedRemainingMilliAmpHours;
        FetStatus = other.FetStatus;
        ChargeFetOn = other.ChargeFetOn;
        DischargeFetOn = other.DischargeFetOn;
        BasicCellCount = other.BasicCellCount;
        CellCount = other.CellCount;
        Array.Copy(other.CellMilliVolts, CellMilliVolts, MaxCells);
        SensorCount = other.SensorCount;
        Array.Copy(other.TempDeciC, TempDeciC, MaxSensors);
        ImplausibleInBasic = other.ImplausibleInBasic;
        ImplausibleInCells = other.ImplausibleInCells;
        Array.Copy(other.ProtectionCounts, ProtectionCounts, ProtectionCounter.Count);
        HardwareName = other.HardwareName;
    }
}
