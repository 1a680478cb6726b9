namespace ChargerFirmware.Web;

/// <summary>One buffer that WebSockets borrow for a message longer than their own buffer; who finds it taken waits with reading. Web thread only.</summary>
/// <remarks>A command has some 40 bytes: on the device a kilobyte for each browser would lie idle for ever.</remarks>
public sealed class LongMessage
{
    public readonly byte[] Data;
    private WebSocketSession _holder;

    public LongMessage(int bytes)
    {
        Data = new byte[bytes];
    }

    public bool IsFree => _holder == null;

    public bool IsHeldBy(WebSocketSession session)
    {
        return _holder == session;
    }

    public void Take(WebSocketSession session)
    {
        _holder = session;
    }

    public void GiveBack(WebSocketSession session)
    {
        if (_holder == session)
        {
            _holder = null;
        }
    }
}
