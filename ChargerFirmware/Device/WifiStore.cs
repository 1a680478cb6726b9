using System;
using System.Net.NetworkInformation;

namespace ChargerFirmware.Device;

/// <summary>The platform's own store of WiFi credentials; never read back. Main thread, before the network starts.</summary>
public static class WifiStore
{
    /// <summary>Null when it is stored, else why not. The runtime joins the network at its next start.</summary>
    public static string Store(string name, string password)
    {
        try
        {
            Wireless80211Configuration[] all = Wireless80211Configuration.GetAllWireless80211Configurations();
            if (all.Length == 0)
            {
                return "this runtime has no WiFi";
            }

            Fill(all[0], name, password);
            all[0].SaveConfiguration();
            return null;
        }
        catch (Exception e)
        {
            return "the WiFi store refused: " + e.GetType().FullName + " " + e.Message;
        }
    }

    private static void Fill(Wireless80211Configuration station, string name, string password)
    {
        bool isOpen = password == null || password.Length == 0;
        station.Ssid = name;
        station.Password = isOpen ? "" : password;
        station.Authentication = isOpen ? AuthenticationType.Open : AuthenticationType.WPA2;
        station.Encryption = isOpen ? EncryptionType.None : EncryptionType.WPA2;
        station.Options = Wireless80211Configuration.ConfigurationOptions.AutoConnect;
    }
}
