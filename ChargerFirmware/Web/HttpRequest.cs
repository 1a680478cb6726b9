using System;

namespace ChargerFirmware.Web;

/// <summary>A request's head in a buffer of fixed size and what it says; filled in place by <see cref="HeadReader"/>. Reused. Web thread only.</summary>
public sealed class HttpRequest
{
    /// <summary>A <see cref="HttpMethod"/>.</summary>
    public int Method;

    // The path, without a query. Empty for "http://host" and for "*".
    public int PathOffset;
    public int PathLength;

    /// <summary>The target is "http://host..." (RFC 9112, section 3.2.2).</summary>
    public bool HasAbsoluteTarget;

    /// <summary>HTTP/1.1 or a later 1.x; else 1.0.</summary>
    public bool IsVersion11;

    // The host that was asked, with its port: of an absolute target, else of the Host field. Length -1 without.
    public int HostOffset;
    public int HostLength;
    public bool HasHostField;

    // Of the Host field beside an absolute target, which both have to be ours. Length -1 without.
    public int OtherHostOffset;
    public int OtherHostLength;

    // Length -1 without.
    public int OriginOffset;
    public int OriginLength;

    /// <summary>A page from elsewhere makes the owner's browser ask (Sec-Fetch-Site: cross-site).</summary>
    public bool IsCrossSite;

    /// <summary>-1 without.</summary>
    public int ContentLength;
    public bool HasTransferEncoding;
    public bool IsChunked;
    public bool WantsClose;
    public bool ExpectsContinue;
    public bool HasUnknownExpectation;

    /// <summary>The Upgrade field names websocket.</summary>
    public bool UpgradesToWebSocket;

    /// <summary>The Connection field names upgrade.</summary>
    public bool ConnectionUpgrades;
    public int WebSocketKeyOffset;
    public int WebSocketKeyLength;
    public int WebSocketKeys;
    public int WebSocketVersions;

    /// <summary>The last Sec-WebSocket-Version is 13.</summary>
    public bool IsWebSocketVersion13;
    public bool HasAcceptEncoding;

    /// <summary>Some Accept-Encoding takes gzip.</summary>
    public bool AcceptsGzip;

    // The token of a session, from a cookie or an Authorization field. Length -1 without.
    public int TokenOffset;
    public int TokenLength;

    // Length -1 without.
    public int IfNoneMatchOffset;
    public int IfNoneMatchLength;

    public HttpRequest(int headBytes)
    {
        Buffer = new byte[headBytes];
        Clear(0);
    }

    /// <summary>The head, and behind it what has already come of the body or the next request.</summary>
    public byte[] Buffer { get; }

    /// <summary>Bytes received.</summary>
    public int Used { get; set; }

    /// <summary>Bytes of the head with its empty line; 0 until it is complete.</summary>
    public int HeadLength { get; set; }

    /// <summary>Bytes that can still be received.</summary>
    public int Free => Buffer.Length - Used;

    /// <summary>Forgets the head but keeps what stands behind <paramref name="consumed"/> bytes: the start of the next request.</summary>
    public void Clear(int consumed)
    {
        int waiting = Used - consumed;
        Array.Copy(Buffer, consumed, Buffer, 0, waiting);
        Used = waiting;
        HeadLength = 0;
        Method = HttpMethod.Unknown;
        PathOffset = 0;
        PathLength = 0;
        HasAbsoluteTarget = false;
        IsVersion11 = false;
        HostLength = -1;
        HasHostField = false;
        OtherHostLength = -1;
        OriginLength = -1;
        IsCrossSite = false;
        ContentLength = -1;
        HasTransferEncoding = false;
        IsChunked = false;
        WantsClose = false;
        ExpectsContinue = false;
        HasUnknownExpectation = false;
        UpgradesToWebSocket = false;
        ConnectionUpgrades = false;
        WebSocketKeys = 0;
        WebSocketVersions = 0;
        IsWebSocketVersion13 = false;
        HasAcceptEncoding = false;
        AcceptsGzip = false;
        TokenLength = -1;
        IfNoneMatchLength = -1;
    }
}
