using System;

namespace ChargerFirmware.Tests.Bms.Jbd;

/// <summary>Bytes as people write them.</summary>
public static class Hex
{
    /// <summary>Digits in pairs, spaces between them allowed.</summary>
    public static byte[] Of(string text)
    {
        byte[] bytes = new byte[text.Length / 2];
        int count = 0;
        for (int i = 0; i + 1 < text.Length; i += 2)
        {
            while (text[i] == ' ')
            {
                i++;
            }

            bytes[count++] = (byte)Convert.ToInt32(text.Substring(i, 2), 16);
        }

        byte[] result = new byte[count];
        Array.Copy(bytes, result, count);
        return result;
    }

    public static string From(byte[] bytes)
    {
        string text = "";
        for (int i = 0; i < bytes.Length; i++)
        {
            text += bytes[i].ToString("X2");
        }

        return text;
    }

    public static byte[] Join(byte[] first, byte[] second)
    {
        byte[] result = new byte[first.Length + second.Length];
        Array.Copy(first, result, first.Length);
        Array.Copy(second, 0, result, first.Length, second.Length);
        return result;
    }
}
