using ChargerFirmware.Bms;
using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Journal;

/// <summary>One second of the charger in 34 bytes, big endian: how the black box keeps it.</summary>
/// <remarks>
/// Voltages of the pack and the charger and all currents in steps of 10 mV and 10 mA, as the BMS tells them; cells in mV, temperatures in 0.1 degC.
/// What is not known is all ones, in signed numbers the lowest one. What does not fit stands at the end of its range.
/// </remarks>
public static class Sample
{
    public const int Length = 34;

    /// <summary>Tenths of a second since the block's base.</summary>
    public const int TimeAt = 0;
    public const int MaxTime = 0xFFFF;

    // Bits 0..3 state, 4..5 mode, 6 pack online, 7 charger online.
    public const int StateAt = 2;
    public const int PackOnline = 0x40;
    public const int ChargerOnline = 0x80;

    // Bits 0..6 cause, 7 the charger's protocol has an answer.
    public const int CauseAt = 3;
    public const int ChargerReports = 0x80;
    public const int PackVoltsAt = 4;
    public const int PackAmpsAt = 6;

    /// <summary>Percent.</summary>
    public const int SocAt = 8;

    /// <summary>Number of the highest cell, from 1; 0 without cells.</summary>
    public const int HighestNumberAt = 9;
    public const int LowestAt = 10;
    public const int HighestAt = 12;
    public const int WarmestAt = 14;
    public const int ColdestAt = 16;
    public const int RequestVoltsAt = 18;
    public const int RequestAmpsAt = 20;
    public const int ChargerVoltsAt = 22;
    public const int ChargerAmpsAt = 24;

    /// <summary>Eight bytes: bit by <see cref="FaultCode"/>, also of faults that came and went since the sample before.</summary>
    public const int FaultsAt = 26;
    public const int MaxFaults = 63;

    private const int UnknownUnsigned = 0xFFFF;
    private const int UnknownSigned = short.MinValue;
    private const int UnknownByte = 0xFF;
    private const int Tens = 10;

    public static void Write(byte[] target, int at, int time, ChargerSnapshot snapshot, long faults)
    {
        BatterySnapshot battery = snapshot.Battery;
        bool online = snapshot.PackOnline;
        bool reports = snapshot.ChargerReports;
        bool chargerOnline = reports && snapshot.ChargerOnline;
        Bytes.WriteUInt16BigEndian(target, at + TimeAt, time);
        target[at + StateAt] = (byte)((snapshot.State & 0x0F) | (snapshot.Mode & 3) << 4 | (online ? PackOnline : 0) | (chargerOnline ? ChargerOnline : 0));
        target[at + CauseAt] = (byte)((snapshot.LimitedBy & 0x7F) | (reports ? ChargerReports : 0));
        WriteUnsigned(target, at + PackVoltsAt, online ? battery.PackMilliVolts : Unknown.Number, Tens);
        WriteSigned(target, at + PackAmpsAt, online ? battery.PackMilliAmps : Unknown.Number, Tens);
        target[at + SocAt] = (byte)(online && battery.SocPermille >= 0 ? battery.SocPermille / 10 : UnknownByte);
        WriteCells(target, at, battery, online);
        int warmest = online ? battery.WarmestSensor() : -1;
        int coldest = online ? battery.ColdestSensor() : -1;
        WriteSigned(target, at + WarmestAt, warmest < 0 ? Unknown.Number : battery.TempDeciC[warmest], 1);
        WriteSigned(target, at + ColdestAt, coldest < 0 ? Unknown.Number : battery.TempDeciC[coldest], 1);
        WriteUnsigned(target, at + RequestVoltsAt, snapshot.RequestMilliVolts, Tens);
        WriteUnsigned(target, at + RequestAmpsAt, snapshot.RequestMilliAmps, Tens);
        WriteUnsigned(target, at + ChargerVoltsAt, chargerOnline ? snapshot.Charger.MilliVolts : Unknown.Number, Tens);
        WriteUnsigned(target, at + ChargerAmpsAt, chargerOnline ? snapshot.Charger.MilliAmps : Unknown.Number, Tens);
        Bytes.WriteInt64BigEndian(target, at + FaultsAt, faults);
    }

    /// <summary>An unsigned number of two bytes, or <see cref="Unknown.Number"/>.</summary>
    public static int ReadUnsigned(byte[] source, int at)
    {
        int value = Bytes.ReadUInt16BigEndian(source, at);
        return value == UnknownUnsigned ? Unknown.Number : value;
    }

    /// <summary>A signed number of two bytes, or <see cref="Unknown.Number"/>.</summary>
    public static int ReadSigned(byte[] source, int at)
    {
        int value = Bytes.ReadInt16BigEndian(source, at);
        return value == UnknownSigned ? Unknown.Number : value;
    }

    /// <summary>Percent, or <see cref="Unknown.Number"/>.</summary>
    public static int ReadSoc(byte[] source, int at)
    {
        return source[at + SocAt] == UnknownByte ? Unknown.Number : source[at + SocAt];
    }

    public static long ReadFaults(byte[] source, int at)
    {
        return Bytes.ReadInt64BigEndian(source, at + FaultsAt);
    }

    private static void WriteCells(byte[] target, int at, BatterySnapshot battery, bool online)
    {
        int highest = online ? battery.HighestCell() : -1;
        int lowest = online ? battery.LowestCell() : -1;
        target[at + HighestNumberAt] = (byte)(highest + 1);
        WriteUnsigned(target, at + LowestAt, lowest < 0 ? Unknown.Number : battery.CellMilliVolts[lowest], 1);
        WriteUnsigned(target, at + HighestAt, highest < 0 ? Unknown.Number : battery.CellMilliVolts[highest], 1);
    }

    private static void WriteUnsigned(byte[] target, int at, int value, int divisor)
    {
        if (value == Unknown.Number)
        {
            Bytes.WriteUInt16BigEndian(target, at, UnknownUnsigned);
            return;
        }

        int steps = value / divisor;
        Bytes.WriteUInt16BigEndian(target, at, steps < 0 ? 0 : steps < UnknownUnsigned ? steps : UnknownUnsigned - 1);
    }

    private static void WriteSigned(byte[] target, int at, int value, int divisor)
    {
        if (value == Unknown.Number)
        {
            Bytes.WriteUInt16BigEndian(target, at, UnknownSigned);
            return;
        }

        int steps = value / divisor;
        Bytes.WriteUInt16BigEndian(target, at, steps > short.MaxValue ? short.MaxValue : steps > UnknownSigned ? steps : UnknownSigned + 1);
    }
}
