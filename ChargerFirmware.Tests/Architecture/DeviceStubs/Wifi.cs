namespace System.Net.NetworkInformation;

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

public class Wireless80211Configuration
{
    public Wireless80211Configuration(uint id)
    {
    }

    public enum ConfigurationOptions
    {
        AutoConnect = 6,
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
