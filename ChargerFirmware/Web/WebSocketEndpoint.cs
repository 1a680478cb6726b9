namespace ChargerFirmware.Web;

/// <summary>A path that is a WebSocket, and the places for its peers, each made when it is first needed and then kept. Web thread only.</summary>
public sealed class WebSocketEndpoint
{
    /// <summary>Null for the endpoint of a port of its own, where every path is the same.</summary>
    public readonly byte[] Path;

    /// <summary>The first <see cref="Count"/> are made.</summary>
    public readonly WebSocketPeer[] Peers;

    /// <summary>A peer gets the telemetry right after its handshake.</summary>
    public readonly bool HasTelemetry;

    private readonly WebSocketPlaces _places;
    private readonly int _kind;

    /// <param name="path">Null for a port of its own.</param>
    /// <param name="places">Makes them.</param>
    /// <param name="kind">Of <see cref="WebSocketPlaces"/>.</param>
    /// <param name="count">As many peers may be.</param>
    public WebSocketEndpoint(byte[] path, WebSocketPlaces places, int kind, int count)
    {
        Path = path;
        Peers = new WebSocketPeer[count];
        HasTelemetry = kind == WebSocketPlaces.Browser;
        _places = places;
        _kind = kind;
    }

    /// <summary>Places that are made.</summary>
    public int Count { get; private set; }

    /// <summary>One more peer can be served: there is a place for it, or memory to make one.</summary>
    public bool HasPlace => FindFree() != null || (Count < Peers.Length && _places.HasRoom);

    /// <summary>The place for one more peer; not without <see cref="HasPlace"/>.</summary>
    public WebSocketPeer TakePlace()
    {
        WebSocketPeer peer = FindFree();
        if (peer == null)
        {
            peer = _places.Make(_kind);
            Peers[Count] = peer;
            Count++;
        }

        return peer;
    }

    public int CountOpen()
    {
        int open = 0;
        for (int i = 0; i < Count; i++)
        {
            if (!Peers[i].IsFree)
            {
                open++;
            }
        }

        return open;
    }

    private WebSocketPeer FindFree()
    {
        for (int i = 0; i < Count; i++)
        {
            if (Peers[i].IsFree)
            {
                return Peers[i];
            }
        }

        return null;
    }
}
