using ChargerFirmware.Core;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Network;

/// <summary>The charger's own network: opened when there is no other one, or on a press of the set-up button; closed again when it is of no more use. Network thread only.</summary>
public sealed class AccessPoint
{
    /// <summary>It stays so long after the charger is on the owner's network: the phone that set it up reads there how that went.</summary>
    public const int LingerMs = 120000;

    /// <summary>It stays at least so long after a press: time to find a phone and to type the password.</summary>
    public const int PressedMs = 300000;

    /// <summary>A radio that has not opened it within this time is told again.</summary>
    public const int StartLimitMs = 10000;

    private readonly INetwork _network;
    private readonly ISystem _system;
    private readonly SettingValues _values;
    private readonly SettingStore _store;
    private readonly Log _log;
    private string _password;
    private long _fallbackMs;
    private int _settingsVersion = -1;
    private long _startedMs;
    private long _holdUntilMs = long.MinValue;

    public AccessPoint(INetwork network, ISystem system, SettingValues values, SettingStore store, Log log, string name)
    {
        _network = network;
        _system = system;
        _values = values;
        _store = store;
        _log = log;
        Name = name;
        _password = values.TextOf(values.Table.WifiApPassword);
    }

    public string Name { get; }

    /// <summary>It has been told to open.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Stations are asked for only while it is on.</summary>
    public int Stations => IsOn ? _network.AccessPointStations : 0;

    /// <summary>The set-up button was held: a new password, shown at the device, the own network at once, and no PIN any more. Who can hold it could as well erase the chip.</summary>
    public void Press(long nowMs)
    {
        bool hasPin = _values.IsSet(_values.Table.WebPin);
        if (MakePassword(true) && hasPin)
        {
            _log.Warning("web: the PIN is cleared by the set-up button");
        }

        _holdUntilMs = nowMs + PressedMs;
        Open(nowMs);
    }

    /// <summary>Opens or closes it.</summary>
    /// <param name="nowMs">The network's clock.</param>
    /// <param name="station">What it depends on.</param>
    /// <param name="isSuspended">The radio cannot do both, and the station needs it now.</param>
    public void Pass(long nowMs, Station station, bool isSuspended)
    {
        if (!ApPassword.IsUsable(_password))
        {
            MakePassword(false);
        }

        bool isWanted = !isSuspended && IsWanted(nowMs, station);
        if (!isWanted)
        {
            if (IsOn)
            {
                IsOn = false;
                _network.StopAccessPoint();
                _log.Info("wifi: own network closed");
            }
        }
        else if (!IsOn)
        {
            Open(nowMs);
        }
        else if (_network.IsAccessPointUp)
        {
            _startedMs = nowMs;
        }
        else if (nowMs - _startedMs >= StartLimitMs)
        {
            _log.Warning("wifi: own network does not open");
            _startedMs = nowMs;
            _network.StartAccessPoint(Name, _password);
        }
    }

    private bool IsWanted(long nowMs, Station station)
    {
        if (_settingsVersion != _values.Version)
        {
            _settingsVersion = _values.Version;
            _fallbackMs = _values.NumberOf(_values.Table.WifiApFallbackSeconds) * 1000L;
        }

        if (nowMs < _holdUntilMs)
        {
            return true;
        }

        if (station.State == NetworkState.Online)
        {
            return IsOn && (Stations > 0 || nowMs - station.OnlineSinceMs < LingerMs);
        }

        // Nobody has chosen a network: there is nothing to wait for.
        return IsOn || (station.State == NetworkState.Unconfigured && !_network.HasCredentials)
            || nowMs - station.OfflineSinceMs >= _fallbackMs;
    }

    private void Open(long nowMs)
    {
        IsOn = true;
        _startedMs = nowMs;
        _network.StartAccessPoint(Name, _password);
        _network.ShowAccessPoint(Name, _password);
        _log.Info("wifi: own network " + Log.Cut(Name) + " opens");
    }

    private bool MakePassword(bool clearsPin)
    {
        _password = ApPassword.Make(_system);
        SettingChanges changes = new SettingChanges(_values.Table);
        changes.Set(_values.Table.WifiApPassword, _password);
        if (clearsPin)
        {
            changes.Set(_values.Table.WebPin, "");
        }

        if (_store.Commit(changes))
        {
            return true;
        }

        // The password works until the next start, which makes another one.
        _log.Warning("wifi: the new password of the own network could not be stored" + (clearsPin ? "; the PIN stays" : ""));
        return false;
    }
}
