using System;
using System.Text;

namespace ChargerFirmware.Core;

/// <summary>Text written as bytes into a buffer that is allocated once. One thread at a time.</summary>
/// <remarks>
/// What does not fit is left out and <see cref="Overflowed"/> says so: the writer's owner decides what that means, nobody catches anything.
/// Strings are for cold paths: on the device a string is UTF-8 and indexing walks it.
/// </remarks>
public sealed class TextBuffer
{
    private const int MaxDigits = 20;

    private readonly int _start;

    /// <param name="capacity">Bytes of text that fit.</param>
    /// <param name="headroom">Bytes kept free in front, for instance for a frame header that is known only when the text is complete.</param>
    public TextBuffer(int capacity, int headroom = 0)
    {
        Data = new byte[headroom + capacity];
        _start = headroom;
        End = headroom;
    }

    /// <summary>The bytes; the text is from <see cref="Start"/> to <see cref="End"/>.</summary>
    public byte[] Data { get; }

    public int Start => _start;

    public int End { get; private set; }

    public int Length => End - _start;

    /// <summary>Bytes that still fit.</summary>
    public int Free => Data.Length - End;

    /// <summary>True when something did not fit since the last <see cref="Clear"/>.</summary>
    public bool Overflowed { get; private set; }

    public void Clear()
    {
        End = _start;
        Overflowed = false;
    }

    /// <summary>Drops what was written behind <paramref name="length"/> bytes of text, an overflow included.</summary>
    public void Truncate(int length)
    {
        End = _start + length;
        Overflowed = false;
    }

    /// <summary>Takes bytes that the caller has put behind <see cref="End"/>, at most <see cref="Free"/>.</summary>
    public void Take(int count)
    {
        End += count;
    }

    public void Append(byte[] bytes)
    {
        Append(bytes, 0, bytes.Length);
    }

    public void Append(byte[] bytes, int offset, int count)
    {
        if (count > Data.Length - End)
        {
            Overflowed = true;
            return;
        }

        Array.Copy(bytes, offset, Data, End, count);
        End += count;
    }

    public void Append(WordList words, int index)
    {
        int start = words.Starts[index];
        Append(words.Bytes, start, words.Starts[index + 1] - start);
    }

    public void AppendByte(int value)
    {
        if (End >= Data.Length)
        {
            Overflowed = true;
            return;
        }

        Data[End++] = (byte)value;
    }

    /// <summary>Cold paths only: allocates.</summary>
    public void Append(string text)
    {
        Append(Encoding.UTF8.GetBytes(text));
    }

    public void AppendNumber(long value)
    {
        if (value < 0)
        {
            AppendByte('-');
            AppendDigits(value, 1);
            return;
        }

        AppendDigits(-value, 1);
    }

    /// <summary>A number in 1/10^<paramref name="decimals"/> steps with a point: 5284 with 2 decimals is 52.84.</summary>
    public void AppendDecimal(long value, int decimals)
    {
        long divisor = 1;
        for (int i = 0; i < decimals; i++)
        {
            divisor *= 10;
        }

        if (value < 0)
        {
            AppendByte('-');
        }
        else
        {
            value = -value;
        }

        AppendDigits(value / divisor, 1);
        AppendByte('.');
        AppendDigits(value % divisor, decimals);
    }

    /// <summary>Upper-case hexadecimal with leading zeros.</summary>
    public void AppendHex(uint value, int digits)
    {
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        {
            int nibble = (int)(value >> shift) & 15;
            AppendByte(nibble < 10 ? '0' + nibble : 'A' - 10 + nibble);
        }
    }

    public override string ToString()
    {
        return Encoding.UTF8.GetString(Data, _start, Length);
    }

    // Takes the number negated: the most negative one has no positive counterpart.
    private void AppendDigits(long negative, int minDigits)
    {
        // From the last digit to the first, behind the text: then they are moved to where they belong.
        byte[] data = Data;
        int first = End;
        int limit = data.Length - first < MaxDigits ? data.Length : first + MaxDigits;
        int at = limit;
        int least = minDigits > 0 ? minDigits : 1;
        while (at > first && (negative != 0 || limit - at < least))
        {
            long tens = negative / 10;
            data[--at] = (byte)('0' + (int)(tens * 10 - negative));
            negative = tens;
        }

        if (negative != 0 || limit - at < least)
        {
            Overflowed = true;
            return;
        }

        Array.Copy(data, at, data, first, limit - at);
        End = first + limit - at;
    }
}
