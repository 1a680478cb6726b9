namespace ChargerFirmware.Web;

/// <summary>What RFC 6455 demands of a peer's frames: each demand is one check with an offence of its own, which has a close code and a sentence. Keeps nothing; any thread.</summary>
public static class FrameRules
{
    public const int Fine = 0;
    public const int ReservedBit = 1;
    public const int ReservedOpcode = 2;
    public const int NotMasked = 3;
    public const int Masked = 4;
    public const int ControlFragmented = 5;
    public const int ControlTooLong = 6;
    public const int MessageWithinMessage = 7;
    public const int NothingToContinue = 8;
    public const int TextOnly = 9;
    public const int LengthNotShortest = 10;
    public const int TooBig = 11;
    public const int TextNotUtf8 = 12;
    public const int CloseOfOneByte = 13;
    public const int CloseCodeForbidden = 14;
    public const int ReasonNotUtf8 = 15;

    /// <summary>Judges what the first two bytes of a frame tell, so that a peer hears of an offence before its payload has come.</summary>
    /// <param name="header">As <see cref="FrameHeader.ReadStart"/> leaves it.</param>
    /// <param name="isFromServer">Whether the peer is the server.</param>
    public static int CheckStart(FrameHeader header, bool isFromServer)
    {
        // Section 5.2: no extension is ever agreed on here, so none gives these bits a meaning.
        if (header.Reserved != 0)
        {
            return ReservedBit;
        }

        // Section 5.2.
        if (!Opcode.IsKnown(header.Opcode))
        {
            return ReservedOpcode;
        }

        // Section 5.1, both ways round.
        if (header.IsMasked == isFromServer)
        {
            return isFromServer ? Masked : NotMasked;
        }

        if ((header.Opcode & Opcode.ControlBit) == 0)
        {
            return Fine;
        }

        // Section 5.5.
        if (!header.IsFinal)
        {
            return ControlFragmented;
        }

        return header.PayloadLength > FrameHeader.MaxControlPayload ? ControlTooLong : Fine;
    }

    /// <summary>Judges a data frame's place among the others (section 5.4) and its kind.</summary>
    /// <param name="opcode">Of the data frame.</param>
    /// <param name="isMessageOpen">A message has begun and its last frame has not come.</param>
    /// <param name="acceptsBinary">Whether binary messages are welcome.</param>
    public static int CheckOrder(int opcode, bool isMessageOpen, bool acceptsBinary)
    {
        if (opcode == Opcode.Continuation)
        {
            return isMessageOpen ? Fine : NothingToContinue;
        }

        if (isMessageOpen)
        {
            return MessageWithinMessage;
        }

        // Section 7.4.1, code 1003.
        return opcode == Opcode.Binary && !acceptsBinary ? TextOnly : Fine;
    }

    /// <summary>The code to close with (section 7.4.1).</summary>
    public static int CodeOf(int offence)
    {
        switch (offence)
        {
            case TextOnly: return CloseCode.Unsupported;
            case TooBig: return CloseCode.TooBig;
            case TextNotUtf8: return CloseCode.InvalidText;
            case ReasonNotUtf8: return CloseCode.InvalidText;
            default: return CloseCode.ProtocolError;
        }
    }

    /// <summary>The reason to close with. Cold path: on the device a literal allocates where it is loaded.</summary>
    public static string ReasonOf(int offence)
    {
        switch (offence)
        {
            case ReservedBit: return "reserved bit set without an extension";
            case ReservedOpcode: return "reserved opcode";
            case NotMasked: return "frame not masked";
            case Masked: return "frame of a server masked";
            case ControlFragmented: return "control frame in fragments";
            case ControlTooLong: return "control frame above 125 bytes";
            case MessageWithinMessage: return "new message within a message";
            case NothingToContinue: return "continuation of nothing";
            case TextOnly: return "text only";
            case LengthNotShortest: return "length not in its shortest form";
            case TooBig: return "message too big";
            case TextNotUtf8: return "not UTF-8";
            case CloseOfOneByte: return "close payload of one byte";
            case CloseCodeForbidden: return "wrong close code";
            case ReasonNotUtf8: return "close reason not UTF-8";
            default: return "";
        }
    }
}
