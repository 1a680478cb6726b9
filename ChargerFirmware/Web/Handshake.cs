namespace ChargerFirmware.Web;

/// <summary>Judges a request for a WebSocket (RFC 6455, section 4.2.1). Web thread only.</summary>
public sealed class Handshake
{
    private readonly HostCheck _hosts;

    public Handshake(HostCheck hosts)
    {
        _hosts = hosts;
    }

    /// <summary>Why the handshake is refused; null when it is not.</summary>
    public string Error { get; private set; }

    /// <summary>The newest <see cref="CheckHosts"/> has refused the Host, not the Origin.</summary>
    public bool IsHostForeign { get; private set; }

    /// <summary>200 when the request is right in itself, else the status that refuses it. Path and hosts are judged later: <see cref="CheckHosts"/>.</summary>
    public int Check(HttpRequest request)
    {
        Error = null;
        if (request.Method != HttpMethod.Get)
        {
            return Refuse(HttpStatus.MethodNotAllowed, "a WebSocket begins with GET");
        }

        if (!request.IsVersion11 || request.HostLength < 0)
        {
            return Refuse(HttpStatus.BadRequest, "a WebSocket needs HTTP/1.1 and a Host");
        }

        if (!request.UpgradesToWebSocket)
        {
            return Refuse(HttpStatus.UpgradeRequired, "this path is a WebSocket");
        }

        if (!request.ConnectionUpgrades)
        {
            return Refuse(HttpStatus.BadRequest, "Connection must name upgrade");
        }

        if (!request.IsWebSocketVersion13 || request.WebSocketVersions != 1)
        {
            return Refuse(HttpStatus.UpgradeRequired, "Sec-WebSocket-Version must be 13");
        }

        if (request.WebSocketKeys != 1 || !IsKey(request.Buffer, request.WebSocketKeyOffset, request.WebSocketKeyLength))
        {
            return Refuse(HttpStatus.BadRequest, "Sec-WebSocket-Key must be 16 bytes in base64, once");
        }

        // Section 4.1: the client sends nothing more before the answer; a body would be taken for frames.
        return request.ContentLength > 0 ? Refuse(HttpStatus.BadRequest, "a handshake has no body") : HttpStatus.Ok;
    }

    /// <summary>200, 400 or 403: whether Host and Origin are the charger's own.</summary>
    public int CheckHosts(HttpRequest request, byte[] localHost)
    {
        Error = null;
        IsHostForeign = false;
        int status = request.HostLength < 0 ? HttpStatus.Ok : _hosts.Check(request.Buffer, request.HostOffset, request.HostLength, localHost);
        if (status == HttpStatus.Ok && request.OtherHostLength >= 0)
        {
            // The host of an absolute target counts (RFC 9112, section 3.2.2), but who says two different things is not believed either.
            status = _hosts.Check(request.Buffer, request.OtherHostOffset, request.OtherHostLength, localHost);
        }

        if (status != HttpStatus.Ok)
        {
            IsHostForeign = status == HttpStatus.Forbidden;
            return Refuse(status, IsHostForeign ? "Host is not a name of this charger (web.allowedHosts)" : "Host is no host");
        }

        bool isOurs = request.OriginLength < 0 || _hosts.IsOriginOurs(request.Buffer, request.OriginOffset, request.OriginLength, localHost);
        return isOurs ? HttpStatus.Ok : Refuse(HttpStatus.Forbidden, "Origin is not a page of this charger (web.allowedHosts)");
    }

    // 22 characters of base64 and "==".
    private static bool IsKey(byte[] source, int offset, int count)
    {
        const int paddingAt = AcceptKey.KeyLength - 2;
        if (count != AcceptKey.KeyLength || source[offset + paddingAt] != '=' || source[offset + paddingAt + 1] != '=')
        {
            return false;
        }

        for (int i = offset; i < offset + paddingAt; i++)
        {
            int c = source[i];
            int lower = c | 0x20;
            if ((lower < 'a' || lower > 'z') && (c < '0' || c > '9') && c != '+' && c != '/')
            {
                return false;
            }
        }

        return true;
    }

    private int Refuse(int status, string error)
    {
        Error = error;
        return status;
    }
}
