using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>Header lines of answers as bytes; made once.</summary>
public sealed class ResponseWords
{
    public readonly byte[] Ok = Ascii.Of("HTTP/1.1 200 OK\r\n");
    public readonly byte[] NotModified = Ascii.Of("HTTP/1.1 304 Not Modified\r\n");
    public readonly byte[] Version = Ascii.Of("HTTP/1.1 ");
    public readonly byte[] LineEnd = Ascii.Of("\r\n");

    /// <summary>On every answer: whatever a client believes to have got, it is what its type says.</summary>
    public readonly byte[] NoSniff = Ascii.Of("X-Content-Type-Options: nosniff\r\n");
    public readonly byte[] Close = Ascii.Of("Connection: close\r\n");
    public readonly byte[] ContentLength = Ascii.Of("Content-Length: ");
    public readonly byte[] Chunked = Ascii.Of("Transfer-Encoding: chunked\r\n");
    public readonly byte[] LastChunk = Ascii.Of("0\r\n\r\n");
    public readonly byte[] NoStore = Ascii.Of("Cache-Control: no-store\r\n");
    public readonly byte[] RetryAfter = Ascii.Of("Retry-After: 2\r\n");

    /// <summary>With 426 (RFC 9110, section 15.5.22; RFC 6455, section 4.4).</summary>
    public readonly byte[] Upgrade = Ascii.Of("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
    public readonly byte[] Allow = Ascii.Of("Allow: ");
    public readonly byte[] Json = Ascii.Of("Content-Type: application/json\r\n");
    public readonly byte[] Continue = Ascii.Of("HTTP/1.1 100 Continue\r\n\r\n");

    /// <summary>The answer to a handshake up to the accept value.</summary>
    public readonly byte[] SwitchingProtocols = Ascii.Of("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ");

    /// <summary>The whole answer to a connection that gets no place.</summary>
    public readonly byte[] Full;

    public ResponseWords()
    {
        string body = "{\"error\":\"no connection is free, try again\"}";
        Full = Ascii.Of("HTTP/1.1 503 Service Unavailable\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\nCache-Control: no-store\r\nRetry-After: 2\r\n"
            + "Content-Type: application/json\r\nContent-Length: " + body.Length.ToString() + "\r\n\r\n" + body);
    }
}
