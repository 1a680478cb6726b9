using System;

namespace ChargerFirmware.Web;

/// <summary>A request's head in a buffer of limited size and what it says; filled in place by <see cref="HeadReader"/>. Reused. Web thread only.</summary>
public sealed class HttpRequest
{
    /// <summary>The head of a browser has 400 to 900 bytes.</summary>
    public const int FirstBytes = 1024;

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

    private readonly int _headBytes;
    private readonly FreeMemory _memory;

    /// <param name="headBytes">The longest head.</param>
    /// <param name="memory">For a long one; null where it is no matter.</param>
    public HttpRequest(int headBytes, FreeMemory memory = null)
    {
        _headBytes = headBytes;
        _memory = memory;
        Buffer = new byte[Math.Min(headBytes, FirstBytes)];
        Clear(0);
    }

    /// <summary>The head, and behind it what has already come of the body or the next request.</summary>
    public byte[] Buffer { get; private set; }

    /// <summary>Bytes received.</summary>
    public int Used { get; set; }

    /// <summary>Bytes of the head with its empty line; 0 until it is complete.</summary>
    public int HeadLength { get; set; }

    /// <summary>Bytes that can still be received.</summary>
    public int Free => Buffer.Length - Used;

    /// <summary>The buffer is not as long as a head may be.</summary>
    public bool IsShort => Buffer.Length < _headBytes;

    /// <summary>Makes the buffer as long as a head may be, for this connection and those after it; where there is no memory for that it stays as it is.</summary>
    public void Grow()
    {
        if (IsShort && (_memory == null || _memory.TryTake(_headBytes)))
        {
            byte[] longer = new byte[_headBytes];
            Array.Copy(Buffer, 0, longer, 0, Used);
            Buffer = longer;
        }
    }

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
