using ChargerFirmware.Can;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Control;

/// <summary>What the control thread runs, whichever the role: passes for the lines, a tick for the decision, commands in, a snapshot and their results out.</summary>
/// <remarks>
/// Passes at least every 5 ms and ticks every 100 ms. Made and shut down by the main thread, passed by its own. Other threads reach it through <see cref="CommandQueue"/>
/// and learn from <see cref="SnapshotBoard"/>; the few flags below are plain words that one side sets and the other reads.
/// </remarks>
public abstract class TickLoop : ISnapshotSource
{
    public const int TickMs = 100;

    /// <summary>The longest sleep between two passes.</summary>
    public const int MaxSleepMs = 5;

    // Fields, for the roles: they are read in every pass, and a property is a call there.
    protected readonly IClock Clock;
    protected readonly ICanBus Can;
    protected readonly Log Log;
    protected readonly IDac Dac;
    protected readonly FaultRegister Faults = new FaultRegister();
    protected readonly ChargeEnable Enable;
    protected ChargeSettings Settings;
    protected bool IsEnding;

    private readonly CanSetup _canSetup;
    private readonly SnapshotBoard _board;
    private readonly CommandQueue _commands;
    private readonly int[] _tickets = new int[CommandQueue.Capacity];
    private readonly int[] _results = new int[CommandQueue.Capacity];
    private readonly long _startedMs;

    // There while the bus is off only, as its stand-in: 400 bytes on the device.
    private CanHealth _disabledCan;
    private int _taken;
    private long _nextTickMs;
    private long _tickMs;
    private int _events;
    private long _latchedFaults;
    private int _lastState = -1;
    private int _lastMode = -1;
    private int _lastFaultChanges = -1;
    private bool _storageFailed;
    private bool _journalFailed;

    protected TickLoop(IClock clock, ICanBus can, SnapshotBoard board, CommandQueue commands, Log log, ILine chargeEnable, IDac dac)
    {
        Clock = clock;
        Can = can;
        Log = log;
        Dac = dac;
        Enable = new ChargeEnable(chargeEnable);
        _canSetup = new CanSetup(can);
        _board = board;
        _commands = commands;
        _startedMs = clock.NowMs;
        _nextTickMs = _startedMs;
    }

    /// <summary>Milliseconds that the thread may sleep before the next <see cref="Pass"/>.</summary>
    public int WaitMs
    {
        get
        {
            int wait = LineWaitMs();
            long untilTick = _nextTickMs - Clock.NowMs;
            return untilTick >= wait ? wait : untilTick < 1 ? 1 : (int)untilTick;
        }
    }

    /// <summary>Passes and their times.</summary>
    public ThreadHealth PassHealth { get; } = new ThreadHealth();

    /// <summary>Decisions since the start, and the longest time that one took.</summary>
    public ThreadHealth TickHealth { get; } = new ThreadHealth();

    /// <summary>True once a shutdown has been asked for and nothing is charged on our word any more, as far as that can be had.</summary>
    public bool IsShutDown { get; private set; }

    /// <summary>Any thread: asks for zero current and for the end.</summary>
    public void Shutdown()
    {
        IsEnding = true;
    }

    /// <summary>Any thread: whether the last attempt to store something failed.</summary>
    public void ReportStorage(bool failed)
    {
        _storageFailed = failed;
    }

    /// <summary>Any thread: whether the journal could not be stored or does not come back from the medium.</summary>
    public void ReportJournal(bool failed)
    {
        _journalFailed = failed;
    }

    /// <summary>The last word of a control thread that met a programming error: a stop, whatever the rest of it is worth. May throw what it met.</summary>
    public abstract void StopCharger();

    /// <summary>One round: the lines, and the tick when it is due.</summary>
    public void Pass()
    {
        long nowMs = Clock.NowMs;
        PassHealth.Begin(nowMs);

        // A command makes a tick of its own: its effect is promised within one protocol period, and the beat may be just ahead.
        bool isTickDue = nowMs >= _nextTickMs || _commands.HasWaiting;
        PassLines(isTickDue, nowMs);
        if (isTickDue)
        {
            TickHealth.Begin(nowMs);
            Tick(nowMs);
            TickHealth.End(Clock.NowMs);
            _nextTickMs = NextTick(nowMs);
        }

        PassHealth.End(Clock.NowMs);
    }

    /// <summary>For the board, within a tick.</summary>
    public virtual void Fill(ChargerSnapshot snapshot)
    {
        snapshot.EventCount = _events;
        snapshot.LatchedFaults = _latchedFaults;
        snapshot.NowMs = _tickMs;
        snapshot.UptimeMs = _tickMs - _startedMs;
        snapshot.Mode = ModeNow();
        snapshot.State = StateNow();
        snapshot.Can.CopyFrom(Health());
        snapshot.Faults.CopyFrom(Faults);
    }

    /// <summary>Milliseconds for which the lines need no pass, at most <see cref="MaxSleepMs"/>.</summary>
    protected abstract int LineWaitMs();

    /// <summary>The lines, in every pass; a tick that is due follows at once.</summary>
    protected abstract void PassLines(bool isTickDue, long nowMs);

    /// <summary>The decision, and its word to the charger. After the commands of this tick, before the snapshot.</summary>
    protected abstract void Decide(long nowMs);

    /// <summary>A <see cref="CommandResult"/>.</summary>
    protected abstract int Accept(int kind, int value, object payload, long nowMs);

    /// <summary>Nobody charges on our word any more; asked once an end has been asked for.</summary>
    protected abstract bool IsQuiet();

    /// <summary>A <see cref="ChargeState"/>.</summary>
    protected abstract int StateNow();

    /// <summary>A <see cref="ChargeMode"/>.</summary>
    protected abstract int ModeNow();

    /// <summary>Runs the bus as the settings say, listening for one id (or for all, where <paramref name="mask"/> is 0). True when it was started anew.</summary>
    protected bool FollowCanSettings(uint id, uint mask, bool extended)
    {
        _disabledCan = Settings.CanEnabled ? null : new CanHealth { State = CanState.Disabled };
        return _canSetup.Follow(Settings, id, mask, extended);
    }

    protected CanHealth Health()
    {
        return Settings.CanEnabled ? Can.Health : _disabledCan;
    }

    private void Tick(long nowMs)
    {
        _tickMs = nowMs;
        if (Settings.CanEnabled)
        {
            Can.Pass(nowMs);
        }

        TakeCommands(nowMs);
        Faults.Set(FaultCode.StorageFailed, _storageFailed, nowMs);
        Faults.Set(FaultCode.JournalFailed, _journalFailed, nowMs);
        Decide(nowMs);
        CountEvents();
        _board.Publish(this);
        TellResults();
        IsShutDown = IsEnding && IsQuiet();
    }

    private long NextTick(long nowMs)
    {
        long onTheBeat = _nextTickMs + TickMs;
        return nowMs < _nextTickMs ? _nextTickMs : onTheBeat > nowMs ? onTheBeat : nowMs + TickMs;
    }

    private void TakeCommands(long nowMs)
    {
        for (int ticket = _commands.Take(); ticket >= 0; ticket = _taken < CommandQueue.Capacity ? _commands.Take() : -1)
        {
            _tickets[_taken] = ticket;
            _results[_taken] = Accept(_commands.KindOf(ticket), _commands.ValueOf(ticket), _commands.PayloadOf(ticket), nowMs);
            _taken++;
        }
    }

    // After the snapshot: who learns the result finds what it has changed there.
    private void TellResults()
    {
        for (int i = 0; i < _taken; i++)
        {
            _commands.Complete(_tickets[i], _results[i]);
        }

        _taken = 0;
    }

    private void CountEvents()
    {
        int state = StateNow();
        int mode = ModeNow();
        if (state != _lastState || mode != _lastMode || Faults.Changes != _lastFaultChanges)
        {
            _lastState = state;
            _lastMode = mode;
            _lastFaultChanges = Faults.Changes;
            _latchedFaults = Faults.LatchedMask();
            _events++;
        }
    }
}
