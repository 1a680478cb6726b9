using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ChargerFirmware.Tests.Scenarios.Web;
using ChargerFirmware.Tests.Web;
using ChargerFirmware.Web;

namespace ChargerFirmware.Tests.Scenarios.Attack;

/// <summary>What an attacker on the network can do; each for a time, and each says what it got.</summary>
internal static class Attacks
{
    private const string Put = "{\"mode.fast.milliAmps\":1}";

    /// <summary>A page from elsewhere in the owner's browser: every path with its Origin. The statuses that it got.</summary>
    public static IReadOnlyList<int> CrossSitePage(int port)
    {
        return AskAll(port, "Host: 127.0.0.1\r\nOrigin: http://evil.example\r\n");
    }

    /// <summary>The attacker's name resolves to the charger: every path with it as Host, and with an Origin to match.</summary>
    public static IReadOnlyList<int> Rebinding(int port)
    {
        return AskAll(port, "Host: evil.example:" + port + "\r\nOrigin: http://evil.example:" + port + "\r\n");
    }

    /// <summary>Wrong PINs, as fast as they go. How many were looked at (401), and how many were not (429).</summary>
    public static (int Tried, int Slowed) WrongPins(int port, int milliseconds)
    {
        int tried = 0;
        int slowed = 0;
        for (Stopwatch watch = Stopwatch.StartNew(); watch.ElapsedMilliseconds < milliseconds;)
        {
            int status = Ask(port, "POST /api/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 14\r\n\r\n{\"pin\":\"0000\"}");
            tried += status == 401 ? 1 : 0;
            slowed += status == 429 ? 1 : 0;
        }

        return (tried, slowed);
    }

    /// <summary>Connections that are begun and say nothing, or half a word; they stay until they are disposed of.</summary>
    public static IDisposable HalfOpen(int port, int count)
    {
        Heap sockets = new();
        for (int i = 0; i < count; i++)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            sockets.Add(socket);
            try
            {
                socket.Connect(IPAddress.Loopback, port);
            }
            catch (SocketException)
            {
                // It goes on by itself, or not at all: both are half open.
            }

            if (i % 2 == 0)
            {
                try
                {
                    socket.Send("GE"u8);
                }
                catch (SocketException)
                {
                    // Not connected so far: one that says nothing.
                }
            }
        }

        return sockets;
    }

    /// <summary>Heads without an end, in one piece, in thousands of lines and drop by drop. The statuses that they got; 0 for none.</summary>
    public static IReadOnlyList<int> HeaderBombs(int port)
    {
        string start = "GET / HTTP/1.1\r\nHost: localhost\r\n";
        return
        [
            Ask(port, start + "X: " + new string('a', 100_000)),
            Ask(port, start + string.Concat(Enumerable.Range(0, 2000).Select(i => "X" + i + ": y\r\n"))),
            Ask(port, "GET /" + new string('a', 100_000)),
            Ask(port, start + string.Concat(Enumerable.Repeat("Cookie: charger-session=0;\r\n", 200))),
            Ask(port, new string('\n', 50_000)),
            Ask(port, string.Concat(Enumerable.Repeat("\r\n", 5000))),
        ];
    }

    /// <summary>Requests of two meanings with a DELETE behind them. The statuses that they got.</summary>
    public static IReadOnlyList<int> Smuggling(int port)
    {
        string hidden = "DELETE /api/faults HTTP/1.1\r\nHost: localhost\r\n\r\n";
        string start = "PUT /api/settings HTTP/1.1\r\nHost: localhost\r\n";
        return
        [
            Ask(port, start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden),
            Ask(port, start + "Content-Length: 0\r\nContent-Length: 40\r\n\r\n" + hidden),
            Ask(port, start + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + hidden),
            Ask(port, start + "X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden),
            Ask(port, start + "X: y\nContent-Length: 0\r\n\r\n" + hidden),
            Ask(port, "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n" + hidden),
        ];
    }

    /// <summary>Frames that are too long or wrong. The close codes that they got.</summary>
    public static IReadOnlyList<int> OversizedFrames(int port)
    {
        return
        [
            CloseCodeFor(port, [0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]),
            CloseCodeFor(port, [0x81, 0xFF, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0]),
            CloseCodeFor(port, ClientFrames.Text(new string('x', 1025))),
            CloseCodeFor(port, [.. Enumerable.Range(0, 3).SelectMany(i => ClientFrames.Of(i == 0 ? Opcode.Text : Opcode.Continuation, false, [.. Enumerable.Repeat((byte)'x', 500)]))]),
            CloseCodeFor(port, ClientFrames.Of(Opcode.Ping, true, new byte[126])),
        ];
    }

    private static IReadOnlyList<int> AskAll(int port, string fields)
    {
        List<int> statuses = [];
        foreach (string path in new[] { "/", "/api/telemetry", "/api/settings", "/api/faults", "/api/log", "/api/events", "/api/login", "/metrics", "/nothing" })
        {
            statuses.Add(Ask(port, "GET " + path + " HTTP/1.1\r\n" + fields + "\r\n"));
            statuses.Add(Ask(port, "OPTIONS " + path + " HTTP/1.1\r\n" + fields + "Access-Control-Request-Method: PUT\r\n\r\n"));
        }

        statuses.Add(Ask(port, "PUT /api/settings HTTP/1.1\r\n" + fields + "Content-Length: " + Put.Length + "\r\n\r\n" + Put));
        statuses.Add(Ask(port, "POST /api/login HTTP/1.1\r\n" + fields + "Content-Type: text/plain\r\nContent-Length: 14\r\n\r\n{\"pin\":\"0000\"}"));
        statuses.Add(Ask(port, "DELETE /api/faults HTTP/1.1\r\n" + fields + "\r\n"));
        string handshake = RawPeer.Handshake();
        statuses.Add(Ask(port, handshake.Replace("Host: 127.0.0.1\r\n", fields)));
        return statuses;
    }

    // The status of the first answer; 0 when there was none.
    private static int Ask(int port, string request)
    {
        try
        {
            using RawPeer peer = new(port);
            peer.Send(Encoding.ASCII.GetBytes(request));
            peer.Until(() => peer.IsClosed || peer.Received.Contains("\r\n\r\n"), "an answer");
            return peer.Received.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(peer.Received.Substring(9, 3)) : 0;
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException)
        {
            return 0;
        }
    }

    private static int CloseCodeFor(int port, byte[] frames)
    {
        try
        {
            using RawPeer peer = new RawPeer(port).Upgrade();
            peer.Send(frames);
            (int opcode, byte[] payload) = peer.FrameBesideTelemetry();
            return opcode == Opcode.Close ? payload[0] << 8 | payload[1] : 0;
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException or EndOfStreamException or InvalidOperationException)
        {
            return 0;
        }
    }

    private sealed class Heap : List<Socket>, IDisposable
    {
        public void Dispose()
        {
            foreach (Socket socket in this)
            {
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
            }
        }
    }
}
