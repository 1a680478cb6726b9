using System;

namespace ChargerFirmware.Can.Mcp2515;

/// <summary>A frame as the chip's buffers hold it: SIDH SIDL EID8 EID0 DLC and eight data bytes.</summary>
public static class Mcp2515Frame
{
    /// <summary>Bytes of a frame in a buffer.</summary>
    public const int Length = 13;

    /// <summary>Bytes of an identifier, a filter or a mask.</summary>
    public const int IdLength = 4;
    private const int DataOffset = 5;

    /// <summary>Writes a frame for a transmit buffer. A length above 8 is sent as 8.</summary>
    public static void Pack(CanFrame frame, byte[] target, int offset)
    {
        PackId(frame.Id, frame.Extended, target, offset);
        int length = frame.Length;
        if (length > CanFrame.MaxLength)
        {
            length = CanFrame.MaxLength;
        }

        // TXBnDLC has one RTR bit for both kinds of identifier (register 3-7).
        target[offset + IdLength] = (byte)(frame.Remote ? length | Mcp2515Registers.Remote : length);
        Array.Copy(frame.Data, 0, target, offset + DataOffset, CanFrame.MaxLength);
    }

    /// <summary>Reads a frame out of a receive buffer. A length code of 9..15 is allowed on the wire and means 8 (ISO 11898-1).</summary>
    public static void Unpack(byte[] source, int offset, CanFrame frame)
    {
        int sidl = source[offset + 1];
        uint id = (uint)(source[offset] << 3 | sidl >> 5);
        int code = source[offset + IdLength];
        bool extended = (sidl & Mcp2515Registers.ExtendedIdentifier) != 0;
        if (extended)
        {
            frame.Id = id << 18 | (uint)((sidl & 3) << 16 | source[offset + 2] << 8 | source[offset + 3]);
            frame.Remote = (code & Mcp2515Registers.Remote) != 0;
        }
        else
        {
            frame.Id = id;
            frame.Remote = (sidl & Mcp2515Registers.StandardRemote) != 0;
        }

        frame.Extended = extended;
        int length = code & Mcp2515Registers.LengthMask;
        frame.Length = length > CanFrame.MaxLength ? CanFrame.MaxLength : length;
        Array.Copy(source, offset + DataOffset, frame.Data, 0, CanFrame.MaxLength);
    }

    /// <summary>Writes an identifier as four register bytes.</summary>
    public static void PackId(uint id, bool extended, byte[] target, int offset)
    {
        if (extended)
        {
            int high = (int)(id >> 16);
            target[offset] = (byte)(high >> 5);
            target[offset + 1] = (byte)((high << 3 & 0xE0) | Mcp2515Registers.ExtendedIdentifier | (high & 3));
            target[offset + 2] = (byte)(id >> 8);
            target[offset + 3] = (byte)id;
            return;
        }

        target[offset] = (byte)(id >> 3);
        target[offset + 1] = (byte)(id << 5);
        target[offset + 2] = 0;
        target[offset + 3] = 0;
    }
}
