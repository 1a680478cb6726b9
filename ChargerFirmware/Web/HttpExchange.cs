using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>One request and its answer: what the gate, the answers and the connection hand to each other. One for each connection, reused. Web thread only.</summary>
public sealed class HttpExchange
{
    public readonly HttpRequest Request;
    public readonly HttpResponse Response;

    /// <summary>The address that the client has connected to, as a Host header names it.</summary>
    public byte[] LocalHost;

    /// <summary>The one WebSocket of the port that the client has connected to; null where paths choose.</summary>
    public WebSocketEndpoint PortEndpoint;

    /// <summary>Where the client is: <see cref="Wire.RemoteAddress"/>.</summary>
    public int Address;

    /// <summary>A value of <see cref="HttpRoutes"/>.</summary>
    public int Route;

    /// <summary>The WebSocket that is asked for.</summary>
    public WebSocketEndpoint Endpoint;

    /// <summary>Room for a long body; null without one.</summary>
    public BodySlot Body;

    /// <summary>The body is so short that it is received where the answer will be written: it waits for nobody.</summary>
    public bool IsBodyShort;

    /// <summary>Bytes of the body that have come.</summary>
    public int BodyHave;

    /// <summary>The client may still be sending what nobody will read: this connection cannot go on.</summary>
    public bool IsUnread;

    /// <summary>The connection that it is of.</summary>
    public readonly HttpConnection Owner;

    private readonly WebCounters _counters;

    public HttpExchange(WebShared shared, HttpConnection owner)
    {
        Owner = owner;
        Request = new HttpRequest(shared.Limits.HeadBytes, shared.Memory);
        Response = new HttpResponse(shared.Limits.PieceBytes, shared.ResponseWords);
        _counters = shared.Counters;
    }

    public bool IsHead => Request.Method == HttpMethod.Head;

    /// <summary>Begins the answer.</summary>
    public void Begin(int status)
    {
        Response.Begin(status, IsUnread || Request.WantsClose || !Request.IsVersion11);
    }

    /// <summary>Answers with an error and what belongs to its status.</summary>
    public void Refuse(int status, string error)
    {
        _counters.Refused++;
        Begin(status);
        if (status == HttpStatus.UpgradeRequired)
        {
            Response.Header(ResponseWords.Upgrade);
        }
        else if (status == HttpStatus.Unavailable)
        {
            Response.Header(ResponseWords.RetryAfter);
        }
        else if (status == HttpStatus.Unauthorized)
        {
            // RFC 9110, section 15.5.2, wants one; a browser shows no window of its own for this scheme.
            Response.Header("WWW-Authenticate: Bearer realm=\"charger\"\r\n");
        }

        Response.EndWithError(error, IsHead);
    }

    /// <summary>Answers that the client has to wait (RFC 6585, section 4).</summary>
    public void RefuseUntil(int seconds, string error)
    {
        _counters.Refused++;
        Begin(HttpStatus.TooManyRequests);
        Response.Header("Retry-After: " + seconds.ToString() + "\r\n");
        Response.EndWithError(error + " " + seconds.ToString() + " s", IsHead);
    }

    /// <summary>Answers OPTIONS: what the path takes. Nothing here invites pages from elsewhere (CORS).</summary>
    public void TellMethods(int methods)
    {
        Begin(HttpStatus.NoContent);
        WriteAllow(methods);
        Response.EndWithout();
    }

    /// <summary>Answers that the method is not for the path, and which are.</summary>
    public void RefuseMethod(int methods)
    {
        _counters.Refused++;
        Begin(HttpStatus.MethodNotAllowed);
        WriteAllow(methods);
        Response.EndWithError("this method is not for this path", IsHead);
    }

    /// <summary>Room for the body; null where the body does not matter.</summary>
    public byte[] BodyBytes => Body != null ? Body.Bytes : IsBodyShort ? Response.Text.Data : null;

    /// <summary>Gives back what was taken for this request.</summary>
    public void Release()
    {
        if (Body != null)
        {
            BodySlot body = Body;
            Body = null;

            // It may have held a PIN or a password.
            Array.Clear(body.Bytes, 0, BodyHave);
            body.GiveBack();
        }
    }

    private void WriteAllow(int methods)
    {
        Response.Header(ResponseWords.Allow);
        Response.Header(Ascii.Of(HttpRoutes.AllowOf(methods)));
        Response.Header(ResponseWords.LineEnd);
    }
}
