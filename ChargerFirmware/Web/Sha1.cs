using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>SHA-1 (FIPS 180-4) over blocks of 64 bytes, for the handshake: the device's runtime has none. One thread at a time, allocates nothing after its construction.</summary>
/// <remarks>Schedules are separate from rounds, so that a block that is always the same is expanded once only.</remarks>
public sealed class Sha1
{
    public const int BlockLength = 64;
    public const int DigestLength = 20;
    public const int ScheduleLength = 80;

    // FIPS 180-4, section 4.2.1.
    private const int K0 = 0x5A827999;
    private const int K1 = 0x6ED9EBA1;
    private const int K2 = unchecked((int)0x8F1BBCDC);
    private const int K3 = unchecked((int)0xCA62C1D6);

    private int _h0;
    private int _h1;
    private int _h2;
    private int _h3;
    private int _h4;

    // The working variables between the four quarters.
    private int _a;
    private int _b;
    private int _c;
    private int _d;
    private int _e;

    /// <summary>Begins a digest (section 5.3.1).</summary>
    public void Reset()
    {
        _h0 = 0x67452301;
        _h1 = unchecked((int)0xEFCDAB89);
        _h2 = unchecked((int)0x98BADCFE);
        _h3 = 0x10325476;
        _h4 = unchecked((int)0xC3D2E1F0);
    }

    /// <summary>Expands a block into the words of its 80 rounds (section 6.1.2, step 1).</summary>
    public static void Expand(byte[] block, int[] schedule)
    {
        for (int i = 0; i < 16; i++)
        {
            schedule[i] = (int)Bytes.ReadUInt32BigEndian(block, i * 4);
        }

        for (int i = 16; i < ScheduleLength; i++)
        {
            int word = schedule[i - 3] ^ schedule[i - 8] ^ schedule[i - 14] ^ schedule[i - 16];
            schedule[i] = word << 1 | (int)((uint)word >> 31);
        }
    }

    /// <summary>Takes a block in by its schedule (steps 2 to 4).</summary>
    public void Add(int[] schedule)
    {
        _a = _h0;
        _b = _h1;
        _c = _h2;
        _d = _h3;
        _e = _h4;
        Choose(schedule);
        Parity(schedule, 20, K1);
        Majority(schedule);
        Parity(schedule, 60, K3);
        _h0 += _a;
        _h1 += _b;
        _h2 += _c;
        _h3 += _d;
        _h4 += _e;
    }

    public void WriteDigest(byte[] target, int offset)
    {
        Bytes.WriteUInt32BigEndian(target, offset, (uint)_h0);
        Bytes.WriteUInt32BigEndian(target, offset + 4, (uint)_h1);
        Bytes.WriteUInt32BigEndian(target, offset + 8, (uint)_h2);
        Bytes.WriteUInt32BigEndian(target, offset + 12, (uint)_h3);
        Bytes.WriteUInt32BigEndian(target, offset + 16, (uint)_h4);
    }

    // Five rounds a turn, so that the variables change roles instead of places; shifts of ints need the unsigned form to the right.
    private void Choose(int[] w)
    {
        int a = _a;
        int b = _b;
        int c = _c;
        int d = _d;
        int e = _e;
        for (int i = 0; i < 20; i += 5)
        {
            e += (a << 5 | (int)((uint)a >> 27)) + (d ^ (b & (c ^ d))) + w[i] + K0;
            b = b << 30 | (int)((uint)b >> 2);
            d += (e << 5 | (int)((uint)e >> 27)) + (c ^ (a & (b ^ c))) + w[i + 1] + K0;
            a = a << 30 | (int)((uint)a >> 2);
            c += (d << 5 | (int)((uint)d >> 27)) + (b ^ (e & (a ^ b))) + w[i + 2] + K0;
            e = e << 30 | (int)((uint)e >> 2);
            b += (c << 5 | (int)((uint)c >> 27)) + (a ^ (d & (e ^ a))) + w[i + 3] + K0;
            d = d << 30 | (int)((uint)d >> 2);
            a += (b << 5 | (int)((uint)b >> 27)) + (e ^ (c & (d ^ e))) + w[i + 4] + K0;
            c = c << 30 | (int)((uint)c >> 2);
        }

        _a = a;
        _b = b;
        _c = c;
        _d = d;
        _e = e;
    }

    private void Parity(int[] w, int from, int k)
    {
        int a = _a;
        int b = _b;
        int c = _c;
        int d = _d;
        int e = _e;
        for (int i = from; i < from + 20; i += 5)
        {
            e += (a << 5 | (int)((uint)a >> 27)) + (b ^ c ^ d) + w[i] + k;
            b = b << 30 | (int)((uint)b >> 2);
            d += (e << 5 | (int)((uint)e >> 27)) + (a ^ b ^ c) + w[i + 1] + k;
            a = a << 30 | (int)((uint)a >> 2);
            c += (d << 5 | (int)((uint)d >> 27)) + (e ^ a ^ b) + w[i + 2] + k;
            e = e << 30 | (int)((uint)e >> 2);
            b += (c << 5 | (int)((uint)c >> 27)) + (d ^ e ^ a) + w[i + 3] + k;
            d = d << 30 | (int)((uint)d >> 2);
            a += (b << 5 | (int)((uint)b >> 27)) + (c ^ d ^ e) + w[i + 4] + k;
            c = c << 30 | (int)((uint)c >> 2);
        }

        _a = a;
        _b = b;
        _c = c;
        _d = d;
        _e = e;
    }

    private void Majority(int[] w)
    {
        int a = _a;
        int b = _b;
        int c = _c;
        int d = _d;
        int e = _e;
        for (int i = 40; i < 60; i += 5)
        {
            e += (a << 5 | (int)((uint)a >> 27)) + ((b & c) | (d & (b | c))) + w[i] + K2;
            b = b << 30 | (int)((uint)b >> 2);
            d += (e << 5 | (int)((uint)e >> 27)) + ((a & b) | (c & (a | b))) + w[i + 1] + K2;
            a = a << 30 | (int)((uint)a >> 2);
            c += (d << 5 | (int)((uint)d >> 27)) + ((e & a) | (b & (e | a))) + w[i + 2] + K2;
            e = e << 30 | (int)((uint)e >> 2);
            b += (c << 5 | (int)((uint)c >> 27)) + ((d & e) | (a & (d | e))) + w[i + 3] + K2;
            d = d << 30 | (int)((uint)d >> 2);
            a += (b << 5 | (int)((uint)b >> 27)) + ((c & d) | (e & (c | d))) + w[i + 4] + K2;
            c = c << 30 | (int)((uint)c >> 2);
        }

        _a = a;
        _b = b;
        _c = c;
        _d = d;
        _e = e;
    }
}
