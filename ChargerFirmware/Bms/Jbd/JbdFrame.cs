namespace ChargerFirmware.Bms.Jbd;

/// <summary>The frame of the JBD protocol: DD, register, status, length n, n data bytes, checksum, 77.</summary>
/// <remarks>
/// A request has A5 (read) and the register where a reply has the register and the status. The checksum is the negated sum of the bytes from
/// index 2 to the last data byte, so in a reply the register is <b>not</b> covered. DD and 77 also occur as data.
/// </remarks>
public static class JbdFrame
{
    public const int Start = 0xDD;
    public const int Read = 0xA5;
    public const int End = 0x77;

    /// <summary>Bytes in front of the data.</summary>
    public const int HeaderLength = 4;

    /// <summary>Bytes of a frame without data; every request to read is that long.</summary>
    public const int Overhead = 7;

    /// <summary>
    /// Longest data of a reply that is believed. 32 cells are 64 bytes, basic info with 8 sensors and the appended block is 48: a length above
    /// is a damaged byte or not a frame.
    /// </summary>
    public const int MaxPayload = 128;

    /// <summary>Builds the request to read a register. Allocates: for start-up.</summary>
    public static byte[] ReadRequest(int register)
    {
        int checksum = -register & 0xFFFF;
        return new byte[] { Start, Read, (byte)register, 0, (byte)(checksum >> 8), (byte)checksum, End };
    }

    /// <summary>The checksum over <paramref name="count"/> bytes, as it stands behind them in a frame.</summary>
    public static int Checksum(byte[] source, int offset, int count)
    {
        int sum = 0;
        for (int end = offset + count; offset < end; offset++)
        {
            sum += source[offset];
        }

        return -sum & 0xFFFF;
    }
}
