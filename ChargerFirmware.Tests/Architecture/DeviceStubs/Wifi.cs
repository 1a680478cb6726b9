namespace System.Device.Wifi;

public delegate void AvailableNetworksChangedEventHandler(WifiAdapter sender, object e);

public enum WifiConnectionStatus
{
    InvalidCredential = 1,
    NetworkNotAvailable = 2,
    Success = 3,
}

public enum WifiReconnectionKind
{
    Automatic = 0,
}

public sealed class WifiAdapter
{
    internal WifiAdapter()
    {
    }

    public event AvailableNetworksChangedEventHandler AvailableNetworksChanged;

    public WifiNetworkReport NetworkReport => new();

    public static WifiAdapter[] FindAllAdapters()
    {
        return [new WifiAdapter()];
    }

    public WifiConnectionResult Connect(string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential)
    {
        return new WifiConnectionResult();
    }

    public void Disconnect()
    {
    }

    public void ScanAsync()
    {
        AvailableNetworksChanged(this, this);
    }
}

public class WifiConnectionResult
{
    internal WifiConnectionResult()
    {
    }

    public WifiConnectionStatus ConnectionStatus => default;
}

public class WifiNetworkReport
{
    internal WifiNetworkReport()
    {
    }

    public WifiAvailableNetwork[] AvailableNetworks => [];
}

public sealed class WifiAvailableNetwork
{
    public double NetworkRssiInDecibelMilliwatts => 0;

    public string Ssid => "";
}
