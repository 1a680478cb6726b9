using System;

namespace Simulation.Bms;

/// <summary>Reads requests as the board does: a byte at a time, and whatever is wrong leads to silence.</summary>
internal sealed class JbdRequestReader
{
    private const int Start = 0xDD;
    private const int ReadRequest = 0xA5;
    private const int WriteRequest = 0x5A;
    private const int End = 0x77;
    private const int HeadLength = 4;

    // The longest legal write (0xFA: 95 registers and their head) is 193 bytes; this board knows none longer than a word.
    private const int MaxData = 64;

    // Longer than any pause inside a request of a real master.
    private const int GapUs = 100_000;

    private readonly byte[] _bytes = new byte[HeadLength + MaxData + 3];
    private int _count;
    private long _lastUs;

    public int Register => _bytes[2];

    public bool IsWrite => _bytes[1] == WriteRequest;

    public ReadOnlySpan<byte> Data => _bytes.AsSpan(HeadLength, _bytes[3]);

    /// <summary>Requests that were not answered because they were wrong.</summary>
    public int Bad { get; private set; }

    /// <summary>Takes a byte; true when it completes a right request.</summary>
    public bool Feed(byte value, long atUs)
    {
        if (_count > 0 && atUs - _lastUs > GapUs)
        {
            Reset(false);
        }

        _lastUs = atUs;
        _bytes[_count++] = value;
        if (!IsPossible())
        {
            Reset(true);
            return false;
        }

        if (_count < HeadLength || _count < HeadLength + _bytes[3] + 3)
        {
            return false;
        }

        bool right = _bytes[_count - 1] == End && ChecksumIsRight();
        Reset(!right);
        return right;
    }

    private bool IsPossible()
    {
        return _count switch
        {
            1 => _bytes[0] == Start,
            2 => _bytes[1] is ReadRequest or WriteRequest,
            4 => _bytes[3] <= MaxData,
            _ => true,
        };
    }

    // Over register, length and data.
    private bool ChecksumIsRight()
    {
        int sum = 0;
        int end = HeadLength + _bytes[3];
        for (int i = 2; i < end; i++)
        {
            sum += _bytes[i];
        }

        return ((0x10000 - sum) & 0xFFFF) == (_bytes[end] << 8 | _bytes[end + 1]);
    }

    private void Reset(bool bad)
    {
        _count = 0;
        Bad += bad ? 1 : 0;
    }
}
