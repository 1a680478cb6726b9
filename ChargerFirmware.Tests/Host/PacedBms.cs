using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Tests.Scenarios.Bms;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Host;

/// <summary>A captured pack on the far end of a pty, at the pace of a real wire: a thread that lets every byte take its time, which a pty itself does not.</summary>
internal sealed class PacedBms : IDisposable
{
    private const int ReadRequest = 0xA5;
    private const int PollMs = 20;

    private readonly Pty _pty;
    private readonly double _byteMs;
    private readonly double _delayMs;
    private readonly Func<int, byte[]?> _replyTo;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly List<BmsExchange> _exchanges = [];
    private volatile bool _isStopping;

    public PacedBms(Pty pty, int bitsPerSecond, double delayMs)
        : this(pty, bitsPerSecond, delayMs, PollerBench.ReplyTo)
    {
    }

    /// <param name="pty">The line.</param>
    /// <param name="bitsPerSecond">Its speed.</param>
    /// <param name="delayMs">From a request's end to the reply's begin.</param>
    /// <param name="replyTo">The reply to a register, asked when the request has come; null = no answer. On the thread of the BMS.</param>
    public PacedBms(Pty pty, int bitsPerSecond, double delayMs, Func<int, byte[]?> replyTo)
    {
        _pty = pty;
        _byteMs = 10_000.0 / bitsPerSecond;
        _delayMs = delayMs;
        _replyTo = replyTo;
        _thread = new Thread(Serve) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Every request so far.</summary>
    public IReadOnlyList<BmsExchange> Exchanges
    {
        get
        {
            lock (_lock)
            {
                return [.. _exchanges];
            }
        }
    }

    /// <summary>The time that so many bytes take on the wire.</summary>
    public double WireMs(int bytes)
    {
        return bytes * _byteMs;
    }

    /// <summary>The first exchange, from an index on, that is so; fails when there is none in time.</summary>
    public BmsExchange WaitFor(Func<BmsExchange, bool> isIt, int from, int withinMs, string what)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int seen = from;
        while (watch.ElapsedMilliseconds < withinMs)
        {
            IReadOnlyList<BmsExchange> exchanges = Exchanges;
            for (; seen < exchanges.Count; seen++)
            {
                if (isIt(exchanges[seen]))
                {
                    return exchanges[seen];
                }
            }

            Thread.Sleep(2);
        }

        Assert.Fail(what + " was not asked for within " + withinMs + " ms");
        return null!;
    }

    public void Dispose()
    {
        _isStopping = true;
        _thread.Join();
    }

    /// <summary>A sleep takes a little longer than asked; what has to be exact is spent awake, for the pace is the yardstick here.</summary>
    private static void WaitUntil(long start, double ms, bool isExact)
    {
        while (true)
        {
            double leftMs = ms - Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (leftMs <= 0)
            {
                return;
            }

            Thread.Sleep(leftMs > 1.5 || !isExact ? 1 : 0);
        }
    }

    private void Serve()
    {
        Span<byte> request = stackalloc byte[JbdFrame.Overhead];
        int have = 0;
        while (!_isStopping)
        {
            _pty.WaitForBytes(PollMs);
            have += _pty.Read(request[have..]);
            if (have < request.Length)
            {
                continue;
            }

            if (request[0] == JbdFrame.Start && request[1] == ReadRequest && request[^1] == JbdFrame.End)
            {
                have = 0;
                Answer(request[2], Stopwatch.GetTimestamp());
            }
            else
            {
                // Not a request from its begin on: a board looks on one byte later.
                request[1..].CopyTo(request);
                have--;
            }
        }
    }

    private void Answer(int register, long askedAt)
    {
        byte[]? reply = _replyTo(register);
        long repliedAt = askedAt;
        double firstMs = WireMs(JbdFrame.Overhead) + _delayMs;
        for (int i = 0; reply != null && i < reply.Length && !_isStopping; i++)
        {
            // Only the last byte decides when a reply is there; sleeping between the others leaves the processor to those under test.
            WaitUntil(askedAt, firstMs + WireMs(i + 1), i == reply.Length - 1);
            repliedAt = Stopwatch.GetTimestamp();
            _pty.Write(reply.AsSpan(i, 1));
        }

        lock (_lock)
        {
            _exchanges.Add(new BmsExchange(register, reply, askedAt, repliedAt));
        }
    }
}
