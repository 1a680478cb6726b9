using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The payload of a close frame (RFC 6455, section 5.5.1): a code and a reason, or nothing. Keeps nothing; any thread.</summary>
public static class CloseFrame
{
    private const int CodeLength = 2;

    // Of our own reasons; the longest is below 50 bytes. A frame could hold 123.
    private const int MaxReasonLength = 60;

    private static readonly byte[] Empty = new byte[0];

    /// <summary>The code of a payload; <see cref="CloseCode.None"/> when it has none.</summary>
    public static int CodeOf(byte[] source, int offset, int count)
    {
        return count >= CodeLength ? Bytes.ReadUInt16BigEndian(source, offset) : CloseCode.None;
    }

    /// <summary>An offence of <see cref="FrameRules"/>, or <see cref="FrameRules.Fine"/>.</summary>
    /// <param name="utf8">Scratch; reset here.</param>
    public static int Check(byte[] source, int offset, int count, Utf8Check utf8)
    {
        if (count == 0)
        {
            return FrameRules.Fine;
        }

        if (count < CodeLength)
        {
            return FrameRules.CloseOfOneByte;
        }

        if (!CloseCode.MayBeSent(CodeOf(source, offset, count)))
        {
            return FrameRules.CloseCodeForbidden;
        }

        utf8.Reset();
        bool isText = utf8.Feed(source, offset + CodeLength, count - CodeLength) && utf8.IsComplete;
        return isText ? FrameRules.Fine : FrameRules.ReasonNotUtf8;
    }

    /// <summary>Makes a payload. Once in a connection's life, so it may allocate. A close frame without a code is answered without one.</summary>
    /// <param name="code">Or <see cref="CloseCode.None"/>.</param>
    /// <param name="reason">ASCII of ours; null for none.</param>
    public static byte[] Make(int code, string reason)
    {
        if (code == CloseCode.None)
        {
            return Empty;
        }

        byte[] text = reason == null ? Empty : Ascii.Of(reason);
        int textLength = Math.Min(text.Length, MaxReasonLength);
        byte[] payload = new byte[CodeLength + textLength];
        Bytes.WriteUInt16BigEndian(payload, 0, code);
        Array.Copy(text, 0, payload, CodeLength, textLength);
        return payload;
    }
}
