using System;
using System.Collections.Generic;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Tests.Scenarios.Bms;

/// <summary>A serial line with exact wire times: what the script answers arrives byte by byte at the line's speed.</summary>
internal sealed class ScriptedLine(IClock clock) : IUart
{
    private readonly Queue<(long AtMicros, byte Value)> _incoming = new();
    private long _wireFreeAtMicros;

    /// <summary>What the other end does with a request; it may call <see cref="Answer"/>. Nothing at first.</summary>
    public Action<int> OnRequest { get; set; } = _ => { };

    public List<(long AtMs, int Register)> Requests { get; } = [];

    /// <summary>The same, byte for byte.</summary>
    public List<byte[]> Written { get; } = [];

    public int BitsPerSecond { get; private set; }

    /// <summary>The adapter is pulled out: nothing goes out, nothing comes in.</summary>
    public bool IsGone { get; set; }

    public int Reads { get; private set; }

    public int Waiting => _incoming.Count;

    public long LastByteAtMicros => _wireFreeAtMicros;

    public void Open(int bitsPerSecond)
    {
        BitsPerSecond = bitsPerSecond;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        Reads++;
        int taken = 0;
        while (!IsGone && taken < count && _incoming.TryPeek(out (long AtMicros, byte Value) next) && next.AtMicros <= clock.NowMs * 1000)
        {
            buffer[offset + taken++] = next.Value;
            _incoming.Dequeue();
        }

        return taken;
    }

    public bool Write(byte[] buffer, int offset, int count)
    {
        if (IsGone)
        {
            return false;
        }

        Requests.Add((clock.NowMs, buffer[offset + 2]));
        Written.Add(buffer.AsSpan(offset, count).ToArray());
        OnRequest(buffer[offset + 2]);
        return true;
    }

    /// <summary>Sends after the request has gone over the wire and the other end has thought about it.</summary>
    public void Answer(byte[] bytes, int delayMs)
    {
        Send(bytes, clock.NowMs * 1000 + WireMicros(7) + delayMs * 1000L);
    }

    /// <summary>Sends from now on, whatever was asked.</summary>
    public void SendNow(byte[] bytes)
    {
        Send(bytes, clock.NowMs * 1000);
    }

    public long WireMicros(int bytes)
    {
        return bytes * 10_000_000L / BitsPerSecond;
    }

    private void Send(byte[] bytes, long fromMicros)
    {
        long start = Math.Max(fromMicros, _wireFreeAtMicros);
        for (int i = 0; i < bytes.Length; i++)
        {
            _incoming.Enqueue((start + WireMicros(i + 1), bytes[i]));
        }

        _wireFreeAtMicros = start + WireMicros(bytes.Length);
    }
}
