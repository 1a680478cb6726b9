using System;
using System.Collections.Generic;
using System.Text;

namespace Benchmarks;

/// <summary>The answer to a Sec-WebSocket-Key with SHA-1 as its standard (FIPS 180-4) spells it.</summary>
public static class NaiveSha1
{
    public static string Accept(string key)
    {
        return Convert.ToBase64String(Hash(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
    }

    private static byte[] Hash(byte[] message)
    {
        List<byte> padded = [.. message, 0x80];
        while (padded.Count % 64 != 56)
        {
            padded.Add(0);
        }

        for (int shift = 56; shift >= 0; shift -= 8)
        {
            padded.Add((byte)((long)message.Length * 8 >> shift));
        }

        uint[] h = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];
        for (int block = 0; block < padded.Count; block += 64)
        {
            AddBlock(h, padded.GetRange(block, 64).ToArray());
        }

        List<byte> digest = [];
        foreach (uint word in h)
        {
            digest.AddRange([(byte)(word >> 24), (byte)(word >> 16), (byte)(word >> 8), (byte)word]);
        }

        return digest.ToArray();
    }

    private static void AddBlock(uint[] h, byte[] block)
    {
        uint[] w = new uint[80];
        for (int t = 0; t < 80; t++)
        {
            w[t] = t < 16
                ? (uint)(block[4 * t] << 24 | block[4 * t + 1] << 16 | block[4 * t + 2] << 8 | block[4 * t + 3])
                : Rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
        }

        (uint a, uint b, uint c, uint d, uint e) = (h[0], h[1], h[2], h[3], h[4]);
        for (int t = 0; t < 80; t++)
        {
            uint f = t < 20 ? (b & c) | (~b & d) : t < 40 ? b ^ c ^ d : t < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
            uint k = t < 20 ? 0x5A827999 : t < 40 ? 0x6ED9EBA1 : t < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
            uint next = Rotate(a, 5) + f + e + k + w[t];
            (e, d, c, b, a) = (d, c, Rotate(b, 30), a, next);
        }

        h[0] += a;
        h[1] += b;
        h[2] += c;
        h[3] += d;
        h[4] += e;
    }

    private static uint Rotate(uint value, int bits)
    {
        return value << bits | value >> (32 - bits);
    }
}
