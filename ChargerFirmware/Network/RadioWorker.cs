using System.Threading;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Network;

/// <summary>Does on a thread of its own what a radio's library waits for: joining and searching, one after the other. Any thread may begin, give up and read.</summary>
public sealed class RadioWorker
{
    /// <summary>The library's goodbye to what was before must be over, or it is taken for the outcome of what comes next.</summary>
    public const int SettleMs = 500;

    /// <summary>An older measurement of the signal is none.</summary>
    public const int RssiAgeMs = 60000;

    // How often to look, should the library say nothing: while an address is awaited, and else. A look allocates some 500 bytes on the device.
    private const int EagerLookMs = 250;
    private const int LookMs = 5000;

    private const int NoJob = 0;
    private const int JoinJob = 1;
    private const int SearchJob = 2;

    private readonly IWifiDriver _driver;
    private readonly IClock _clock;
    private readonly JoinPace _pace = new JoinPace();
    private readonly WifiScan _found = new WifiScan();
    private readonly AutoResetEvent _wake = new AutoResetEvent(false);
    private readonly object _lock = new object();
    private string _name;
    private string _password;
    private string _storedName;
    private bool _hasShown;
    private int _refusal;
    private int _job;
    private bool _isBusy;
    private int _attempt;
    private int _state;
    private string _address;
    private string _mask;
    private int _ownStations;
    private bool _isScanDone;
    private long _scanMs;

    public RadioWorker(IWifiDriver driver, IClock clock)
    {
        _driver = driver;
        _clock = clock;
        driver.WakeOn(_wake);
    }

    /// <summary>A <see cref="StationState"/>.</summary>
    public int State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    /// <summary>Null while there is none.</summary>
    public string Address
    {
        get
        {
            lock (_lock)
            {
                return _state == StationState.Online ? _address : null;
            }
        }
    }

    /// <summary>Of the address; null while there is none.</summary>
    public string Mask
    {
        get
        {
            lock (_lock)
            {
                return _state == StationState.Online ? _mask : null;
            }
        }
    }

    public int OwnStations
    {
        get
        {
            lock (_lock)
            {
                return _ownStations;
            }
        }
    }

    /// <summary>What the newest search has measured, if that is not long ago: the library measures in no other way.</summary>
    public int RssiDbmOf(string name)
    {
        lock (_lock)
        {
            if (_clock.NowMs - _scanMs < RssiAgeMs)
            {
                for (int i = 0; i < _found.Count; i++)
                {
                    if (_found.Names[i] == name)
                    {
                        return _found.RssiDbm[i];
                    }
                }
            }

            return int.MinValue;
        }
    }

    /// <summary>Begins to join the stored network; false while something else is under way.</summary>
    public bool BeginStored(string storedName)
    {
        return Begin(JoinJob, null, null, storedName);
    }

    /// <summary>Begins to join any network; false while something else is under way.</summary>
    public bool BeginTry(string name, string password)
    {
        return Begin(JoinJob, name, password, null);
    }

    /// <summary>Begins to look for networks; false while something else is under way.</summary>
    public bool BeginScan()
    {
        return Begin(SearchJob, null, null, null);
    }

    /// <summary>Leaves the network, or does not wait any more for what was begun; a search goes on.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            // What is under way ends soon, and its outcome counts no more.
            _attempt++;
            _state = StationState.Off;
            if (_job == JoinJob)
            {
                _job = NoJob;
            }
        }

        _driver.Disconnect();
    }

    /// <summary>The stored credentials are others now.</summary>
    public void ForgetPace()
    {
        lock (_lock)
        {
            _pace.Reset();
            _hasShown = false;
        }
    }

    public bool TakeScan(WifiScan into)
    {
        lock (_lock)
        {
            if (!_isScanDone)
            {
                return false;
            }

            _isScanDone = false;
            into.CopyFrom(_found);
            return true;
        }
    }

    /// <summary>The worker thread; it ends with the machine.</summary>
    public void Run()
    {
        while (true)
        {
            _wake.WaitOne(State == StationState.Joined ? EagerLookMs : LookMs, false);
            Work();
        }
    }

    /// <summary>Does what was begun, and looks at what is. Waits.</summary>
    public void Work()
    {
        int job;
        int attempt;
        lock (_lock)
        {
            job = _job;
            attempt = _attempt;
            _job = NoJob;
            _isBusy = job != NoJob;
        }

        if (job == JoinJob)
        {
            Join(attempt);
        }
        else if (job == SearchJob)
        {
            SearchNetworks(true);
        }

        lock (_lock)
        {
            _isBusy = false;
        }

        Look();
    }

    private bool Begin(int job, string name, string password, string storedName)
    {
        lock (_lock)
        {
            if (_isBusy || _job != NoJob)
            {
                return false;
            }

            _job = job;
            if (job == JoinJob)
            {
                _attempt++;
                _state = StationState.Joining;
                _name = name;
                _password = password;
                _storedName = storedName;
            }
        }

        _wake.Set();
        return true;
    }

    private void Join(int attempt)
    {
        _driver.Disconnect();
        _clock.Sleep(SettleMs);
        int outcome = !IsWanted(attempt) ? StationState.Off : _name != null ? _driver.Join(_name, _password) : JoinStored(attempt);
        _password = null;
        lock (_lock)
        {
            if (attempt != _attempt)
            {
                outcome = StationState.Off;
            }
            else
            {
                _state = outcome;
            }
        }

        if (outcome != StationState.Joined)
        {
            // Else the library would go on by itself, and leave the own network's channel for it again and again.
            _driver.Disconnect();
        }
    }

    private bool IsWanted(int attempt)
    {
        lock (_lock)
        {
            return attempt == _attempt;
        }
    }

    private int JoinStored(int attempt)
    {
        int sight = !_pace.WantsSearch || !SearchNetworks(false) ? JoinPace.Seen : SightOfStored();
        if (sight != JoinPace.Seen && !_pace.MayJoin(_clock.NowMs, sight))
        {
            return StationState.NotFound;
        }

        if (!IsWanted(attempt))
        {
            return StationState.Off;
        }

        // In a network that is there and has refused us often, its last word still stands.
        if (_pace.MayJoin(_clock.NowMs, sight))
        {
            _refusal = _driver.Join(null, null);
            lock (_lock)
            {
                _pace.Note(_refusal == StationState.Joined, _refusal != StationState.NotFound, _clock.NowMs);
            }
        }

        return _refusal;
    }

    // A runtime that lists no hidden networks (ESP32) does not tell one that is away from one that hides its name: that it has shown itself before does.
    private int SightOfStored()
    {
        if (RssiDbmOf(_storedName) != int.MinValue)
        {
            return JoinPace.Seen;
        }

        lock (_lock)
        {
            return _found.IsIncomplete || !_hasShown ? JoinPace.Perhaps : JoinPace.Away;
        }
    }

    private bool SearchNetworks(bool isAsked)
    {
        WifiScan found = new WifiScan { Sought = _storedName };
        bool isDone = _driver.Scan(found);
        lock (_lock)
        {
            if (isDone)
            {
                _found.CopyFrom(found);
                _scanMs = _clock.NowMs;
                _hasShown |= found.Has(_storedName);
            }

            // A search that failed has ended too: it has found nothing new.
            _isScanDone |= isAsked;
        }

        return isDone;
    }

    private void Look()
    {
        string address = _driver.ReadStationAddress();
        string mask = address == null ? null : address == _address ? _mask : _driver.ReadStationMask();
        int ownStations = _driver.CountAccessPointStations();
        bool isLost;
        lock (_lock)
        {
            _address = address;
            _mask = mask;
            _ownStations = ownStations;
            if (_state == StationState.Joined && address != null)
            {
                _state = StationState.Online;
            }

            isLost = _state == StationState.Online && address == null;
            if (isLost)
            {
                _state = StationState.Off;
            }
        }

        if (isLost)
        {
            _driver.Disconnect();
        }
    }
}
