using System;
using System.Net.Sockets;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Web;

/// <summary>A WebSocket that we open to a server: the handshake on a connected socket, then the same session and peer as the server's, in the client's role. One thread at a time; no call waits.</summary>
/// <remarks>The head of the answer has room of its own for as long as the handshake takes, where messages have less.</remarks>
public sealed class WebSocketClient
{
    /// <summary>The longest head of an answer: those in use have 130 to 600 bytes.</summary>
    public const int MaxHeadBytes = 1024;

    private readonly WebSocketSession _session;
    private readonly WebLimits _limits;
    private readonly WebCounters _counters;
    private readonly ClientHandshake _handshake;
    private readonly WebSocketPeer _peer;
    private readonly Wire _wire;

    // The request while it goes out; null when none is under way.
    private byte[] _request;

    // The head of the answer while it comes in; null when none does.
    private byte[] _head;
    private int _requestSent;
    private int _received;
    private long _sinceMs;

    /// <param name="session">Of a client.</param>
    /// <param name="handler">What messages are for.</param>
    /// <param name="system">Where chance comes from.</param>
    /// <param name="limits">Times and slices: the handshake has <see cref="WebLimits.RequestMs"/>.</param>
    /// <param name="counters">Counts.</param>
    public WebSocketClient(WebSocketSession session, IMessageHandler handler, ISystem system, WebLimits limits, WebCounters counters)
    {
        _session = session;
        _limits = limits;
        _counters = counters;
        _handshake = new ClientHandshake(system);
        _peer = new WebSocketPeer(session, handler, null, limits, counters);
        _wire = new Wire(limits, counters);
    }

    /// <summary>There is no connection.</summary>
    public bool IsFree => !_wire.IsOpen && _peer.IsFree;

    /// <summary>The handshake is done and no close frame has gone out.</summary>
    public bool IsOpen => !_peer.IsFree && _session.IsOpen;

    /// <summary>Why the newest handshake has failed; null when it has not.</summary>
    public string Error { get; private set; }

    /// <summary>The HTTP status of its answer; 0 before there is one.</summary>
    public int Status => _handshake.Status;

    /// <summary>The subprotocol that both speak; null for none.</summary>
    public string AgreedProtocol => _handshake.AgreedProtocol;

    /// <summary>Goes on with a server that chooses none of the subprotocols.</summary>
    public bool AllowsNoProtocol
    {
        get => _handshake.AllowsNoProtocol;
        set => _handshake.AllowsNoProtocol = value;
    }

    /// <summary>Begins the handshake on a connected socket, which it owns from now on. Only while <see cref="IsFree"/>.</summary>
    public void Begin(Socket socket, string host, string path, string protocol, string authorization, long nowMs)
    {
        Error = null;
        _wire.Attach(socket);
        _request = _handshake.Begin(host, path, protocol, authorization);
        byte[] own = _session.Message.Buffer;
        _head = own != null && own.Length >= MaxHeadBytes ? own : new byte[MaxHeadBytes];
        _requestSent = 0;
        _received = 0;
        _sinceMs = nowMs;
        if (!_wire.Configure())
        {
            Fail("the connection has gone");
        }
    }

    /// <summary>Does what can be done now; true when something was.</summary>
    public bool Pass(long nowMs)
    {
        if (!_peer.IsFree)
        {
            return _peer.Pass(nowMs);
        }

        if (!_wire.IsOpen)
        {
            return false;
        }

        int moved = _request != null ? SendRequest() : ReceiveAnswer(nowMs);
        if (moved == Wire.Over)
        {
            Fail("the server has closed the connection");
        }
        else if (_wire.IsOpen && nowMs - _sinceMs >= _limits.RequestMs)
        {
            Fail("the handshake took too long");
        }

        return moved != Wire.NotNow;
    }

    /// <summary>Sends a whole message; false while there is no room, and for ever when it is longer than the session's output less its head.</summary>
    public bool TrySend(int opcode, byte[] payload, int offset, int count)
    {
        return IsOpen && _session.Output.TryAppendFrame(opcode, payload, offset, count);
    }

    /// <summary>Begins to close.</summary>
    public void Close(int code, string reason)
    {
        if (_peer.IsFree)
        {
            Drop();
        }
        else
        {
            _peer.Close(code, reason);
        }
    }

    /// <summary>Ends the connection at once.</summary>
    public void Drop()
    {
        _request = null;
        _head = null;
        _wire.Close();
        if (!_peer.IsFree)
        {
            _peer.Drop();
        }
    }

    private int SendRequest()
    {
        int sent = _wire.Send(_request, _requestSent, _request.Length - _requestSent);
        if (sent > 0)
        {
            _requestSent += sent;
            if (_requestSent == _request.Length)
            {
                _request = null;
            }
        }

        return sent;
    }

    private int ReceiveAnswer(long nowMs)
    {
        byte[] head = _head;

        // Not more at once than the session's input holds: what comes behind the head belongs there.
        int received = _wire.Receive(head, _received, Math.Min(head.Length - _received, _session.InputBytes));
        if (received <= 0)
        {
            return received;
        }

        _received += received;
        int headLength = _handshake.Read(head, _received);
        if (headLength == ClientHandshake.Refused)
        {
            Fail(_handshake.Error);
        }
        else if (headLength != ClientHandshake.NotYet)
        {
            _head = null;
            _peer.Open(_wire.Detach(), head, 0, head, headLength, _received - headLength, nowMs);
        }

        return received;
    }

    private void Fail(string error)
    {
        Error = error;
        _counters.Refused++;
        Drop();
    }
}
