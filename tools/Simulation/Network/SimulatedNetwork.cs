using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using ChargerFirmware.Ports;
using Radio = ChargerFirmware.Ports.StationState;

namespace Simulation.Network;

/// <summary>The radio of an ESP32 among scripted routers. Any thread may change its world; time is the clock's.</summary>
public sealed class SimulatedNetwork(IClock clock) : INetwork
{
    private readonly Lock _lock = new();
    private (string Name, string Password)? _stored;
    private (string Name, string Password)? _tried;
    private (string Name, string Password)? _used;
    private int _state;
    private long _sinceMs;
    private bool _isScanning;
    private long _scanSinceMs;
    private bool _isApOn;
    private long _apSinceMs;

    public List<SimulatedRouter> Routers { get; } = [];

    public string ChipId { get; set; } = "A1B2C3";

    public bool CanDoBoth { get; set; } = true;

    /// <summary>How long the radio takes to find a network and prove the password.</summary>
    public int JoinMs { get; set; } = 2000;

    public int DhcpMs { get; set; } = 500;

    public int ScanMs { get; set; } = 2000;

    public int ApStartMs { get; set; } = 300;

    /// <summary>An attempt never comes to an end: the platform's flag 'connecting' stays up.</summary>
    public bool ConnectHangs { get; set; }

    /// <summary>And no new attempt can be begun while it is up.</summary>
    public bool RefusesToBegin { get; set; }

    public bool ScanHangs { get; set; }

    public bool AccessPointFails { get; set; }

    /// <summary>The platform's store for credentials refuses to write.</summary>
    public bool StoreRefuses { get; set; }

    /// <summary>How many times an attempt was begun.</summary>
    public int Attempts { get; private set; }

    public int AccessPointStarts { get; private set; }

    /// <summary>The words that the own network was last opened with.</summary>
    public string? ApName { get; private set; }

    public string? ApPassword { get; private set; }

    /// <summary>Where what is only for people at the device goes.</summary>
    public Action<string, string>? Shown { get; set; }

    /// <summary>What the platform's clock was set to, in seconds since 1970; 0 = never.</summary>
    public long UnixSeconds { get; private set; }

    /// <summary>The platform's own time of day.</summary>
    public long UnixMs { get; set; } = -1;

    public bool CanLookUpNames { get; set; } = true;

    /// <summary>How many names were looked up.</summary>
    public int LookUps { get; private set; }

    public int AccessPointStations { get; set; }

    public string AccessPointAddress { get; set; } = "192.168.4.1";

    public bool HasDhcpServer { get; set; } = true;

    public bool NeedsRestart { get; set; }

    public bool HasCredentials => _stored != null;

    public string? StoredName => _stored?.Name;

    /// <summary>For scripts only: the port has no such thing.</summary>
    public string? StoredPassword => _stored?.Password;

    public bool IsAccessPointUp => _isApOn && !AccessPointFails && clock.NowMs - _apSinceMs >= ApStartMs;

    public int StationState
    {
        get
        {
            lock (_lock)
            {
                Advance_NeedsLock();
                return _state;
            }
        }
    }

    public string? StationAddress => StationState == Radio.Online ? Router()?.Address : null;

    public string? StationMask => StationState == Radio.Online ? "255.255.255.0" : null;

    public int StationRssiDbm => Router()?.RssiDbm ?? int.MinValue;

    public void Store(string name, string password)
    {
        _stored = (name, password);
    }

    public bool BeginConnect()
    {
        return Begin(_stored);
    }

    public bool BeginTry(string name, string password)
    {
        _tried = (name, password);
        return Begin(_tried);
    }

    public bool KeepTried()
    {
        if (StoreRefuses)
        {
            return false;
        }

        _stored = _tried;
        return true;
    }

    public bool ClearCredentials()
    {
        if (StoreRefuses)
        {
            return false;
        }

        _stored = null;
        return true;
    }

    public void Disconnect()
    {
        lock (_lock)
        {
            _state = Radio.Off;
        }
    }

    public void StartAccessPoint(string name, string password)
    {
        AccessPointStarts++;
        ApName = name;
        ApPassword = password;
        _isApOn = true;
        _apSinceMs = clock.NowMs;
    }

    public void StopAccessPoint()
    {
        _isApOn = false;
        AccessPointStations = 0;
    }

    public bool BeginScan()
    {
        if (_isScanning || _state == Radio.Joining)
        {
            return false;
        }

        _isScanning = true;
        _scanSinceMs = clock.NowMs;
        return true;
    }

    public bool TakeScan(WifiScan into)
    {
        if (!_isScanning || ScanHangs || clock.NowMs - _scanSinceMs < ScanMs)
        {
            return false;
        }

        _isScanning = false;
        into.Clear();
        foreach (SimulatedRouter router in Routers.Where(r => r.IsUp).OrderByDescending(r => r.RssiDbm))
        {
            into.Add(router.Name, router.RssiDbm, router.Password.Length > 0 ? 1 : 0);
        }

        return true;
    }

    public void ShowAccessPoint(string name, string password)
    {
        Shown?.Invoke(name, password);
    }

    public string? LookUp(string name)
    {
        LookUps++;
        try
        {
            return Dns.GetHostAddresses(name, AddressFamily.InterNetwork).FirstOrDefault()?.ToString();
        }
        catch (SocketException)
        {
            // There is no such name, or nobody to ask.
            return null;
        }
        catch (ArgumentException)
        {
            // What was given is no name at all.
            return null;
        }
    }

    public void SetTime(long unixSeconds)
    {
        UnixSeconds = unixSeconds;
    }

    private SimulatedRouter? Router()
    {
        // No closure: tests count what the firmware allocates.
        foreach (SimulatedRouter router in Routers)
        {
            if (router.IsUp && router.Name == _used?.Name)
            {
                return router;
            }
        }

        return null;
    }

    private bool Begin((string Name, string Password)? credentials)
    {
        lock (_lock)
        {
            if (RefusesToBegin || credentials == null)
            {
                return false;
            }

            Attempts++;
            _used = credentials;
            _state = Radio.Joining;
            _sinceMs = clock.NowMs;
            return true;
        }
    }

    private void Advance_NeedsLock()
    {
        long tookMs = clock.NowMs - _sinceMs;
        SimulatedRouter? router = Router();
        switch (_state)
        {
            case Radio.Joining when !ConnectHangs && tookMs >= JoinMs:
                _state = router == null ? Radio.NotFound
                    : router.Password != _used!.Value.Password ? Radio.WrongPassword : Radio.Joined;
                _sinceMs = clock.NowMs;
                break;
            case Radio.Joined when router != null && router.GivesAddresses && tookMs >= DhcpMs:
                _state = Radio.Online;
                break;
            case Radio.Joined or Radio.Online when router == null:
                _state = Radio.Off;
                break;
        }
    }
}
