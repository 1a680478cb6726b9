using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Tests.Doubles;

/// <summary>Bytes and their hexadecimal text in tests.</summary>
public static class Hex
{
    public static byte[] Parse(string text)
    {
        byte[] bytes = new byte[text.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Convert.ToByte(text.Substring(i * 2, 2), 16);
        }

        return bytes;
    }

    public static string Of(byte[] bytes, int count)
    {
        TextBuffer text = new TextBuffer(count * 2);
        for (int i = 0; i < count; i++)
        {
            text.AppendHex(bytes[i], 2);
        }

        return text.ToString();
    }
}
