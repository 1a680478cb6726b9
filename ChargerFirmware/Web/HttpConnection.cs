using System;
using System.Net.Sockets;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>One HTTP connection: a request after the other, each read, answered and forgotten; or it becomes a WebSocket. Made once, used for one client after the other. Web thread only.</summary>
public sealed class HttpConnection : ITelemetryReader
{
    private const int Free = 0;

    // Between two requests, or in a head.
    private const int Head = 1;
    private const int Body = 2;

    // A command is with the control thread.
    private const int Commanding = 3;
    private const int Sending = 4;

    // The request is whole. Answered in a turn of its own: below the reading of a head the frames of the deepest answers would take 700 bytes more.
    private const int Whole = 5;

    private readonly WebShared _shared;
    private readonly WebLimits _limits;
    private readonly HttpGate _gate;
    private readonly HttpAnswers _answers;
    private readonly HttpExchange _exchange;
    private readonly HttpRequest _request;
    private readonly HttpResponse _response;
    private readonly HeadReader _reader;
    private readonly HttpCommand _command;
    private readonly HttpTakeover _takeover;
    private readonly Wire _wire;
    private int _phase = Free;

    // When the phase began, the first byte of the head came, or bytes of the answer last went.
    private long _sinceMs;
    private bool _hasBegun;

    // No request of this client has been answered yet.
    private bool _isFirst;

    // Bytes of the head's buffer that belong to this request.
    private int _consumed;

    public HttpConnection(WebShared shared, HttpGate gate, HttpAnswers answers, HttpTakeover takeover)
    {
        _shared = shared;
        _limits = shared.Limits;
        _gate = gate;
        _answers = answers;
        _takeover = takeover;
        _exchange = new HttpExchange(shared, this);
        _request = _exchange.Request;
        _response = _exchange.Response;
        _reader = new HeadReader(_request, shared.Words, _limits.HeadLines);
        _command = new HttpCommand(shared);
        _wire = new Wire(_limits, shared.Counters);
    }

    public bool IsFree => _phase == Free;

    /// <summary>Between two requests: it may give way to a new connection.</summary>
    public bool IsIdle => _phase == Head && !_hasBegun;

    /// <summary>Its client does not get on: with a head, a body, or what it is sent.</summary>
    public bool IsSlow => _phase != Free && _phase != Commanding && !IsIdle;

    /// <summary>Since when, for <see cref="IsIdle"/> and <see cref="IsSlow"/>.</summary>
    public long SinceMs => _sinceMs;

    public TelemetryMessage Telemetry => _response.Telemetry;

    public bool IsWatching => false;

    /// <summary>The length has been told in the head.</summary>
    public bool HasBegun => _response.Telemetry != null;

    /// <param name="socket">The connection.</param>
    /// <param name="portEndpoint">The one WebSocket of its port, or null.</param>
    /// <param name="nowMs">The time.</param>
    public void Open(Socket socket, WebSocketEndpoint portEndpoint, long nowMs)
    {
        _exchange.PortEndpoint = portEndpoint;
        _wire.Attach(socket);
        _exchange.LocalHost = _wire.Configure() ? _wire.LocalHost() : null;
        _exchange.Address = _exchange.LocalHost == null ? 0 : _wire.RemoteAddress();
        if (_exchange.LocalHost == null)
        {
            _wire.Close();
            return;
        }

        _request.Used = 0;
        _isFirst = true;
        BeginHead(0, nowMs);
    }

    public void Offer(TelemetryMessage message)
    {
    }

    public void GiveUpTelemetry()
    {
        _shared.Counters.Stalled++;
        Close();
    }

    /// <summary>Ends the connection at once.</summary>
    public void Close()
    {
        _command.Abandon();
        _response.Abandon();
        _exchange.Release();
        _wire.Close();
        _phase = Free;
    }

    /// <summary>Does what can be done now; true when something was.</summary>
    public bool Pass(long nowMs)
    {
        bool worked = false;
        for (int turns = _limits.TurnsPerPass; turns > 0 && Turn(nowMs); turns--)
        {
            worked = true;
        }

        return worked;
    }

    private bool Turn(long nowMs)
    {
        switch (_phase)
        {
            case Head:
                return ReceiveHead(nowMs);
            case Body:
                return ReceiveBody(nowMs);
            case Whole:
                Answer(nowMs);
                return true;
            case Commanding:
                return PollCommand(nowMs);
            case Sending:
                return Send(nowMs);
            default:
                return false;
        }
    }

    private void BeginHead(int consumed, long nowMs)
    {
        Enter(Head, nowMs);
        _exchange.IsUnread = false;
        _reader.Begin(consumed);
        _hasBegun = _request.Used > 0;
        if (_hasBegun)
        {
            TakeHead(_reader.Read(0), nowMs);
        }
    }

    private bool ReceiveHead(long nowMs)
    {
        int received = _wire.Receive(_request.Buffer, _request.Used, _request.Free);
        if (received == Wire.Over)
        {
            Close();
            return true;
        }

        if (received == Wire.NotNow)
        {
            CheckHeadTime(nowMs);
            return false;
        }

        if (!_hasBegun)
        {
            _hasBegun = true;
            _sinceMs = nowMs;
        }

        TakeHead(_reader.Read(received), nowMs);
        return true;
    }

    private void CheckHeadTime(long nowMs)
    {
        if (!_hasBegun && !_isFirst && nowMs - _sinceMs >= _limits.IdleMs)
        {
            Close();
        }
        else if ((_hasBegun || _isFirst) && nowMs - _sinceMs >= _limits.RequestMs)
        {
            _exchange.IsUnread = true;
            Refuse(HttpStatus.RequestTimeout, "the head took too long", nowMs);
        }
    }

    private void TakeHead(int status, long nowMs)
    {
        if (status == 0)
        {
            return;
        }

        _consumed = _request.HeadLength;
        if (status != HttpStatus.Ok)
        {
            // Where the next request would begin is not known.
            _exchange.IsUnread = true;
            Refuse(status, _reader.Error, nowMs);
            return;
        }

        switch (_gate.Judge(_exchange, nowMs))
        {
            case HttpGate.Pass:
                BeginBody(nowMs);
                break;
            case HttpGate.Upgrade:
                _takeover.BecomeWebSocket(_exchange, _wire, nowMs);
                _phase = Free;
                break;
            default:
                Enter(Sending, nowMs);
                break;
        }
    }

    private void BeginBody(long nowMs)
    {
        int length = Math.Max(_request.ContentLength, 0);
        int have = Math.Min(_request.Used - _request.HeadLength, length);
        _exchange.BodyHave = have;
        _consumed = _request.HeadLength + have;
        if (_exchange.BodyBytes != null)
        {
            Array.Copy(_request.Buffer, _request.HeadLength, _exchange.BodyBytes, 0, have);
        }

        if (have == length)
        {
            Enter(Whole, nowMs);
            return;
        }

        // RFC 9110, section 10.1.1. On a connection that waits for it these few bytes always fit.
        WordList words = _shared.ResponseWords.All;
        int goLength = words.LengthOf(ResponseWords.Continue);
        if (_request.ExpectsContinue && _request.IsVersion11 && _wire.Send(words.Bytes, words.Starts[ResponseWords.Continue], goLength) != goLength)
        {
            Close();
            return;
        }

        Enter(Body, nowMs);
    }

    private bool ReceiveBody(long nowMs)
    {
        // A body that nobody wants goes where the answer will be written.
        byte[] body = _exchange.BodyBytes;
        byte[] target = body == null ? _response.Text.Data : body;
        int left = _request.ContentLength - _exchange.BodyHave;
        int received = _wire.Receive(target, body == null ? 0 : _exchange.BodyHave, Math.Min(left, target.Length));
        if (received == Wire.Over)
        {
            Close();
            return true;
        }

        _exchange.BodyHave += received;
        NoteBodyMoved(received, nowMs);
        if (received == left)
        {
            Enter(Whole, nowMs);
        }
        else if (nowMs - _sinceMs >= _limits.RequestMs)
        {
            Refuse(HttpStatus.RequestTimeout, "the body took too long", nowMs);
        }

        return received > 0;
    }

    private void Answer(long nowMs)
    {
        _exchange.IsUnread = false;
        if (_exchange.Route == HttpRoutes.Events && !_exchange.IsHead)
        {
            // While a body came somebody else may have taken the place.
            if (_gate.RefusesWatcher(_exchange))
            {
                Enter(Sending, nowMs);
            }
            else if (_takeover.BecomeStream(_exchange, _wire, nowMs))
            {
                _phase = Free;
            }
            else
            {
                Close();
            }
        }
        else if (_answers.Answer(_exchange, nowMs))
        {
            Enter(Sending, nowMs);
        }
        else if (_command.TryBegin(HttpAnswers.CommandOf(_exchange), nowMs))
        {
            Enter(Commanding, nowMs);
        }
        else
        {
            Refuse(HttpStatus.Unavailable, "busy, try again", nowMs);
        }
    }

    private bool PollCommand(long nowMs)
    {
        int result = _command.Poll(nowMs);
        if (result == HttpCommand.Waiting)
        {
            return false;
        }

        if (result == HttpCommand.NoAnswer)
        {
            Refuse(HttpStatus.Unavailable, "no answer from the control loop", nowMs);
            return true;
        }

        _answers.AnswerCommand(_exchange);
        Enter(Sending, nowMs);
        return true;
    }

    private bool Send(long nowMs)
    {
        int sent = _response.Send(_wire);
        if (sent > 0)
        {
            _sinceMs = nowMs;
            NoteBodyMoved(sent, nowMs);
            return true;
        }

        if (sent == HttpResponse.Done)
        {
            Finish(nowMs);
            return true;
        }

        bool isStalled = nowMs - _sinceMs >= _limits.SendStallMs;
        if (sent == Wire.Over || isStalled)
        {
            _shared.Counters.Stalled += sent == Wire.Over ? 0 : 1;
            Close();
            return true;
        }

        return false;
    }

    private void Finish(long nowMs)
    {
        _exchange.Release();
        _isFirst = false;
        if (_exchange.IsUnread)
        {
            _shared.Lingering.Add(_wire.Detach(), nowMs);
            _phase = Free;
        }
        else if (_response.ClosesConnection || _response.IsEndedByClose)
        {
            Close();
        }
        else
        {
            BeginHead(_consumed, nowMs);
        }
    }

    private void Refuse(int status, string error, long nowMs)
    {
        _exchange.Refuse(status, error);
        Enter(Sending, nowMs);
    }

    private void NoteBodyMoved(int bytes, long nowMs)
    {
        if (bytes > 0 && _exchange.Body != null)
        {
            _exchange.Body.MovedMs = nowMs;
        }
    }

    private void Enter(int phase, long nowMs)
    {
        _phase = phase;
        _sinceMs = nowMs;
        if (phase == Sending && _response.Changes == null)
        {
            // The answer does not need the body any more, and its client may take its time.
            _exchange.Release();
        }
    }
}
