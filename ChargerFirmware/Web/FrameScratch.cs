using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>What a WebSocket works with while it takes one frame, and needs no longer: all WebSockets of a thread can share it.</summary>
public sealed class FrameScratch
{
    public readonly FrameHeader Header = new FrameHeader();

    // Of close reasons: a text message may stand half-checked meanwhile.
    public readonly Utf8Check Utf8 = new Utf8Check();
}
