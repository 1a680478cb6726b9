namespace ChargerFirmware.Core;

/// <summary>Reads JSON (RFC 8259) a token at a time, strictly and within bounds. Allocates in <see cref="GetText"/> only. One thread at a time.</summary>
/// <remarks>
/// No recursion and no exception: a wrong text ends in <see cref="JsonToken.Error"/> with its place and reason.
/// Stricter than the grammar in two points: text must be UTF-8, and half a surrogate pair is refused, because it is no character.
/// Names that are given twice are the caller's to notice.
/// </remarks>
public sealed class JsonReader
{
    /// <summary>Enough for settings and commands; the deepest request of OCPP 1.6 (SetChargingProfile in its call) has 6 levels.</summary>
    public const int DefaultMaxDepth = 8;

    // The kinds of the open levels are bits of an int.
    private const int MostDepth = 31;

    private const int ExpectValue = 0;
    private const int ExpectValueOrEnd = 1;
    private const int ExpectName = 2;
    private const int ExpectNameOrEnd = 3;
    private const int ExpectCommaOrEnd = 4;
    private const int ExpectNothing = 5;

    private readonly JsonString _string = new JsonString();
    private readonly JsonNumber _number = new JsonNumber();
    private readonly int _maxDepth;
    private byte[] _source = new byte[0];
    private int _start;
    private int _at;
    private int _end;
    private int _expect;

    // Bit 0 is the innermost open level: 1 is an object.
    private int _levels;

    public JsonReader(int maxDepth = DefaultMaxDepth)
    {
        _maxDepth = maxDepth < MostDepth ? maxDepth : MostDepth;
    }

    /// <summary>The newest <see cref="JsonToken"/>.</summary>
    public int Token { get; private set; }

    /// <summary>Levels open now.</summary>
    public int Depth { get; private set; }

    /// <summary>Of a number without fraction and exponent that fits 64 bits; of others only <see cref="GetText"/> tells.</summary>
    public bool IsInteger => _number.IsInteger;

    public long Integer => _number.Integer;

    /// <summary>Bytes from the start of the text to where it is wrong.</summary>
    public int ErrorPosition { get; private set; }

    /// <summary>Why the text is refused; null while it is not.</summary>
    public string ErrorReason { get; private set; }

    /// <summary>Begins with a text; the bytes must stay as they are while they are read.</summary>
    public void Start(byte[] source, int offset, int count)
    {
        _source = source;
        _start = offset;
        _at = offset;
        _end = offset + count;
        _expect = ExpectValue;
        _levels = 0;
        Depth = 0;
        Token = JsonToken.End;
        ErrorReason = null;
        ErrorPosition = 0;
    }

    /// <summary>The next token. After the end or an error always the same again.</summary>
    public int Read()
    {
        if (Token != JsonToken.Error)
        {
            Token = Next();
        }

        return Token;
    }

    /// <summary>Passes over what stands inside the object or array that has just begun, its end included; anything else is passed over already. False on an error.</summary>
    public bool Skip()
    {
        if (Token == JsonToken.ObjectStart || Token == JsonToken.ArrayStart)
        {
            int outside = Depth - 1;
            while (Depth > outside && Read() != JsonToken.Error)
            {
            }
        }

        return Token != JsonToken.Error;
    }

    /// <summary>Whether the name or string is exactly this ASCII text, escapes resolved.</summary>
    public bool TextEquals(byte[] ascii)
    {
        return _string.IsEqual(ascii);
    }

    /// <summary>Which of the words from one on to before another one the name or string is, counted from the first; -1 when it is none of them.</summary>
    public int WordOf(WordList words, int from, int to)
    {
        return _string.WordOf(words, from, to);
    }

    /// <summary>The name or string with its escapes resolved; of a number its digits as they stand. Allocates: for cold paths.</summary>
    public string GetText()
    {
        return _string.GetText();
    }

    /// <summary>Copies the name or string, escapes resolved, as UTF-8; the number of bytes, or -1 when it does not fit.</summary>
    public int CopyText(byte[] target, int offset, int capacity)
    {
        return _string.Copy(target, offset, capacity);
    }

    private int Next()
    {
        SkipBlanks();
        if (_at >= _end)
        {
            return _expect == ExpectNothing ? JsonToken.End : Fail(_at == _start ? "the text is empty" : "the text ends too early");
        }

        int c = _source[_at];
        switch (_expect)
        {
            case ExpectNothing:
                return Fail("something follows the end");
            case ExpectCommaOrEnd:
                return AfterValue(c);
            case ExpectName:
            case ExpectNameOrEnd:
                return c == '}' && _expect == ExpectNameOrEnd ? Close(JsonToken.ObjectEnd) : ReadName(c);
            default:
                return c == ']' && _expect == ExpectValueOrEnd ? Close(JsonToken.ArrayEnd) : ReadValue(c);
        }
    }

    private int AfterValue(int c)
    {
        bool inObject = (_levels & 1) != 0;
        if (c == ',')
        {
            _at++;
            _expect = inObject ? ExpectName : ExpectValue;
            return Next();
        }

        if (c == (inObject ? '}' : ']'))
        {
            return Close(inObject ? JsonToken.ObjectEnd : JsonToken.ArrayEnd);
        }

        return Fail("a comma or an end is missing");
    }

    private int ReadName(int c)
    {
        if (c != '"')
        {
            return Fail("a name in quotes is missing");
        }

        if (!ReadString())
        {
            return JsonToken.Error;
        }

        SkipBlanks();
        if (_at >= _end || _source[_at] != ':')
        {
            return Fail("a colon is missing");
        }

        _at++;
        _expect = ExpectValue;
        return JsonToken.Name;
    }

    private int ReadValue(int c)
    {
        switch (c)
        {
            case '{':
                return Open(JsonToken.ObjectStart);
            case '[':
                return Open(JsonToken.ArrayStart);
            case '"':
                return ReadString() ? Value(JsonToken.String) : JsonToken.Error;
            case 't':
                return ReadWord("true") ? Value(JsonToken.True) : JsonToken.Error;
            case 'f':
                return ReadWord("false") ? Value(JsonToken.False) : JsonToken.Error;
            case 'n':
                return ReadWord("null") ? Value(JsonToken.Null) : JsonToken.Error;
            default:
                return ReadNumber() ? Value(JsonToken.Number) : JsonToken.Error;
        }
    }

    private int Open(int token)
    {
        if (Depth >= _maxDepth)
        {
            return Fail("too many levels");
        }

        bool isObject = token == JsonToken.ObjectStart;
        _levels = _levels << 1 | (isObject ? 1 : 0);
        Depth++;
        _at++;
        _expect = isObject ? ExpectNameOrEnd : ExpectValueOrEnd;
        return token;
    }

    private int Close(int token)
    {
        _levels >>= 1;
        Depth--;
        _at++;
        return Value(token);
    }

    private int Value(int token)
    {
        _expect = Depth == 0 ? ExpectNothing : ExpectCommaOrEnd;
        return token;
    }

    private void SkipBlanks()
    {
        while (_at < _end)
        {
            int c = _source[_at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
            {
                return;
            }

            _at++;
        }
    }

    // Once for each value, and the words are short: walking the string is cheap enough here.
    private bool ReadWord(string word)
    {
        int length = word.Length;
        for (int i = 0; i < length; i++)
        {
            if (_at + i >= _end || _source[_at + i] != word[i])
            {
                Fail("no such value");
                return false;
            }
        }

        _at += length;
        return true;
    }

    private bool ReadString()
    {
        int at = _string.Scan(_source, _at + 1, _end);
        return MoveTo(at, _string.ErrorAt, _string.Error);
    }

    private bool ReadNumber()
    {
        int first = _at;
        int at = _number.Scan(_source, first, _end);
        _string.Take(_source, first, at);
        return MoveTo(at, _number.ErrorAt, _number.Error);
    }

    private bool MoveTo(int at, int errorAt, string error)
    {
        if (at >= 0)
        {
            _at = at;
            return true;
        }

        _at = errorAt;
        Fail(error);
        return false;
    }

    private int Fail(string reason)
    {
        ErrorReason = reason;
        ErrorPosition = _at - _start;
        Token = JsonToken.Error;
        return JsonToken.Error;
    }
}
