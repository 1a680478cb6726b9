using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>One encoded telemetry object with its frame head, sent to many from the same bytes. Web thread only.</summary>
public sealed class TelemetryMessage
{
    public readonly TextBuffer Text;
    public readonly JsonWriter Json;

    /// <summary>Where the frame begins in <see cref="TextBuffer.Data"/>; the object alone begins at <see cref="TextBuffer.Start"/>.</summary>
    public int FrameStart;

    /// <summary>Peers that are sending it: the bytes must stay as they are while there are any.</summary>
    public int Readers;

    public long EncodedMs;

    public TelemetryMessage(int capacity)
    {
        Text = new TextBuffer(capacity, FrameHeader.MaxServerLength);
        Json = new JsonWriter(Text);
    }

    /// <summary>Puts the frame's head in front of the object.</summary>
    public void Frame()
    {
        FrameStart = Text.Start - FrameHeader.LengthFor(Text.Length);
        FrameHeader.Write(Text.Data, FrameStart, Opcode.Text, true, Text.Length);
    }
}
