namespace ChargerFirmware.Web;

/// <summary>Makes the places for WebSockets, each kind with the buffers and the handler that it needs. Web thread only.</summary>
public sealed class WebSocketPlaces
{
    /// <summary>Browsers on /ws: they share the reader of commands, the acknowledge, and one buffer for long messages.</summary>
    public const int Browser = 0;

    /// <summary>Clients of the original's protocol.</summary>
    public const int Legacy = 1;

    /// <summary>Clients of /echo.</summary>
    public const int Echo = 2;

    // On the device, with its buffers and what the runtime holds for its socket, as measured.
    private const int PlaceBytes = 1800;

    // Beside the reserve: a body has room for as long as nobody else has one, else the settings could not be changed any more.
    private const int BodyBytes = 2048;

    private readonly WebShared _shared;
    private readonly WebParts _parts;
    private readonly WebLimits _limits;
    private readonly WebCounters _counters;
    private readonly LegacyText _legacyText;
    private readonly FrameScratch _scratch = new FrameScratch();
    private readonly CommandReader _reader = new CommandReader();
    private readonly AckWriter _ack = new AckWriter();
    private readonly LongMessage _longMessage;

    public WebSocketPlaces(WebShared shared, LegacyText legacyText)
    {
        _shared = shared;
        _parts = shared.Parts;
        _limits = shared.Limits;
        _counters = shared.Counters;
        _legacyText = legacyText;
        _longMessage = _limits.OwnMessageBytes < _limits.InboundMessageBytes ? new LongMessage(_limits.InboundMessageBytes) : null;
    }

    /// <summary>There is memory for one more.</summary>
    public bool HasRoom => _shared.Memory.HasRoomFor(PlaceBytes + BodyBytes);

    public WebSocketPeer Make(int kind)
    {
        _shared.Memory.TryTake(PlaceBytes);
        return kind == Browser ? MakeBrowser() : kind == Legacy ? MakeLegacyPeer() : MakeEchoPeer();
    }

    private WebSocketPeer MakeBrowser()
    {
        WebSocketSession session = new WebSocketSession(_limits.InputBytes, _limits.OwnMessageBytes, _limits.OutputBytes, 0, _longMessage, null, _scratch);
        WebSocketPeer peer = MakePeer(session, new CommandHandler(_reader, _ack, _shared.Access, _parts, _limits, _counters));
        _shared.Hub.AddReader(peer);
        return peer;
    }

    // The longest word has six letters; whoever sends a little more is passed over, not refused.
    private WebSocketPeer MakeLegacyPeer()
    {
        WebSocketSession session = new WebSocketSession(_limits.InputBytes, _limits.OwnMessageBytes, _limits.OutputBytes, 0, null, null, _scratch);
        return MakePeer(session, new LegacyHandler(_legacyText, _shared.Access, _parts, _limits, _counters));
    }

    private WebSocketPeer MakeEchoPeer()
    {
        const int headroom = FrameHeader.MaxUnmaskedLength;
        LongMessage longMessage = new LongMessage(WebLimits.EchoMessageBytes, headroom, false);
        WebSocketSession session = new WebSocketSession(_limits.InputBytes, WebLimits.EchoOwnBytes, _limits.OutputBytes, headroom, longMessage, null, _scratch) { AcceptsBinary = true };
        return MakePeer(session, new EchoHandler());
    }

    private WebSocketPeer MakePeer(WebSocketSession session, IMessageHandler handler)
    {
        return new WebSocketPeer(session, handler, _shared.Lingering, _limits, _counters);
    }
}
