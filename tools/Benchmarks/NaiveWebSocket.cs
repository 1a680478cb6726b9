using System.Collections.Generic;
using System.Text;

namespace Benchmarks;

/// <summary>A WebSocket echo as one writes it first: new arrays for each step, a string for the message.</summary>
public static class NaiveWebSocket
{
    /// <summary>Reads a client's frame, gives the length of the server's.</summary>
    public static int Echo(byte[] frame)
    {
        int at = 2;
        int length = frame[1] & 127;
        if (length == 126)
        {
            length = frame[2] * 256 + frame[3];
            at = 4;
        }

        byte[] key = frame[at..(at + 4)];
        byte[] payload = Unmask(key, frame[(at + 4)..(at + 4 + length)]);
        string text = new UTF8Encoding(false, true).GetString(payload);
        return Frame(text).Length;
    }

    public static byte[] Unmask(byte[] key, byte[] payload)
    {
        byte[] clear = new byte[payload.Length];
        for (int i = 0; i < payload.Length; i++)
        {
            clear[i] = (byte)(payload[i] ^ key[i % 4]);
        }

        return clear;
    }

    /// <summary>A server's text frame.</summary>
    public static byte[] Frame(string text)
    {
        byte[] payload = Encoding.UTF8.GetBytes(text);
        List<byte> frame = [0x81];
        if (payload.Length < 126)
        {
            frame.Add((byte)payload.Length);
        }
        else
        {
            frame.Add(126);
            frame.Add((byte)(payload.Length >> 8));
            frame.Add((byte)payload.Length);
        }

        frame.AddRange(payload);
        return frame.ToArray();
    }
}
