using System;

namespace Simulation.Can;

/// <summary>Cuts a byte stream into SLCAN lines. Bounded: a line that cannot be a frame any more is dropped up to its CR.</summary>
internal sealed class SlcanLineReader
{
    private readonly byte[] _line = new byte[Slcan.MaxLineLength];
    private int _length;
    private bool _isTooLong;
    private bool _isAfterCr;

    internal enum Event
    {
        None,

        /// <summary>A line is complete: see <see cref="Line"/>.</summary>
        Line,

        /// <summary>The line has become too long. Told once; the rest of it is dropped.</summary>
        TooLong,
    }

    /// <summary>The complete line, until the next byte.</summary>
    internal ReadOnlySpan<byte> Line => _line.AsSpan(0, _length);

    internal Event Feed(byte value)
    {
        bool startsLine = _isAfterCr;
        _isAfterCr = false;
        if (startsLine)
        {
            _length = 0;
            if (value == '\n')
            {
                return Event.None;
            }
        }

        if (value == '\r')
        {
            bool isLine = !_isTooLong;
            _isTooLong = false;
            _isAfterCr = true;
            return isLine ? Event.Line : Event.None;
        }

        if (_length < _line.Length)
        {
            _line[_length++] = value;
            return Event.None;
        }

        bool isFirst = !_isTooLong;
        _isTooLong = true;
        return isFirst ? Event.TooLong : Event.None;
    }
}
