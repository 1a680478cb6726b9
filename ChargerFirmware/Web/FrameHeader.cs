using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The head of a WebSocket frame (RFC 6455, section 5.2), read in place and written; for either role. Reused: reading overwrites the fields.</summary>
public sealed class FrameHeader
{
    /// <summary>Two bytes, a 64-bit length and a key.</summary>
    public const int MaxLength = 14;

    /// <summary>The longest head that a server sends for less than 65 536 bytes.</summary>
    public const int MaxServerLength = 4;

    /// <summary>The longest head that a server sends.</summary>
    public const int MaxUnmaskedLength = 10;

    /// <summary>Section 5.5: longest payload of a control frame.</summary>
    public const int MaxControlPayload = 125;

    private const int FinBit = 0x80;
    private const int ReservedBits = 0x70;
    private const int OpcodeBits = 0x0F;
    private const int MaskBit = 0x80;
    private const int LengthBits = 0x7F;
    private const int Length16 = 126;
    private const int Length64 = 127;

    public bool IsFinal;

    /// <summary>The three reserved bits, not shifted; 0 as long as no extension is in use.</summary>
    public int Reserved;
    public int Opcode;
    public bool IsMasked;

    /// <summary>Bytes of the payload; -1 when it does not fit 31 bits, which is above any limit here.</summary>
    public int PayloadLength;

    /// <summary>Whether the length has its only legal form: the shortest, and the highest of 64 bits 0.</summary>
    public bool IsLengthLegal;

    /// <summary>Where the key stands in the buffer that was read, when <see cref="IsMasked"/>.</summary>
    public int KeyOffset;

    /// <summary>The first two bytes alone: enough to refuse most of what is wrong. Sets everything but the length's value, form and the key; gives the bytes of the whole head.</summary>
    public int ReadStart(byte[] source, int offset)
    {
        int first = source[offset];
        int second = source[offset + 1];
        IsFinal = (first & FinBit) != 0;
        Reserved = first & ReservedBits;
        Opcode = first & OpcodeBits;
        IsMasked = (second & MaskBit) != 0;
        PayloadLength = second & LengthBits;
        int length = PayloadLength < Length16 ? 2 : PayloadLength == Length16 ? 4 : 10;
        return IsMasked ? length + Masking.KeyLength : length;
    }

    /// <summary>Reads a head; how many bytes it has, or 0 while it is not complete.</summary>
    public int Read(byte[] source, int offset, int count)
    {
        if (count < 2)
        {
            return 0;
        }

        int length = ReadStart(source, offset);
        if (count < length)
        {
            return 0;
        }

        IsLengthLegal = true;
        if (PayloadLength == Length16)
        {
            PayloadLength = Bytes.ReadUInt16BigEndian(source, offset + 2);
            IsLengthLegal = PayloadLength >= Length16;
        }
        else if (PayloadLength == Length64)
        {
            ReadLength64(source, offset + 2);
        }

        KeyOffset = offset + length - Masking.KeyLength;
        return length;
    }

    /// <summary>Writes an unmasked head, as servers send it; returns its bytes.</summary>
    public static int Write(byte[] target, int offset, int opcode, bool isFinal, int payloadLength)
    {
        target[offset] = (byte)(isFinal ? opcode | FinBit : opcode);
        if (payloadLength < Length16)
        {
            target[offset + 1] = (byte)payloadLength;
            return 2;
        }

        if (payloadLength <= 0xFFFF)
        {
            target[offset + 1] = Length16;
            Bytes.WriteUInt16BigEndian(target, offset + 2, payloadLength);
            return 4;
        }

        target[offset + 1] = Length64;
        Bytes.WriteUInt32BigEndian(target, offset + 2, 0);
        Bytes.WriteUInt32BigEndian(target, offset + 6, (uint)payloadLength);
        return 10;
    }

    /// <summary>Writes a head with its key, as clients send it; returns its bytes, the key included.</summary>
    public static int WriteMasked(byte[] target, int offset, int opcode, bool isFinal, int payloadLength, uint key)
    {
        int length = Write(target, offset, opcode, isFinal, payloadLength);
        target[offset + 1] |= MaskBit;
        Bytes.WriteUInt32BigEndian(target, offset + length, key);
        return length + Masking.KeyLength;
    }

    /// <summary>Bytes of the head that <see cref="Write"/> makes for a payload.</summary>
    public static int LengthFor(int payloadLength)
    {
        return payloadLength < Length16 ? 2 : payloadLength <= 0xFFFF ? 4 : 10;
    }

    private void ReadLength64(byte[] source, int at)
    {
        uint high = Bytes.ReadUInt32BigEndian(source, at);
        uint low = Bytes.ReadUInt32BigEndian(source, at + 4);
        bool fits = high == 0 && low <= int.MaxValue;
        PayloadLength = fits ? (int)low : -1;
        IsLengthLegal = high <= int.MaxValue && (high != 0 || low > 0xFFFF);
    }
}
