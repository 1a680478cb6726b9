using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>Header lines of answers as bytes; made once. Web thread only.</summary>
public sealed class ResponseWords
{
    public const int Ok = 0;
    public const int NotModified = 1;
    public const int Version = 2;
    public const int LineEnd = 3;
    /// <summary>On every answer: whatever a client believes to have got, it is what its type says.</summary>
    public const int NoSniff = 4;
    public const int Close = 5;
    public const int ContentLength = 6;
    public const int Chunked = 7;
    public const int LastChunk = 8;
    public const int NoStore = 9;
    public const int RetryAfter = 10;
    /// <summary>With 426 (RFC 9110, section 15.5.22; RFC 6455, section 4.4).</summary>
    public const int Upgrade = 11;
    public const int Allow = 12;
    public const int Json = 13;
    public const int Continue = 14;
    /// <summary>The answer to a handshake up to the accept value.</summary>
    public const int SwitchingProtocols = 15;

    public readonly WordList All = new WordList(
        "HTTP/1.1 200 OK\r\n"
        + "|HTTP/1.1 304 Not Modified\r\n"
        + "|HTTP/1.1 "
        + "|\r\n"
        + "|X-Content-Type-Options: nosniff\r\n"
        + "|Connection: close\r\n"
        + "|Content-Length: "
        + "|Transfer-Encoding: chunked\r\n"
        + "|0\r\n\r\n"
        + "|Cache-Control: no-store\r\n"
        + "|Retry-After: 2\r\n"
        + "|Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "|Allow: "
        + "|Content-Type: application/json\r\n"
        + "|HTTP/1.1 100 Continue\r\n\r\n"
        + "|HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ");

    /// <summary>The whole answer to a connection that gets no place.</summary>
    public static byte[] MakeFull()
    {
        string body = "{\"error\":\"no connection is free, try again\"}";
        return Ascii.Of("HTTP/1.1 503 Service Unavailable\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\nCache-Control: no-store\r\nRetry-After: 2\r\n"
            + "Content-Type: application/json\r\nContent-Length: " + body.Length.ToString() + "\r\n\r\n" + body);
    }
}
