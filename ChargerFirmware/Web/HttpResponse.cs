using ChargerFirmware.Core;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Web;

/// <summary>An answer on its way: the head, then the body in pieces through one buffer of fixed size, or out of the telemetry's own bytes. Reused. Web thread only.</summary>
/// <remarks>A body of unknown length goes out chunked (RFC 9112, section 7.1), to a client of HTTP/1.0 until the connection ends.</remarks>
public sealed class HttpResponse
{
    /// <summary>Everything has gone.</summary>
    public const int Done = -2;

    // A chunk's size is written before its content is known: four digits reserve 64 KB.
    private const int SizeDigits = 4;

    // Behind the content: the end of the chunk and the last chunk.
    private const int TailBytes = 2 + 5;

    private const int LineEndLength = 2;

    private readonly WordList _words;
    private readonly TextBuffer _text;
    private int _sent;
    private Answer _answer;
    private bool _isChunked;
    private bool _isBroken;
    private TelemetryMessage _telemetry;
    private int _telemetryAt;

    public HttpResponse(int pieceBytes, ResponseWords words)
    {
        _words = words.All;
        _text = new TextBuffer(pieceBytes);
        Json = new JsonWriter(_text);
    }

    /// <summary>Writes into the piece.</summary>
    public JsonWriter Json { get; }

    public TextBuffer Text => _text;

    /// <summary>Bytes that an item may have now.</summary>
    public int Room => _text.Free - TailBytes;

    public int Status { get; private set; }

    /// <summary>Told in the head, and done by the connection after the answer.</summary>
    public bool ClosesConnection { get; private set; }

    /// <summary>The body ends with the connection: whoever closes must not dally.</summary>
    public bool IsEndedByClose { get; private set; }

    public TelemetryMessage Telemetry => _telemetry;

    // Where an Answer stands; whatever it wants to remember from item to item.
    public int Step;
    public int Row;
    public long Position;
    public long Limit;

    /// <summary>The settings that an answer is about; null for all.</summary>
    public SettingChanges Changes;

    /// <summary>Begins a head. Further lines follow by <see cref="Header(int)"/>, then one of the bodies.</summary>
    public void Begin(int status, bool closesConnection)
    {
        Status = status;
        ClosesConnection = closesConnection;
        IsEndedByClose = false;
        Step = 0;
        Row = 0;
        Position = 0;
        Limit = 0;
        Changes = null;
        _answer = null;
        _isBroken = false;
        _sent = 0;
        Json.Clear();
        if (status == HttpStatus.Ok || status == HttpStatus.NotModified)
        {
            _text.Append(_words, status == HttpStatus.Ok ? ResponseWords.Ok : ResponseWords.NotModified);
        }
        else
        {
            _text.Append(_words, ResponseWords.Version);
            _text.AppendNumber(status);
            _text.AppendByte(' ');
            _text.Append(HttpStatus.ReasonOf(status));
            _text.Append(_words, ResponseWords.LineEnd);
        }

        _text.Append(_words, ResponseWords.NoSniff);
        if (closesConnection)
        {
            _text.Append(_words, ResponseWords.Close);
        }
    }

    /// <summary>A whole answer that was made elsewhere and ends the connection; at most one piece long.</summary>
    public void BeginWhole(byte[] answer)
    {
        Begin(HttpStatus.Ok, true);
        Json.Clear();
        _text.Append(answer);
    }

    /// <summary>A word of <see cref="ResponseWords"/>: a whole header line, or a part of one.</summary>
    public void Header(int word)
    {
        _text.Append(_words, word);
    }

    /// <summary>Header lines with their ends. Allocates: for cold paths.</summary>
    public void Header(string lines)
    {
        _text.Append(lines);
    }

    /// <summary>A header line with its line end.</summary>
    public void Header(byte[] line)
    {
        _text.Append(line);
    }

    /// <summary>Ends the head of an answer that has no body (304).</summary>
    public void EndWithout()
    {
        _text.Append(_words, ResponseWords.LineEnd);
    }

    /// <summary>A body {"error":"..."}.</summary>
    public void EndWithError(string error, bool isHead)
    {
        byte[] text = Ascii.Of(error);

        // Written once to know how long it is, because it may have escapes.
        int mark = _text.Length;
        AppendError(text);
        int bodyLength = _text.Length - mark;
        _text.Truncate(mark);
        _text.Append(_words, ResponseWords.NoStore);
        _text.Append(_words, ResponseWords.Json);
        AppendContentLength(bodyLength);
        if (!isHead)
        {
            AppendError(text);
        }
    }

    /// <summary>A body made in pieces.</summary>
    public void EndWith(Answer answer, bool isVersion11, bool isHead)
    {
        _text.Append(answer.ContentType);
        int length = answer.Length;
        _isChunked = length < 0 && isVersion11;
        if (length >= 0)
        {
            AppendContentLength(length);
        }
        else
        {
            IsEndedByClose = !isVersion11;
            if (_isChunked)
            {
                _text.Append(_words, ResponseWords.Chunked);
            }

            _text.Append(_words, ResponseWords.LineEnd);
        }

        if (!isHead)
        {
            _answer = answer;
            Json.Continue(false);
            FillPiece();
        }
    }

    /// <summary>The telemetry object, out of the hub's bytes.</summary>
    public void EndWith(TelemetryMessage telemetry, bool isHead)
    {
        _text.Append(_words, ResponseWords.NoStore);
        _text.Append(_words, ResponseWords.Json);
        AppendContentLength(telemetry.Text.Length);
        if (!isHead)
        {
            telemetry.Readers++;
            _telemetry = telemetry;
            _telemetryAt = telemetry.Text.Start;
        }
    }

    /// <summary>Lets go of what it holds, for an end before the end.</summary>
    public void Abandon()
    {
        if (_telemetry != null)
        {
            _telemetry.Readers--;
            _telemetry = null;
        }

        _answer = null;
        Changes = null;
        _text.Clear();
        _sent = 0;
    }

    /// <summary>Sends what can be sent now: the bytes that went, <see cref="Wire.NotNow"/>, <see cref="Wire.Over"/> or <see cref="Done"/>.</summary>
    public int Send(Wire wire)
    {
        if (_sent == _text.Length && _answer != null)
        {
            _text.Clear();
            _sent = 0;
            FillPiece();
        }

        if (_isBroken)
        {
            return Wire.Over;
        }

        int sent;
        if (_sent < _text.Length)
        {
            sent = wire.Send(_text.Data, _text.Start + _sent, _text.Length - _sent);
            _sent += sent > 0 ? sent : 0;
            return sent;
        }

        if (_telemetry == null)
        {
            return Done;
        }

        TextBuffer text = _telemetry.Text;
        sent = wire.Send(text.Data, _telemetryAt, text.End - _telemetryAt);
        _telemetryAt += sent > 0 ? sent : 0;
        if (_telemetryAt == text.End)
        {
            _telemetry.Readers--;
            _telemetry = null;
        }

        return sent;
    }

    // As many items as fit, as one chunk, behind what the buffer holds already.
    private void FillPiece()
    {
        int head = _text.Length;
        int content = _isChunked ? head + SizeDigits + LineEndLength : head;
        if (Room <= content - head)
        {
            return;
        }

        if (_isChunked)
        {
            _text.AppendHex(0, SizeDigits);
            _text.Append(_words, ResponseWords.LineEnd);
        }

        _answer.BeginPiece();
        bool hasMore = FillItems();
        int length = _text.Length - content;

        // An item that does not even fit an empty piece: half an answer must not look whole.
        _isBroken = hasMore && length == 0 && head == 0;
        if (_isChunked)
        {
            EndChunk(head, length);
        }

        if (!hasMore)
        {
            if (_isChunked)
            {
                _text.Append(_words, ResponseWords.LastChunk);
            }

            _answer = null;
        }
    }

    // False when the answer has no more items.
    private bool FillItems()
    {
        while (Room > 0)
        {
            int mark = _text.Length;
            int step = Step;
            int row = Row;
            bool needsComma = Json.NeedsComma;
            bool hasMore = _answer.WriteItem(this);
            if (_text.Overflowed || Room < 0)
            {
                _text.Truncate(mark);
                Json.Continue(needsComma);
                Step = step;
                Row = row;
                return true;
            }

            if (!hasMore)
            {
                return false;
            }
        }

        return true;
    }

    private void EndChunk(int head, int length)
    {
        if (length == 0)
        {
            // An empty chunk would be the last one.
            _text.Truncate(head);
            return;
        }

        _text.Append(_words, ResponseWords.LineEnd);
        int at = _text.Start + head;
        for (int shift = (SizeDigits - 1) * 4; shift >= 0; shift -= 4)
        {
            int digit = length >> shift & 15;
            _text.Data[at++] = (byte)(digit < 10 ? '0' + digit : 'A' - 10 + digit);
        }
    }

    private void AppendContentLength(int length)
    {
        _text.Append(_words, ResponseWords.ContentLength);
        _text.AppendNumber(length);
        _text.Append(_words, ResponseWords.LineEnd);
        _text.Append(_words, ResponseWords.LineEnd);
    }

    private void AppendError(byte[] error)
    {
        Json.Continue(false);
        Json.BeginObject();
        Json.Name("error");
        Json.String(error, 0, error.Length);
        Json.EndObject();
    }
}
