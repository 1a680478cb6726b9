using System.Threading;
using ChargerFirmware.Network;
using ChargerFirmware.Ports;
using Simulation;

namespace ChargerFirmware.Tests.Network;

/// <summary>A WiFi library that waits, as nanoFramework's does, among one router that the test scripts.</summary>
public sealed class FakeWifiDriver : IWifiDriver
{
    public const int JoinMs = 3000;
    public const int ScanMs = 7000;

    private readonly ManualClock _clock;

    /// <summary>Kept over a start, as flash does.</summary>
    private string _apName = "";
    private string _apPassword = "";
    private string _runningName = "";
    private string _runningPassword = "";
    private bool _isJoined;

    public FakeWifiDriver(ManualClock clock)
    {
        _clock = clock;
    }

    // The router.
    public bool IsRouterUp = true;
    public bool ShowsName = true;
    public bool ListsNameless;
    public int Neighbours = 1;
    public bool GivesAddress = true;
    public int Outcome = StationState.Joined;

    // The store.
    public string StoredName = "Home";
    public string StoredPassword = "charge-me";
    public bool StoreRefuses;
    public bool ForgetsOwnNetwork;

    // What it was asked.
    public int Joins;
    public int Scans;
    public int Disconnects;
    public int OwnWrites;
    public string JoinedName;
    public string JoinedPassword;
    public bool ShownLater;

    /// <summary>The library goes on by itself, over all channels.</summary>
    public bool TriesByItself;

    /// <summary>Called in the middle of a join or a search.</summary>
    public RadioWorker GivesUpInside;

    public string ChipId => "A1B2C3";

    public string AccessPointAddress => "192.168.4.1";

    public bool IsAccessPointOn => _runningName.Length > 0;

    public int Stations;

    public void WakeOn(AutoResetEvent changed)
    {
    }

    public string ReadStoredName()
    {
        return StoredName.Length == 0 ? null : StoredName;
    }

    public bool Store(string name, string password)
    {
        if (StoreRefuses)
        {
            return false;
        }

        StoredName = name;
        StoredPassword = password;
        return true;
    }

    public int Join(string name, string password)
    {
        Joins++;
        JoinedName = name == null ? StoredName : name;
        JoinedPassword = name == null ? StoredPassword : password;
        TriesByItself = true;
        _clock.Advance(JoinMs);
        Interrupt();
        if (!TriesByItself)
        {
            return StationState.Refused;
        }

        int outcome = IsRouterUp ? Outcome : StationState.NotFound;
        _isJoined = outcome == StationState.Joined;
        return outcome;
    }

    public void Disconnect()
    {
        Disconnects++;
        TriesByItself = false;
        _isJoined = false;
    }

    public bool Scan(WifiScan into)
    {
        Scans++;
        _clock.Advance(ScanMs);
        Interrupt();
        for (int i = 0; i < Neighbours; i++)
        {
            into.Add(i == 0 ? "Neighbour" : "Neighbour " + i.ToString(), -80, -1);
        }

        // The weakest comes last.
        if (IsRouterUp && (ShowsName || ListsNameless))
        {
            into.Add(ShowsName ? "Home" : "", -90, -1);
        }

        return true;
    }

    public string ReadStationAddress()
    {
        return _isJoined && IsRouterUp && GivesAddress ? "192.168.1.50" : null;
    }

    public string ReadStationMask()
    {
        return "255.255.255.0";
    }

    public int CountAccessPointStations()
    {
        return Stations;
    }

    public bool RunsAccessPoint(string name, string password)
    {
        return _runningName == name && _runningPassword == password;
    }

    public bool StoreAccessPoint(string name, string password)
    {
        if (StoreRefuses)
        {
            return false;
        }

        if (_apName != name || _apPassword != password)
        {
            OwnWrites++;
            _apName = name;
            _apPassword = password;
        }

        return true;
    }

    /// <summary>What the platform does at its start.</summary>
    public void StartAnew()
    {
        if (ForgetsOwnNetwork)
        {
            _apName = "";
            _apPassword = "";
        }

        _runningName = _apName;
        _runningPassword = _apPassword;
    }

    public void ShowAccessPoint(string name, string password, bool isLater)
    {
        ShownLater = isLater;
    }

    public long UnixMs = -1;

    public void SetTime(long unixSeconds)
    {
    }

    public long ReadUnixMs()
    {
        return UnixMs;
    }

    private void Interrupt()
    {
        if (GivesUpInside != null)
        {
            RadioWorker worker = GivesUpInside;
            GivesUpInside = null;
            worker.GiveUp();
        }
    }
}
