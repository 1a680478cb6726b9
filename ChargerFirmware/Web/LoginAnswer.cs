using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>/api/login: tells whether a PIN is needed, takes it, and ends a session. Web thread only.</summary>
/// <remarks>A cold path: its names are strings.</remarks>
public sealed class LoginAnswer : Answer
{
    /// <summary>A PIN has 32 bytes at most; with every one of them escaped it is 192.</summary>
    public const int MaxBodyBytes = 256;

    private const string Cookie = "Set-Cookie: " + HttpWords.CookieName + "=";
    private const string CookieEnd = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=";

    private readonly Access _access;
    private readonly WebCounters _counters;

    // Made when it first matters: most chargers have no PIN.
    private LoginBrake _brake;

    public LoginAnswer(Access access, WebCounters counters)
    {
        _access = access;
        _counters = counters;
    }

    public override string ContentType => "Cache-Control: no-store\r\nContent-Type: application/json\r\n";

    /// <summary>Answers GET, POST and DELETE.</summary>
    public void Answer(HttpExchange exchange, long nowMs)
    {
        int ticket = _access.TicketOf(exchange.Request, nowMs);
        switch (exchange.Request.Method)
        {
            case HttpMethod.Post:
                LogIn(exchange, ticket, nowMs);
                break;
            case HttpMethod.Delete:
                _access.End(ticket);
                exchange.Begin(HttpStatus.Ok);
                exchange.Response.Header(Cookie + CookieEnd + "0\r\n");
                End(exchange, Access.NoTicket, false, nowMs);
                break;
            default:
                exchange.Begin(HttpStatus.Ok);
                End(exchange, ticket, false, nowMs);
                break;
        }
    }

    // Authorized, and the token right behind a login: kept in the response from begin to end, as another request may come between two pieces.
    public override bool WriteItem(HttpResponse response)
    {
        JsonWriter json = response.Json;
        json.BeginObject();
        json.Name("pinRequired");
        json.Bool(_access.IsPinSet);
        json.Name("authorized");
        json.Bool((response.Limit & 1) != 0);
        json.Name("token");
        if ((response.Limit & 2) == 0)
        {
            json.Null();
        }
        else
        {
            response.Text.AppendByte('"');
            _access.WriteToken((int)response.Position, response.Text);
            response.Text.AppendByte('"');
            json.Continue(true);
        }

        json.Name("expiresSeconds");
        json.Number(Access.SessionSeconds);
        json.EndObject();
        return false;
    }

    private void LogIn(HttpExchange exchange, int ticket, long nowMs)
    {
        if (_brake == null && _access.IsPinSet)
        {
            _brake = new LoginBrake();
        }

        // Whoever has a session may try as often as he likes: he is in.
        int waitMs = ticket == Access.NoTicket && _brake != null ? _brake.WaitMs(exchange.Address, nowMs) : 0;
        if (waitMs > 0)
        {
            _counters.LoginsSlowed++;
            exchange.RefuseUntil((waitMs + 999) / 1000, "too many wrong PINs, wait");
            return;
        }

        int length;
        byte[] pin = new byte[Access.MaxPinBytes];
        string error = Read(exchange.BodyBytes, exchange.BodyHave, pin, out length);
        Array.Clear(exchange.BodyBytes, 0, exchange.BodyHave);
        if (error != null)
        {
            exchange.Refuse(HttpStatus.BadRequest, error);
        }
        else if (!_access.IsPinSet)
        {
            exchange.Begin(HttpStatus.Ok);
            End(exchange, Access.NoTicket, false, nowMs);
        }
        else if (!_access.IsPin(pin, length))
        {
            _counters.LoginsWrong++;
            _brake.NoteWrong(exchange.Address, nowMs);
            exchange.Refuse(HttpStatus.Unauthorized, "wrong PIN");
        }
        else
        {
            Accept(exchange, nowMs);
        }

        Array.Clear(pin, 0, pin.Length);
    }

    private void Accept(HttpExchange exchange, long nowMs)
    {
        _counters.LoginsRight++;
        _brake.NoteRight(exchange.Address, nowMs);
        int ticket = _access.Begin(nowMs);
        exchange.Begin(HttpStatus.Ok);
        exchange.Response.Header(Cookie);
        _access.WriteToken(ticket, exchange.Response.Text);
        exchange.Response.Header(CookieEnd + Access.SessionSeconds.ToString() + "\r\n");
        End(exchange, ticket, true, nowMs);
    }

    private void End(HttpExchange exchange, int ticket, bool showsToken, long nowMs)
    {
        HttpResponse response = exchange.Response;
        response.Limit = (_access.MayCommand(ticket, nowMs) ? 1 : 0) + (showsToken ? 2 : 0);
        response.Position = ticket;
        response.EndWith(this, exchange.Request.IsVersion11, exchange.IsHead);
    }

    // Null, or what is wrong with the body; it never repeats what was sent.
    private static string Read(byte[] body, int count, byte[] pin, out int length)
    {
        length = -1;

        // Made for a body and forgotten: a reader that is kept takes 300 bytes on the device.
        JsonReader json = new JsonReader();
        json.Start(body, 0, count);
        bool isRight = json.Read() == JsonToken.ObjectStart && json.Read() == JsonToken.Name && json.TextEquals(Ascii.Of("pin")) && json.Read() == JsonToken.String;
        if (isRight)
        {
            length = json.CopyText(pin, 0, pin.Length);
            isRight = json.Read() == JsonToken.ObjectEnd && json.Read() == JsonToken.End;
        }

        return isRight ? null : "the body must be {\"pin\":\"...\"}";
    }
}
