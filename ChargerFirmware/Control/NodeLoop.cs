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
public sealed class NodeLoop : TickLoop
{
    /// <summary>Messages that may get lost.</summary>
    public const int MissedPeriods = 3;

    // A sender that starts together with us needs its own first seconds.
    private const int FirstMessageMs = 3000;

    // As of a charger's link: a bus that never pauses must not hold the loop.
    private const int MaxReceivesPerPass = 4;
    private const int ModeByte = 5;
    private const string Name = "node";

    private readonly ChargeStart _start;
    private readonly BusSafety _bus;
    private readonly CanFrame _frame = new CanFrame();

    // Kept: on the device every load of a literal allocates.
    private readonly string _name = Name;
    private bool _stoppedByUser;
    private bool _hasHeard;
    private long _heardMs;

    // What was told last: a ChargeMode; off before the first message, after a silence, and for a byte that is no mode.
    private int _told = ChargeMode.Off;
    private bool _isUnclear;
    private int _level;
    private int _modeByte;
    private long _resumeAtMs = long.MinValue;
    private int _state = ChargeState.Precheck;
    private int _cause = LimitCause.Precheck;
    private int _whySubject = WhyReason.Sender;
    private int _whyValue = Unknown.Number;

    public NodeLoop(IClock clock, ICanBus can, SnapshotBoard board, CommandQueue commands, Log log, ChargeSettings settings, ChargeStart start, ILine chargeEnable, IDac dac)
        : base(clock, can, board, commands, log, chargeEnable, dac)
    {
        _bus = new BusSafety(Faults);
        _stoppedByUser = start.StoppedByUser;
        _start = start;
        start.RaiseFaults(Faults, clock.NowMs);
        ForgetCauses(clock.NowMs);
        Apply(settings, clock.NowMs);
    }

    public override void StopCharger()
    {
        _told = ChargeMode.Off;
        Enable.Pass(false, Clock.NowMs);
        Write(0);
    }

    public override void Fill(ChargerSnapshot snapshot)
    {
        base.Fill(snapshot);
        snapshot.IsNode = true;
        snapshot.LimitedBy = _cause;
        snapshot.StoppedByUser = _stoppedByUser;
        snapshot.WhySubject = _whySubject;
        snapshot.WhyValue = _whyValue;
        snapshot.ProtocolName = _name;
        snapshot.RequestMilliAmps = _level > 0 ? Settings.MilliAmpsOf(_told) : 0;
        snapshot.ChargedMilliWattHours = _start.ChargedMilliWattHours;
        snapshot.ChargedMilliAmpHours = _start.ChargedMilliAmpHours;
        snapshot.OutputLevel = Dac == null ? Unknown.Number : _level;
    }

    protected override int LineWaitMs()
    {
        return MaxSleepMs;
    }

    protected override void PassLines(bool isTickDue, long nowMs)
    {
        if (Settings.CanEnabled)
        {
            Listen(nowMs);
        }

        if (IsSilent(nowMs))
        {
            _told = ChargeMode.Off;
        }

        Drive(nowMs);
    }

    protected override int StateNow()
    {
        return _state;
    }

    protected override int ModeNow()
    {
        return _told;
    }

    protected override void Decide(long nowMs)
    {
        _bus.Check(Health(), Settings.CanEnabled, nowMs);
        Faults.Set(FaultCode.DacFailed, Dac == null, nowMs);
        Faults.Set(FaultCode.SenderSilent, Settings.CanEnabled && IsSilent(nowMs), nowMs);
        Faults.Set(FaultCode.SenderUnclear, _isUnclear && !IsSilent(nowMs), nowMs, _modeByte);
        Drive(nowMs);

        // Written again in every tick: a converter that has lost its value is not wrong for longer.
        Write(_level);
        Enable.Pass(_level > 0, nowMs);
        Explain(nowMs);
    }

    protected override int Accept(int kind, int value, object payload, long nowMs)
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
                return Faults.ClearLatched() ? CommandResult.Accepted : CommandResult.StillPresent;
            case ChargeCommand.Configure:
                Apply((ChargeSettings)payload, nowMs);
                Log.Info("new settings are in force");
                return CommandResult.Accepted;
            default:
                return CommandResult.NotHere;
        }
    }

    protected override bool IsQuiet()
    {
        return true;
    }

    // A node judges neither pack nor charger: causes that it cannot see must not keep what the user clears.
    private void ForgetCauses(long nowMs)
    {
        for (int code = 0; code < FaultCode.Count; code++)
        {
            if (FaultCode.SeverityOf(code) == FaultSeverity.Latched)
            {
                Faults.Set(code, false, nowMs);
            }
        }
    }

    private void Listen(long nowMs)
    {
        for (int i = 0; i < MaxReceivesPerPass && Can.TryReceive(_frame); i++)
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
        int periodsMs = MissedPeriods * Settings.Charger.MagnesPeriodMs;
        int limitMs = _hasHeard || periodsMs > FirstMessageMs ? periodsMs : FirstMessageMs;
        return nowMs - _heardMs >= limitMs;
    }

    // Charge modes and steps of the output are one row: off, slow, medium, fast. Slow is what the sender says at a stop: whatever the setting, it is 0 V here.
    private void Drive(long nowMs)
    {
        // What has come back may go again: it drives after the pause that is set, at once never.
        if (_hasHeard && (Faults.WorstStop() >= 0 || IsSilent(nowMs)))
        {
            _resumeAtMs = nowMs + Settings.ResumeMs;
        }

        bool mayDrive = nowMs >= _resumeAtMs && !IsEnding && !_stoppedByUser && Dac != null && Settings.CanEnabled && Faults.WorstStop() < 0;
        int level = mayDrive && _told != ChargeMode.Slow ? AnalogLevels.Of(Settings.Charger, _told) : 0;
        if (level != _level)
        {
            Write(level);
        }
    }

    private void Write(int level)
    {
        _level = level;
        if (Dac != null)
        {
            Dac.Write(level);
        }
    }

    private void Explain(long nowMs)
    {
        int fault = Faults.WorstStop();
        if (fault >= 0)
        {
            Say(ChargeState.Fault, LimitCause.Fault, fault, Faults.ValueOf(fault));
        }
        else if (!Settings.CanEnabled)
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

    // Start and change of settings only. The output is 0 until the sender speaks again.
    private void Apply(ChargeSettings settings, long nowMs)
    {
        Settings = settings;
        _told = ChargeMode.Off;
        _isUnclear = false;
        _hasHeard = false;
        _heardMs = nowMs;
        Write(0);
        if (FollowCanSettings(MagnesProtocol.CommandId, CanFrame.MaxExtendedId, true))
        {
            _bus.Restart(nowMs);
        }
    }
}
