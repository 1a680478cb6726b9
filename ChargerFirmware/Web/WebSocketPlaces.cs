namespace ChargerFirmware.Web;

/// <summary>Makes the places for WebSockets, each kind with the buffers and the handler that it needs. At the start only.</summary>
public sealed class WebSocketPlaces
{
    private readonly WebParts _parts;
    private readonly WebLimits _limits;
    private readonly FrameScratch _scratch = new FrameScratch();
    private readonly WebCounters _counters;
    private readonly LingerList _lingering;
    private readonly Access _access;

    public WebSocketPlaces(WebParts parts, WebLimits limits, WebCounters counters, LingerList lingering, Access access)
    {
        _parts = parts;
        _limits = limits;
        _counters = counters;
        _lingering = lingering;
        _access = access;
    }

    /// <summary>Browsers on /ws: they share the reader of commands, the acknowledge, and one buffer for long messages.</summary>
    public WebSocketPeer[] MakeBrowsers()
    {
        CommandReader reader = new CommandReader();
        AckWriter ack = new AckWriter();
        LongMessage longMessage = _limits.OwnMessageBytes < _limits.InboundMessageBytes ? new LongMessage(_limits.InboundMessageBytes) : null;
        WebSocketPeer[] peers = new WebSocketPeer[_limits.MaxBrowsers];
        for (int i = 0; i < peers.Length; i++)
        {
            WebSocketSession session = new WebSocketSession(_limits.InputBytes, _limits.OwnMessageBytes, _limits.OutputBytes, 0, longMessage, null, _scratch);
            IMessageHandler handler = new CommandHandler(reader, ack, _access, _parts, _limits, _counters);
            peers[i] = new WebSocketPeer(session, handler, _lingering, _limits, _counters);
        }

        return peers;
    }

    /// <summary>Clients of the original's protocol.</summary>
    public WebSocketPeer[] MakeLegacyPeers(LegacyText text, int places)
    {
        WebSocketPeer[] peers = new WebSocketPeer[places];
        for (int i = 0; i < peers.Length; i++)
        {
            // The longest word has six letters; whoever sends a little more is passed over, not refused.
            WebSocketSession session = new WebSocketSession(_limits.InputBytes, _limits.OwnMessageBytes, _limits.OutputBytes, 0, null, null, _scratch);
            peers[i] = new WebSocketPeer(session, new LegacyHandler(text, _access, _parts, _limits, _counters), _lingering, _limits, _counters);
        }

        return peers;
    }

    /// <summary>Clients of /echo.</summary>
    public WebSocketPeer[] MakeEchoPeers()
    {
        const int headroom = FrameHeader.MaxUnmaskedLength;
        WebSocketPeer[] peers = new WebSocketPeer[_limits.EchoPlaces];
        for (int i = 0; i < peers.Length; i++)
        {
            LongMessage longMessage = new LongMessage(WebLimits.EchoMessageBytes, headroom, false);
            WebSocketSession session = new WebSocketSession(_limits.InputBytes, WebLimits.EchoOwnBytes, _limits.OutputBytes, headroom, longMessage, null, _scratch) { AcceptsBinary = true };
            peers[i] = new WebSocketPeer(session, new EchoHandler(), _lingering, _limits, _counters);
        }

        return peers;
    }
}
