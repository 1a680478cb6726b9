using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.VirtualCharger;

/// <summary>A client of the console's CAN port: keeps every line, until the other side closes.</summary>
internal sealed class SlcanListener : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly Lock _lock = new();
    private readonly List<SlcanLine> _lines = [];
    private readonly Thread _thread;

    public SlcanListener(int port)
    {
        _client.Connect(IPAddress.Loopback, port);
        _thread = new Thread(Read) { IsBackground = true };
        _thread.Start();
    }

    public IReadOnlyList<string> Lines => [.. TimedLines.Select(line => line.Text)];

    public IReadOnlyList<SlcanLine> TimedLines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>The port that the console has told in its log.</summary>
    public static int PortOf(ChargerProcess charger)
    {
        Stopwatch watch = Stopwatch.StartNew();
        const string Before = "SLCAN on 127.0.0.1:";
        while (watch.ElapsedMilliseconds < 10_000)
        {
            foreach (string line in charger.Errors)
            {
                int at = line.IndexOf(Before, StringComparison.Ordinal);
                if (at >= 0)
                {
                    return int.Parse(line[(at + Before.Length)..]);
                }
            }

            Thread.Sleep(20);
        }

        Assert.Fail("the CAN port was not told");
        return 0;
    }

    public void Send(string line)
    {
        _client.GetStream().Write(Encoding.ASCII.GetBytes(line + "\r"));
    }

    /// <summary>Waits for a line; fails when none comes in time.</summary>
    public string WaitFor(Func<string, bool> isIt, int withinMs, string what)
    {
        return WaitFor(isIt, 0, withinMs, what).Text;
    }

    /// <summary>Waits for a line that has come at a time or after it; fails when there is none in time from now on.</summary>
    public SlcanLine WaitFor(Func<string, bool> isIt, long notBefore, int withinMs, string what)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int seen = 0;
        while (watch.ElapsedMilliseconds < withinMs)
        {
            IReadOnlyList<SlcanLine> lines = TimedLines;
            for (; seen < lines.Count; seen++)
            {
                if (lines[seen].At >= notBefore && isIt(lines[seen].Text))
                {
                    return lines[seen];
                }
            }

            Thread.Sleep(10);
        }

        Assert.Fail(what + " was not on the bus within " + withinMs + " ms; the last lines were " + string.Join(' ', Lines.TakeLast(20)));
        return default;
    }

    /// <summary>Waits until the console has closed the line.</summary>
    public void WaitForEnd()
    {
        Assert.IsTrue(_thread.Join(5_000), "the CAN port is still open");
    }

    public void Dispose()
    {
        _client.Dispose();
    }

    private void Read()
    {
        StringBuilder line = new();
        try
        {
            int value;
            while ((value = _client.GetStream().ReadByte()) >= 0)
            {
                if (value != '\r')
                {
                    line.Append((char)value);
                    continue;
                }

                long now = Stopwatch.GetTimestamp();
                lock (_lock)
                {
                    _lines.Add(new SlcanLine(now, line.ToString()));
                }

                line.Clear();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed by one of both sides: the end.
        }
    }
}
