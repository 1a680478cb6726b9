namespace ChargerFirmware.Web;

/// <summary>The network's status and the networks in reach; without a radio its state is "none". Web thread only.</summary>
public sealed class WifiAnswer : Answer
{
    private readonly IWifi _wifi;

    public WifiAnswer(IWifi wifi)
    {
        _wifi = wifi;
    }

    public override string ContentType => "Cache-Control: no-store\r\nContent-Type: application/json\r\n";

    public override bool WriteItem(HttpResponse response)
    {
        if (_wifi != null)
        {
            return _wifi.WriteItem(response.Json, response.Step++);
        }

        response.Json.BeginObject();
        response.Json.Name("state");
        response.Json.String("none");
        response.Json.EndObject();
        return false;
    }
}
