using System;
using ChargerFirmware.Core;
using ChargerFirmware.Web;

namespace ChargerFirmware.Tests.Web;

/// <summary>Frames as a client sends them, and lists of them.</summary>
public static class ClientFrames
{
    private const uint Key = 0x37FA213D;

    public static byte[] Text(string text)
    {
        return Of(Opcode.Text, true, Ascii.Of(text));
    }

    public static byte[] Of(int opcode, bool isFinal, byte[] payload)
    {
        byte[] frame = new byte[FrameHeader.LengthFor(payload.Length) + Masking.KeyLength + payload.Length];
        int head = FrameHeader.WriteMasked(frame, 0, opcode, isFinal, payload.Length, Key);
        Array.Copy(payload, 0, frame, head, payload.Length);
        Masking.Apply(frame, head - Masking.KeyLength, frame, head, payload.Length, 0);
        return frame;
    }

    public static byte[] Close(int code, string reason)
    {
        byte[] text = Ascii.Of(reason);
        byte[] payload = new byte[2 + text.Length];
        Bytes.WriteUInt16BigEndian(payload, 0, code);
        Array.Copy(text, 0, payload, 2, text.Length);
        return Of(Opcode.Close, true, payload);
    }

    public static byte[] Join(byte[] first, byte[] second)
    {
        byte[] both = new byte[first.Length + second.Length];
        Array.Copy(first, 0, both, 0, first.Length);
        Array.Copy(second, 0, both, first.Length, second.Length);
        return both;
    }
}
