using System;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Journal;

/// <summary>What the charger remembers of itself: totals, sessions, black box, history. The main thread lets it look, a thread of its own stores, the web thread reads.</summary>
/// <remarks>
/// Nothing here is called by the control thread, and nothing here waits while it holds a lock: a medium that takes seconds holds up the journal's own thread and nobody else.
/// Rhythms follow the control clock, like everything that is measured; only the thread's sleep and its patience with the medium are real time.
/// </remarks>
public sealed class ChargeJournal : ISnapshotReader
{
    /// <summary>A sample this often.</summary>
    public const int SampleMs = 1000;

    /// <summary>What is new is stored this often: 10 s are promised, and a round and a write take their time.</summary>
    public const int StoreMs = 9000;

    /// <summary>A fault that comes is stored at once, but not more often: one that flutters must not wear the flash out. The next one waits for the rhythm.</summary>
    public const int FaultStoreMs = 60000;

    /// <summary>A round of the thread.</summary>
    public const int RoundMs = 100;

    // A medium that refuses is not asked again at once.
    private const int RetryMs = 5000;

    // A write takes some tens of milliseconds; whoever reads for a browser does not wait for one that takes longer.
    private const int StuckMs = 1000;

    private readonly IClock _clock;
    private readonly IClock _realClock;
    private readonly WallClock _wall;
    private readonly SnapshotBoard _board;
    private readonly Log _log;

    // Main thread
    private int _events;
    private bool _isSampleDue;
    private long _nextSampleMs = -1;
    private long _nextFaultStoreMs = long.MinValue;
    private int _faultChanges = -1;
    private long _faultsNow;
    private long _faultsSince;

    // Journal thread
    private long _nextStoreMs;
    private long _retryMs = long.MinValue;
    private int _stopEnd = -1;

    // Set by one thread, read by another: whole words.
    private bool _isStoreWanted;
    private bool _isStopping;
    private bool _isGivenUp;
    private long _busySinceMs = -1;
    private long _startedMs;

    /// <summary>Reads the totals. Main thread, before the control loop is made.</summary>
    /// <param name="clock">The control loop's clock.</param>
    /// <param name="realClock">That of people and media.</param>
    /// <param name="wall">The time of day.</param>
    /// <param name="board">Where the snapshots are.</param>
    /// <param name="storage">The medium.</param>
    /// <param name="log">Hears what failed.</param>
    /// <param name="run">Which start of the firmware this is.</param>
    public ChargeJournal(IClock clock, IClock realClock, WallClock wall, SnapshotBoard board, IStorage storage, Log log, int run)
    {
        _clock = clock;
        _realClock = realClock;
        _wall = wall;
        _board = board;
        _log = log;
        Run = run;
        Sessions = new SessionLog(storage, Counters, log, run);
        BlackBox = new BlackBox(storage, Counters, run);
        _nextStoreMs = clock.NowMs + StoreMs;
        _startedMs = clock.NowMs;
    }

    public SessionLog Sessions { get; }

    public BlackBox BlackBox { get; }

    public History History { get; } = new History();

    public JournalCounters Counters { get; } = new JournalCounters();

    public ThreadHealth Health { get; } = new ThreadHealth();

    /// <summary>Which start of the firmware this is.</summary>
    public int Run { get; }

    /// <summary>The ring has been looked through: it can be read.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>What is new could not be stored the last time.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The time of day, or -1.</summary>
    public long UnixMs => _wall.UnixMs;

    /// <summary>The control clock since the start, as telemetry counts it.</summary>
    public long UptimeMs => _clock.NowMs - _startedMs;

    /// <summary>Whether the medium answers at once, as far as one knows: whoever must not wait asks first.</summary>
    public bool CanRead
    {
        get
        {
            long since = _busySinceMs;
            return IsLoaded && (since < 0 || _realClock.NowMs - since < StuckMs);
        }
    }

    /// <summary>Main thread, about every 100 ms: takes a sample when it is time or when a fault has come.</summary>
    public void Look()
    {
        long nowMs = _clock.NowMs;
        int events = _board.EventCount;
        _isSampleDue = nowMs >= _nextSampleMs;
        if (events == 0 || (!_isSampleDue && events == _events))
        {
            return;
        }

        _events = events;
        if (_isSampleDue)
        {
            // On the beat, unless it is the first one or somebody was away for longer.
            bool isLate = _nextSampleMs < 0 || nowMs - _nextSampleMs >= SampleMs;
            _nextSampleMs = isLate ? nowMs + SampleMs : _nextSampleMs + SampleMs;
        }

        _board.Read(this);
    }

    /// <summary>The board's lock is held.</summary>
    public void Take(ChargerSnapshot newest)
    {
        _startedMs = newest.NowMs - newest.UptimeMs;
        bool isNew = FollowFaults(newest.Faults);
        bool isUrgent = isNew && newest.NowMs >= _nextFaultStoreMs;
        if (_isSampleDue)
        {
            History.Add(newest);
        }

        if (_isSampleDue || isUrgent)
        {
            BlackBox.Add(newest, _faultsSince | _faultsNow);
            _faultsSince = 0;
        }

        if (isUrgent)
        {
            _nextFaultStoreMs = newest.NowMs + FaultStoreMs;
            _isStoreWanted = true;
        }
    }

    /// <summary>Journal thread: to the end.</summary>
    public void RunThread()
    {
        try
        {
            Load();
            while (!_isStopping)
            {
                Pass();
                _realClock.Sleep(RoundMs);
            }

            Finish();
        }
        catch (Exception e)
        {
            // A programming error here is no reason to end a charge: the charger goes on without a memory, and says so.
            _isGivenUp = true;
            HasFailed = true;
            _log.Error("journal: " + e.Message);
        }
    }

    /// <summary>Journal thread, before the first <see cref="Pass"/>.</summary>
    public void Load()
    {
        BlackBox.Load(new byte[BlackBox.MaxBlockLength]);
        IsLoaded = true;
    }

    /// <summary>Journal thread: one round.</summary>
    public void Pass()
    {
        long nowMs = _clock.NowMs;
        Health.Begin(nowMs);
        if (nowMs >= _retryMs)
        {
            bool isDue = nowMs >= _nextStoreMs || _isStoreWanted;
            if (isDue)
            {
                _isStoreWanted = false;
                _nextStoreMs = nowMs + StoreMs;
            }

            Store(isDue, nowMs);
        }

        Health.End(_clock.NowMs);
    }

    /// <summary>Any thread: the end. What is new is stored once more.</summary>
    /// <param name="end">A value of <see cref="SessionEnd"/> for a session that nobody has ended.</param>
    public void Stop(int end)
    {
        _stopEnd = end;
        _isStopping = true;
    }

    /// <summary>Journal thread, the last thing.</summary>
    public void Finish()
    {
        Store(true, _clock.NowMs);
        _busySinceMs = _realClock.NowMs;
        Sessions.Close(_stopEnd);
        _busySinceMs = -1;
    }

    private void Store(bool isDue, long nowMs)
    {
        long unixMs = _wall.UnixMs;
        _busySinceMs = _realClock.NowMs;

        // The totals first: they are what must not be lost.
        bool isStored = Sessions.Pass(_board, unixMs, isDue);
        isStored &= !isDue || BlackBox.Store(nowMs - _startedMs, unixMs);
        _busySinceMs = -1;
        if (isStored)
        {
            HasFailed = _isGivenUp || (HasFailed && !isDue);
            return;
        }

        _retryMs = nowMs + RetryMs;
        _nextStoreMs = _retryMs;
        if (!HasFailed)
        {
            HasFailed = true;
            _log.Warning("journal: the medium refused; it is asked again every " + (RetryMs / 1000).ToString() + " s");
        }
    }

    // What came and went between two samples is in the next one all the same. True when a fault is there that was not.
    private bool FollowFaults(FaultRegister faults)
    {
        if (faults.Changes == _faultChanges)
        {
            return false;
        }

        _faultChanges = faults.Changes;
        long mask = 0;
        for (int code = 0; code < FaultCode.Count; code++)
        {
            if (faults.IsActive(code))
            {
                mask |= 1L << code;
            }
        }

        bool isNew = (mask & ~_faultsNow) != 0;
        _faultsNow = mask;
        _faultsSince |= mask;
        return isNew;
    }
}
