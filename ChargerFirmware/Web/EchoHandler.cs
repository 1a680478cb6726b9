namespace ChargerFirmware.Web;

/// <summary>Sends every message back as it came, in one frame: for judges of the protocol, never on the device. Web thread only.</summary>
/// <remarks>The head is put into the session's headroom and the message goes out of the buffer that it came in by.</remarks>
public sealed class EchoHandler : IMessageHandler
{
    private bool _isSending;

    public bool Handle(WebSocketPeer peer, long nowMs)
    {
        if (_isSending)
        {
            _isSending = peer.IsSending;
            return !_isSending;
        }

        IncomingMessage message = peer.Session.Message;
        int start = message.Start - FrameHeader.LengthFor(message.Length);
        FrameHeader.Write(message.Buffer, start, message.Opcode, true, message.Length);
        _isSending = peer.TrySend(message.Buffer, start, message.Start + message.Length);
        return false;
    }

    public void Closed()
    {
        _isSending = false;
    }
}
