using ChargerFirmware.Core;

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
    public const int Write = 0x5A;
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

    /// <summary>Builds the request that switches the charge MOSFET. Allocates: for start-up.</summary>
    /// <remarks>
    /// Two values alone are written: 00 00, both MOSFETs may conduct, and 00 01, charging may not (the bits are inverted). The other bit would cut the owner's load off.
    /// </remarks>
    public static byte[] ChargeFetRequest(bool on)
    {
        byte[] request = { Start, Write, JbdRegister.MosControl, 2, 0, (byte)(on ? 0 : 1), 0, 0, End };
        Bytes.WriteUInt16BigEndian(request, 6, Checksum(request, 2, 4));
        return request;
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
