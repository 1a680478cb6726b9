using System.Net;
using System.Net.Sockets;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The onboard server: HTTP and WebSocket on one port, the original's text protocol on another, all connections on one thread, all memory taken at the start.</summary>
/// <remarks>
/// <see cref="Open"/> first; then one thread calls <see cref="Run"/>, or a test calls <see cref="Pass"/>. Any thread may call <see cref="Stop"/>.
/// No call waits for a peer: sockets are asked before they are used, in slices that the system surely takes.
/// </remarks>
public sealed class WebServer
{
    // Between two looks at the connections.
    private const int MaxAccepts = 8;

    // A line in the log at most this often, however many connections break.
    private const int LogEveryMs = 10000;

    // How long browsers get to hear that the charger goes away.
    private const int FarewellMs = 300;

    private readonly WebParts _parts;
    private readonly WebLimits _limits;
    private readonly IPAddress _address;
    private readonly WebShared _shared;
    private readonly Access _access;
    private readonly WebSocketEndpoint _browsers;
    private readonly WebSocketEndpoint _legacy;
    private readonly WebSocketEndpoint _echo;
    private readonly WebSocketEndpoint[] _endpoints;
    private readonly WebListener _main;
    private readonly WebListener[] _listeners;
    private readonly LegacyHub _legacyHub;
    private readonly HttpConnection[] _connections;
    private readonly LingerList _lingering;
    private readonly Wire _refusal;
    private bool _isStopping;

    private int _toldBroken;
    private long _toldMs;

    /// <param name="parts">What it works with.</param>
    /// <param name="limits">All sizes and times.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="port">0 for any free one: <see cref="Port"/> tells.</param>
    public WebServer(WebParts parts, WebLimits limits, IPAddress address, int port)
    {
        _parts = parts;
        _limits = limits;
        _address = address;
        _lingering = new LingerList(limits, Counters, limits.LingerSlots);
        _refusal = new Wire(limits, Counters);
        _access = new Access(parts.Settings, parts.System);
        LegacyText legacyText = new LegacyText();
        bool hasLegacy = limits.LegacyPort != WebLimits.Off && (limits.LegacyPort != port || port == 0);
        if (!hasLegacy && limits.LegacyPort != WebLimits.Off)
        {
            parts.Log.Warning("web: the page has the legacy port (web.legacyPort), which is off");
        }

        _browsers = new WebSocketEndpoint(Ascii.Of("/ws"), MakeBrowsers(), true);
        _legacy = new WebSocketEndpoint(null, MakeLegacyPeers(legacyText, hasLegacy ? limits.LegacyPlaces : 0), false);
        _echo = new WebSocketEndpoint(Ascii.Of("/echo"), MakeEchoPeers(), false);
        _endpoints = limits.EchoPlaces == 0 ? new WebSocketEndpoint[] { _browsers, _legacy } : new WebSocketEndpoint[] { _browsers, _legacy, _echo };
        _main = new WebListener(port, null, Counters);
        _listeners = hasLegacy ? new WebListener[] { _main, new WebListener(limits.LegacyPort, _legacy, Counters) } : new WebListener[] { _main };
        _shared = new WebShared(parts, limits, Counters, Health, _lingering, _access, _browsers, _endpoints);
        HttpGate gate = new HttpGate(_shared);
        HttpAnswers answers = new HttpAnswers(_shared);
        HttpTakeover takeover = new HttpTakeover(_shared);
        _connections = new HttpConnection[limits.RequestSlots];
        for (int i = 0; i < _connections.Length; i++)
        {
            _connections[i] = new HttpConnection(_shared, gate, answers, takeover);
        }

        _shared.Hub.SetReaders(AllReaders());
        _legacyHub = new LegacyHub(parts.Board, _shared.Snapshot, _legacy.Peers, legacyText, limits);
    }

    public int Port => _main.Port;

    /// <summary>The port of the original's text protocol; <see cref="WebLimits.Off"/> without one.</summary>
    public int LegacyPort => _listeners.Length > 1 ? _listeners[1].Port : WebLimits.Off;

    /// <summary>It was the legacy port that <see cref="Open"/> could not have.</summary>
    public bool IsLegacyRefused { get; private set; }

    public WebCounters Counters { get; } = new WebCounters();

    /// <summary>Passes and their times.</summary>
    public ThreadHealth Health { get; } = new ThreadHealth();

    /// <summary>The places for browsers.</summary>
    public WebSocketEndpoint Browsers => _browsers;

    /// <summary>The places of the legacy port.</summary>
    public WebSocketEndpoint LegacyPeers => _legacy;

    /// <summary>The places of /echo.</summary>
    public WebSocketEndpoint EchoPeers => _echo;

    /// <summary>Browsers that watch now.</summary>
    public int BrowserCount => _browsers.CountOpen();

    /// <summary>Clients of /api/events now.</summary>
    public int StreamCount => _shared.CountStreams();

    /// <summary>Begins to listen. Throws SocketException when a port is taken; <see cref="IsLegacyRefused"/> tells which.</summary>
    public void Open()
    {
        for (int i = 0; i < _listeners.Length; i++)
        {
            try
            {
                _listeners[i].Open(_address, _limits.Backlog);
            }
            catch (SocketException)
            {
                IsLegacyRefused = i > 0;
                CloseListeners();
                throw;
            }
        }
    }

    /// <summary>The web thread: passes until <see cref="Stop"/>, then says goodbye and closes everything.</summary>
    public void Run()
    {
        while (!_isStopping)
        {
            bool worked = Pass();
            _parts.Clock.Sleep(worked ? 0 : _limits.PassMs);
        }

        SayGoodbye();
        CloseAll();
    }

    public void Stop()
    {
        _isStopping = true;
    }

    /// <summary>One round over everything that may have something to do; true when something had.</summary>
    public bool Pass()
    {
        long nowMs = _parts.Clock.NowMs;
        Health.Begin(nowMs);
        bool worked = !_isStopping && Accept(nowMs);
        for (int i = 0; i < _connections.Length; i++)
        {
            worked |= _connections[i].Pass(nowMs);
        }

        worked |= _shared.Hub.Pass(nowMs);
        worked |= _legacyHub.Pass(nowMs);
        for (int e = 0; e < _endpoints.Length; e++)
        {
            WebSocketPeer[] peers = _endpoints[e].Peers;
            for (int i = 0; i < peers.Length; i++)
            {
                worked |= peers[i].Pass(nowMs);
            }
        }

        for (int i = 0; i < _shared.Streams.Length; i++)
        {
            worked |= _shared.Streams[i].Pass(nowMs);
        }

        _lingering.Pass(nowMs);
        TellBroken(nowMs);
        Health.End(_parts.Clock.NowMs);
        return worked;
    }

    /// <summary>Closes every connection and the listener at once.</summary>
    public void CloseAll()
    {
        for (int i = 0; i < _connections.Length; i++)
        {
            if (!_connections[i].IsFree)
            {
                _connections[i].Close();
            }
        }

        for (int e = 0; e < _endpoints.Length; e++)
        {
            WebSocketPeer[] peers = _endpoints[e].Peers;
            for (int i = 0; i < peers.Length; i++)
            {
                if (!peers[i].IsFree)
                {
                    peers[i].Drop();
                }
            }
        }

        for (int i = 0; i < _shared.Streams.Length; i++)
        {
            _shared.Streams[i].Drop();
        }

        _lingering.CloseAll();
        CloseListeners();
    }

    private void CloseListeners()
    {
        for (int i = 0; i < _listeners.Length; i++)
        {
            _listeners[i].Close();
        }
    }

    private WebSocketPeer[] MakeBrowsers()
    {
        CommandReader reader = new CommandReader();
        AckWriter ack = new AckWriter();
        LongMessage longMessage = _limits.OwnMessageBytes < _limits.InboundMessageBytes ? new LongMessage(_limits.InboundMessageBytes) : null;
        WebSocketPeer[] peers = new WebSocketPeer[_limits.MaxBrowsers];
        for (int i = 0; i < peers.Length; i++)
        {
            WebSocketSession session = new WebSocketSession(_limits.InputBytes, _limits.OwnMessageBytes, _limits.OutputBytes, 0, longMessage);
            IMessageHandler handler = new CommandHandler(reader, ack, _access, _parts, _limits, Counters);
            peers[i] = new WebSocketPeer(session, handler, _lingering, _limits, Counters);
        }

        return peers;
    }

    private WebSocketPeer[] MakeLegacyPeers(LegacyText text, int places)
    {
        WebSocketPeer[] peers = new WebSocketPeer[places];
        for (int i = 0; i < peers.Length; i++)
        {
            // The longest word has six letters; whoever sends a little more is passed over, not refused.
            WebSocketSession session = new WebSocketSession(_limits.InputBytes, _limits.OwnMessageBytes, _limits.OutputBytes);
            peers[i] = new WebSocketPeer(session, new LegacyHandler(text, _access, _parts, _limits, Counters), _lingering, _limits, Counters);
        }

        return peers;
    }

    private WebSocketPeer[] MakeEchoPeers()
    {
        const int headroom = FrameHeader.MaxUnmaskedLength;
        WebSocketPeer[] peers = new WebSocketPeer[_limits.EchoPlaces];
        for (int i = 0; i < peers.Length; i++)
        {
            LongMessage longMessage = new LongMessage(WebLimits.EchoMessageBytes, headroom, false);
            WebSocketSession session = new WebSocketSession(_limits.InputBytes, WebLimits.EchoOwnBytes, _limits.OutputBytes, headroom, longMessage) { AcceptsBinary = true };
            peers[i] = new WebSocketPeer(session, new EchoHandler(), _lingering, _limits, Counters);
        }

        return peers;
    }

    private ITelemetryReader[] AllReaders()
    {
        int streams = _browsers.Peers.Length;
        int connections = streams + _shared.Streams.Length;
        ITelemetryReader[] readers = new ITelemetryReader[connections + _connections.Length];
        for (int i = 0; i < readers.Length; i++)
        {
            readers[i] = i < streams ? _browsers.Peers[i] : i < connections ? _shared.Streams[i - streams] : (ITelemetryReader)_connections[i - connections];
        }

        return readers;
    }

    private bool Accept(long nowMs)
    {
        bool worked = false;
        for (int i = 0; i < _listeners.Length; i++)
        {
            worked |= Accept(_listeners[i], nowMs);
        }

        return worked;
    }

    private bool Accept(WebListener listener, long nowMs)
    {
        bool worked = false;
        for (int i = 0; i < MaxAccepts; i++)
        {
            if (!listener.IsKnockedAt)
            {
                listener.NobodyWaits();
                return worked;
            }

            HttpConnection place = FindPlace(listener.WaitedMs(nowMs), nowMs);
            if (place == null && IsAnyIdle())
            {
                // A connection that has only just come gets its time to send; the new one waits before the door.
                listener.LetWait(nowMs);
                return worked;
            }

            AcceptOne(listener, place, nowMs);
            worked = true;
        }

        return worked;
    }

    private void AcceptOne(WebListener listener, HttpConnection place, long nowMs)
    {
        Socket socket = listener.Accept();
        if (socket == null)
        {
            return;
        }

        Counters.Accepted++;
        bool isRoomy = CountOpen() < _limits.MaxConnections || _lingering.CloseOldest();
        if (place != null)
        {
            place.Open(socket, listener.Endpoint, nowMs);
            return;
        }

        Counters.Full++;
        _refusal.Attach(socket);
        byte[] answer = ResponseWords.MakeFull();
        bool hasSent = _refusal.Configure() && _refusal.Send(answer, 0, answer.Length) == answer.Length;
        if (hasSent && isRoomy)
        {
            _lingering.Add(_refusal.Detach(), nowMs);
        }
        else
        {
            _refusal.Close();
        }
    }

    // A free place, or that of the connection that has been idle longest; without an idle one, that of a client which has not got on for long.
    private HttpConnection FindPlace(long waitedMs, long nowMs)
    {
        HttpConnection idlest = null;
        HttpConnection slowest = null;

        // In a flood whoever means it has sent its request while it waited before the door.
        bool isFlood = waitedMs >= _limits.GiveWayMs;
        int patienceMs = isFlood ? _limits.FloodGiveWayMs : _limits.GiveWayMs;
        for (int i = 0; i < _connections.Length; i++)
        {
            HttpConnection connection = _connections[i];
            if (connection.IsFree)
            {
                return connection;
            }

            if (connection.IsIdle && nowMs - connection.SinceMs >= patienceMs && (idlest == null || connection.SinceMs < idlest.SinceMs))
            {
                idlest = connection;
            }

            if (connection.IsSlow && nowMs - connection.SinceMs >= _limits.SlowMs && (slowest == null || connection.SinceMs < slowest.SinceMs))
            {
                slowest = connection;
            }
        }

        HttpConnection leaving = idlest == null && !IsAnyIdle() ? slowest : idlest;
        if (leaving != null)
        {
            Counters.GaveWay++;
            leaving.Close();
        }

        return leaving;
    }

    private bool IsAnyIdle()
    {
        for (int i = 0; i < _connections.Length; i++)
        {
            if (_connections[i].IsIdle)
            {
                return true;
            }
        }

        return false;
    }

    private int CountOpen()
    {
        int open = _lingering.Count + _shared.CountStreams();
        for (int i = 0; i < _connections.Length; i++)
        {
            open += _connections[i].IsFree ? 0 : 1;
        }

        return open + CountPeers();
    }

    private void TellBroken(long nowMs)
    {
        if (Counters.Broken != _toldBroken && nowMs - _toldMs >= LogEveryMs)
        {
            _toldBroken = Counters.Broken;
            _toldMs = nowMs;
            _parts.Log.Info("web: " + _toldBroken.ToString() + " connections have ended by an error since the start");
        }
    }

    private void SayGoodbye()
    {
        for (int e = 0; e < _endpoints.Length; e++)
        {
            WebSocketPeer[] peers = _endpoints[e].Peers;
            for (int i = 0; i < peers.Length; i++)
            {
                if (!peers[i].IsFree)
                {
                    peers[i].Close(CloseCode.GoingAway, "the charger stops");
                }
            }
        }

        long endMs = _parts.Clock.NowMs + FarewellMs;
        while (CountPeers() > 0 && _parts.Clock.NowMs < endMs)
        {
            Pass();
            _parts.Clock.Sleep(_limits.PassMs);
        }
    }

    private int CountPeers()
    {
        int open = 0;
        for (int e = 0; e < _endpoints.Length; e++)
        {
            open += _endpoints[e].CountOpen();
        }

        return open;
    }
}
