using ChargerFirmware.Ports;

namespace ChargerFirmware.Network;

/// <summary>Looks for networks when somebody asks. Network thread only.</summary>
public sealed class Scanner
{
    /// <summary>A search of the ESP32's runtime listens half a second on each of 13 channels: not again and again because a page asks.</summary>
    public const int RestMs = 15000;

    /// <summary>A search that has not ended is given up.</summary>
    public const int LimitMs = 15000;

    private readonly INetwork _network;
    private readonly NetworkBoard _board;
    private bool _isWanted;
    private bool _isRunning;
    private bool _hasRun;
    private long _sinceMs;

    public Scanner(INetwork network, NetworkBoard board)
    {
        _network = network;
        _board = board;
    }

    public bool IsBusy => _isWanted || _isRunning;

    public void Ask(long nowMs)
    {
        if (!IsBusy && (!_hasRun || nowMs - _sinceMs >= RestMs))
        {
            _isWanted = true;
            _sinceMs = nowMs;
        }
    }

    /// <param name="nowMs">The network's clock.</param>
    /// <param name="maySearch">False while the radio is busy with an attempt to join.</param>
    public void Pass(long nowMs, bool maySearch)
    {
        if (_isRunning && _board.TakeScan(_network))
        {
            End(nowMs);
        }
        else if (IsBusy && nowMs - _sinceMs >= LimitMs)
        {
            End(nowMs);
        }
        else if (_isWanted && maySearch && _network.BeginScan())
        {
            _isWanted = false;
            _isRunning = true;
            _sinceMs = nowMs;
        }
    }

    private void End(long nowMs)
    {
        _isWanted = false;
        _isRunning = false;
        _hasRun = true;
        _sinceMs = nowMs;
    }
}
