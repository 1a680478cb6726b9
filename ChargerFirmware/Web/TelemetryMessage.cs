using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>One encoded telemetry object, sent to many from the same bytes: alone, as a frame, or as an event. Web thread only.</summary>
/// <remarks>In front of the object is room for either head. The frame's stands there; an event's is put there for the moment of a send, as the socket copies what it takes.</remarks>
public sealed class TelemetryMessage
{
    // "data: " and the empty line that ends an event.
    private const int EventHeadLength = 6;
    private const int EventTailLength = 2;

    private static readonly byte[] EventHead = { (byte)'d', (byte)'a', (byte)'t', (byte)'a', (byte)':', (byte)' ' };

    public readonly TextBuffer Text;
    public readonly JsonWriter Json;

    /// <summary>Where the frame begins in <see cref="TextBuffer.Data"/>; the object alone begins at <see cref="TextBuffer.Start"/>.</summary>
    public int FrameStart;

    /// <summary>Peers that are sending it: the bytes must stay as they are while there are any.</summary>
    public int Readers;

    public long EncodedMs;

    public TelemetryMessage(int capacity)
    {
        Text = new TextBuffer(capacity + EventTailLength, EventHeadLength);
        Json = new JsonWriter(Text);
    }

    /// <summary>Where the event begins.</summary>
    public int EventStart => Text.Start - EventHeadLength;

    /// <summary>Behind the event.</summary>
    public int EventEnd => Text.End + EventTailLength;

    /// <summary>Puts the frame's head in front of the object, and the event's end behind it.</summary>
    public void Frame()
    {
        WriteFrameHead();
        for (int i = 0; i < EventTailLength; i++)
        {
            Text.Data[Text.End + i] = (byte)'\n';
        }
    }

    /// <summary>Sends what can be sent now of the event from <paramref name="at"/> on, head and object in one; as <see cref="Wire.Send"/>.</summary>
    public int SendEvent(Wire wire, int at)
    {
        if (at >= Text.Start)
        {
            return wire.Send(Text.Data, at, EventEnd - at);
        }

        System.Array.Copy(EventHead, 0, Text.Data, EventStart, EventHeadLength);
        try
        {
            return wire.Send(Text.Data, at, EventEnd - at);
        }
        finally
        {
            WriteFrameHead();
        }
    }

    private void WriteFrameHead()
    {
        FrameStart = Text.Start - FrameHeader.LengthFor(Text.Length);
        FrameHeader.Write(Text.Data, FrameStart, Opcode.Text, true, Text.Length);
    }
}
