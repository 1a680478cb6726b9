namespace ChargerFirmware.Web;

/// <summary>Judges a request once its head is complete: who asks, what for, and whether a body follows. Shared by all connections. Web thread only.</summary>
public sealed class HttpGate
{
    /// <summary>The answer, as a rule a refusal, is ready to be sent.</summary>
    public const int Answered = 0;

    /// <summary>The request may be answered once its body, if any, has come.</summary>
    public const int Pass = 1;

    /// <summary>The connection becomes a WebSocket of the exchange's endpoint.</summary>
    public const int Upgrade = 2;

    private const string ElsewhereRefusal = "a page from elsewhere asks for this";

    private const string TooManyRefusal = "as many browsers as may be are watching already (web.maxBrowsers)";

    private readonly WebShared _shared;
    private readonly WebLimits _limits;
    private readonly Handshake _handshake;

    public HttpGate(WebShared shared)
    {
        _shared = shared;
        _limits = shared.Limits;
        _handshake = shared.Handshake;
    }

    public int Judge(HttpExchange exchange, long nowMs)
    {
        _shared.Counters.Requests++;
        return exchange.Request.UpgradesToWebSocket ? JudgeUpgrade(exchange, nowMs) : JudgeRequest(exchange, nowMs);
    }

    // An image or a link of a foreign page sends no Origin, but has effects: a search for networks, a browser's place. A link to the page itself is welcome.
    // With an Origin that is ours it is a page that web.allowedHosts invites.
    private static bool IsFromElsewhere(HttpRequest request)
    {
        return request.IsCrossSite && request.OriginLength < 0;
    }

    private int JudgeRequest(HttpExchange exchange, long nowMs)
    {
        HttpRequest request = exchange.Request;
        exchange.IsUnread = true;
        int status = _handshake.CheckHosts(request, exchange.LocalHost);
        if (status != HttpStatus.Ok)
        {
            return IsLedElsewhere(exchange) ? Answered : Refuse(exchange, status, _handshake.Error);
        }

        // Whoever is refused before the body has been read cannot go on on this connection.
        exchange.IsUnread = request.ContentLength > 0;
        int route = exchange.PortEndpoint == null ? _shared.Routes.Find(request) : HttpRoutes.None;
        exchange.Route = route;
        if (IsFromElsewhere(request) && (route != HttpRoutes.Page || (request.Method & (HttpMethod.Get | HttpMethod.Head)) == 0))
        {
            return Refuse(exchange, HttpStatus.Forbidden, ElsewhereRefusal);
        }

        if (route == HttpRoutes.None)
        {
            return JudgeOtherPath(exchange);
        }

        int methods = _shared.Routes.MethodsOf(route);
        if ((methods & request.Method) == 0)
        {
            exchange.RefuseMethod(methods);
            return Answered;
        }

        if (request.Method == HttpMethod.Options)
        {
            exchange.TellMethods(methods);
            return Answered;
        }

        bool isGuarded = (HttpRoutes.GuardedOf(route) & request.Method) != 0;
        if (isGuarded && !_shared.Access.MayCommand(_shared.Access.TicketOf(request, nowMs), nowMs))
        {
            return Refuse(exchange, HttpStatus.Unauthorized, Access.Refusal);
        }

        return JudgeBody(exchange, nowMs);
    }

    // A foreign host may be a phone on the charger's own network that believes whatever name it asked for to be here.
    private bool IsLedElsewhere(HttpExchange exchange)
    {
        HttpRequest request = exchange.Request;
        byte[] answer = _handshake.IsHostForeign && _shared.Parts.ForeignHosts != null ? _shared.Parts.ForeignHosts.AnswerTo(request, exchange.LocalHost) : null;
        if (answer == null)
        {
            return false;
        }

        exchange.IsUnread = request.ContentLength > 0 || request.Used > request.HeadLength;
        exchange.Response.BeginWhole(answer);
        return true;
    }

    private int JudgeBody(HttpExchange exchange, long nowMs)
    {
        HttpRequest request = exchange.Request;
        bool needsBody = request.Method == HttpMethod.Put || request.Method == HttpMethod.Post;
        if (needsBody && request.ContentLength < 0)
        {
            return Refuse(exchange, HttpStatus.LengthRequired, "Content-Length is missing");
        }

        if (exchange.Route == HttpRoutes.Events && !exchange.IsHead && RefusesWatcher(exchange))
        {
            return Answered;
        }

        // Whoever has no PIN can keep nobody from logging in, nor from the settings: a login takes no room that others need.
        exchange.IsBodyShort = needsBody && exchange.Route == HttpRoutes.Login;
        int longest = exchange.IsBodyShort ? LoginAnswer.MaxBodyBytes : _limits.BodyBytes;
        if (request.ContentLength > longest)
        {
            return Refuse(exchange, HttpStatus.ContentTooLarge, "the body is longer than " + longest.ToString() + " bytes");
        }

        if (needsBody && !exchange.IsBodyShort)
        {
            exchange.Body = _shared.TakeBody(exchange, nowMs);
            if (exchange.Body == null)
            {
                return Refuse(exchange, HttpStatus.Unavailable, "busy with other changes, try again");
            }
        }

        return Pass;
    }

    private int JudgeOtherPath(HttpExchange exchange)
    {
        HttpRequest request = exchange.Request;
        bool isOptions = request.Method == HttpMethod.Options;
        if (isOptions && request.PathLength == 0)
        {
            exchange.TellMethods(HttpRoutes.AllMethods);
            return Answered;
        }

        if (FindEndpoint(exchange) == null)
        {
            return Refuse(exchange, HttpStatus.NotFound, "there is nothing at this path");
        }

        if (request.Method == HttpMethod.Get)
        {
            return Refuse(exchange, HttpStatus.UpgradeRequired, "this path is a WebSocket");
        }

        if (isOptions)
        {
            exchange.TellMethods(HttpMethod.Get);
        }
        else
        {
            exchange.RefuseMethod(HttpMethod.Get);
        }

        return Answered;
    }

    // RFC 6455, section 4.2; the order of the checks is part of PROTOCOL.md.
    private int JudgeUpgrade(HttpExchange exchange, long nowMs)
    {
        HttpRequest request = exchange.Request;

        // A refused client may already have sent frames.
        exchange.IsUnread = true;
        int status = _handshake.Check(request);
        if (status == HttpStatus.MethodNotAllowed)
        {
            exchange.RefuseMethod(HttpMethod.Get);
            return Answered;
        }

        if (status != HttpStatus.Ok)
        {
            return Refuse(exchange, status, _handshake.Error);
        }

        exchange.Endpoint = FindEndpoint(exchange);
        if (exchange.Endpoint == null)
        {
            return Refuse(exchange, HttpStatus.NotFound, "there is no WebSocket at this path");
        }

        status = _handshake.CheckHosts(request, exchange.LocalHost);
        if (status != HttpStatus.Ok)
        {
            return Refuse(exchange, status, _handshake.Error);
        }

        if (IsFromElsewhere(request))
        {
            return Refuse(exchange, HttpStatus.Forbidden, ElsewhereRefusal);
        }

        if (request.Used - request.HeadLength > _limits.InputBytes)
        {
            // Section 4.1: a client waits for the answer. A first frame with the handshake is taken, a stream is not.
            return Refuse(exchange, HttpStatus.BadRequest, "too much was sent before the answer to the handshake");
        }

        // Only browsers share their places with the streams of events.
        bool isFree = exchange.Endpoint.HasPlace;
        bool hasRoom = exchange.Endpoint != _shared.Browsers ? isFree
            : _shared.HasRoomToWatch(isFree) || _shared.MakeRoomToWatch(_shared.Access.TicketOf(request, nowMs), nowMs);
        if (hasRoom)
        {
            return Upgrade;
        }

        bool hasPlaces = exchange.Endpoint.CountOpen() < exchange.Endpoint.Peers.Length;
        return RefuseWatcher(exchange, isFree || !hasPlaces ? TooManyRefusal : "there is no memory for one more, try again");
    }

    /// <summary>True, with the refusal ready to be sent, when there is no place for one more client of /api/events.</summary>
    public bool RefusesWatcher(HttpExchange exchange)
    {
        return !_shared.HasRoomToWatch(_shared.FindFreeStream() != null) && RefuseWatcher(exchange, TooManyRefusal) == Answered;
    }

    private int RefuseWatcher(HttpExchange exchange, string reason)
    {
        _shared.Counters.Full++;
        return Refuse(exchange, HttpStatus.Unavailable, reason);
    }

    private WebSocketEndpoint FindEndpoint(HttpExchange exchange)
    {
        return exchange.PortEndpoint != null ? exchange.PortEndpoint : _shared.Routes.FindEndpoint(exchange.Request);
    }

    private static int Refuse(HttpExchange exchange, int status, string error)
    {
        exchange.Refuse(status, error);
        return Answered;
    }
}
