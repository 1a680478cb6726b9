using System;
using System.Net.NetworkInformation;

namespace ChargerFirmware.Device;

/// <summary>The runtime's own store of WiFi credentials; the password goes to the radio and nowhere else. One thread at a time.</summary>
public static class WifiStore
{
    /// <summary>Null without a network.</summary>
    public static string ReadName()
    {
        try
        {
            Wireless80211Configuration station = Read();
            return station == null || station.Ssid.Length == 0 ? null : station.Ssid;
        }
        catch (Exception e)
        {
            WifiDriver.Complain("the stored network", e);
            return null;
        }
    }

    /// <summary>Null on a runtime without WiFi.</summary>
    public static Wireless80211Configuration Read()
    {
        Wireless80211Configuration[] all = Wireless80211Configuration.GetAllWireless80211Configurations();
        return all.Length == 0 ? null : all[0];
    }

    /// <summary>An empty name for none. Null when it is stored, else why not.</summary>
    public static string Store(string name, string password)
    {
        try
        {
            Wireless80211Configuration station = Read();
            if (station == null)
            {
                return "this runtime has no WiFi";
            }

            Fill(station, name, password);
            station.SaveConfiguration();
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

        // Not 'AutoConnect': the runtime would begin at its start, while the charger decides when, and would be interrupted by it.
        station.Options = Wireless80211Configuration.ConfigurationOptions.Enable;
    }
}
