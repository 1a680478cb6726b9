namespace ChargerFirmware.Web;

/// <summary>What a WebSocket's messages are for: one for each peer. Web thread only.</summary>
public interface IMessageHandler
{
    /// <summary>Deals with the message that stands in the peer's session, or goes on with it: called in every pass until it returns true, then the next message may come.</summary>
    bool Handle(WebSocketPeer peer, long nowMs);

    /// <summary>The peer has gone.</summary>
    void Closed();
}
