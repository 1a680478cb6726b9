using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using ChargerFirmware.Web;

namespace Benchmarks;

/// <summary>The firmware's WebSocket client as judges want it: it sends every message back. One connection at a time.</summary>
public sealed class EchoClient : IMessageHandler
{
    // The largest message of the Autobahn list.
    private const int MaxMessageBytes = 16 * 1024 * 1024;
    private const int OwnBytes = 65_536;
    private const int InputBytes = 8192;

    private readonly WebSocketClient _client;
    private Action<byte[]>? _heard;

    public EchoClient()
    {
        RandomSystem system = new();
        LongMessage longMessage = new(MaxMessageBytes, 0, false);
        WebSocketSession session = new(InputBytes, OwnBytes, MaxMessageBytes + FrameHeader.MaxLength + 256, 0, longMessage, system) { AcceptsBinary = true };
        _client = new WebSocketClient(session, this, system, Limits(), new WebCounters());
    }

    /// <summary>Connects and serves until the connection has ended; why it could not be opened, or null.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="path">Of the WebSocket.</param>
    /// <param name="heard">Gets messages instead of their being sent back.</param>
    public string? Run(IPEndPoint server, string path, Action<byte[]>? heard)
    {
        _heard = heard;
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(server);
        _client.Begin(socket, server.ToString(), path, null, null, Environment.TickCount64);
        while (!_client.IsFree)
        {
            if (!_client.Pass(Environment.TickCount64))
            {
                Thread.Sleep(1);
            }
        }

        return _client.Error;
    }

    public bool Handle(WebSocketPeer peer, long nowMs)
    {
        IncomingMessage message = peer.Session.Message;
        if (_heard != null)
        {
            _heard(message.Buffer.AsSpan(message.Start, message.Length).ToArray());
            return true;
        }

        return peer.Session.Output.TryAppendFrame(message.Opcode, message.Buffer, message.Start, message.Length);
    }

    public void Closed()
    {
        // Nothing is kept from one connection to the next.
    }

    private static WebLimits Limits()
    {
        return new WebLimits { SliceBytes = 65_536, TurnsPerPass = 64, CloseMs = 2000 };
    }
}
