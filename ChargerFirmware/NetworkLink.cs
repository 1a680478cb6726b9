using ChargerFirmware.Core;
using ChargerFirmware.Network;
using ChargerFirmware.Web;

namespace ChargerFirmware;

/// <summary>Joins the web server to the network part: neither knows the other. Web thread only.</summary>
internal sealed class NetworkLink : IForeignHosts, IWifi
{
    private readonly WifiApi _api;
    private readonly CaptivePortal _portal;

    public NetworkLink(WifiApi api, CaptivePortal portal)
    {
        _api = api;
        _portal = portal;
    }

    public byte[] AnswerTo(HttpRequest request, byte[] localHost)
    {
        return _portal.AnswerTo(request.Buffer, request.HostOffset, request.HostLength, request.PathOffset, request.PathLength, localHost, request.Method == HttpMethod.Head);
    }

    public void PageShown(byte[] localHost)
    {
        _portal.PageShown(localHost);
    }

    public bool WriteItem(JsonWriter json, int step)
    {
        return _api.WriteItem(json, step);
    }

    public string Connect(byte[] body, int offset, int count)
    {
        return _api.Connect(body, offset, count);
    }

    public void Forget()
    {
        _api.Forget();
    }
}
