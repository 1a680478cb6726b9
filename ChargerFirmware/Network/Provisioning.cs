using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Network;

/// <summary>The charger's way onto a network as a whole: station, own network, button, LED, and what a user asks for. Network thread only; no call waits.</summary>
public sealed class Provisioning
{
    private readonly INetwork _network;
    private readonly NetworkBoard _board;
    private readonly Station _station;
    private readonly AccessPoint _accessPoint;
    private readonly Scanner _scanner;
    private readonly SetupButton _button;
    private readonly ILine _led;
    private readonly NetworkStatus _status = new NetworkStatus();
    private bool _isLit;

    /// <param name="network">The radio.</param>
    /// <param name="board">Where its status goes and wishes come from.</param>
    /// <param name="station">Made for this radio.</param>
    /// <param name="accessPoint">Made for this radio.</param>
    /// <param name="led">Low lights it; null where there is none.</param>
    /// <param name="button">Low while pressed; null where there is none.</param>
    public Provisioning(INetwork network, NetworkBoard board, Station station, AccessPoint accessPoint, ILine led, ILine button)
    {
        _network = network;
        _board = board;
        _station = station;
        _accessPoint = accessPoint;
        _scanner = new Scanner(network, board);
        _button = new SetupButton(button);
        _led = led;
        Light(false);
    }

    /// <summary>What is true now, as it was published.</summary>
    public NetworkStatus Status => _status;

    public void Pass(long nowMs)
    {
        if (_button.Pass(nowMs))
        {
            _accessPoint.Press(nowMs);
        }

        TakeWishes(nowMs);
        bool isShared = _network.CanDoBoth;
        _station.Pass(nowMs, !_scanner.IsBusy && (isShared || _accessPoint.Stations == 0));
        _accessPoint.Pass(nowMs, _station, !isShared && _station.State == NetworkState.Connecting);
        _scanner.Pass(nowMs, _station.State != NetworkState.Connecting);
        Publish();
        bool isOnline = _status.State == NetworkState.Online;
        if (isOnline != _isLit)
        {
            Light(isOnline);
        }
    }

    private void TakeWishes(long nowMs)
    {
        string name;
        string password;
        if (_board.TakeConnect(out name, out password))
        {
            _station.Use(name, password, nowMs);
        }

        if (_board.TakeForget())
        {
            _station.Forget(nowMs);
        }

        if (_board.TakeScan())
        {
            _scanner.Ask(nowMs);
        }
    }

    private void Publish()
    {
        bool isOnline = _station.State == NetworkState.Online;
        _status.State = _station.State;
        _status.LastError = _station.LastError;
        _status.FailedName = _station.FailedName;
        _status.Name = _station.Name;
        _status.Address = isOnline ? _network.StationAddress : null;
        _status.RssiDbm = isOnline ? _network.StationRssiDbm : Unknown.Number;
        _status.Attempts = _station.Attempts;
        _status.NextAttemptMs = _station.NextAttemptMs;
        _status.IsAccessPointUp = _accessPoint.IsOn && _network.IsAccessPointUp;
        _status.AccessPointName = _accessPoint.Name;
        _status.AccessPointAddress = _network.AccessPointAddress;
        _status.AccessPointStations = _accessPoint.Stations;
        _status.IsScanning = _scanner.IsBusy;
        _board.Publish(_status);
    }

    private void Light(bool isLit)
    {
        _isLit = isLit;
        if (_led != null)
        {
            // The LED hangs between 3.3 V and the pin (hardware/README).
            _led.Write(!isLit);
        }
    }
}
