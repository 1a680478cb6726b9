using System;
using System.Device.Wifi;
using System.Net.NetworkInformation;
using System.Text;
using System.Threading;
using ChargerFirmware.Ports;
using nanoFramework.Runtime.Native;

namespace ChargerFirmware.Device;

/// <summary>nanoFramework's WiFi library. Threads as <see cref="IWifiDriver"/> says.</summary>
/// <remarks>Whatever it throws becomes a word on the console and an answer that says no: ARCHITECTURE.md, section 8, has what was found about it.</remarks>
public sealed class WifiDriver : IWifiDriver
{
    // 13 channels of 0.5 s (NF_ESP32_Wireless.cpp), and some air.
    private const int ScanLimitMs = 10000;

    // The runtime's places hold a zero behind the name (nanoHAL_Network.h); a network may have 32 bytes.
    private const int MaxNameBytes = 31;

    // Nobody has set the chip's clock while it says less: it counts from 1970 after power-up, and this firmware is younger.
    private const int FirstTrueYear = 2024;

    private readonly AutoResetEvent _scanned = new AutoResetEvent(false);
    private readonly ApStore _ap = new ApStore();
    private readonly WifiAdapter _adapter;
    private AutoResetEvent _changed;

    public WifiDriver()
    {
        ChipId = "0000";
        try
        {
            ChipId = IdOf(WifiInterfaces.Find(NetworkInterfaceType.Wireless80211));
            _adapter = WifiAdapter.FindAllAdapters()[0];
            _adapter.AvailableNetworksChanged += OnScanned;
            NetworkChange.NetworkAddressChanged += OnAddressChanged;
            NetworkChange.NetworkAPStationChanged += OnStationChanged;
        }
        catch (Exception e)
        {
            // A runtime without WiFi: every attempt is refused, which the page and the log say.
            Complain("the radio", e);
        }
    }

    public string ChipId { get; }

    public string AccessPointAddress => _ap.Address;

    public bool IsAccessPointOn => _ap.IsOn;

    public void WakeOn(AutoResetEvent changed)
    {
        _changed = changed;
    }

    public string ReadStoredName()
    {
        return WifiStore.ReadName();
    }

    public bool Store(string name, string password)
    {
        string error = WifiStore.Store(name, password);
        if (error != null)
        {
            Console.WriteLine(error);
        }

        return error == null;
    }

    public int Join(string name, string password)
    {
        try
        {
            if (name == null)
            {
                Wireless80211Configuration stored = WifiStore.Read();
                name = stored.Ssid;
                password = stored.Password;
            }

            if (Encoding.UTF8.GetBytes(name).Length > MaxNameBytes)
            {
                Console.WriteLine("wifi: this runtime joins no network with a name of 32 bytes");
                return StationState.Refused;
            }

            // 'Automatic' keeps it out of the store. 'Manual' is 1, which the native side takes for 'save' (NETWORK_CONNECT_SAVE_CONFIG, nanoPAL_Sockets.h).
            WifiConnectionResult result = _adapter.Connect(name, WifiReconnectionKind.Automatic, password);
            return StateOf(result.ConnectionStatus);
        }
        catch (Exception e)
        {
            Complain("joining", e);
            return StationState.Refused;
        }
    }

    public void Disconnect()
    {
        try
        {
            _adapter.Disconnect();
        }
        catch (Exception e)
        {
            Complain("leaving", e);
        }
    }

    public bool Scan(WifiScan into)
    {
        try
        {
            _scanned.Reset();
            _adapter.ScanAsync();
            if (!_scanned.WaitOne(ScanLimitMs, false))
            {
                return false;
            }

            WifiAvailableNetwork[] found = _adapter.NetworkReport.AvailableNetworks;
            for (int i = 0; i < found.Length; i++)
            {
                // Whether it wants a password is read by the library, and thrown away (WifiAdapter.cs, ParseNativeReports).
                into.Add(found[i].Ssid, (int)found[i].NetworkRssiInDecibelMilliwatts, -1);
            }

            return true;
        }
        catch (Exception e)
        {
            Complain("searching", e);
            return false;
        }
    }

    public string ReadStationAddress()
    {
        try
        {
            return WifiInterfaces.AddressOf(WifiInterfaces.Find(NetworkInterfaceType.Wireless80211));
        }
        catch (Exception e)
        {
            Complain("the station's address", e);
            return null;
        }
    }

    public string ReadStationMask()
    {
        try
        {
            NetworkInterface station = WifiInterfaces.Find(NetworkInterfaceType.Wireless80211);
            return station == null ? null : station.IPv4SubnetMask;
        }
        catch (Exception e)
        {
            Complain("the station's network", e);
            return null;
        }
    }

    public int CountAccessPointStations()
    {
        return _ap.CountStations();
    }

    public bool RunsAccessPoint(string name, string password)
    {
        return _ap.Runs(name, password);
    }

    public bool StoreAccessPoint(string name, string password)
    {
        return _ap.Store(name, password);
    }

    public void ShowAccessPoint(string name, string password, bool isLater)
    {
        Console.WriteLine("own WiFi: " + name + ", password " + password + ", then http://" + AccessPointAddress + "/" + (isLater ? " (from the next start on: 5 s after the charge has ended, or switch it off and on)" : ""));
    }

    public void SetTime(long unixSeconds)
    {
        Rtc.SetSystemTime(DateTime.UnixEpoch.AddSeconds(unixSeconds));
    }

    public long ReadUnixMs()
    {
        DateTime now = DateTime.UtcNow;
        return now.Year < FirstTrueYear ? -1 : (now.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
    }

    // Not its own kind of sentence each time: this may be said once a minute for years.
    internal static void Complain(string what, Exception e)
    {
        Console.WriteLine("wifi, " + what + ": " + e.GetType().FullName + ": " + e.Message);
    }

    // What the runtime makes of the radio's many reasons: sys_dev_wifi_native_System_Device_Wifi_WifiAdapter.cpp.
    private static int StateOf(WifiConnectionStatus status)
    {
        switch (status)
        {
            case WifiConnectionStatus.Success: return StationState.Joined;
            case WifiConnectionStatus.InvalidCredential: return StationState.WrongPassword;
            case WifiConnectionStatus.NetworkNotAvailable: return StationState.NotFound;
            default: return StationState.Refused;
        }
    }

    // The last three bytes of the station's address: the first are the maker's.
    private static string IdOf(NetworkInterface station)
    {
        byte[] mac = station.PhysicalAddress;
        return mac[3].ToString("X2") + mac[4].ToString("X2") + mac[5].ToString("X2");
    }

    private void OnScanned(WifiAdapter sender, object e)
    {
        _scanned.Set();
    }

    private void OnAddressChanged(object sender, EventArgs e)
    {
        Wake();
    }

    private void OnStationChanged(int interfaceIndex, NetworkAPStationEventArgs e)
    {
        Wake();
    }

    private void Wake()
    {
        if (_changed != null)
        {
            _changed.Set();
        }
    }
}
