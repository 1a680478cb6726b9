using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>Writes acknowledges of commands as frames into a WebSocket's output, which must have room for them. Web thread only.</summary>
public sealed class AckWriter
{
    /// <summary>Frame head, type, the longest id and the longest reason: {"type":"ack","id":2147483647,"ok":false,"error":"..."}.</summary>
    public const int MaxFrameBytes = FrameHeader.MaxServerLength + 64 + CommandReader.MaxErrorBytes;

    private const int Type = 0;
    private const int Id = 1;
    private const int Ok = 2;
    private const int Error = 3;

    private readonly JsonWriter _json = new JsonWriter(new TextBuffer(MaxFrameBytes));
    private readonly WordList _names = WordList.OfMembers("type|id|ok|error");
    private readonly WordList _words = new WordList("ack");

    public void Accept(int id, OutputBuffer output)
    {
        Begin(true, id, true);
        End(output);
    }

    public void Refuse(int id, string error, OutputBuffer output)
    {
        Begin(true, id, false);
        _json.Name(_names, Error);
        _json.String(error);
        End(output);
    }

    public void Refuse(bool hasId, int id, TextBuffer error, OutputBuffer output)
    {
        Begin(hasId, id, false);
        _json.Name(_names, Error);
        _json.String(error.Data, error.Start, error.Length);
        End(output);
    }

    private void Begin(bool hasId, int id, bool ok)
    {
        _json.Clear();
        _json.BeginObject();
        _json.Name(_names, Type);
        _json.Word(_words, 0);
        _json.Name(_names, Id);
        if (hasId)
        {
            _json.Number(id);
        }
        else
        {
            _json.Null();
        }

        _json.Name(_names, Ok);
        _json.Bool(ok);
    }

    private void End(OutputBuffer output)
    {
        _json.EndObject();
        TextBuffer text = _json.Buffer;
        output.TryAppendFrame(Opcode.Text, text.Data, text.Start, text.Length);
    }
}
