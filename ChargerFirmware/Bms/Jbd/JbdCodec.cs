using System;
using System.Text;
using ChargerFirmware.Core;

namespace ChargerFirmware.Bms.Jbd;

/// <summary>Turns the data of a reply into the snapshot: all of it or, when something is wrong with it, nothing.</summary>
/// <remarks>
/// Numbers are stored as told, without a plausibility check: a cell at 0 mV (a broken sense wire, captured) or a sensor at 6 000 degrees is for
/// <see cref="Plausibility"/> to judge. Only a sensor at -30.0 degC or below is taken for what it is, one that is not fitted.
/// </remarks>
public static class JbdCodec
{
    /// <summary>Counters of register AA; the last one (restarts) only from newer firmware.</summary>
    public const int MaxErrorCounters = ProtectionCounter.Count;

    /// <summary>Longest name that the vendor allows.</summary>
    public const int MaxNameLength = 31;

    /// <summary>Basic info without sensors; then two bytes a sensor, then what newer firmware appends.</summary>
    private const int BasicLength = 23;

    /// <summary>FET status: bit 0 charge MOS on, bit 1 discharge MOS on, bit 7 currents and capacities in steps of 100 (V9 and later).</summary>
    private const int ChargeFetBit = 0x01;
    private const int DischargeFetBit = 0x02;
    private const int BigUnitBit = 0x80;

    /// <summary>0 degC in the BMS's tenths of a kelvin.</summary>
    private const int ZeroCelsius = 2731;

    /// <summary>What an input without a sensor reads (captured: 097F), or below.</summary>
    private const int NotFittedDeciC = -300;

    /// <summary>Stores a reply; a <see cref="JbdError"/>, None when all is well. Allocates only when a new name is told.</summary>
    public static int Apply(int register, int status, byte[] source, int offset, int count, BatterySnapshot battery)
    {
        if (status != 0)
        {
            return JbdError.BmsStatus;
        }

        switch (register)
        {
            case JbdRegister.Basic:
                return ReadBasic(source, offset, count, battery);
            case JbdRegister.Cells:
                return ReadCells(source, offset, count, battery);
            case JbdRegister.Name:
                return ReadName(source, offset, count, battery);
            case JbdRegister.ErrorCounters:
                return ReadErrorCounters(source, offset, count, battery.ProtectionCounts);
            default:
                return JbdError.None;
        }
    }

    /// <summary>Reads register AA into <see cref="MaxErrorCounters"/> numbers, in the order of <see cref="ProtectionCounter"/>.</summary>
    public static int ReadErrorCounters(byte[] source, int offset, int count, int[] counters)
    {
        if (count < 2 * (MaxErrorCounters - 1))
        {
            return JbdError.PayloadTooShort;
        }

        if ((count & 1) != 0)
        {
            return JbdError.PayloadInconsistent;
        }

        for (int i = 0; i < MaxErrorCounters; i++)
        {
            counters[i] = 2 * i < count ? Bytes.ReadUInt16BigEndian(source, offset + 2 * i) : Unknown.Number;
        }

        return JbdError.None;
    }

    private static int ReadBasic(byte[] source, int offset, int count, BatterySnapshot battery)
    {
        if (count < BasicLength)
        {
            return JbdError.PayloadTooShort;
        }

        int sensors = source[offset + 22];
        int appended = count - BasicLength - 2 * sensors;
        if (appended < 0)
        {
            return JbdError.PayloadInconsistent;
        }

        int fets = source[offset + 20];
        int unit = (fets & BigUnitBit) != 0 ? 100 : 10;
        battery.PackMilliVolts = 10 * Bytes.ReadUInt16BigEndian(source, offset);
        battery.PackMilliAmps = unit * Bytes.ReadInt16BigEndian(source, offset + 2);
        battery.RemainingMilliAmpHours = unit * Bytes.ReadUInt16BigEndian(source, offset + 4);
        battery.NominalMilliAmpHours = unit * Bytes.ReadUInt16BigEndian(source, offset + 6);
        battery.CycleCount = Bytes.ReadUInt16BigEndian(source, offset + 8);
        battery.ProductionDate = Bytes.ReadUInt16BigEndian(source, offset + 10);
        // Two words, the one of cells 1..16 first: not one big-endian number.
        battery.BalanceMask = (uint)(Bytes.ReadUInt16BigEndian(source, offset + 12) | Bytes.ReadUInt16BigEndian(source, offset + 14) << 16);
        battery.ProtectionFlags = Bytes.ReadUInt16BigEndian(source, offset + 16);
        battery.SoftwareVersion = source[offset + 18];
        battery.SocPermille = 10 * source[offset + 19];
        battery.FetStatus = fets;
        battery.ChargeFetOn = (fets & ChargeFetBit) != 0;
        battery.DischargeFetOn = (fets & DischargeFetBit) != 0;
        battery.BasicCellCount = source[offset + 21];
        ReadSensors(source, offset + BasicLength, sensors, battery);
        ReadAppended(source, offset + BasicLength + 2 * sensors, appended, unit, battery);
        return JbdError.None;
    }

    /// <summary>Keeps the sensors in their order. Boards have up to 8; should one tell more, the last two places hold the warmest and the coldest of the rest.</summary>
    private static void ReadSensors(byte[] source, int offset, int count, BatterySnapshot battery)
    {
        int[] temperatures = battery.TempDeciC;
        int kept = Math.Min(count, BatterySnapshot.MaxSensors);
        int single = count > kept ? kept - 2 : kept;
        battery.SensorCount = kept;
        for (int i = 0; i < single; i++)
        {
            temperatures[i] = ReadSensor(source, offset + 2 * i);
        }

        for (int i = single; i < kept; i++)
        {
            temperatures[i] = Unknown.Number;
        }

        for (int i = single; i < count; i++)
        {
            int value = ReadSensor(source, offset + 2 * i);
            // An unknown value is the lowest of all numbers: it never is the warmest, and is told apart for the coldest.
            if (value > temperatures[kept - 2])
            {
                temperatures[kept - 2] = value;
            }

            if (value != Unknown.Number && (temperatures[kept - 1] == Unknown.Number || value < temperatures[kept - 1]))
            {
                temperatures[kept - 1] = value;
            }
        }
    }

    private static int ReadSensor(byte[] source, int offset)
    {
        int deciC = Bytes.ReadUInt16BigEndian(source, offset) - ZeroCelsius;
        return deciC <= NotFittedDeciC ? Unknown.Number : deciC;
    }

    /// <summary>The block of newer firmware (V11), as much of it as there is; bytes behind it have no known meaning.</summary>
    private static void ReadAppended(byte[] source, int offset, int count, int unit, BatterySnapshot battery)
    {
        battery.HumidityPercent = count >= 1 ? source[offset] : Unknown.Number;
        battery.AlarmFlags = count >= 3 ? Bytes.ReadUInt16BigEndian(source, offset + 1) : 0;
        int full = count >= 5 ? unit * Bytes.ReadUInt16BigEndian(source, offset + 3) : 0;
        battery.FullMilliAmpHours = full > 0 ? full : battery.NominalMilliAmpHours;
        battery.RepeatedRemainingMilliAmpHours = count >= 7 ? unit * Bytes.ReadUInt16BigEndian(source, offset + 5) : Unknown.Number;
        battery.BalanceMilliAmps = count >= 9 ? Bytes.ReadUInt16BigEndian(source, offset + 7) : Unknown.Number;
    }

    private static int ReadCells(byte[] source, int offset, int count, BatterySnapshot battery)
    {
        int cells = count >> 1;
        if (cells == 0)
        {
            return JbdError.PayloadTooShort;
        }

        if ((count & 1) != 0 || cells > BatterySnapshot.MaxCells)
        {
            return JbdError.PayloadInconsistent;
        }

        int[] milliVolts = battery.CellMilliVolts;
        for (int i = 0; i < cells; i++)
        {
            milliVolts[i] = source[offset] << 8 | source[offset + 1];
            offset += 2;
        }

        battery.CellCount = cells;
        return JbdError.None;
    }

    private static int ReadName(byte[] source, int offset, int count, BatterySnapshot battery)
    {
        if (count == 0)
        {
            return JbdError.PayloadTooShort;
        }

        // One register map has the length in front of the text, captures have not. No text begins with so low a byte.
        if (source[offset] == count - 1 && count - 1 <= MaxNameLength)
        {
            offset++;
            count--;
        }

        while (count > 0 && source[offset + count - 1] == 0)
        {
            count--;
        }

        if (!IsPrintable(source, offset, count))
        {
            return JbdError.PayloadInconsistent;
        }

        if (!IsSame(battery.HardwareName, source, offset, count))
        {
            battery.HardwareName = Encoding.UTF8.GetString(source, offset, count);
        }

        return JbdError.None;
    }

    private static bool IsPrintable(byte[] source, int offset, int count)
    {
        if (count > MaxNameLength)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (source[offset + i] < 0x20 || source[offset + i] > 0x7E)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSame(string name, byte[] source, int offset, int count)
    {
        if (name == null || name.Length != count)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (name[i] != source[offset + i])
            {
                return false;
            }
        }

        return true;
    }
}
