using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Journal;

/// <summary>A charge session as bytes on the medium, big endian. Places only append; what is not known has a mark of its own.</summary>
/// <remarks>Times of day are seconds since 1970, 0 while nobody had told the time; uptimes are seconds since the start whose number stands beside them.</remarks>
public static class SessionImage
{
    public const int NumberAt = 0;
    public const int RunAt = 4;
    public const int StartUptimeAt = 8;
    public const int EndUptimeAt = 12;
    public const int StartUnixAt = 16;
    public const int EndUnixAt = 20;
    public const int MilliWattHoursAt = 24;
    public const int MilliAmpHoursAt = 28;
    public const int StartSocAt = 32;
    public const int EndSocAt = 34;
    public const int HighestCellAt = 36;
    public const int WarmestAt = 38;
    public const int EndAt = 40;

    /// <summary>What had gone into the pack, ever, when it ended: the total comes back from here when its own record is lost.</summary>
    public const int TotalMilliWattHoursAt = 42;
    public const int TotalMilliAmpHoursAt = 50;
    public const int Length = 58;

    private const int Nothing = short.MinValue;

    /// <summary>Everything but the number, the run and the times of day.</summary>
    public static void Write(byte[] target, ChargeSession session, ChargerSnapshot snapshot)
    {
        long startedMs = snapshot.NowMs - snapshot.UptimeMs;
        long endMs = session.EndedMs < 0 ? snapshot.NowMs : session.EndedMs;
        Bytes.WriteUInt32BigEndian(target, StartUptimeAt, (uint)((session.StartedMs - startedMs) / 1000));
        Bytes.WriteUInt32BigEndian(target, EndUptimeAt, (uint)((endMs - startedMs) / 1000));
        Bytes.WriteUInt32BigEndian(target, MilliWattHoursAt, (uint)session.MilliWattHours);
        Bytes.WriteUInt32BigEndian(target, MilliAmpHoursAt, (uint)session.MilliAmpHours);
        WriteSmall(target, StartSocAt, session.StartSocPermille);
        WriteSmall(target, EndSocAt, session.EndSocPermille);
        WriteSmall(target, HighestCellAt, session.HighestCellMilliVolts);
        WriteSmall(target, WarmestAt, session.WarmestDeciC);
        Bytes.WriteUInt16BigEndian(target, EndAt, session.End);
        Bytes.WriteInt64BigEndian(target, TotalMilliWattHoursAt, snapshot.ChargedMilliWattHours);
        Bytes.WriteInt64BigEndian(target, TotalMilliAmpHoursAt, snapshot.ChargedMilliAmpHours);
    }

    /// <summary>A number of two bytes, or <see cref="Unknown.Number"/>.</summary>
    public static int ReadSmall(byte[] source, int at)
    {
        int value = Bytes.ReadInt16BigEndian(source, at);
        return value == Nothing ? Unknown.Number : value;
    }

    // Permille, mV of a cell and tenths of a degree stay far below 32767.
    private static void WriteSmall(byte[] target, int at, int value)
    {
        Bytes.WriteUInt16BigEndian(target, at, value == Unknown.Number ? Nothing : value > short.MaxValue ? short.MaxValue : value);
    }
}
