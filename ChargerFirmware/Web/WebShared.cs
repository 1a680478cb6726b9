using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>What all HTTP connections have in common; made once by the server. Web thread only.</summary>
public sealed class WebShared
{
    public readonly WebParts Parts;
    public readonly WebLimits Limits;
    public readonly WebCounters Counters;
    public readonly ThreadHealth Health;
    public readonly HttpWords Words = new HttpWords();
    public readonly FreeMemory Memory;
    public readonly ResponseWords ResponseWords = new ResponseWords();
    public readonly Handshake Handshake;
    public readonly Access Access;

    /// <summary>Clients of /api/events: the first <see cref="StreamPlaces"/> are made.</summary>
    public readonly EventPeer[] Streams;
    public readonly TelemetryHub Hub;
    public readonly LingerList Lingering;
    public readonly BodySlot[] Bodies;
    public readonly TelemetryNames Names = new TelemetryNames();

    /// <summary>Scratch of the whole web thread: valid only until the next one reads the board.</summary>
    public readonly ChargerSnapshot Snapshot = new ChargerSnapshot();

    public WebShared(WebParts parts, WebLimits limits, WebCounters counters, ThreadHealth health, byte[] anyAddress)
    {
        Parts = parts;
        Memory = new FreeMemory(parts.System, parts.Clock, limits.ReserveBytes);
        Limits = limits;
        Counters = counters;
        Health = health;
        Lingering = new LingerList(limits, counters, limits.LingerSlots);
        Access = new Access(parts.Settings, parts.System);
        Handshake = new Handshake(new HostCheck(parts.Settings, parts.Names, anyAddress));
        Hub = new TelemetryHub(parts.Board, limits.MaxBrowsers + limits.StreamSlots + limits.RequestSlots, limits, counters, Names, Snapshot, Memory);
        Streams = new EventPeer[limits.StreamSlots];
        Bodies = new BodySlot[limits.BodySlots];
        for (int i = 0; i < Bodies.Length; i++)
        {
            Bodies[i] = new BodySlot(parts.Settings.Table, Memory);
        }
    }

    /// <summary>The WebSockets: of their paths, and of the browsers among them.</summary>
    public HttpRoutes Routes { get; private set; }

    public WebSocketEndpoint Browsers { get; private set; }

    /// <summary>Before the first request.</summary>
    public void SetEndpoints(WebSocketEndpoint browsers, WebSocketEndpoint[] endpoints)
    {
        Browsers = browsers;
        Routes = new HttpRoutes(endpoints);
    }

    /// <summary>Places for clients of /api/events that are made.</summary>
    public int StreamPlaces { get; private set; }

    /// <summary>Clients of /api/events.</summary>
    public int CountStreams()
    {
        int open = 0;
        for (int i = 0; i < StreamPlaces; i++)
        {
            open += Streams[i].IsFree ? 0 : 1;
        }

        return open;
    }

    /// <summary>A place for one more client of /api/events, if need be a new one; null when all are taken.</summary>
    public EventPeer FindFreeStream()
    {
        for (int i = 0; i < StreamPlaces; i++)
        {
            if (Streams[i].IsFree)
            {
                return Streams[i];
            }
        }

        if (StreamPlaces == Streams.Length)
        {
            return null;
        }

        EventPeer stream = new EventPeer(Lingering, Limits, Counters);
        Hub.AddReader(stream);
        Streams[StreamPlaces++] = stream;
        return stream;
    }

    /// <summary>Browsers and streams together are no more than browsers may be.</summary>
    /// <param name="hasPlace">There is a place of the wanted kind.</param>
    public bool HasRoomToWatch(bool hasPlace)
    {
        return hasPlace && Browsers.CountOpen() + CountStreams() < Limits.MaxBrowsers;
    }

    /// <summary>Makes room for a browser that knows the PIN: the oldest one that does not know it goes, else a stream that does not. False when there is none.</summary>
    public bool MakeRoomToWatch(int ticket, long nowMs)
    {
        if (!Access.IsPinSet || !Access.MayCommand(ticket, nowMs))
        {
            return false;
        }

        WebSocketPeer oldest = null;
        for (int i = 0; i < Browsers.Count; i++)
        {
            WebSocketPeer peer = Browsers.Peers[i];
            bool isStranger = !peer.IsFree && !Access.MayCommand(peer.Ticket, nowMs);
            oldest = isStranger && (oldest == null || peer.OpenedMs < oldest.OpenedMs) ? peer : oldest;
        }

        if (oldest != null)
        {
            oldest.GiveWay(nowMs);
            return true;
        }

        // A stream frees no place of a WebSocket, only one of those that both share.
        for (int i = 0; Browsers.HasPlace && i < StreamPlaces; i++)
        {
            if (!Streams[i].IsFree && !Access.MayCommand(Streams[i].Ticket, nowMs))
            {
                Counters.GaveWay++;
                Streams[i].Drop();
                return true;
            }
        }

        return false;
    }

    /// <summary>Room for a body, if need be that of a client who has not got on for <see cref="WebLimits.SlowMs"/>; null when all is taken.</summary>
    public BodySlot TakeBody(HttpExchange holder, long nowMs)
    {
        BodySlot slowest = null;
        for (int i = 0; i < Bodies.Length; i++)
        {
            if (Bodies[i].TryTake(holder, nowMs))
            {
                return Bodies[i];
            }

            bool isSlow = Bodies[i].IsTaken && nowMs - Bodies[i].MovedMs >= Limits.SlowMs;
            slowest = isSlow && (slowest == null || Bodies[i].MovedMs < slowest.MovedMs) ? Bodies[i] : slowest;
        }

        if (slowest == null)
        {
            return null;
        }

        Counters.GaveWay++;
        slowest.Holder.Owner.Close();
        return slowest.TryTake(holder, nowMs) ? slowest : null;
    }
}
