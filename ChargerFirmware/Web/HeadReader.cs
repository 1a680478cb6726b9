namespace ChargerFirmware.Web;

/// <summary>Reads a request's head, however it is split, into an <see cref="HttpRequest"/> (RFC 9112). Web thread only.</summary>
/// <remarks>
/// Strict where leniency has let requests be smuggled: CRLF only, no folding, no blank before the colon, one Host, one Content-Length of digits.
/// One pass over the bytes finds the ends of lines and every character that may not be.
/// </remarks>
public sealed class HeadReader
{
    /// <summary>Longest request target; nothing here has one of half that.</summary>
    public const int MaxTargetLength = 256;

    // The longest registered method has 17 characters (UPDATEREDIRECTREF).
    private const int MaxMethodLength = 20;

    // RFC 9112, section 2.2, asks for one at least.
    private const int MaxEmptyLines = 2;
    private const int VersionLength = 8;

    private readonly HttpRequest _request;
    private readonly HeaderFields _fields;
    private readonly HttpWords _words;
    private readonly int _maxLines;
    private int _scanned;
    private int _lineStart;
    private int _lines;
    private int _emptyLines;

    public HeadReader(HttpRequest request, HttpWords words, int maxLines)
    {
        _request = request;
        _fields = new HeaderFields(request, words);
        _words = words;
        _maxLines = maxLines;
    }

    /// <summary>Why the head is refused; null while it is not.</summary>
    public string Error { get; private set; }

    /// <summary>Begins a head; what stands in the request's buffer behind <paramref name="consumed"/> bytes belongs to it and is looked at by the next <see cref="Read"/>.</summary>
    public void Begin(int consumed)
    {
        _request.Clear(consumed);
        Error = null;
        _scanned = 0;
        _lineStart = 0;
        _lines = 0;
        _emptyLines = 0;
    }

    /// <summary>Goes on after <paramref name="received"/> bytes were put behind <see cref="HttpRequest.Used"/>. 0: more is needed; 200: the head is complete and right; else the status that refuses it.</summary>
    public int Read(int received)
    {
        _request.Used += received;
        byte[] buffer = _request.Buffer;
        int at = _scanned;
        int end = _request.Used;
        while (at < end)
        {
            int c = buffer[at];
            if ((uint)(c - 0x20) < 0x5F)
            {
                at++;
                continue;
            }

            if (c != '\r')
            {
                // What is left: blanks and letters beyond ASCII are allowed in values, nothing else anywhere. A line feed alone is no end of a line.
                if ((c != '\t' && c < 0x80) || _lines == 0)
                {
                    return Refuse(HttpStatus.BadRequest, "a character that may not be in a request head");
                }

                at++;
                continue;
            }

            if (at + 1 >= end)
            {
                break;
            }

            if (buffer[at + 1] != '\n')
            {
                return Refuse(HttpStatus.BadRequest, "a carriage return without a line feed");
            }

            int from = _lineStart;
            int to = at;
            at += 2;
            _lineStart = at;
            _scanned = at;
            int status = EndLine(from, to);
            if (status != 0)
            {
                return status;
            }
        }

        _scanned = at;
        return CheckRoom();
    }

    private int CheckRoom()
    {
        int lineLength = _request.Used - _lineStart;
        if (_request.Free == 0)
        {
            _request.Grow();
        }

        if (_request.Free == 0 && _request.IsShort)
        {
            return Refuse(HttpStatus.Unavailable, "there is no memory for so long a head, try again");
        }

        if (_lines == 0 && (lineLength > MaxMethodLength + MaxTargetLength + VersionLength + 4 || _request.Free == 0))
        {
            return Refuse(HttpStatus.UriTooLong, "the request line is too long");
        }

        return _request.Free == 0 ? Refuse(HttpStatus.HeaderFieldsTooLarge, "the head is longer than " + _request.Buffer.Length.ToString() + " bytes") : 0;
    }

    private int EndLine(int from, int to)
    {
        if (from == to)
        {
            return _lines > 0 ? EndHead() : ++_emptyLines <= MaxEmptyLines ? 0 : Refuse(HttpStatus.BadRequest, "empty lines instead of a request");
        }

        if (_lines == 0)
        {
            _lines = 1;
            return ReadRequestLine(from, to);
        }

        if (++_lines > _maxLines)
        {
            return Refuse(HttpStatus.HeaderFieldsTooLarge, "the head has more than " + _maxLines.ToString() + " lines");
        }

        return ReadField(from, to);
    }

    // RFC 9112, section 3: method, target and version with one blank between them.
    private int ReadRequestLine(int from, int to)
    {
        int methodEnd = FindBlank(from, to);
        int targetEnd = methodEnd < to ? FindBlank(methodEnd + 1, to) : to;
        int targetLength = targetEnd - methodEnd - 1;
        int versionOffset = targetEnd + 1;
        if (targetLength > MaxTargetLength)
        {
            return Refuse(HttpStatus.UriTooLong, "the target is longer than " + MaxTargetLength.ToString() + " bytes");
        }

        if (methodEnd == from || targetLength <= 0 || to - versionOffset != VersionLength || SkipToken(from, methodEnd) != methodEnd)
        {
            return Refuse(HttpStatus.BadRequest, "no request line");
        }

        int status = ReadVersion(versionOffset);
        if (status != 0)
        {
            return status;
        }

        _request.Method = _words.MethodOf(_request.Buffer, from, methodEnd - from);
        return _request.Method == HttpMethod.Unknown
            ? Refuse(HttpStatus.NotImplemented, "no such method")
            : ReadTarget(methodEnd + 1, targetEnd);
    }

    private int ReadVersion(int at)
    {
        byte[] b = _request.Buffer;
        bool isHttp = b[at] == 'H' && b[at + 1] == 'T' && b[at + 2] == 'T' && b[at + 3] == 'P' && b[at + 4] == '/';
        int major = b[at + 5] - '0';
        int minor = b[at + 7] - '0';
        if (!isHttp || b[at + 6] != '.' || major < 0 || major > 9 || minor < 0 || minor > 9)
        {
            return Refuse(HttpStatus.BadRequest, "no HTTP version");
        }

        if (major != 1)
        {
            return Refuse(HttpStatus.VersionNotSupported, "HTTP/1.1 is spoken here");
        }

        _request.IsVersion11 = minor >= 1;
        return 0;
    }

    // Section 3.2: "/path?query"; proxies and some tests send "http://host/path".
    private int ReadTarget(int from, int to)
    {
        byte[] buffer = _request.Buffer;
        int schemeLength = _words.All.LengthOf(HttpWords.HttpScheme);
        if (to - from > schemeLength && _words.All.MatchesIgnoringCase(HttpWords.HttpScheme, buffer, from, schemeLength))
        {
            _request.HasAbsoluteTarget = true;
            _request.HostOffset = from + schemeLength;
            from = _request.HostOffset;
            while (from < to && buffer[from] != '/' && buffer[from] != '?')
            {
                from++;
            }

            _request.HostLength = from - _request.HostOffset;
        }
        else if (buffer[from] != '/')
        {
            // "*" is for OPTIONS; "host:port" belongs to a method that is allowed nowhere here.
            bool isForAll = _request.Method == HttpMethod.Options && to - from == 1 && buffer[from] == '*';
            return isForAll || _request.Method == HttpMethod.Other ? 0 : Refuse(HttpStatus.BadRequest, "the target must begin with a slash");
        }

        _request.PathOffset = from;
        int at = from;
        while (at < to && buffer[at] != '?')
        {
            at++;
        }

        _request.PathLength = at - from;
        return 0;
    }

    private int ReadField(int from, int to)
    {
        int colon = SkipToken(from, to);
        if (colon == from || colon == to || _request.Buffer[colon] != ':')
        {
            return Refuse(HttpStatus.BadRequest, "a header line without a name and a colon");
        }

        int value = HttpList.SkipBlanks(_request.Buffer, colon + 1, to);
        int status = _fields.Take(from, colon - from, value, HttpList.TrimBlanks(_request.Buffer, value, to) - value);
        return status == 0 ? 0 : Refuse(status, _fields.Error);
    }

    // What only the whole head tells.
    private int EndHead()
    {
        _request.HeadLength = _lineStart;
        if (_request.IsVersion11 && !_request.HasHostField)
        {
            return Refuse(HttpStatus.BadRequest, "Host is missing");
        }

        if (_request.HasTransferEncoding)
        {
            if (_request.ContentLength >= 0 || !_request.IsVersion11)
            {
                return Refuse(HttpStatus.BadRequest, "Transfer-Encoding where it may not be");
            }

            // RFC 9112, sections 6.1 and 6.3.
            return _request.IsChunked ? Refuse(HttpStatus.LengthRequired, "bodies need a Content-Length") : Refuse(HttpStatus.NotImplemented, "no such Transfer-Encoding");
        }

        return _request.HasUnknownExpectation ? Refuse(HttpStatus.ExpectationFailed, "no such expectation") : HttpStatus.Ok;
    }

    private int FindBlank(int at, int end)
    {
        while (at < end && _request.Buffer[at] != ' ')
        {
            at++;
        }

        return at;
    }

    // RFC 9110, section 5.6.2: where the token that begins here ends.
    private int SkipToken(int at, int end)
    {
        byte[] buffer = _request.Buffer;
        while (at < end)
        {
            int c = buffer[at];
            int lower = c | 0x20;
            if ((lower < 'a' || lower > 'z') && c != '-' && (c < '0' || c > '9') && !IsOtherTokenCharacter(c))
            {
                return at;
            }

            at++;
        }

        return at;
    }

    private static bool IsOtherTokenCharacter(int c)
    {
        switch (c)
        {
            case '!':
            case '#':
            case '$':
            case '%':
            case '&':
            case '\'':
            case '*':
            case '+':
            case '.':
            case '^':
            case '_':
            case '`':
            case '|':
            case '~':
                return true;
            default:
                return false;
        }
    }

    private int Refuse(int status, string error)
    {
        Error = error;
        return status;
    }
}
