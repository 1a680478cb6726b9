using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using ChargerFirmware.Tests.Web;
using ChargerFirmware.Web;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>A client of plain bytes, which may do everything wrong.</summary>
public sealed class RawPeer : IDisposable
{
    private const int WaitMs = 5000;
    private readonly Socket _socket;
    private readonly List<byte> _received = [];

    /// <param name="port">Of the server, on this machine.</param>
    /// <param name="receiveBuffer">0 leaves it to the system.</param>
    /// <param name="from">The address that it comes from: all of 127.0.0.0/8 are here.</param>
    public RawPeer(int port, int receiveBuffer = 0, IPAddress? from = null)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer > 0)
        {
            _socket.ReceiveBufferSize = receiveBuffer;
        }

        if (from != null)
        {
            _socket.Bind(new IPEndPoint(from, 0));
        }

        _socket.Connect(IPAddress.Loopback, port);
    }

    /// <summary>What has come and was not taken yet.</summary>
    public string Received => Encoding.UTF8.GetString(_received.ToArray());

    /// <summary>The server has ended the connection, in order or by a reset.</summary>
    public bool IsClosed { get; private set; }

    public bool WasReset { get; private set; }

    public static string Handshake(string path = "/ws", string more = "")
    {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + more + "\r\n";
    }

    public void Send(string text)
    {
        Send(Encoding.UTF8.GetBytes(text));
    }

    public void Send(byte[] bytes)
    {
        int sent = 0;
        while (sent < bytes.Length)
        {
            sent += _socket.Send(bytes, sent, bytes.Length - sent, SocketFlags.None);
        }
    }

    /// <summary>Takes in what is there now.</summary>
    public void Poll()
    {
        byte[] buffer = new byte[65536];
        try
        {
            while (!IsClosed && _socket.Poll(0, SelectMode.SelectRead))
            {
                int count = _socket.Receive(buffer);
                IsClosed = count == 0;
                _received.AddRange(buffer.AsSpan(0, count));
            }
        }
        catch (SocketException)
        {
            IsClosed = true;
            WasReset = true;
        }
    }

    /// <summary>Waits until something is so about what was received.</summary>
    public void Until(Func<bool> isSo, string what)
    {
        long endMs = Environment.TickCount64 + WaitMs;
        Poll();
        while (!isSo())
        {
            if (Environment.TickCount64 > endMs)
            {
                throw new TimeoutException("never: " + what + "; received: " + Received);
            }

            Thread.Sleep(1);
            Poll();
        }
    }

    public void UntilClosed()
    {
        Until(() => IsClosed, "closed");
    }

    /// <summary>The next answer: head and body by its Content-Length.</summary>
    public string Answer()
    {
        int end = -1;
        int length = 0;
        Until(
            () =>
            {
                string text = Encoding.Latin1.GetString(_received.ToArray());
                int headEnd = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (headEnd < 0)
                {
                    return false;
                }

                int at = text.IndexOf("Content-Length: ", StringComparison.Ordinal);
                length = at >= 0 && at < headEnd ? int.Parse(text[(at + 16)..text.IndexOf('\r', at)]) : 0;
                end = headEnd + 4 + length;
                return _received.Count >= end;
            },
            "an answer");
        string answer = Encoding.UTF8.GetString(_received.ToArray(), 0, end);
        _received.RemoveRange(0, end);
        return answer;
    }

    public string Exchange(string request)
    {
        Send(request);
        return Answer();
    }

    /// <summary>The handshake done.</summary>
    public RawPeer Upgrade(string path = "/ws")
    {
        string answer = Exchange(Handshake(path));
        if (!answer.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(answer);
        }

        return this;
    }

    /// <summary>TCP segments with data that have come: tcpi_data_segs_in, the 32 bits at 152 of Linux's tcp_info.</summary>
    public int SegmentsReceived()
    {
        const int tcp = 6;
        const int tcpInfo = 11;
        byte[] info = new byte[256];
        int length = _socket.GetRawSocketOption(tcp, tcpInfo, info);
        return length >= 156 ? BitConverter.ToInt32(info, 152) : throw new NotSupportedException("tcp_info is short");
    }

    /// <summary>Something of a frame has come.</summary>
    public bool HasFrame => _received.Count > 0;

    /// <summary>The next frame of the server. Throws EndOfStreamException when the server has ended the connection instead.</summary>
    public (int Opcode, byte[] Payload) Frame()
    {
        FrameHeader header = new();
        int head = 0;
        Until(
            () =>
            {
                head = header.Read(_received.ToArray(), 0, _received.Count);
                bool isWhole = head > 0 && _received.Count >= head + header.PayloadLength;
                return isWhole || (IsClosed ? throw new EndOfStreamException("closed") : false);
            },
            "a frame");
        byte[] payload = _received.GetRange(head, header.PayloadLength).ToArray();
        _received.RemoveRange(0, head + payload.Length);
        if (header.IsMasked || header.Reserved != 0 || !header.IsFinal)
        {
            throw new InvalidOperationException("a server does not send such frames");
        }

        return (header.Opcode, payload);
    }

    /// <summary>The next frame that is not telemetry.</summary>
    public (int Opcode, byte[] Payload) FrameBesideTelemetry()
    {
        while (true)
        {
            (int opcode, byte[] payload) = Frame();
            if (opcode != Opcode.Text || !Encoding.UTF8.GetString(payload).StartsWith("{\"type\":\"telemetry\"", StringComparison.Ordinal))
            {
                return (opcode, payload);
            }
        }
    }

    public string TextBesideTelemetry()
    {
        (int opcode, byte[] payload) = FrameBesideTelemetry();
        return opcode == Opcode.Text ? Encoding.UTF8.GetString(payload) : throw new InvalidOperationException("opcode " + opcode);
    }

    /// <summary>Sends a command and gives the acknowledge.</summary>
    public string Command(string json)
    {
        Send(ClientFrames.Text(json));
        return TextBesideTelemetry();
    }

    /// <summary>Ends the connection by a reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose()
    {
        _socket.Dispose();
    }
}
