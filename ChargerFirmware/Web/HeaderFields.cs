using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>Takes the header fields that matter into an <see cref="HttpRequest"/>; the others are passed over. Web thread only.</summary>
/// <remarks>Fields are told apart by the length of their names first: most names are compared with nothing.</remarks>
public sealed class HeaderFields
{
    private readonly HttpRequest _request;
    private readonly WordList _words;

    public HeaderFields(HttpRequest request, HttpWords words)
    {
        _request = request;
        _words = words.All;
    }

    /// <summary>Why the field was refused.</summary>
    public string Error { get; private set; }

    /// <summary>Takes a field by the places of its name and value; 0, or the status that refuses it.</summary>
    public int Take(int name, int nameLength, int value, int length)
    {
        switch (nameLength)
        {
            case 4:
                return Is(name, HttpWords.Host) ? TakeHost(value, length) : 0;
            case 6:
                return Is(name, HttpWords.Origin) ? TakeOrigin(value, length) : Is(name, HttpWords.Expect) ? TakeExpect(value, length)
                    : Is(name, HttpWords.Cookie) ? TakeCookie(value, length) : 0;
            case 7:
                _request.UpgradesToWebSocket |= Is(name, HttpWords.Upgrade) && HttpList.Contains(_request.Buffer, value, length, _words, HttpWords.WebSocket);
                return 0;
            case 10:
                return Is(name, HttpWords.Connection) ? TakeConnection(value, length) : 0;
            case 13:
                return Is(name, HttpWords.IfNoneMatch) ? TakeIfNoneMatch(value, length) : Is(name, HttpWords.Authorization) ? TakeAuthorization(value, length) : 0;
            case 14:
                return Is(name, HttpWords.ContentLength) ? TakeContentLength(value, length) : Is(name, HttpWords.FetchSite) ? TakeFetchSite(value, length) : 0;
            case 15:
                return Is(name, HttpWords.AcceptEncoding) ? TakeAcceptEncoding(value, length) : 0;
            case 17:
                return Is(name, HttpWords.TransferEncoding) ? TakeTransferEncoding(value, length) : Is(name, HttpWords.WebSocketKey) ? TakeKey(value, length) : 0;
            case 21:
                return Is(name, HttpWords.WebSocketVersion) ? TakeVersion(value, length) : 0;
            default:
                return 0;
        }
    }

    private int TakeHost(int value, int length)
    {
        if (_request.HasHostField)
        {
            return Refuse("more than one Host");
        }

        _request.HasHostField = true;

        // RFC 9112, section 3.2.2: the host of an absolute target counts.
        if (!_request.HasAbsoluteTarget)
        {
            _request.HostOffset = value;
            _request.HostLength = length;
        }
        else
        {
            _request.OtherHostOffset = value;
            _request.OtherHostLength = length;
        }

        return 0;
    }

    private int TakeOrigin(int value, int length)
    {
        if (_request.OriginLength >= 0)
        {
            return Refuse("more than one Origin");
        }

        _request.OriginOffset = value;
        _request.OriginLength = length;
        return 0;
    }

    // Fetch Metadata (W3C), section 2.2: a page cannot set it, its browser does.
    private int TakeFetchSite(int value, int length)
    {
        _request.IsCrossSite |= _words.Matches(HttpWords.CrossSite, _request.Buffer, value, length);
        return 0;
    }

    private int TakeExpect(int value, int length)
    {
        _request.ExpectsContinue = _words.MatchesIgnoringCase(HttpWords.Continue, _request.Buffer, value, length);
        _request.HasUnknownExpectation |= !_request.ExpectsContinue;
        return 0;
    }

    private int TakeConnection(int value, int length)
    {
        _request.ConnectionUpgrades |= HttpList.Contains(_request.Buffer, value, length, _words, HttpWords.Upgrade);
        _request.WantsClose |= HttpList.Contains(_request.Buffer, value, length, _words, HttpWords.Close);
        return 0;
    }

    // RFC 6265, section 4.2.1: "name=value" pairs with "; " between them.
    private int TakeCookie(int value, int length)
    {
        int end = value + length;
        int at = value;
        while (at < end)
        {
            int next = at;
            while (next < end && _request.Buffer[next] != ';')
            {
                next++;
            }

            TakeToken(HttpWords.SessionCookie, at, next);
            at = HttpList.SkipBlanks(_request.Buffer, next + 1, end);
        }

        return 0;
    }

    // RFC 6750, section 2.1. The scheme may have any case.
    private int TakeAuthorization(int value, int length)
    {
        TakeToken(HttpWords.Bearer, value, value + length);
        return 0;
    }

    private void TakeToken(int word, int from, int end)
    {
        int tokenOffset = from + _words.LengthOf(word);
        if (tokenOffset <= end && _words.MatchesIgnoringCase(word, _request.Buffer, from, tokenOffset - from))
        {
            _request.TokenOffset = tokenOffset;
            _request.TokenLength = end - tokenOffset;
        }
    }

    // Of several fields the first counts; the others could only turn a 200 into a 304.
    private int TakeIfNoneMatch(int value, int length)
    {
        if (_request.IfNoneMatchLength < 0)
        {
            _request.IfNoneMatchOffset = value;
            _request.IfNoneMatchLength = length;
        }

        return 0;
    }

    private int TakeContentLength(int value, int length)
    {
        if (_request.ContentLength >= 0)
        {
            return Refuse("more than one Content-Length");
        }

        long total = 0;
        for (int i = value; i < value + length; i++)
        {
            int digit = _request.Buffer[i] - '0';
            if (digit < 0 || digit > 9)
            {
                return Refuse("Content-Length must be digits");
            }

            total = total < int.MaxValue ? total * 10 + digit : total;
        }

        if (length == 0)
        {
            return Refuse("Content-Length must be digits");
        }

        _request.ContentLength = total > int.MaxValue ? int.MaxValue : (int)total;
        return 0;
    }

    private int TakeTransferEncoding(int value, int length)
    {
        _request.HasTransferEncoding = true;
        _request.IsChunked = _words.MatchesIgnoringCase(HttpWords.Chunked, _request.Buffer, value, length);
        return 0;
    }

    private int TakeAcceptEncoding(int value, int length)
    {
        _request.HasAcceptEncoding = true;
        _request.AcceptsGzip |= HttpList.AcceptsGzip(_request.Buffer, value, length, _words);
        return 0;
    }

    private int TakeKey(int value, int length)
    {
        _request.WebSocketKeys++;
        _request.WebSocketKeyOffset = value;
        _request.WebSocketKeyLength = length;
        return 0;
    }

    private int TakeVersion(int value, int length)
    {
        _request.WebSocketVersions++;
        _request.IsWebSocketVersion13 = _words.Matches(HttpWords.Thirteen, _request.Buffer, value, length);
        return 0;
    }

    private bool Is(int name, int word)
    {
        return _words.MatchesIgnoringCase(word, _request.Buffer, name, _words.LengthOf(word));
    }

    private int Refuse(string error)
    {
        Error = error;
        return HttpStatus.BadRequest;
    }
}
