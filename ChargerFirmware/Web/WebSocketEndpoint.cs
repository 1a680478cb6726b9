namespace ChargerFirmware.Web;

/// <summary>A path that is a WebSocket, and the places for its peers. Web thread only.</summary>
public sealed class WebSocketEndpoint
{
    /// <summary>Null for the endpoint of a port of its own, where every path is the same.</summary>
    public readonly byte[] Path;
    public readonly WebSocketPeer[] Peers;

    /// <summary>A peer gets the telemetry right after its handshake.</summary>
    public readonly bool HasTelemetry;

    public WebSocketEndpoint(byte[] path, WebSocketPeer[] peers, bool hasTelemetry)
    {
        Path = path;
        Peers = peers;
        HasTelemetry = hasTelemetry;
    }

    /// <summary>A place for one more peer; null when all are taken.</summary>
    public WebSocketPeer FindFree()
    {
        for (int i = 0; i < Peers.Length; i++)
        {
            if (Peers[i].IsFree)
            {
                return Peers[i];
            }
        }

        return null;
    }

    public int CountOpen()
    {
        int open = 0;
        for (int i = 0; i < Peers.Length; i++)
        {
            if (!Peers[i].IsFree)
            {
                open++;
            }
        }

        return open;
    }
}
