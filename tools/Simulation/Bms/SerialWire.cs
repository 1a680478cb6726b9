using System;
using System.Collections.Generic;

namespace Simulation.Bms;

/// <summary>One direction of a serial line: bytes that arrive one by one, ten bit times apart.</summary>
internal sealed class SerialWire
{
    // What a driver keeps for a reader who does not come; more is lost, as on the real thing.
    private const int Capacity = 4096;
    private const long BitsPerByteInUs = 10 * 1_000_000L;

    private readonly Queue<(long AtUs, byte Value)> _bytes = new();

    /// <summary>When the last byte on its way will have arrived.</summary>
    public long BusyUntilUs { get; private set; }

    /// <summary>Sends bytes from <paramref name="fromUs"/> on, or behind what is under way.</summary>
    public void Send(ReadOnlySpan<byte> bytes, long fromUs, int bitsPerSecond)
    {
        long startUs = Math.Max(fromUs, BusyUntilUs);
        for (int i = 0; i < bytes.Length; i++)
        {
            BusyUntilUs = startUs + (BitsPerByteInUs * (i + 1) / bitsPerSecond);
            if (_bytes.Count < Capacity)
            {
                _bytes.Enqueue((BusyUntilUs, bytes[i]));
            }
        }
    }

    /// <summary>Takes the next byte if it has arrived by then.</summary>
    public bool TryReceive(long nowUs, out byte value, out long atUs)
    {
        if (_bytes.Count == 0 || _bytes.Peek().AtUs > nowUs)
        {
            value = 0;
            atUs = 0;
            return false;
        }

        (atUs, value) = _bytes.Dequeue();
        return true;
    }

    /// <summary>Everything on the wire is lost.</summary>
    public void Clear(long nowUs)
    {
        _bytes.Clear();
        BusyUntilUs = nowUs;
    }
}
