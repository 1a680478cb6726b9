using System;
using System.Diagnostics;
using System.Threading;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Tests.Scenarios.Bms;

namespace ChargerFirmware.Tests.Host;

/// <summary>A captured pack on the far end of a pty, at the pace of a real wire: a thread that lets every byte take its time, which a pty itself does not.</summary>
internal sealed class PacedBms : IDisposable
{
    private readonly Pty _pty;
    private readonly double _byteMs;
    private readonly double _delayMs;
    private readonly Thread _thread;
    private volatile bool _isStopping;

    public PacedBms(Pty pty, int bitsPerSecond, double delayMs)
    {
        _pty = pty;
        _byteMs = 10_000.0 / bitsPerSecond;
        _delayMs = delayMs;
        _thread = new Thread(Serve) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    public void Dispose()
    {
        _isStopping = true;
        _thread.Join();
    }

    private static void WaitUntil(long start, double ms)
    {
        while (true)
        {
            double leftMs = ms - Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (leftMs <= 0)
            {
                return;
            }

            // A sleep takes a little longer than asked; the last of it is spent awake, for the pace is the yardstick here.
            Thread.Sleep(leftMs > 1.5 ? 1 : 0);
        }
    }

    private void Serve()
    {
        Span<byte> request = stackalloc byte[JbdFrame.Overhead];
        int have = 0;
        while (!_isStopping)
        {
            _pty.WaitForBytes(20);
            have += _pty.Read(request[have..]);
            if (have == request.Length)
            {
                have = 0;
                Reply(request[2]);
            }
        }
    }

    private void Reply(int register)
    {
        long start = Stopwatch.GetTimestamp();
        byte[] reply = PollerBench.ReplyTo(register);
        double firstMs = JbdFrame.Overhead * _byteMs + _delayMs;
        for (int i = 0; i < reply.Length && !_isStopping; i++)
        {
            WaitUntil(start, firstMs + (i + 1) * _byteMs);
            _pty.Write(reply.AsSpan(i, 1));
        }
    }
}
