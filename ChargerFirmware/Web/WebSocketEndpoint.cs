namespace ChargerFirmware.Web;

/// <summary>A path that is a WebSocket, and the places for its peers. Web thread only.</summary>
public sealed class WebSocketEndpoint
{
    public readonly byte[] Path;
    public readonly WebSocketPeer[] Peers;

    public WebSocketEndpoint(byte[] path, WebSocketPeer[] peers)
    {
        Path = path;
        Peers = peers;
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
