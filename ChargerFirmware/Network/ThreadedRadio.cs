using ChargerFirmware.Ports;

namespace ChargerFirmware.Network;

/// <summary>The radio of a platform whose library waits and opens its own network at the start only, nanoFramework's on an ESP32. Network thread only.</summary>
/// <remarks>What was found about that library stands in ARCHITECTURE.md, section 8.</remarks>
public sealed class ThreadedRadio : INetwork
{
    private readonly IWifiDriver _driver;
    private readonly RadioWorker _worker;
    private readonly OwnNetworkStart _ownStart;
    private string _triedName;
    private string _triedPassword;
    private string _usedName;
    private bool _isOwnWanted;

    public ThreadedRadio(IWifiDriver driver, RadioWorker worker, OwnNetworkStart ownStart)
    {
        _driver = driver;
        _worker = worker;
        _ownStart = ownStart;
        StoredName = driver.ReadStoredName();
    }

    public string ChipId => _driver.ChipId;

    public bool CanDoBoth => true;

    public bool HasCredentials => StoredName != null;

    public string StoredName { get; private set; }

    public int StationState => _worker.State;

    public string StationAddress => _worker.Address;

    public string StationMask => _worker.Mask;

    public int StationRssiDbm => _worker.RssiDbmOf(_usedName);

    /// <summary>The library says no more than that it was opened at the start; nothing closes it.</summary>
    public bool IsAccessPointUp => _isOwnWanted && _driver.IsAccessPointOn;

    public string AccessPointAddress => _driver.AccessPointAddress;

    public int AccessPointStations => _worker.OwnStations;

    public bool HasDhcpServer => false;

    public bool NeedsRestart { get; private set; }

    public long UnixMs => _driver.ReadUnixMs();

    /// <summary>A lookup is done by the interpreter's own task there: while a name server is silent, every managed thread stands still, the control thread too.</summary>
    public bool CanLookUpNames => false;

    public bool BeginConnect()
    {
        _usedName = StoredName;
        return HasCredentials && _worker.BeginStored(StoredName);
    }

    public bool BeginTry(string name, string password)
    {
        _triedName = name;
        _triedPassword = password;
        _usedName = name;
        return _worker.BeginTry(name, password);
    }

    public bool KeepTried()
    {
        if (_triedPassword == null || !_driver.Store(_triedName, _triedPassword))
        {
            return false;
        }

        StoredName = _triedName;
        _triedPassword = null;
        _worker.ForgetPace();
        return true;
    }

    public bool ClearCredentials()
    {
        if (!_driver.Store("", ""))
        {
            return false;
        }

        StoredName = null;
        _worker.ForgetPace();
        return true;
    }

    public void Disconnect()
    {
        _worker.GiveUp();
    }

    public void StartAccessPoint(string name, string password)
    {
        _isOwnWanted = true;
        NeedsRestart |= _ownStart.Ask(name, password);
    }

    /// <summary>Nobody is served there any more. The platform goes on to show its name: that ends with a start only.</summary>
    public void StopAccessPoint()
    {
        _isOwnWanted = false;
    }

    public bool BeginScan()
    {
        return _worker.BeginScan();
    }

    public bool TakeScan(WifiScan into)
    {
        return _worker.TakeScan(into);
    }

    public void ShowAccessPoint(string name, string password)
    {
        _driver.ShowAccessPoint(name, password, NeedsRestart);
    }

    public string LookUp(string name)
    {
        return null;
    }

    public void SetTime(long unixSeconds)
    {
        _driver.SetTime(unixSeconds);
    }
}
