using ChargerFirmware.Ports;

namespace ChargerFirmware.Network;

/// <summary>Where the network thread and the others meet: its status and what it found go out, what a user asks for comes in. Any thread may call; the lock is held for a copy only.</summary>
public sealed class NetworkBoard
{
    private readonly object _lock = new object();
    private readonly NetworkStatus _status = new NetworkStatus();
    private readonly WifiScan _scan = new WifiScan();
    private bool _wantsConnect;
    private string _name;
    private string _password;
    private bool _wantsForget;
    private bool _wantsScan;

    /// <summary>Network thread.</summary>
    public void Publish(NetworkStatus status)
    {
        lock (_lock)
        {
            _status.CopyFrom(status);
        }
    }

    /// <summary>Network thread: lets the radio write what it has found in its place, so that no second list is needed; false while it searches.</summary>
    public bool TakeScan(INetwork network)
    {
        lock (_lock)
        {
            return network.TakeScan(_scan);
        }
    }

    /// <summary>What is true, with what a user has just asked for: that has begun, even if the network thread has not looked yet.</summary>
    public void Read(NetworkStatus into)
    {
        lock (_lock)
        {
            into.CopyFrom(_status);
            into.IsScanning |= _wantsScan;
            if (_wantsConnect || _wantsForget)
            {
                into.State = _wantsConnect ? NetworkState.Connecting : NetworkState.Unconfigured;
                into.LastError = NetworkError.None;
                into.FailedName = null;
                into.Name = _name;
                into.Address = null;
                into.RssiDbm = Core.Unknown.Number;
                into.Attempts = 0;
            }
        }
    }

    /// <summary>One of the networks found; false behind the last one.</summary>
    public bool ReadFound(int place, out string name, out int rssiDbm, out int secured)
    {
        lock (_lock)
        {
            bool isThere = place < _scan.Count;
            name = isThere ? _scan.Names[place] : null;
            rssiDbm = isThere ? _scan.RssiDbm[place] : 0;
            secured = isThere ? _scan.Secured[place] : 0;
            return isThere;
        }
    }

    /// <summary>Asks for a network; the newest wish counts.</summary>
    public void AskConnect(string name, string password)
    {
        lock (_lock)
        {
            _wantsConnect = true;
            _wantsForget = false;
            _name = name;
            _password = password;
        }
    }

    /// <summary>Asks to forget the stored network.</summary>
    public void AskForget()
    {
        lock (_lock)
        {
            _wantsForget = true;
            _wantsConnect = false;
            _name = null;
            _password = null;
        }
    }

    public void AskScan()
    {
        lock (_lock)
        {
            _wantsScan = true;
        }
    }

    /// <summary>Network thread: takes a wish for a network; the words are kept nowhere else.</summary>
    public bool TakeConnect(out string name, out string password)
    {
        lock (_lock)
        {
            bool wanted = _wantsConnect;
            name = _name;
            password = _password;
            if (wanted)
            {
                _wantsConnect = false;
                _name = null;
                _password = null;
            }

            return wanted;
        }
    }

    /// <summary>Network thread.</summary>
    public bool TakeForget()
    {
        lock (_lock)
        {
            bool wanted = _wantsForget;
            _wantsForget = false;
            return wanted;
        }
    }

    /// <summary>Network thread.</summary>
    public bool TakeScan()
    {
        lock (_lock)
        {
            bool wanted = _wantsScan;
            _wantsScan = false;
            return wanted;
        }
    }
}
