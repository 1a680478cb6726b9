using ChargerFirmware.Control;
using ChargerFirmware.Settings;
using Simulation;

namespace VirtualCharger;

/// <summary>Keeps the simulated charger fitting to the settings, as an owner does who changes the charger and then says so. One thread.</summary>
public sealed class SiteFollower
{
    // The firmware stops the old charger in the old protocol first, and its status confirms that within a second; only then is it exchanged.
    private const int ExchangeAfterMs = 1500;

    private readonly SimulatedSite _site;
    private readonly SettingValues _values;
    private readonly bool _hasCharger;
    private readonly ChargerSnapshot _snapshot = new();
    private bool? _isNode;
    private string _protocol = "";
    private int _pair;
    private int _bitsPerSecond;
    private long _differsSinceMs = -1;

    /// <param name="site">Where the charger stands.</param>
    /// <param name="values">What is set.</param>
    /// <param name="hasCharger">False: nobody is on the bus, whatever is set.</param>
    public SiteFollower(SimulatedSite site, SettingValues values, bool hasCharger)
    {
        _site = site;
        _values = values;
        _hasCharger = hasCharger;
    }

    /// <summary>Puts the charger there that these settings choose.</summary>
    public void Exchange(SettingValues values)
    {
        _protocol = ProtocolOf(values);
        _pair = values.NumberOf(values.Table.TcPair);
        _bitsPerSecond = values.OptionNumber(values.Table.CanBitRate);
        _site.UseCharger(_hasCharger ? _protocol : null, _pair, _bitsPerSecond);
    }

    /// <summary>A look at the settings and at what the firmware tells.</summary>
    public void Pass(SnapshotBoard snapshots)
    {
        snapshots.Read(_snapshot);
        if (_site.FollowedPack != null && _snapshot.PackOnline)
        {
            lock (_site.World.Sync)
            {
                _site.FollowedPack.MilliVolts = _snapshot.Battery.PackMilliVolts;
            }
        }

        long nowMs = _site.World.Clock.NowMs;
        if (!Differs())
        {
            _differsSinceMs = -1;
        }
        else if (_differsSinceMs < 0)
        {
            _differsSinceMs = nowMs;
        }
        else if (nowMs - _differsSinceMs >= ExchangeAfterMs)
        {
            Exchange(_values);
            _differsSinceMs = -1;
        }
    }

    // A node has an analogue charger at its output, whatever a charger in its place would speak. The role is that of the start.
    private string ProtocolOf(SettingValues values)
    {
        _isNode ??= values.TextOf(values.Table.DeviceRole) == "node";
        return _isNode.Value ? "analog" : values.TextOf(values.Table.ChargerProtocol);
    }

    private bool Differs()
    {
        return _protocol != ProtocolOf(_values)
            || _pair != _values.NumberOf(_values.Table.TcPair)
            || _bitsPerSecond != _values.OptionNumber(_values.Table.CanBitRate);
    }
}
