using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The network's status and the networks in reach. Web thread only.</summary>
public sealed class WifiAnswer : Answer
{
    private readonly IWifi _wifi;

    public WifiAnswer(IWifi wifi)
    {
        _wifi = wifi;
    }

    public override byte[] ContentType { get; } = Ascii.Of("Cache-Control: no-store\r\nContent-Type: application/json\r\n");

    public override bool WriteItem(HttpResponse response)
    {
        return _wifi.WriteItem(response.Json, response.Step++);
    }
}
