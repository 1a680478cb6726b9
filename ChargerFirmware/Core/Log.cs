using System;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Core;

/// <summary>The last log lines in a ring of fixed size. Any thread may write and read.</summary>
/// <remarks>
/// A line is "uptime-seconds level text". Writing allocates, so it is for events, never for ticks.
/// Text that came from a peer is cut by <see cref="Cut"/> and stripped of control characters here.
/// </remarks>
public sealed class Log
{
    /// <summary>What the device keeps: some thirty lines.</summary>
    public const int DeviceBytes = 2048;

    /// <summary>Longest piece of a peer's text in a line.</summary>
    public const int MaxPeerCharacters = 100;

    // Longer lines are cut.
    private const int MaxTextBytes = 360;

    // 64 bits of milliseconds with a point, and the level.
    private const int PrefixBytes = 32;

    private readonly IClock _clock;
    private readonly byte[] _ring;
    private readonly object _lock = new object();
    private readonly TextBuffer _prefix = new TextBuffer(PrefixBytes);
    private long _written;

    public Log(IClock clock, int capacityBytes)
    {
        _clock = clock;
        _ring = new byte[capacityBytes];
    }

    /// <summary>Bytes written since the start; the newest <c>capacity</c> of them can be read.</summary>
    public long Written
    {
        get
        {
            lock (_lock)
            {
                return _written;
            }
        }
    }

    public void Info(string text)
    {
        Write("info ", text);
    }

    public void Warning(string text)
    {
        Write("warn ", text);
    }

    public void Error(string text)
    {
        Write("error ", text);
    }

    /// <summary>At most <see cref="MaxPeerCharacters"/> of a text that a peer sent.</summary>
    public static string Cut(string peerText)
    {
        return peerText.Length <= MaxPeerCharacters ? peerText : peerText.Substring(0, MaxPeerCharacters) + "...";
    }

    /// <summary>Copies log bytes from <paramref name="position"/> on (moved forward to the oldest kept line) and returns how many; the caller goes on at the new position.</summary>
    public int Read(ref long position, byte[] buffer, int offset, int count)
    {
        lock (_lock)
        {
            long oldest = _written - _ring.Length;
            if (position < oldest)
            {
                position = StartOfLineAfter_NeedsLock(oldest);
            }

            int copied = 0;
            while (copied < count && position < _written)
            {
                buffer[offset + copied] = _ring[(int)(position % _ring.Length)];
                copied++;
                position++;
            }

            return copied;
        }
    }

    private void Write(string level, string text)
    {
        lock (_lock)
        {
            _prefix.Clear();
            _prefix.AppendDecimal(_clock.NowMs, 3);
            _prefix.AppendByte(' ');
            _prefix.Append(level);
            Put_NeedsLock(_prefix.Data, _prefix.Length);
            byte[] bytes = Ascii.Of(text);
            Put_NeedsLock(bytes, Math.Min(bytes.Length, MaxTextBytes));
            _ring[(int)(_written % _ring.Length)] = (byte)'\n';
            _written++;
        }
    }

    private void Put_NeedsLock(byte[] text, int count)
    {
        for (int i = 0; i < count; i++)
        {
            byte c = text[i];
            _ring[(int)(_written % _ring.Length)] = c < 0x20 || c == 0x7F ? (byte)'?' : c;
            _written++;
        }
    }

    private long StartOfLineAfter_NeedsLock(long position)
    {
        while (position < _written && _ring[(int)(position % _ring.Length)] != '\n')
        {
            position++;
        }

        return position < _written ? position + 1 : _written;
    }
}
