namespace System.Net.NetworkInformation;

public delegate void NetworkAddressChangedEventHandler(object sender, EventArgs e);

public delegate void NetworkAPStationChangedEventHandler(int networkIndex, NetworkAPStationEventArgs e);

public enum AuthenticationType
{
    Open = 4,
    WPA2 = 8,
}

public enum EncryptionType
{
    None = 0,
    WPA2 = 3,
}

public enum NetworkInterfaceType
{
    Wireless80211 = 71,
    WirelessAP = 72,
}

public class NetworkAPStationEventArgs : EventArgs
{
    internal NetworkAPStationEventArgs()
    {
    }
}

public static class NetworkChange
{
    public static event NetworkAddressChangedEventHandler NetworkAddressChanged;

    public static event NetworkAPStationChangedEventHandler NetworkAPStationChanged;

    internal static void Raise()
    {
        NetworkAddressChanged(null, null);
        NetworkAPStationChanged(0, null);
    }
}

public class NetworkInterface
{
    internal NetworkInterface()
    {
    }

    public string IPv4Address => "";

    public string IPv4SubnetMask => "";

    public NetworkInterfaceType NetworkInterfaceType => default;

    public byte[] PhysicalAddress { get; set; }

    public static NetworkInterface[] GetAllNetworkInterfaces()
    {
        return [];
    }
}

public class Wireless80211Configuration
{
    public Wireless80211Configuration(uint id)
    {
    }

    public enum ConfigurationOptions
    {
        Enable = 2,
    }

    public AuthenticationType Authentication { get; set; }

    public EncryptionType Encryption { get; set; }

    public ConfigurationOptions Options { get; set; }

    public string Password { get; set; }

    public string Ssid { get; set; }

    public static Wireless80211Configuration[] GetAllWireless80211Configurations()
    {
        return [];
    }

    public void SaveConfiguration()
    {
    }
}

public class WirelessAPConfiguration
{
    public WirelessAPConfiguration(uint id)
    {
    }

    [Flags]
    public enum ConfigurationOptions
    {
        Enable = 2,
        AutoStart = 6,
    }

    public AuthenticationType Authentication { get; set; }

    public EncryptionType Encryption { get; set; }

    public byte MaxConnections { get; set; }

    public ConfigurationOptions Options { get; set; }

    public string Password { get; set; }

    public string Ssid { get; set; }

    public static WirelessAPConfiguration[] GetAllWirelessAPConfigurations()
    {
        return [];
    }

    public WirelessAPStation[] GetConnectedStations()
    {
        return [];
    }

    public void SaveConfiguration()
    {
    }
}

public class WirelessAPStation
{
    internal WirelessAPStation()
    {
    }
}
