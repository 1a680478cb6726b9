using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>Hands a connection over to what its request has asked for: a WebSocket, or a stream of events. Shared by all connections. Web thread only.</summary>
public sealed class HttpTakeover
{
    private readonly WebShared _shared;

    public HttpTakeover(WebShared shared)
    {
        _shared = shared;
    }

    public void BecomeWebSocket(HttpExchange exchange, Wire wire, long nowMs)
    {
        HttpRequest request = exchange.Request;
        WordList words = _shared.ResponseWords.All;
        TextBuffer text = exchange.Response.Text;
        text.Clear();
        text.Append(words, ResponseWords.SwitchingProtocols);
        AcceptKey.Write(request.Buffer, request.WebSocketKeyOffset, text.Data, text.End);
        text.Take(AcceptKey.AcceptLength);
        text.Append(words, ResponseWords.LineEnd);
        text.Append(words, ResponseWords.LineEnd);
        WebSocketPeer peer = exchange.Endpoint.TakePlace();
        peer.Open(wire.Detach(), text.Data, text.Length, request.Buffer, request.HeadLength, request.Used - request.HeadLength, nowMs);
        peer.Ticket = _shared.Access.TicketOf(request, nowMs);
        if (exchange.Endpoint.HasTelemetry)
        {
            peer.Offer(_shared.Hub.Newest(nowMs));
        }
    }

    /// <summary>False when the connection is of no use any more: it is to be closed.</summary>
    public bool BecomeStream(HttpExchange exchange, Wire wire, long nowMs)
    {
        EventPeer peer = _shared.FindFreeStream();
        exchange.Begin(HttpStatus.Ok);
        HttpResponse response = exchange.Response;
        if (!response.ClosesConnection)
        {
            // The stream ends with its connection, as it has no length.
            response.Header(ResponseWords.Close);
        }

        response.Header("Cache-Control: no-store\r\nContent-Type: text/event-stream\r\n");
        response.EndWithout();

        // After an end a browser comes again, by itself, in 2 s.
        response.Header("retry: 2000\n\n");
        TextBuffer text = response.Text;

        // On a connection that has just asked these few bytes always fit.
        if (peer == null || wire.Send(text.Data, text.Start, text.Length) != text.Length)
        {
            return false;
        }

        peer.Open(wire.Detach(), nowMs);
        peer.Ticket = _shared.Access.TicketOf(exchange.Request, nowMs);
        peer.Offer(_shared.Hub.Newest(nowMs));
        return true;
    }
}
