using System;
using System.Net.NetworkInformation;

namespace ChargerFirmware.Device;

/// <summary>The runtime's store for the own network. What stands there when the runtime starts is what it opens; nothing changes that until it starts anew.</summary>
/// <remarks>NF_ESP32_Wireless.cpp: mode, name and password are given to the radio in <c>NF_ESP32_InitaliseWifi</c> and nowhere else.</remarks>
internal sealed class ApStore
{
    // What ESP-IDF gives an access point that was given none; the runtime then shows 0.0.0.0 (lwIP_Sockets.cpp: of a static interface it shows what is stored).
    private const string DefaultAddress = "192.168.4.1";

    // One phone at a time sets a charger up; three more may look on. Each costs the chip memory.
    private const byte MaxStations = 4;

    // As it was read at the start, null where there is none: it must not be changed.
    private readonly WirelessAPConfiguration _running;

    /// <summary>Made at the start, before anything is stored.</summary>
    public ApStore()
    {
        Address = DefaultAddress;
        try
        {
            _running = Read();
            IsOn = _running != null && IsEnabled(_running);
            string stored = WifiInterfaces.AddressOf(WifiInterfaces.Find(NetworkInterfaceType.WirelessAP));
            Address = stored == null ? DefaultAddress : stored;
        }
        catch (Exception e)
        {
            WifiDriver.Complain("own network", e);
        }
    }

    public string Address { get; }

    public bool IsOn { get; }

    public bool Runs(string name, string password)
    {
        return IsOn && Has(_running, name, password);
    }

    /// <summary>Stores it unless it is there already; true when it is there.</summary>
    public bool Store(string name, string password)
    {
        try
        {
            WirelessAPConfiguration stored = Read();
            if (stored == null)
            {
                return false;
            }

            if (!Has(stored, name, password))
            {
                Fill(stored, name, password);
                stored.SaveConfiguration();
            }

            return Has(Read(), name, password);
        }
        catch (Exception e)
        {
            WifiDriver.Complain("storing the own network", e);
            return false;
        }
    }

    public int CountStations()
    {
        try
        {
            return IsOn ? _running.GetConnectedStations().Length : 0;
        }
        catch (Exception e)
        {
            WifiDriver.Complain("devices on the own network", e);
            return 0;
        }
    }

    private static WirelessAPConfiguration Read()
    {
        WirelessAPConfiguration[] all = WirelessAPConfiguration.GetAllWirelessAPConfigurations();
        return all.Length == 0 ? null : all[0];
    }

    private static bool Has(WirelessAPConfiguration stored, string name, string password)
    {
        return IsEnabled(stored) && stored.Ssid == name && stored.Password == password && stored.Authentication == AuthenticationType.WPA2;
    }

    private static bool IsEnabled(WirelessAPConfiguration stored)
    {
        return (stored.Options & WirelessAPConfiguration.ConfigurationOptions.Enable) == WirelessAPConfiguration.ConfigurationOptions.Enable;
    }

    private static void Fill(WirelessAPConfiguration stored, string name, string password)
    {
        stored.Ssid = name;
        stored.Password = password;
        stored.Authentication = AuthenticationType.WPA2;
        stored.Encryption = EncryptionType.WPA2;
        stored.MaxConnections = MaxStations;
        stored.Options = WirelessAPConfiguration.ConfigurationOptions.AutoStart;
    }
}
