using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Network;

/// <summary>Question and answer of the simple time protocol (RFC 4330; RFC 5905, section 14). Pure.</summary>
public static class SntpPacket
{
    public const int Length = 48;
    public const int NonceLength = 8;

    // What an answer is worth.
    public const int Good = 0;

    /// <summary>No answer to our question: as if it had not come.</summary>
    public const int NotOurs = 1;

    /// <summary>The server does not know the time itself.</summary>
    public const int Unsynchronised = 2;

    /// <summary>Kiss of death: it does not want to be asked at all (DENY, RSTR).</summary>
    public const int Denied = 3;

    /// <summary>Kiss of death: it does not want to be asked so often (RATE), or says something else.</summary>
    public const int TooOften = 4;

    private const int StratumAt = 1;
    private const int RootDispersionAt = 8;
    private const int ReferenceIdAt = 12;
    private const int OriginateAt = 24;
    private const int ReceiveAt = 32;
    private const int TransmitAt = 40;

    private const int ModeServer = 4;
    private const int LeapUnknown = 3;

    // RFC 5905, section 7.3: 16 is unsynchronised, 17 and above reserved.
    private const int MaxStratum = 15;

    // MAXDISP (section 7.2), in seconds: a server that is so unsure of its own time is of no use.
    private const int MaxDispersionSeconds = 16;

    private const uint Deny = 0x44454E59;
    private const uint Restrict = 0x52535452;

    // From 1900-01-01 to 1970-01-01.
    private const long EpochSeconds = 2208988800L;

    // 2025-01-01: no server may tell a time before this program was written.
    private const long EarliestUnixSeconds = 1735689600L;

    /// <summary>Writes a question of version 4; its nonce stands where the client's time would, which is nobody's business.</summary>
    public static void WriteRequest(byte[] target, byte[] nonce)
    {
        Array.Clear(target, 0, Length);
        target[0] = 4 << 3 | 3;
        Array.Copy(nonce, 0, target, TransmitAt, NonceLength);
    }

    /// <summary>Judges an answer to a question with this nonce.</summary>
    public static int Judge(byte[] packet, int length, byte[] nonce)
    {
        if (length < Length)
        {
            return NotOurs;
        }

        int version = packet[0] >> 3 & 7;
        if ((packet[0] & 7) != ModeServer || version < 3 || version > 4 || !Bytes.AreEqual(packet, OriginateAt, nonce, 0, NonceLength))
        {
            return NotOurs;
        }

        int stratum = packet[StratumAt];
        if (stratum == 0)
        {
            uint code = Bytes.ReadUInt32BigEndian(packet, ReferenceIdAt);
            return code == Deny || code == Restrict ? Denied : TooOften;
        }

        bool isUnsure = packet[0] >> 6 == LeapUnknown || stratum > MaxStratum
            || Bytes.ReadUInt16BigEndian(packet, RootDispersionAt) >= MaxDispersionSeconds
            || Bytes.ReadUInt32BigEndian(packet, TransmitAt) == 0
            || Bytes.ReadUInt32BigEndian(packet, ReceiveAt) == 0
            || UnixMsOf(packet, TransmitAt) < EarliestUnixSeconds * 1000;
        return isUnsure ? Unsynchronised : Good;
    }

    /// <summary>The time now, of a good answer that took so long from question to answer.</summary>
    public static long UnixMs(byte[] packet, long roundTripMs)
    {
        // What the server itself took is no part of the way.
        long transmitMs = UnixMsOf(packet, TransmitAt);
        long tookMs = transmitMs - UnixMsOf(packet, ReceiveAt);
        long wayMs = tookMs > 0 && tookMs < roundTripMs ? roundTripMs - tookMs : roundTripMs;
        return transmitMs + wayMs / 2;
    }

    private static long UnixMsOf(byte[] packet, int at)
    {
        long seconds = Bytes.ReadUInt32BigEndian(packet, at);

        // RFC 4330, section 3: with the top bit clear it is the era that begins in 2036.
        if (seconds < 0x80000000L)
        {
            seconds += 0x100000000L;
        }

        long milliseconds = (long)Bytes.ReadUInt32BigEndian(packet, at + 4) * 1000 >> 32;
        return (seconds - EpochSeconds) * 1000 + milliseconds;
    }
}
