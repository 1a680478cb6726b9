using System.Net.Sockets;

namespace ChargerFirmware.Web;

/// <summary>Connections that have their last answer and are only read out before they are closed. Web thread only.</summary>
/// <remarks>TCP answers a close with unread bytes by a reset, which may overtake the answer that explains the refusal (RFC 9112, section 9.6). The device's sockets cannot be shut down one way.</remarks>
public sealed class LingerList
{
    // In one pass: a client that goes on sending must not hold up the others.
    private const int MaxReads = 16;

    // What is read out does not matter: a part of a slice is enough for it.
    private const int DrainParts = 4;

    private readonly WebLimits _limits;
    private readonly Wire[] _wires;
    private readonly long[] _sinceMs;
    private readonly long[] _heardMs;
    private readonly byte[] _scratch;

    public LingerList(WebLimits limits, WebCounters counters, int slots)
    {
        _limits = limits;
        _scratch = new byte[limits.SliceBytes / DrainParts];
        _wires = new Wire[slots];
        _sinceMs = new long[slots];
        _heardMs = new long[slots];
        for (int i = 0; i < slots; i++)
        {
            _wires[i] = new Wire(limits, counters);
        }
    }

    public int Count { get; private set; }

    /// <summary>Takes a connection over. When nothing is free, the one that has lingered longest is closed for it.</summary>
    public void Add(Socket socket, long nowMs)
    {
        int slot = FindFree();
        if (slot < 0)
        {
            slot = Oldest();
            Close(slot);
        }

        _wires[slot].Attach(socket);
        _sinceMs[slot] = nowMs;
        _heardMs[slot] = -1;
        Count++;
    }

    /// <summary>Closes the connection that has lingered longest; false when there is none.</summary>
    public bool CloseOldest()
    {
        int slot = Oldest();
        if (slot >= 0)
        {
            Close(slot);
        }

        return slot >= 0;
    }

    public void Pass(long nowMs)
    {
        for (int i = 0; Count > 0 && i < _wires.Length; i++)
        {
            if (_wires[i].IsOpen && IsDone(i, nowMs))
            {
                Close(i);
            }
        }
    }

    public void CloseAll()
    {
        while (CloseOldest())
        {
        }
    }

    /// <summary>Reads what has come and does not matter any more: how many bytes, or <see cref="Wire.Over"/>.</summary>
    public int Drain(Wire wire)
    {
        int total = 0;
        for (int reads = 0; reads < MaxReads; reads++)
        {
            int received = wire.Receive(_scratch, 0, _scratch.Length);
            if (received <= 0)
            {
                return received == Wire.Over ? received : total;
            }

            total += received;
        }

        return total;
    }

    private bool IsDone(int i, long nowMs)
    {
        int drained = Drain(_wires[i]);
        if (drained > 0)
        {
            _heardMs[i] = nowMs;
        }

        bool isQuiet = _heardMs[i] >= 0 && nowMs - _heardMs[i] >= _limits.LingerQuietMs;
        return drained == Wire.Over || isQuiet || nowMs - _sinceMs[i] >= _limits.LingerMs;
    }

    private int FindFree()
    {
        for (int i = 0; i < _wires.Length; i++)
        {
            if (!_wires[i].IsOpen)
            {
                return i;
            }
        }

        return -1;
    }

    private int Oldest()
    {
        int oldest = -1;
        for (int i = 0; i < _wires.Length; i++)
        {
            if (_wires[i].IsOpen && (oldest < 0 || _sinceMs[i] < _sinceMs[oldest]))
            {
                oldest = i;
            }
        }

        return oldest;
    }

    private void Close(int i)
    {
        _wires[i].Close();
        Count--;
    }
}
