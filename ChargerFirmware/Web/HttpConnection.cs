using System;
using System.Net.Sockets;
using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>One HTTP connection: a request after the other, each read, answered and then forgotten; or it becomes a WebSocket. Made once, used for one client after the other. Web thread only.</summary>
public sealed class HttpConnection : ITelemetryReader
{
    private const int Free = 0;

    /// <summary>Between two requests, or in a head.</summary>
    private const int Head = 1;
    private const int Body = 2;

    /// <summary>A command is with the control thread.</summary>
    private const int Calling = 3;

    /// <summary>The command is done; its effect shows in the next snapshot.</summary>
    private const int Settling = 4;
    private const int Sending = 5;

    // The control loop publishes every 100 ms.
    private const int SettleMs = 300;

    private readonly WebShared _shared;
    private readonly WebLimits _limits;
    private readonly Wire _wire;
    private readonly HttpRequest _request;
    private readonly HeadReader _reader;
    private readonly HttpResponse _response;
    private readonly CommandCall _call;

    private int _phase = Free;
    private byte[] _localHost;
    private int _route;

    // Since the phase began, the first byte of the head came, or bytes of the answer went.
    private long _sinceMs;
    private bool _hasBegun;

    // The body: its place when it matters, and how much of it has come.
    private BodySlot _body;
    private int _bodyHave;

    // Bytes of the head's buffer that belong to this request.
    private int _consumed;

    // The client may still be sending what nobody will read.
    private bool _isUnread;
    private long _snapshotMs;

    public HttpConnection(WebShared shared)
    {
        _shared = shared;
        _limits = shared.Limits;
        _wire = new Wire(_limits, shared.Counters);
        _request = new HttpRequest(_limits.HeadBytes);
        _reader = new HeadReader(_request, shared.Words, _limits.HeadLines);
        _response = new HttpResponse(_limits.PieceBytes, shared.ResponseWords);
        _call = new CommandCall(shared.Parts.Commands, _limits.CommandMs);
    }

    public bool IsFree => _phase == Free;

    /// <summary>Between two requests: it may give way to a new connection.</summary>
    public bool IsIdle => _phase == Head && !_hasBegun;

    /// <summary>Since when, for <see cref="IsIdle"/>.</summary>
    public long SinceMs => _sinceMs;

    public TelemetryMessage Telemetry => _response.Telemetry;

    public void Open(Socket socket, long nowMs)
    {
        _wire.Attach(socket);
        _localHost = _wire.Configure() ? _wire.LocalHost() : null;
        if (_localHost == null)
        {
            _wire.Close();
            return;
        }

        _request.Used = 0;
        BeginHead(0, nowMs);
    }

    public void GiveUpTelemetry()
    {
        _shared.Counters.Stalled++;
        Close();
    }

    /// <summary>Ends the connection at once.</summary>
    public void Close()
    {
        _call.Abandon();
        _response.Abandon();
        ReleaseBody();
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
            case Calling:
                return PollCall(nowMs);
            case Settling:
                return PollSnapshot(nowMs);
            case Sending:
                return Send(nowMs);
            default:
                return false;
        }
    }

    private void BeginHead(int consumed, long nowMs)
    {
        _phase = Head;
        _sinceMs = nowMs;
        _isUnread = false;
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
        if (!_hasBegun)
        {
            if (nowMs - _sinceMs >= _limits.IdleMs)
            {
                Close();
            }
        }
        else if (nowMs - _sinceMs >= _limits.RequestMs)
        {
            _isUnread = true;
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
            _isUnread = true;
            Refuse(status, _reader.Error, nowMs);
            return;
        }

        _shared.Counters.Requests++;
        if (_request.UpgradesToWebSocket)
        {
            Upgrade(nowMs);
            return;
        }

        status = _shared.Handshake.CheckHosts(_request, _localHost);
        if (status != HttpStatus.Ok)
        {
            _isUnread = true;
            byte[] elsewhere = _shared.Handshake.IsHostForeign && _shared.Parts.ForeignHosts != null ? _shared.Parts.ForeignHosts.AnswerTo(_request, _localHost) : null;
            if (elsewhere == null)
            {
                Refuse(status, _shared.Handshake.Error, nowMs);
            }
            else
            {
                _isUnread = _request.ContentLength > 0 || _request.IsChunked || _request.Used > _request.HeadLength;
                _phase = Sending;
                _sinceMs = nowMs;
                _response.BeginWhole(elsewhere);
            }

            return;
        }

        TakeRoute(nowMs);
    }

    private void TakeRoute(long nowMs)
    {
        // Whoever is refused before the body has been read cannot go on on this connection.
        _isUnread = _request.ContentLength > 0;
        _route = _shared.Routes.Find(_request);
        if (_route == HttpRoutes.Wifi && _shared.Wifi == null)
        {
            Refuse(HttpStatus.NotFound, "this charger has no WiFi of its own", nowMs);
        }
        else if (_route == HttpRoutes.None)
        {
            RefuseUnrouted(nowMs);
        }
        else if ((_shared.Routes.MethodsOf(_route) & _request.Method) == 0)
        {
            RefuseMethod(_shared.Routes.MethodsOf(_route), nowMs);
        }
        else if (_request.Method == HttpMethod.Put && _request.ContentLength < 0)
        {
            Refuse(HttpStatus.LengthRequired, "Content-Length is missing", nowMs);
        }
        else if (_request.ContentLength > _limits.BodyBytes)
        {
            Refuse(HttpStatus.ContentTooLarge, "the body is longer than " + _limits.BodyBytes.ToString() + " bytes", nowMs);
        }
        else
        {
            BeginBody(nowMs);
        }
    }

    private void RefuseUnrouted(long nowMs)
    {
        if (_shared.Routes.FindEndpoint(_request) == null)
        {
            Refuse(HttpStatus.NotFound, "there is nothing at this path", nowMs);
        }
        else if (_request.Method != HttpMethod.Get)
        {
            RefuseMethod(HttpMethod.Get, nowMs);
        }
        else
        {
            Refuse(HttpStatus.UpgradeRequired, "this path is a WebSocket", nowMs);
        }
    }

    private void BeginBody(long nowMs)
    {
        if (_request.Method == HttpMethod.Put)
        {
            _body = _shared.TakeBody();
            if (_body == null)
            {
                Refuse(HttpStatus.Unavailable, "busy with other changes, try again", nowMs);
                return;
            }
        }

        int length = _request.ContentLength;
        _bodyHave = Math.Min(_request.Used - _request.HeadLength, Math.Max(length, 0));
        _consumed = _request.HeadLength + _bodyHave;
        if (_body != null)
        {
            Array.Copy(_request.Buffer, _request.HeadLength, _body.Bytes, 0, _bodyHave);
        }

        if (_bodyHave >= length)
        {
            Answer(nowMs);
            return;
        }

        // RFC 9110, section 10.1.1. On a connection that waits for it these few bytes always fit.
        byte[] go = _shared.ResponseWords.Continue;
        if (_request.ExpectsContinue && _request.IsVersion11 && _wire.Send(go, 0, go.Length) != go.Length)
        {
            Close();
            return;
        }

        _phase = Body;
        _sinceMs = nowMs;
    }

    private bool ReceiveBody(long nowMs)
    {
        // A body that nobody wants goes where the answer will be written.
        byte[] target = _body == null ? _response.Text.Data : _body.Bytes;
        int left = _request.ContentLength - _bodyHave;
        int received = _wire.Receive(target, _body == null ? 0 : _bodyHave, Math.Min(left, target.Length));
        if (received == Wire.Over)
        {
            Close();
            return true;
        }

        _bodyHave += received;
        if (_bodyHave == _request.ContentLength)
        {
            Answer(nowMs);
        }
        else if (nowMs - _sinceMs >= _limits.RequestMs)
        {
            Refuse(HttpStatus.RequestTimeout, "the body took too long", nowMs);
        }

        return received > 0;
    }

    private void Answer(long nowMs)
    {
        _isUnread = false;
        switch (_route)
        {
            case HttpRoutes.Page:
                AnswerPage(nowMs);
                break;
            case HttpRoutes.Telemetry:
                Begin(HttpStatus.Ok, nowMs);
                _response.EndWith(_shared.Hub.Newest(nowMs), IsHead());
                break;
            case HttpRoutes.Settings when _body != null:
                AnswerUpdate(nowMs);
                break;
            case HttpRoutes.Settings:
                AnswerWith(_shared.Settings, nowMs);
                break;
            case HttpRoutes.Faults when _request.Method == HttpMethod.Delete:
                Call(ChargeCommand.ClearFaults, nowMs);
                break;
            case HttpRoutes.Faults:
                AnswerWith(_shared.Faults, nowMs);
                break;
            case HttpRoutes.Log:
                AnswerWith(_shared.Log, nowMs);
                break;
            case HttpRoutes.Wifi:
                AnswerWifi(nowMs);
                break;
            default:
                AnswerWith(_shared.Metrics, nowMs);
                break;
        }
    }

    private void AnswerPage(long nowMs)
    {
        PageAnswer page = _shared.Page;
        if (_request.HasAcceptEncoding && !_request.AcceptsGzip)
        {
            Refuse(HttpStatus.NotAcceptable, "the page is stored gzip-encoded only", nowMs);
            return;
        }

        bool isKnown = _request.IfNoneMatchLength >= 0
            && HttpList.MatchesTag(_request.Buffer, _request.IfNoneMatchOffset, _request.IfNoneMatchLength, page.Tag, _shared.Words.Any);
        Begin(isKnown ? HttpStatus.NotModified : HttpStatus.Ok, nowMs);
        _response.Header(page.Headers);
        if (_shared.Parts.ForeignHosts != null)
        {
            _shared.Parts.ForeignHosts.PageShown(_localHost);
        }

        if (isKnown)
        {
            _response.EndWithout();
        }
        else
        {
            _response.EndWith(page, _request.IsVersion11, IsHead());
        }
    }

    private void AnswerWifi(long nowMs)
    {
        string error = null;
        if (_body != null)
        {
            error = _shared.Parts.Wifi.Connect(_body.Bytes, 0, _bodyHave);
        }
        else if (_request.Method == HttpMethod.Delete)
        {
            _shared.Parts.Wifi.Forget();
        }

        if (error == null)
        {
            AnswerWith(_shared.Wifi, nowMs);
        }
        else
        {
            Refuse(HttpStatus.BadRequest, error, nowMs);
        }
    }

    private void AnswerUpdate(long nowMs)
    {
        SettingsUpdate update = _shared.Update;
        int status = update.Apply(_body.Bytes, 0, _bodyHave, _body.Changes);
        if (status != HttpStatus.Ok)
        {
            Refuse(status, update.Error, nowMs);
            return;
        }

        Begin(HttpStatus.Ok, nowMs);
        _response.Changes = _body.Changes;
        _response.EndWith(_shared.Settings, _request.IsVersion11, false);
    }

    private void AnswerWith(Answer answer, long nowMs)
    {
        Begin(HttpStatus.Ok, nowMs);
        _response.EndWith(answer, _request.IsVersion11, IsHead());
    }

    private void Call(int command, long nowMs)
    {
        if (_call.TryPost(command, 0, nowMs))
        {
            _phase = Calling;
        }
        else
        {
            Refuse(HttpStatus.Unavailable, "busy, try again", nowMs);
        }
    }

    private bool PollCall(long nowMs)
    {
        int result = _call.Poll(nowMs);
        if (result == CommandResult.Pending)
        {
            return false;
        }

        if (result == CommandCall.NoAnswer)
        {
            Refuse(HttpStatus.Unavailable, "no answer from the control loop", nowMs);
            return true;
        }

        _phase = Settling;
        _sinceMs = nowMs;
        _shared.Parts.Board.Read(_shared.Snapshot);
        _snapshotMs = _shared.Snapshot.NowMs;
        return true;
    }

    private bool PollSnapshot(long nowMs)
    {
        _shared.Parts.Board.Read(_shared.Snapshot);
        if (_shared.Snapshot.NowMs == _snapshotMs && nowMs - _sinceMs < SettleMs)
        {
            return false;
        }

        AnswerWith(_shared.Faults, nowMs);
        return true;
    }

    private bool Send(long nowMs)
    {
        int sent = _response.Send(_wire);
        if (sent > 0)
        {
            _sinceMs = nowMs;
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
        ReleaseBody();
        if (_isUnread)
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

    // RFC 6455, section 4.2; the order of the checks is part of PROTOCOL.md.
    private void Upgrade(long nowMs)
    {
        // A refused client may already have sent frames.
        _isUnread = true;
        Handshake handshake = _shared.Handshake;
        WebSocketEndpoint endpoint = _shared.Routes.FindEndpoint(_request);
        int early = _request.Used - _request.HeadLength;
        int status = handshake.Check(_request);
        if (status == HttpStatus.Ok && endpoint != null)
        {
            status = handshake.CheckHosts(_request, _localHost);
        }

        if (status == HttpStatus.MethodNotAllowed)
        {
            RefuseMethod(HttpMethod.Get, nowMs);
        }
        else if (status != HttpStatus.Ok)
        {
            Refuse(status, handshake.Error, nowMs);
        }
        else if (endpoint == null)
        {
            Refuse(HttpStatus.NotFound, "there is no WebSocket at this path", nowMs);
        }
        else if (early > _limits.InputBytes)
        {
            // Section 4.1: a client waits for the answer. A first frame with the handshake is taken, a stream is not.
            Refuse(HttpStatus.BadRequest, "too much was sent before the answer to the handshake", nowMs);
        }
        else
        {
            BecomeWebSocket(endpoint, early, nowMs);
        }
    }

    private void BecomeWebSocket(WebSocketEndpoint endpoint, int early, long nowMs)
    {
        WebSocketPeer peer = endpoint.FindFree();
        if (peer == null)
        {
            _shared.Counters.Full++;
            Refuse(HttpStatus.Unavailable, "as many browsers as may be are watching already (web.maxBrowsers)", nowMs);
            return;
        }

        ResponseWords words = _shared.ResponseWords;
        TextBuffer text = _response.Text;
        text.Clear();
        text.Append(words.SwitchingProtocols);
        _shared.AcceptKey.Write(_request.Buffer, _request.WebSocketKeyOffset, text.Data, text.End);
        text.Take(AcceptKey.AcceptLength);
        text.Append(words.LineEnd);
        text.Append(words.LineEnd);
        peer.Open(_wire.Detach(), text.Data, text.Length, _request.Buffer, _request.HeadLength, early, nowMs);
        if (endpoint.HasTelemetry)
        {
            peer.Offer(_shared.Hub.Newest(nowMs));
        }

        _phase = Free;
    }

    private void Begin(int status, long nowMs)
    {
        _phase = Sending;
        _sinceMs = nowMs;
        _response.Begin(status, _isUnread || _request.WantsClose || !_request.IsVersion11);
    }

    private void Refuse(int status, string error, long nowMs)
    {
        _shared.Counters.Refused++;
        ResponseWords words = _shared.ResponseWords;
        Begin(status, nowMs);
        if (status == HttpStatus.UpgradeRequired)
        {
            _response.Header(words.Upgrade);
        }
        else if (status == HttpStatus.Unavailable)
        {
            _response.Header(words.RetryAfter);
        }

        _response.EndWithError(error, IsHead());
    }

    private void RefuseMethod(int methods, long nowMs)
    {
        _shared.Counters.Refused++;
        Begin(HttpStatus.MethodNotAllowed, nowMs);
        _response.Header(_shared.ResponseWords.Allow);
        _response.Header(Ascii.Of(HttpRoutes.AllowOf(methods)));
        _response.Header(_shared.ResponseWords.LineEnd);
        _response.EndWithError("this method is not for this path", IsHead());
    }

    private bool IsHead()
    {
        return _request.Method == HttpMethod.Head;
    }

    private void ReleaseBody()
    {
        if (_body != null)
        {
            _body.IsTaken = false;
            _body = null;
        }
    }
}
