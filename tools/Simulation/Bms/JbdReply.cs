using System;
using System.Text;

namespace Simulation.Bms;

/// <summary>Composes a reply frame: DD, register, status, length, data, checksum over status + length + data, 77.</summary>
internal sealed class JbdReply
{
    private const int HeadLength = 4;

    // 32 cells of a word each, told twice.
    private const int MaxData = 128;

    private readonly byte[] _bytes = new byte[HeadLength + MaxData + 3];
    private int _count;

    public ReadOnlySpan<byte> Frame => _bytes.AsSpan(0, _count);

    public ReadOnlySpan<byte> Data => _bytes.AsSpan(HeadLength, _count - HeadLength);

    public void Begin(int register, int status)
    {
        _bytes[0] = 0xDD;
        _bytes[1] = (byte)register;
        _bytes[2] = (byte)status;
        _count = HeadLength;
    }

    public void Byte(int value)
    {
        _bytes[_count++] = (byte)value;
    }

    public void Word(int value)
    {
        Byte(value >> 8);
        Byte(value);
    }

    public void Text(string ascii)
    {
        Append(Encoding.ASCII.GetBytes(ascii));
    }

    public void Append(ReadOnlySpan<byte> data)
    {
        data.CopyTo(_bytes.AsSpan(_count));
        _count += data.Length;
    }

    public void End()
    {
        int length = _count - HeadLength;
        _bytes[3] = (byte)length;
        int sum = 0;
        for (int i = 2; i < _count; i++)
        {
            sum += _bytes[i];
        }

        Word((0x10000 - sum) & 0xFFFF);
        Byte(0x77);
    }

    /// <summary>Makes the checksum wrong.</summary>
    public void SpoilChecksum()
    {
        _bytes[_count - 2] ^= 0x01;
    }
}
