using System;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Network;

/// <summary>Everything of the network on one thread: each part does what is due and returns.</summary>
/// <remarks>One thread calls <see cref="Run"/>, or a test calls <see cref="Pass"/>. Any thread may call <see cref="Stop"/>. Nothing here can hold up or end the charge.</remarks>
public sealed class NetworkLoop
{
    /// <summary>A phone waits some 100 ms for a name without noticing.</summary>
    public const int PassMs = 25;

    // After an error that nobody has foreseen: the rest of the charger goes on, and so does this, but not in a storm of log lines.
    private const int RestMs = 5000;

    // Of every platform's own network so far; the address server tells the same.
    private const string AccessPointMask = "255.255.255.0";

    private readonly INetwork _network;
    private readonly IClock _clock;
    private readonly Log _log;
    private readonly Provisioning _provisioning;
    private readonly DnsServer _dns;
    private readonly DhcpServer _dhcp;
    private readonly MdnsResponder _mdns;
    private readonly TimeSync _time;
    private readonly string _mdnsAddress;
    private bool _isStopping;

    /// <param name="network">The radio.</param>
    /// <param name="clock">Real time.</param>
    /// <param name="system">For passwords.</param>
    /// <param name="values">Settings in force.</param>
    /// <param name="store">Where the own network's password is kept.</param>
    /// <param name="wall">Is told the time.</param>
    /// <param name="log">Hears what happens.</param>
    /// <param name="led">Low lights it; null where there is none.</param>
    /// <param name="button">Low while pressed; null where there is none.</param>
    /// <param name="options">Ports.</param>
    public NetworkLoop(INetwork network, IClock clock, ISystem system, SettingValues values, SettingStore store, WallClock wall, Log log, ILine led, ILine button, NetworkOptions options)
    {
        _network = network;
        _clock = clock;
        _log = log;
        Name = DeviceName.Of(values.TextOf(values.Table.DeviceName), network.ChipId);
        NetworkBuffers buffers = new NetworkBuffers();
        AccessPoint accessPoint = new AccessPoint(network, system, values, store, log, Name);
        _provisioning = new Provisioning(network, Board, new Station(network, log, clock.NowMs), accessPoint, led, button);
        _dns = new DnsServer(buffers, log, options.DnsPort);
        _dhcp = new DhcpServer(buffers, log, network.HasDhcpServer ? 0 : options.DhcpPort);
        _mdns = new MdnsResponder(DeviceName.LabelOf(Name), system, buffers, log, options.MdnsPort);
        _mdnsAddress = options.MdnsAddress;
        _time = new TimeSync(network, system, values, wall, clock, buffers, log);
    }

    /// <summary>Where other threads read and ask.</summary>
    public NetworkBoard Board { get; } = new NetworkBoard();

    /// <summary>The charger's name.</summary>
    public string Name { get; }

    /// <summary>For instance "charger-b2c3.local"; null while there is none. Any thread.</summary>
    public string MdnsName => _mdns.Name;

    /// <summary>Grows with every pass: a supervisor sees that the thread lives.</summary>
    public int Passes { get; private set; }

    /// <summary>The port of the page. Before the start.</summary>
    public void TellPort(int httpPort)
    {
        _mdns.HttpPort = httpPort;
    }

    /// <summary>The network thread.</summary>
    public void Run()
    {
        while (!_isStopping)
        {
            try
            {
                Pass();
                _clock.Sleep(PassMs);
            }
            catch (Exception e)
            {
                // A platform's radio may throw what it likes: that is no reason to stop charging.
                _log.Error("network: " + e.Message);
                _clock.Sleep(RestMs);
            }
        }

        _dns.Close();
        _dhcp.Close();
        _mdns.Close();
        _time.Close();
    }

    public void Stop()
    {
        _isStopping = true;
    }

    /// <summary>One round over everything.</summary>
    public void Pass()
    {
        long nowMs = _clock.NowMs;
        _provisioning.Pass(nowMs);
        NetworkStatus status = _provisioning.Status;
        _dns.Pass(status, nowMs);
        _dhcp.Pass(status, nowMs);
        bool isOnline = status.State == NetworkState.Online;
        string address = isOnline ? status.Address : status.IsAccessPointUp ? status.AccessPointAddress : null;
        if (address == null || _mdnsAddress == null)
        {
            _mdns.Pass(address, isOnline ? _network.StationMask : AccessPointMask, nowMs);
        }
        else
        {
            // A card of the PC, whose network the firmware does not know.
            _mdns.Pass(_mdnsAddress, null, nowMs);
        }

        _time.Pass(status, nowMs);
        Passes++;
    }
}
