using System;
using System.Net.Sockets;

namespace ChargerFirmware.Web;

/// <summary>Who may come in: takes connections from the listeners, makes room where it can, and tells 503 where it cannot. Web thread only.</summary>
public sealed class Doorkeeper
{
    // Between two looks at the connections.
    private const int MaxAccepts = 8;

    private readonly WebShared _shared;
    private readonly WebLimits _limits;
    private readonly WebCounters _counters;
    private readonly LingerList _lingering;
    private readonly WebListener[] _listeners;
    private readonly HttpPlaces _places;
    private readonly WebSocketEndpoint[] _endpoints;
    private readonly Wire _refusal;

    public Doorkeeper(WebShared shared, WebListener[] listeners, HttpPlaces places, WebSocketEndpoint[] endpoints)
    {
        _shared = shared;
        _limits = shared.Limits;
        _counters = shared.Counters;
        _lingering = shared.Lingering;
        _listeners = listeners;
        _places = places;
        _endpoints = endpoints;
        _refusal = new Wire(_limits, _counters);
    }

    /// <summary>Lets in whom there is a place for, and tells the others; true when somebody came.</summary>
    public bool Pass(long nowMs)
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
        // Made before there is a socket that could be lost.
        byte[] answer = place == null ? ResponseWords.MakeFull() : null;
        Socket socket = listener.Accept();
        if (socket == null)
        {
            return;
        }

        _counters.Accepted++;
        bool isRoomy = CountOpen() < _limits.MaxConnections || _lingering.CloseOldest();
        if (place != null)
        {
            Open(place, socket, listener.Endpoint, nowMs);
            return;
        }

        _counters.Full++;
        _refusal.Attach(socket);
        try
        {
            Refuse(answer, isRoomy, nowMs);
        }
        catch (OutOfMemoryException)
        {
            _counters.Broken++;
            _refusal.Close();
        }
    }

    private void Refuse(byte[] answer, bool isRoomy, long nowMs)
    {
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

    private void Open(HttpConnection place, Socket socket, WebSocketEndpoint endpoint, long nowMs)
    {
        try
        {
            place.Open(socket, endpoint, nowMs);
        }
        catch (OutOfMemoryException)
        {
            _counters.Broken++;
            place.Close();
        }
    }

    // A free place, or that of the connection that has been idle longest; without an idle one, that of a client which has not got on for long.
    private HttpConnection FindPlace(long waitedMs, long nowMs)
    {
        HttpConnection free = _places.FindFree();
        if (free != null)
        {
            return free;
        }

        HttpConnection idlest = null;
        HttpConnection slowest = null;

        // In a flood whoever means it has sent its request while it waited before the door.
        bool isFlood = waitedMs >= _limits.GiveWayMs;
        int patienceMs = isFlood ? _limits.FloodGiveWayMs : _limits.GiveWayMs;
        for (int i = 0; i < _places.Count; i++)
        {
            HttpConnection connection = _places.All[i];
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
            _counters.GaveWay++;
            leaving.Close();
        }

        return leaving;
    }

    private bool IsAnyIdle()
    {
        for (int i = 0; i < _places.Count; i++)
        {
            if (_places.All[i].IsIdle)
            {
                return true;
            }
        }

        return false;
    }

    private int CountOpen()
    {
        int open = _lingering.Count + _shared.CountStreams();
        for (int i = 0; i < _places.Count; i++)
        {
            open += _places.All[i].IsFree ? 0 : 1;
        }

        return open + CountPeers();
    }

    /// <summary>WebSockets that are open.</summary>
    public int CountPeers()
    {
        int open = 0;
        for (int e = 0; e < _endpoints.Length; e++)
        {
            open += _endpoints[e].CountOpen();
        }

        return open;
    }
}
