using ChargerFirmware.Control;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Web;

/// <summary>Answers requests that the gate has let pass, once their body has come. Shared by all connections. Web thread only.</summary>
/// <remarks>What remembers nothing between two requests is made for each: rarely, and held it would take memory that the device is short of.</remarks>
public sealed class HttpAnswers
{
    private readonly WebShared _shared;
    private readonly AssetAnswer _page;
    private readonly AssetAnswer _api;
    private readonly FaultsAnswer _faults;
    private readonly LogAnswer _log;
    private readonly MetricsAnswer _metrics;
    private readonly WifiAnswer _wifi;
    private readonly LoginAnswer _login;

    public HttpAnswers(WebShared shared)
    {
        WebParts parts = shared.Parts;
        _shared = shared;
        _page = new AssetAnswer(parts.Assets, Asset.Page);
        _api = new AssetAnswer(parts.Assets, Asset.Api);
        _faults = new FaultsAnswer(parts.Board, shared.Snapshot, shared.Names);
        _log = new LogAnswer(parts.Log);
        _metrics = new MetricsAnswer(shared);
        _wifi = new WifiAnswer(parts.Wifi);
        _login = new LoginAnswer(shared.Access, shared.Counters);
    }

    /// <summary>True when the answer is ready to be sent; false when the command of <see cref="CommandOf"/> must be carried out first.</summary>
    public bool Answer(HttpExchange exchange, long nowMs)
    {
        if (CommandOf(exchange) >= 0)
        {
            return false;
        }

        switch (exchange.Route)
        {
            case HttpRoutes.Page:
                AnswerPage(exchange);
                break;
            case HttpRoutes.Telemetry:
                exchange.Begin(HttpStatus.Ok);
                exchange.Response.EndWith(_shared.Hub.Newest(nowMs), exchange.IsHead);
                break;
            case HttpRoutes.Settings when exchange.Request.Method == HttpMethod.Put:
                AnswerUpdate(exchange);
                break;
            case HttpRoutes.Settings:
                AnswerWith(new SettingsAnswer(_shared.Parts.Settings), exchange);
                break;
            case HttpRoutes.Faults:
                AnswerWith(_faults, exchange);
                break;
            case HttpRoutes.Log:
                AnswerWith(_log, exchange);
                break;
            case HttpRoutes.Wifi:
                AnswerWifi(exchange);
                break;
            case HttpRoutes.Api:
                _api.Answer(exchange);
                break;
            case HttpRoutes.Events:
                // HEAD: a GET has become a stream.
                exchange.Begin(HttpStatus.Ok);
                exchange.Response.Header("Cache-Control: no-store\r\nContent-Type: text/event-stream\r\n");
                exchange.Response.EndWithout();
                break;
            case HttpRoutes.Login:
                _login.Answer(exchange, nowMs);
                break;
            case HttpRoutes.Diagnostics:
                AnswerWith(new DiagnosticsAnswer(_shared), exchange);
                break;
            case HttpRoutes.Sessions:
                AnswerFromMedium(new SessionsAnswer(_shared.Parts.Journal, _shared.Parts.Board, _shared.Snapshot), exchange);
                break;
            case HttpRoutes.BlackBox:
                AnswerFromMedium(new BlackBoxAnswer(_shared.Parts.Journal, _shared.Names), exchange);
                break;
            case HttpRoutes.History:
                AnswerWith(new HistoryAnswer(_shared.Parts.Journal.History), exchange);
                break;
            default:
                AnswerWith(_metrics, exchange);
                break;
        }

        return true;
    }

    /// <summary>The ChargeCommand that a request is, or -1.</summary>
    public static int CommandOf(HttpExchange exchange)
    {
        return exchange.Route == HttpRoutes.Faults && exchange.Request.Method == HttpMethod.Delete ? ChargeCommand.ClearFaults : -1;
    }

    /// <summary>Answers after the command's effect shows: what is left of the faults.</summary>
    public void AnswerCommand(HttpExchange exchange)
    {
        AnswerWith(_faults, exchange);
    }

    private void AnswerPage(HttpExchange exchange)
    {
        if (_page.Answer(exchange) && _shared.Parts.ForeignHosts != null)
        {
            _shared.Parts.ForeignHosts.PageShown(exchange.LocalHost);
        }
    }

    private void AnswerWifi(HttpExchange exchange)
    {
        IWifi wifi = _shared.Parts.Wifi;
        bool isChange = exchange.Request.Method == HttpMethod.Put || exchange.Request.Method == HttpMethod.Delete;
        string error = null;
        if (isChange && wifi == null)
        {
            exchange.Refuse(HttpStatus.NotFound, "this charger has no WiFi of its own");
            return;
        }

        if (exchange.Request.Method == HttpMethod.Put)
        {
            error = wifi.Connect(exchange.Body.Bytes, 0, exchange.BodyHave);
        }
        else if (isChange)
        {
            wifi.Forget();
        }

        if (error == null)
        {
            AnswerWith(_wifi, exchange);
        }
        else
        {
            exchange.Refuse(HttpStatus.BadRequest, error);
        }
    }

    private void AnswerUpdate(HttpExchange exchange)
    {
        BodySlot body = exchange.Body;
        SettingsUpdate update = new SettingsUpdate(_shared.Parts.Store, _shared.Parts.Applied);
        int status = update.Apply(body.Bytes, 0, exchange.BodyHave, body.Changes);
        if (status != HttpStatus.Ok)
        {
            exchange.Refuse(status, update.Error);
            return;
        }

        exchange.Begin(HttpStatus.Ok);
        exchange.Response.Changes = body.Changes;
        exchange.Response.EndWith(new SettingsAnswer(_shared.Parts.Settings), exchange.Request.IsVersion11, false);
    }

    // A browser's stop goes through this thread: it must not wait for a medium that has been silent for a while.
    private void AnswerFromMedium(Answer answer, HttpExchange exchange)
    {
        if (_shared.Parts.Journal.CanRead)
        {
            AnswerWith(answer, exchange);
        }
        else
        {
            exchange.Refuse(HttpStatus.Unavailable, "the flash is busy, try again");
        }
    }

    private static void AnswerWith(Answer answer, HttpExchange exchange)
    {
        exchange.Begin(HttpStatus.Ok);
        exchange.Response.EndWith(answer, exchange.Request.IsVersion11, exchange.IsHead);
    }
}
