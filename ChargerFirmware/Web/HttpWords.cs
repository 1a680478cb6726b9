using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The words of HTTP that requests are compared with, lower case, as bytes; made once.</summary>
public sealed class HttpWords
{
    public readonly byte[] Host = Ascii.Of("host");
    public readonly byte[] Origin = Ascii.Of("origin");
    public readonly byte[] Expect = Ascii.Of("expect");
    public readonly byte[] Upgrade = Ascii.Of("upgrade");
    public readonly byte[] Connection = Ascii.Of("connection");
    public readonly byte[] IfNoneMatch = Ascii.Of("if-none-match");
    public readonly byte[] ContentLength = Ascii.Of("content-length");
    public readonly byte[] AcceptEncoding = Ascii.Of("accept-encoding");
    public readonly byte[] TransferEncoding = Ascii.Of("transfer-encoding");
    public readonly byte[] WebSocketKey = Ascii.Of("sec-websocket-key");
    public readonly byte[] WebSocketVersion = Ascii.Of("sec-websocket-version");

    public readonly byte[] Close = Ascii.Of("close");
    public readonly byte[] WebSocket = Ascii.Of("websocket");
    public readonly byte[] Chunked = Ascii.Of("chunked");
    public readonly byte[] Continue = Ascii.Of("100-continue");
    public readonly byte[] Thirteen = Ascii.Of("13");
    public readonly byte[] Gzip = Ascii.Of("gzip");
    public readonly byte[] OldGzip = Ascii.Of("x-gzip");
    public readonly byte[] Any = Ascii.Of("*");
    public readonly byte[] HttpScheme = Ascii.Of("http://");

    // Methods are compared exactly (RFC 9110, section 9.1).
    public readonly byte[] Get = Ascii.Of("GET");
    public readonly byte[] Head = Ascii.Of("HEAD");
    public readonly byte[] Put = Ascii.Of("PUT");
    public readonly byte[] Delete = Ascii.Of("DELETE");
    public readonly byte[] Post = Ascii.Of("POST");
    public readonly byte[] Options = Ascii.Of("OPTIONS");
    public readonly byte[] Patch = Ascii.Of("PATCH");
    public readonly byte[] Trace = Ascii.Of("TRACE");
    public readonly byte[] Connect = Ascii.Of("CONNECT");

    /// <summary>A <see cref="HttpMethod"/>.</summary>
    public int MethodOf(byte[] source, int offset, int count)
    {
        switch (count)
        {
            case 3:
                return Ascii.Matches(source, offset, count, Get) ? HttpMethod.Get
                    : Ascii.Matches(source, offset, count, Put) ? HttpMethod.Put : HttpMethod.Unknown;
            case 4:
                return Ascii.Matches(source, offset, count, Head) ? HttpMethod.Head
                    : Ascii.Matches(source, offset, count, Post) ? HttpMethod.Other : HttpMethod.Unknown;
            case 5:
                return Ascii.Matches(source, offset, count, Patch) || Ascii.Matches(source, offset, count, Trace) ? HttpMethod.Other : HttpMethod.Unknown;
            case 6:
                return Ascii.Matches(source, offset, count, Delete) ? HttpMethod.Delete : HttpMethod.Unknown;
            case 7:
                return Ascii.Matches(source, offset, count, Options) || Ascii.Matches(source, offset, count, Connect) ? HttpMethod.Other : HttpMethod.Unknown;
            default:
                return HttpMethod.Unknown;
        }
    }
}
