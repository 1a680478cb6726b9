using System;
using System.Net;
using System.Net.Sockets;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The onboard server: HTTP and WebSocket on one port, the original's text protocol on another, all connections on one thread. A place is made for the first who needs it, then kept.</summary>
/// <remarks>
/// <see cref="Open"/> first; then one thread calls <see cref="Run"/>, or a test calls <see cref="Pass"/>. Any thread may call <see cref="Stop"/>.
/// No call waits for a peer: sockets are asked before they are used, in slices that the system surely takes.
/// </remarks>
public sealed class WebServer
{
    // A line in the log at most this often, however many connections break.
    private const int LogEveryMs = 10000;

    // How long browsers get to hear that the charger goes away.
    private const int FarewellMs = 300;

    private readonly WebParts _parts;
    private readonly WebLimits _limits;
    private readonly IPAddress _address;
    private readonly WebShared _shared;
    private readonly WebSocketEndpoint _browsers;
    private readonly WebSocketEndpoint _legacy;
    private readonly WebSocketEndpoint _echo;
    private readonly WebSocketEndpoint[] _endpoints;
    private readonly WebListener _main;
    private readonly WebListener[] _listeners;
    private readonly LegacyHub _legacyHub;
    private readonly HttpPlaces _connections;
    private readonly LingerList _lingering;
    private readonly Doorkeeper _door;
    private readonly Mishaps _mishaps;
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
        _mishaps = new Mishaps(parts.Log, Counters);
        LegacyText legacyText = new LegacyText();
        bool hasLegacy = limits.LegacyPort != WebLimits.Off && (limits.LegacyPort != port || port == 0);
        if (!hasLegacy && limits.LegacyPort != WebLimits.Off)
        {
            parts.Log.Warning("web: the page has the legacy port (web.legacyPort), which is off");
        }

        if (limits.IsCut)
        {
            parts.Log.Warning("web: web.maxBrowsers and web.headBytes are cut to what this device has room for");
        }

        _shared = new WebShared(parts, limits, Counters, Health, AnyAddress(address));
        _lingering = _shared.Lingering;
        WebSocketPlaces places = new WebSocketPlaces(_shared, legacyText);
        _browsers = new WebSocketEndpoint(Ascii.Of("/ws"), places, WebSocketPlaces.Browser, limits.MaxBrowsers);
        _legacy = new WebSocketEndpoint(null, places, WebSocketPlaces.Legacy, hasLegacy ? limits.LegacyPlaces : 0);
        _echo = new WebSocketEndpoint(Ascii.Of("/echo"), places, WebSocketPlaces.Echo, limits.EchoPlaces);
        _endpoints = limits.EchoPlaces == 0 ? new WebSocketEndpoint[] { _browsers, _legacy } : new WebSocketEndpoint[] { _browsers, _legacy, _echo };
        _main = new WebListener(port, null, Counters);
        _listeners = hasLegacy ? new WebListener[] { _main, new WebListener(limits.LegacyPort, _legacy, Counters) } : new WebListener[] { _main };
        _shared.SetEndpoints(_browsers, _endpoints);
        _connections = new HttpPlaces(_shared);
        _door = new Doorkeeper(_shared, _listeners, _connections, _endpoints);
        _legacyHub = new LegacyHub(parts.Board, _shared.Snapshot, _legacy, legacyText, limits);
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
            bool worked = PassIfMemoryLasts();
            _parts.Clock.Sleep(worked ? 0 : _limits.PassMs);
        }

        try
        {
            SayGoodbye();
        }
        finally
        {
            CloseAll();
        }
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
        bool worked = !_isStopping && PassDoor(nowMs);
        for (int i = 0; i < _connections.Count; i++)
        {
            worked |= PassConnection(_connections.All[i], nowMs);
        }

        worked |= PassHubs(nowMs);
        for (int e = 0; e < _endpoints.Length; e++)
        {
            WebSocketPeer[] peers = _endpoints[e].Peers;
            for (int i = 0; i < _endpoints[e].Count; i++)
            {
                worked |= PassPeer(peers[i], nowMs);
            }
        }

        for (int i = 0; i < _shared.StreamPlaces; i++)
        {
            worked |= PassStream(_shared.Streams[i], nowMs);
        }

        _lingering.Pass(nowMs);
        TellBroken(nowMs);
        Health.End(_parts.Clock.NowMs);
        return worked;
    }

    /// <summary>Closes every connection and the listener at once.</summary>
    public void CloseAll()
    {
        for (int i = 0; i < _connections.Count; i++)
        {
            if (!_connections.All[i].IsFree)
            {
                _connections.All[i].Close();
            }
        }

        for (int e = 0; e < _endpoints.Length; e++)
        {
            WebSocketPeer[] peers = _endpoints[e].Peers;
            for (int i = 0; i < _endpoints[e].Count; i++)
            {
                if (!peers[i].IsFree)
                {
                    peers[i].Drop();
                }
            }
        }

        for (int i = 0; i < _shared.StreamPlaces; i++)
        {
            _shared.Streams[i].Drop();
        }

        _lingering.CloseAll();
        CloseListeners();
    }

    // Memory that is short at the moment holds up the browsers, not the charge: the next pass does what this one has left.
    private bool PassIfMemoryLasts()
    {
        try
        {
            return Pass();
        }
        catch (OutOfMemoryException)
        {
            Counters.Broken++;

            // It lives: a supervisor counts this round too.
            Health.End(_parts.Clock.NowMs);
            return false;
        }
    }

    // Who knocks all the time must not keep those who are in from what they wait for.
    private bool PassDoor(long nowMs)
    {
        try
        {
            return _door.Pass(nowMs);
        }
        catch (OutOfMemoryException)
        {
            Counters.Broken++;
            return false;
        }
    }

    private bool PassHubs(long nowMs)
    {
        try
        {
            bool worked = _shared.Hub.Pass(nowMs);
            return _legacyHub.Pass(nowMs) || worked;
        }
        catch (OutOfMemoryException)
        {
            Counters.Broken++;
            return false;
        }
    }

    // What nobody has foreseen must not reach the others, nor the charge: only that one connection ends.
    private bool PassConnection(HttpConnection connection, long nowMs)
    {
        try
        {
            return connection.Pass(nowMs);
        }
        catch (Exception e)
        {
            connection.Close();
            if (!_mishaps.IsBearable("a request", e, nowMs))
            {
                throw;
            }

            return true;
        }
    }

    private bool PassPeer(WebSocketPeer peer, long nowMs)
    {
        try
        {
            return peer.Pass(nowMs);
        }
        catch (Exception e)
        {
            peer.Drop();
            if (!_mishaps.IsBearable("a WebSocket", e, nowMs))
            {
                throw;
            }

            return true;
        }
    }

    private bool PassStream(EventPeer stream, long nowMs)
    {
        try
        {
            return stream.Pass(nowMs);
        }
        catch (Exception e)
        {
            stream.Drop();
            if (!_mishaps.IsBearable("a stream of events", e, nowMs))
            {
                throw;
            }

            return true;
        }
    }

    private void CloseListeners()
    {
        for (int i = 0; i < _listeners.Length; i++)
        {
            _listeners[i].Close();
        }
    }

    // "0.0.0.0" or "[::]", as a Host header names it; null for an address of one interface.
    private static byte[] AnyAddress(IPAddress address)
    {
        string text = address.ToString();
        return text == "0.0.0.0" ? Ascii.Of(text) : text == "::" ? Ascii.Of("[::]") : null;
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
            for (int i = 0; i < _endpoints[e].Count; i++)
            {
                if (!peers[i].IsFree)
                {
                    peers[i].Close(CloseCode.GoingAway, "the charger stops");
                }
            }
        }

        long endMs = _parts.Clock.NowMs + FarewellMs;
        while (_door.CountPeers() > 0 && _parts.Clock.NowMs < endMs)
        {
            Pass();
            _parts.Clock.Sleep(_limits.PassMs);
        }
    }
}
