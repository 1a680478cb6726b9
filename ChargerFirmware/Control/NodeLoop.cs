using ChargerFirmware.Can;
using ChargerFirmware.Charger.Analog;
using ChargerFirmware.Charger.Magnes;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Control;

/// <summary>The control thread of a node: listens for the magnes messages of another charger and drives its own 0..10 V output by their mode byte. Sends nothing, knows no battery.</summary>
/// <remarks>
/// This is the original's second board (canwithdac) without its faults: the output is 0 at the start, after three missed periods, and at a mode byte that is none of the three. The original kept its
/// last output then; but a byte that nobody has defined says only that the sender is not what we take it for, and that is no reason to go on charging.
/// A frame counts when it is extended, a data frame and 6 bytes long; a shorter one of an older sender has no mode and does not end a silence.
/// </remarks>
public sealed class NodeLoop : IControlLoop, ISnapshotSource
{
    /// <summary>Messages that may get lost.</summary>
    public const int MissedPeriods = 3;

    // A sender that starts together with us needs its own first seconds.
    private const int FirstMessageMs = 3000;

    // As of a charger's link: a bus that never pauses must not hold the loop.
    private const int MaxReceivesPerPass = 4;
    private const int ModeByte = 5;
    private const string Name = "node";

    private readonly IClock _clock;
    private readonly ICanBus _can;
    private readonly SnapshotBoard _board;
    private readonly CommandQueue _commands;
    private readonly Log _log;
    private readonly IDac _dac;
    private readonly ChargeStart _start;
    private readonly ChargeEnable _enable;
    private readonly FaultRegister _faults = new FaultRegister();
    private readonly CanHealth _disabledCan = new CanHealth { State = CanState.Disabled };
    private readonly BusSafety _bus;
    private readonly CanFrame _frame = new CanFrame();
    private readonly int[] _tickets = new int[CommandQueue.Capacity];
    private readonly int[] _results = new int[CommandQueue.Capacity];
    private readonly long _startedMs;

    // Kept: on the device every load of a literal allocates.
    private readonly string _name = Name;
    private ChargeSettings _settings;
    private bool _stoppedByUser;
    private bool _hasHeard;
    private long _heardMs;

    // What was told last: a ChargeMode; off before the first message, after a silence, and for a byte that is no mode.
    private int _told = ChargeMode.Off;
    private bool _isUnclear;
    private int _level;
    private int _modeByte;
    private long _resumeAtMs = long.MinValue;
    private int _taken;
    private long _nextTickMs;
    private long _tickMs;
    private int _state = ChargeState.Precheck;
    private int _cause = LimitCause.Precheck;
    private int _whySubject = WhyReason.Sender;
    private int _whyValue = Unknown.Number;
    private int _events;
    private int _lastState = -1;
    private int _lastMode = -1;
    private int _lastFaultChanges = -1;
    private bool _shutdown;
    private bool _storageFailed;
    private bool _journalFailed;

    public NodeLoop(IClock clock, ICanBus can, SnapshotBoard board, CommandQueue commands, Log log, ChargeSettings settings, ChargeStart start, ILine chargeEnable, IDac dac)
    {
        _clock = clock;
        _can = can;
        _board = board;
        _commands = commands;
        _log = log;
        _dac = dac;
        _startedMs = clock.NowMs;
        _nextTickMs = _startedMs;
        _enable = new ChargeEnable(chargeEnable);
        _bus = new BusSafety(_faults);
        _stoppedByUser = start.StoppedByUser;
        _start = start;
        start.RaiseFaults(_faults, _startedMs);
        ForgetCauses();
        Apply(settings, _startedMs);
    }

    public int WaitMs
    {
        get
        {
            long untilTick = _nextTickMs - _clock.NowMs;
            return untilTick >= ControlLoop.MaxSleepMs ? ControlLoop.MaxSleepMs : untilTick < 1 ? 1 : (int)untilTick;
        }
    }

    public ThreadHealth PassHealth { get; } = new ThreadHealth();

    public ThreadHealth TickHealth { get; } = new ThreadHealth();

    public bool IsShutDown { get; private set; }

    public void Shutdown()
    {
        _shutdown = true;
    }

    public void ReportStorage(bool failed)
    {
        _storageFailed = failed;
    }

    public void ReportJournal(bool failed)
    {
        _journalFailed = failed;
    }

    public void StopCharger()
    {
        _told = ChargeMode.Off;
        _enable.Pass(false, _clock.NowMs);
        Write(0);
    }

    public void Pass()
    {
        long nowMs = _clock.NowMs;
        PassHealth.Begin(nowMs);
        if (_settings.CanEnabled)
        {
            Listen(nowMs);
        }

        if (IsSilent(nowMs))
        {
            _told = ChargeMode.Off;
        }

        Drive(nowMs);
        if (nowMs >= _nextTickMs || _commands.HasWaiting)
        {
            TickHealth.Begin(nowMs);
            Tick(nowMs);
            TickHealth.End(_clock.NowMs);
            _nextTickMs = nowMs + ControlLoop.TickMs;
        }

        PassHealth.End(_clock.NowMs);
    }

    /// <summary>For the board, within <see cref="Tick"/>.</summary>
    public void Fill(ChargerSnapshot snapshot)
    {
        snapshot.IsNode = true;
        snapshot.EventCount = _events;
        snapshot.LatchedFaults = _faults.LatchedMask();
        snapshot.NowMs = _tickMs;
        snapshot.UptimeMs = _tickMs - _startedMs;
        snapshot.Mode = _told;
        snapshot.State = _state;
        snapshot.LimitedBy = _cause;
        snapshot.StoppedByUser = _stoppedByUser;
        snapshot.WhySubject = _whySubject;
        snapshot.WhyValue = _whyValue;
        snapshot.ProtocolName = _name;
        snapshot.RequestMilliAmps = _level > 0 ? _settings.MilliAmpsOf(_told) : 0;
        snapshot.ChargedMilliWattHours = _start.ChargedMilliWattHours;
        snapshot.ChargedMilliAmpHours = _start.ChargedMilliAmpHours;
        snapshot.OutputLevel = _dac == null ? Unknown.Number : _level;
        snapshot.Can.CopyFrom(Health());
        snapshot.Faults.CopyFrom(_faults);
    }

    // A node judges neither pack nor charger: causes that it cannot see must not keep what the user clears.
    private void ForgetCauses()
    {
        for (int code = 0; code < FaultCode.Count; code++)
        {
            if (FaultCode.SeverityOf(code) == FaultSeverity.Latched)
            {
                _faults.Set(code, false, _startedMs);
            }
        }
    }

    private void Listen(long nowMs)
    {
        for (int i = 0; i < MaxReceivesPerPass && _can.TryReceive(_frame); i++)
        {
            if (_frame.Id == MagnesProtocol.CommandId && _frame.Extended && !_frame.Remote && _frame.Length == MagnesProtocol.CommandLength)
            {
                _hasHeard = true;
                _heardMs = nowMs;
                Hear(_frame.Data[ModeByte]);
            }
        }
    }

    private void Hear(int mode)
    {
        _modeByte = mode;
        _isUnclear = false;
        switch (mode)
        {
            case MagnesProtocol.ModeSlow:
                _told = ChargeMode.Slow;
                break;
            case MagnesProtocol.ModeMedium:
                _told = ChargeMode.Medium;
                break;
            case MagnesProtocol.ModeFast:
                _told = ChargeMode.Fast;
                break;
            default:
                _told = ChargeMode.Off;
                _isUnclear = true;
                break;
        }
    }

    private bool IsSilent(long nowMs)
    {
        int periodsMs = MissedPeriods * _settings.Charger.MagnesPeriodMs;
        int limitMs = _hasHeard || periodsMs > FirstMessageMs ? periodsMs : FirstMessageMs;
        return nowMs - _heardMs >= limitMs;
    }

    // Charge modes and steps of the output are one row: off, slow, medium, fast. Slow is what the sender says at a stop: whatever the setting, it is 0 V here.
    private void Drive(long nowMs)
    {
        // What has come back may go again: it drives after the pause that is set, at once never.
        if (_hasHeard && (_faults.WorstStop() >= 0 || IsSilent(nowMs)))
        {
            _resumeAtMs = nowMs + _settings.ResumeMs;
        }

        bool mayDrive = nowMs >= _resumeAtMs && !_shutdown && !_stoppedByUser && _dac != null && _settings.CanEnabled && _faults.WorstStop() < 0;
        int level = mayDrive && _told != ChargeMode.Slow ? AnalogLevels.Of(_settings.Charger, _told) : 0;
        if (level != _level)
        {
            Write(level);
        }
    }

    private void Write(int level)
    {
        _level = level;
        if (_dac != null)
        {
            _dac.Write(level);
        }
    }

    private void Tick(long nowMs)
    {
        _tickMs = nowMs;
        if (_settings.CanEnabled)
        {
            _can.Pass(nowMs);
        }

        TakeCommands(nowMs);
        _bus.Check(Health(), _settings.CanEnabled, nowMs);
        _faults.Set(FaultCode.StorageFailed, _storageFailed, nowMs);
        _faults.Set(FaultCode.JournalFailed, _journalFailed, nowMs);
        _faults.Set(FaultCode.DacFailed, _dac == null, nowMs);
        _faults.Set(FaultCode.SenderSilent, _settings.CanEnabled && IsSilent(nowMs), nowMs);
        _faults.Set(FaultCode.SenderUnclear, _isUnclear && !IsSilent(nowMs), nowMs, _modeByte);
        Drive(nowMs);

        // Written again in every tick: a converter that has lost its value is not wrong for longer.
        Write(_level);
        _enable.Pass(_level > 0, nowMs);
        Explain(nowMs);
        CountEvents();
        _board.Publish(this);
        for (int i = 0; i < _taken; i++)
        {
            _commands.Complete(_tickets[i], _results[i]);
        }

        _taken = 0;
        IsShutDown = _shutdown;
    }

    private void Explain(long nowMs)
    {
        int fault = _faults.WorstStop();
        if (fault >= 0)
        {
            Say(ChargeState.Fault, LimitCause.Fault, fault, _faults.ValueOf(fault));
        }
        else if (!_settings.CanEnabled)
        {
            Say(ChargeState.Idle, LimitCause.Disabled, Unknown.Number, Unknown.Number);
        }
        else if (_stoppedByUser)
        {
            Say(ChargeState.Paused, LimitCause.User, Unknown.Number, Unknown.Number);
        }
        else if (!_hasHeard)
        {
            Say(ChargeState.Precheck, LimitCause.Precheck, WhyReason.Sender, Unknown.Number);
        }
        else if (nowMs < _resumeAtMs)
        {
            Say(ChargeState.Precheck, LimitCause.Precheck, WhyReason.Resume, (int)(_resumeAtMs - nowMs));
        }
        else
        {
            Say(_level > 0 ? ChargeState.ConstantCurrent : ChargeState.Idle, LimitCause.Mode, WhyReason.Sender, _level);
        }
    }

    private void Say(int state, int cause, int subject, int value)
    {
        _state = state;
        _cause = cause;
        _whySubject = subject;
        _whyValue = value;
    }

    private void CountEvents()
    {
        if (_state != _lastState || _told != _lastMode || _faults.Changes != _lastFaultChanges)
        {
            _lastState = _state;
            _lastMode = _told;
            _lastFaultChanges = _faults.Changes;
            _events++;
        }
    }

    private void TakeCommands(long nowMs)
    {
        for (int ticket = _commands.Take(); ticket >= 0; ticket = _taken < CommandQueue.Capacity ? _commands.Take() : -1)
        {
            _tickets[_taken] = ticket;
            _results[_taken] = Accept(_commands.KindOf(ticket), _commands.PayloadOf(ticket), nowMs);
            _taken++;
        }
    }

    private int Accept(int kind, object payload, long nowMs)
    {
        switch (kind)
        {
            case ChargeCommand.Stop:
                _stoppedByUser = true;
                return CommandResult.Accepted;
            case ChargeCommand.Start:
                _stoppedByUser = false;
                return CommandResult.Accepted;
            case ChargeCommand.ClearFaults:
                return _faults.ClearLatched() ? CommandResult.Accepted : CommandResult.StillPresent;
            case ChargeCommand.Configure:
                Apply((ChargeSettings)payload, nowMs);
                _log.Info("new settings are in force");
                return CommandResult.Accepted;
            default:
                return CommandResult.NotHere;
        }
    }

    // Start and change of settings only. The output is 0 until the sender speaks again.
    private void Apply(ChargeSettings settings, long nowMs)
    {
        ChargeSettings old = _settings;
        _settings = settings;
        _told = ChargeMode.Off;
        _isUnclear = false;
        _hasHeard = false;
        _heardMs = nowMs;
        Write(0);
        bool isSameBus = old != null && old.CanEnabled == settings.CanEnabled && old.CanBitsPerSecond == settings.CanBitsPerSecond && old.CanCrystalHertz == settings.CanCrystalHertz;
        if (isSameBus)
        {
            return;
        }

        _bus.Restart(nowMs);
        if (settings.CanEnabled)
        {
            _can.AcceptOnly(MagnesProtocol.CommandId, CanFrame.MaxExtendedId, true);
            _can.Start(settings.CanBitsPerSecond, settings.CanCrystalHertz);
        }
        else if (old != null)
        {
            _can.Stop();
        }
    }

    private CanHealth Health()
    {
        return _settings.CanEnabled ? _can.Health : _disabledCan;
    }
}
