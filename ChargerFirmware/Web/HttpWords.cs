using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The words of HTTP that requests are compared with, lower case, as bytes; made once. Web thread only.</summary>
public sealed class HttpWords
{
    // Names of fields
    public const int Host = 0;
    public const int Origin = 1;
    public const int Expect = 2;
    public const int Upgrade = 3;
    public const int Connection = 4;
    public const int IfNoneMatch = 5;
    public const int ContentLength = 6;
    public const int AcceptEncoding = 7;
    public const int TransferEncoding = 8;
    public const int WebSocketKey = 9;
    public const int WebSocketVersion = 10;

    // In their values
    public const int Close = 11;
    public const int WebSocket = 12;
    public const int Chunked = 13;
    public const int Continue = 14;
    public const int Thirteen = 15;
    public const int Gzip = 16;
    public const int OldGzip = 17;
    public const int Any = 18;
    public const int HttpScheme = 19;

    // Methods are compared exactly (RFC 9110, section 9.1).
    public const int Get = 20;
    public const int Head = 21;
    public const int Put = 22;
    public const int Delete = 23;
    public const int Post = 24;
    public const int Options = 25;
    public const int Patch = 26;
    public const int Trace = 27;
    public const int Connect = 28;

    // Who asks
    public const int Cookie = 29;
    public const int Authorization = 30;
    public const int Bearer = 31;
    public const int SessionCookie = 32;
    public const int FetchSite = 33;
    public const int CrossSite = 34;

    /// <summary>The cookie that carries a session's token.</summary>
    public const string CookieName = "charger-session";

    public readonly WordList All = new WordList(
        "host|origin|expect|upgrade|connection|if-none-match|content-length|accept-encoding|transfer-encoding|sec-websocket-key|sec-websocket-version"
        + "|close|websocket|chunked|100-continue|13|gzip|x-gzip|*|http://"
        + "|GET|HEAD|PUT|DELETE|POST|OPTIONS|PATCH|TRACE|CONNECT"
        + "|cookie|authorization|bearer |" + CookieName + "="
        + "|sec-fetch-site|cross-site");

    /// <summary>A <see cref="HttpMethod"/>.</summary>
    public int MethodOf(byte[] source, int offset, int count)
    {
        switch (count)
        {
            case 3:
                return All.Matches(Get, source, offset, count) ? HttpMethod.Get
                    : All.Matches(Put, source, offset, count) ? HttpMethod.Put : HttpMethod.Unknown;
            case 4:
                return All.Matches(Head, source, offset, count) ? HttpMethod.Head
                    : All.Matches(Post, source, offset, count) ? HttpMethod.Post : HttpMethod.Unknown;
            case 5:
                return All.Matches(Patch, source, offset, count) || All.Matches(Trace, source, offset, count) ? HttpMethod.Other : HttpMethod.Unknown;
            case 6:
                return All.Matches(Delete, source, offset, count) ? HttpMethod.Delete : HttpMethod.Unknown;
            case 7:
                return All.Matches(Options, source, offset, count) ? HttpMethod.Options
                    : All.Matches(Connect, source, offset, count) ? HttpMethod.Other : HttpMethod.Unknown;
            default:
                return HttpMethod.Unknown;
        }
    }
}
