using System.Net.Sockets;

namespace ChargerFirmware.Web;

/// <summary>One WebSocket with its connection: receives, sends, keeps alive and ends. Made once, used for one peer after the other. Web thread only.</summary>
/// <remarks>
/// Two things go out: the session's own answers, and at most one message whose bytes belong to someone else (telemetry for all).
/// What has begun is finished first, so that frames never mix; then answers, then a waiting message, which a newer one may replace until it begins.
/// </remarks>
public sealed class WebSocketPeer : ITelemetryReader
{
    private const long NotClosing = -1;

    private static readonly byte[] Nothing = new byte[0];

    private readonly Wire _wire;
    private readonly IMessageHandler _handler;
    private readonly LingerList _lingering;
    private readonly WebLimits _limits;
    private readonly WebCounters _counters;

    // The message on its way: its bytes, and whom they belong to.
    private TelemetryMessage _telemetry;
    private byte[] _data = Nothing;
    private int _dataAt;
    private int _dataEnd;
    private bool _hasDataBegun;

    private long _heardMs;
    private long _pingedMs;
    private long _movedMs;
    private long _closingMs;

    // Since when nobody waits for this peer's long message.
    private long _freeMs;

    /// <param name="session">Either role.</param>
    /// <param name="handler">What messages are for.</param>
    /// <param name="lingering">Takes a server's refused peers; a client has none.</param>
    /// <param name="limits">Times and slices.</param>
    /// <param name="counters">Counts.</param>
    public WebSocketPeer(WebSocketSession session, IMessageHandler handler, LingerList lingering, WebLimits limits, WebCounters counters)
    {
        Session = session;
        _handler = handler;
        _lingering = lingering;
        _limits = limits;
        _counters = counters;
        _wire = new Wire(limits, counters);
    }

    public WebSocketSession Session { get; }

    /// <summary>Whose session this is, as <see cref="Access"/> knows it. Set by whoever has judged the handshake, behind <see cref="Open"/>.</summary>
    public int Ticket { get; set; }

    /// <summary>When it came.</summary>
    public long OpenedMs { get; private set; }

    public bool IsFree => !_wire.IsOpen;

    /// <summary>A message of <see cref="TrySend"/> or <see cref="Offer"/> has not gone yet.</summary>
    public bool IsSending => _dataAt < _dataEnd;

    /// <summary>The telemetry that this peer holds; null when it holds none.</summary>
    public TelemetryMessage Telemetry => _telemetry;

    public bool IsWatching => _wire.IsOpen;

    public bool HasBegun => _hasDataBegun;

    /// <summary>Takes over a connection whose handshake was right.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="answer">The answer to the handshake, which goes out first.</param>
    /// <param name="answerLength">Its bytes.</param>
    /// <param name="source">Where the bytes behind the handshake stand.</param>
    /// <param name="offset">The first of them.</param>
    /// <param name="count">How many have come already.</param>
    /// <param name="nowMs">The time.</param>
    public void Open(Socket socket, byte[] answer, int answerLength, byte[] source, int offset, int count, long nowMs)
    {
        _wire.Attach(socket);
        Ticket = Access.NoTicket;
        OpenedMs = nowMs;
        Session.Open(source, offset, count);
        Session.Output.TryAppend(answer, 0, answerLength);
        _heardMs = nowMs;
        _pingedMs = nowMs;
        _movedMs = nowMs;
        _freeMs = nowMs;
        _closingMs = NotClosing;
        _counters.Opened++;
    }

    /// <summary>Hands the newest telemetry over. A peer in the middle of a message goes without: telemetry is a state, the next one says it all again.</summary>
    public void Offer(TelemetryMessage message)
    {
        if (!Session.IsOpen || _hasDataBegun)
        {
            return;
        }

        ForgetData();
        message.Readers++;
        _telemetry = message;
        _data = message.Text.Data;
        _dataAt = message.FrameStart;
        _dataEnd = message.Text.End;
        _counters.TelemetryOffered++;
    }

    /// <summary>Sends a whole frame whose bytes stay as they are while <see cref="IsSending"/>. False when another message is on its way.</summary>
    public bool TrySend(byte[] data, int start, int end)
    {
        if (!Session.IsOpen || IsSending)
        {
            return false;
        }

        _data = data;
        _dataAt = start;
        _dataEnd = end;
        return true;
    }

    /// <summary>Begins to close.</summary>
    public void Close(int code, string reason)
    {
        Session.Close(code, reason);
    }

    public void GiveUpTelemetry()
    {
        if (_hasDataBegun)
        {
            _counters.Stalled++;
            Drop();
        }
        else
        {
            ForgetData();
        }
    }

    /// <summary>Gives its place up at once; a close frame tells why when there is room for it.</summary>
    public void GiveWay(long nowMs)
    {
        _counters.GaveWay++;
        Session.Close(CloseCode.TryAgainLater, "the place is needed by somebody who knows the PIN");
        bool isOver = Send(nowMs) == Wire.Over;
        Forget();
        if (isOver || _lingering == null)
        {
            _wire.Close();
        }
        else
        {
            // What the browser has sent meanwhile is read, else a reset would overtake the close frame.
            _lingering.Add(_wire.Detach(), nowMs);
        }
    }

    /// <summary>Ends the connection at once.</summary>
    public void Drop()
    {
        Forget();
        _wire.Close();
    }

    /// <summary>Does what can be done now; true when something was.</summary>
    public bool Pass(long nowMs)
    {
        if (IsFree)
        {
            return false;
        }

        bool worked = false;
        for (int turns = _limits.TurnsPerPass; turns > 0; turns--)
        {
            int moved = Turn(nowMs);
            if (moved == Wire.Over)
            {
                Drop();
                return true;
            }

            if (moved == Wire.NotNow)
            {
                break;
            }

            worked = true;
        }

        CheckEnd(nowMs);
        CheckTimes(nowMs);
        return worked;
    }

    // Sends, works off what has come, receives: Over, NotNow, or above 0 when something moved.
    private int Turn(long nowMs)
    {
        int moved = Send(nowMs);
        if (moved == Wire.Over)
        {
            return moved;
        }

        if (Session.Process())
        {
            // After a close frame nothing may follow, an acknowledge included.
            if (!Session.IsOpen || _handler.Handle(this, nowMs))
            {
                Session.Release();
                return 1;
            }

            return moved;
        }

        Session.PrepareReceive();
        if (Session.ReceiveCount == 0)
        {
            return moved;
        }

        int received = _wire.Receive(Session.ReceiveBuffer, Session.ReceiveOffset, Session.ReceiveCount);
        if (received <= 0)
        {
            return received == Wire.Over ? received : moved;
        }

        _heardMs = nowMs;
        Session.Received(received);
        return received;
    }

    private int Send(long nowMs)
    {
        int total = 0;
        int sent = 1;
        while (sent > 0)
        {
            OutputBuffer output = Session.Output;
            if (_hasDataBegun || (output.Count == 0 && IsSending && Session.IsOpen))
            {
                sent = SendData();
            }
            else if (output.Count > 0)
            {
                sent = _wire.Send(output.Data, output.Start, output.Count);
                if (sent > 0)
                {
                    Session.Sent(sent);
                }
            }
            else
            {
                break;
            }

            if (sent > 0)
            {
                total += sent;
                _movedMs = nowMs;
            }
        }

        if (!IsSending && Session.Output.Count == 0)
        {
            // Nothing to be stuck with.
            _movedMs = nowMs;
        }

        return sent == Wire.Over ? sent : total;
    }

    private int SendData()
    {
        int sent = _wire.Send(_data, _dataAt, _dataEnd - _dataAt);
        if (sent > 0)
        {
            _hasDataBegun = true;
            _dataAt += sent;
            if (_dataAt == _dataEnd)
            {
                ForgetData();
            }
        }

        return sent;
    }

    private void Forget()
    {
        ForgetData();
        _handler.Closed();
        Session.Release();
    }

    private void ForgetData()
    {
        if (_telemetry != null)
        {
            _telemetry.Readers--;
            _telemetry = null;
        }

        _data = Nothing;
        _dataAt = 0;
        _dataEnd = 0;
        _hasDataBegun = false;
    }

    // RFC 6455, section 7.1.1: the server ends the TCP connection, after the close frames; a client waits for that, but not for ever.
    private void CheckEnd(long nowMs)
    {
        if (Session.IsOpen)
        {
            return;
        }

        if (_closingMs == NotClosing)
        {
            _closingMs = nowMs;
        }

        bool hasSentAll = !_hasDataBegun && Session.Output.Count == 0 && !Session.IsCloseWaiting;
        if (Session.HasEnded && hasSentAll && !Session.IsClient)
        {
            End(nowMs);
        }
        else if (nowMs - _closingMs >= _limits.CloseMs)
        {
            Drop();
        }
    }

    private void End(long nowMs)
    {
        Forget();
        if (Session.IsClean)
        {
            _lingering.Drain(_wire);
            _wire.Close();
            return;
        }

        _counters.Offences++;
        _lingering.Add(_wire.Detach(), nowMs);
    }

    private void CheckTimes(long nowMs)
    {
        if (IsFree)
        {
            return;
        }

        if (!Session.Message.IsHoldingUp)
        {
            _freeMs = nowMs;
        }

        if (nowMs - _heardMs >= _limits.SilenceMs)
        {
            _counters.Silent++;
            Drop();
        }
        else if (nowMs - _freeMs >= _limits.LongMessageMs)
        {
            _counters.Stalled++;
            Drop();
        }
        else if ((IsSending || Session.Output.Count > 0) && nowMs - _movedMs >= _limits.SendStallMs)
        {
            _counters.Stalled++;
            Drop();
        }
        else if (Session.IsOpen && nowMs - _heardMs >= _limits.PingAfterMs && nowMs - _pingedMs >= _limits.PingAfterMs)
        {
            _pingedMs = nowMs;
            Session.Output.TryAppendFrame(Opcode.Ping, Nothing, 0, 0);
        }
    }
}
