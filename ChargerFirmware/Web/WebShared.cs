using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>What all HTTP connections have in common; made once by the server. Web thread only.</summary>
public sealed class WebShared
{
    public readonly WebParts Parts;
    public readonly WebLimits Limits;
    public readonly WebCounters Counters;
    public readonly ThreadHealth Health;
    public readonly HttpWords Words = new HttpWords();
    public readonly ResponseWords ResponseWords = new ResponseWords();
    public readonly AcceptKey AcceptKey = new AcceptKey();
    public readonly Handshake Handshake;
    public readonly HttpRoutes Routes;
    public readonly Access Access;
    public readonly WebSocketEndpoint Browsers;
    public readonly TelemetryHub Hub;
    public readonly LingerList Lingering;
    public readonly BodySlot[] Bodies;
    public readonly TelemetryNames Names = new TelemetryNames();

    /// <summary>Scratch of the whole web thread: valid only until the next one reads the board.</summary>
    public readonly ChargerSnapshot Snapshot = new ChargerSnapshot();

    public WebShared(WebParts parts, WebLimits limits, WebCounters counters, ThreadHealth health, LingerList lingering, Access access, WebSocketEndpoint browsers, WebSocketEndpoint[] endpoints)
    {
        Parts = parts;
        Limits = limits;
        Counters = counters;
        Health = health;
        Lingering = lingering;
        Access = access;
        Browsers = browsers;
        Handshake = new Handshake(new HostCheck(parts.Settings, parts.Names));
        Routes = new HttpRoutes(endpoints);
        Hub = new TelemetryHub(parts.Board, browsers, limits, counters, Names, Snapshot);
        Bodies = new BodySlot[limits.BodySlots];
        for (int i = 0; i < Bodies.Length; i++)
        {
            Bodies[i] = new BodySlot(limits.BodyBytes, parts.Settings.Table, limits.BodyIsLent ? Hub : null);
        }
    }

    /// <summary>Room for a body; null when all is taken.</summary>
    public BodySlot TakeBody()
    {
        for (int i = 0; i < Bodies.Length; i++)
        {
            if (Bodies[i].TryTake())
            {
                return Bodies[i];
            }
        }

        return null;
    }
}
