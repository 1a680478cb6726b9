using ChargerFirmware.Bms;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Decides, once a tick, where the charge stands and what the charger is asked for. Control thread only; allocates nothing.</summary>
/// <remarks>
/// In this order: <see cref="ChargeGate"/> (may there be a charge at all?), what is complete or held, <see cref="ChargeLimits"/>, <see cref="ChargeSchedule"/>,
/// <see cref="ChargePhases"/>, <see cref="CurrentRamp"/>.
/// </remarks>
public sealed class ChargeController
{
    private readonly FaultRegister _faults;
    private readonly ChargeVerdict _verdict = new ChargeVerdict();
    private readonly ChargeGate _gate;
    private readonly ChargeLimits _limits = new ChargeLimits();
    private readonly ChargePhases _phases = new ChargePhases();
    private readonly ChargeSchedule _schedule = new ChargeSchedule();
    private readonly CurrentRamp _ramp = new CurrentRamp();
    private ChargeSettings _settings;
    private int _packNumber;

    public ChargeController(FaultRegister faults, ChargeStart start)
    {
        _faults = faults;
        _gate = new ChargeGate(faults, start, _verdict);
        OverVoltageHold = start.OverVoltageHold;
    }

    /// <summary>What is asked of the charger.</summary>
    public ChargerRequest Request { get; } = new ChargerRequest();

    public int Mode => _gate.Mode;

    /// <summary>The user has said stop and not yet start.</summary>
    public bool StoppedByUser => _gate.StoppedByUser;

    /// <summary>After an over-voltage stop the pack has to come down first: otherwise the charge would hammer at the protection.</summary>
    public bool OverVoltageHold { get; private set; }

    public int State => _verdict.State;

    public int LimitedBy => _verdict.Cause;

    public int WhySubject => _verdict.WhySubject;

    public int WhyValue => _verdict.WhyValue;

    /// <summary>True from the moment that other settings wait until they are in force: the charger is held at a stop.</summary>
    public bool Reconfiguring
    {
        get
        {
            return _gate.Reconfiguring;
        }

        set
        {
            _gate.Reconfiguring = value;
        }
    }

    /// <summary>A limit from afar; <see cref="Unknown.Number"/> for none.</summary>
    public int RemoteMilliAmps { get; set; } = Unknown.Number;

    /// <summary>The minute of the local day; <see cref="Unknown.Number"/> while nobody has told the time.</summary>
    public int MinuteOfDay { get; set; } = Unknown.Number;

    /// <summary>Takes other settings over; charging begins with a new precheck.</summary>
    public void Configure(ChargeSettings settings, BatterySnapshot battery)
    {
        if (_settings != null && !settings.ChargesLike(_settings))
        {
            // Another voltage to charge to: what was full for the old one need not be for the new.
            _phases.Forget();
            Request.HeldMilliVolts = Unknown.Number;
        }

        _settings = settings;
        _gate.Configure(settings, battery);
        _limits.Restart();
        _schedule.Restart();
        _phases.Interrupt();
    }

    /// <summary>Another pack, or the same one as the user has accepted it: what limits remember of a sensor that is not there any more is forgotten.</summary>
    /// <param name="packNumber">As <see cref="Safety.PackNumber"/>.</param>
    public void FollowPack(int packNumber)
    {
        if (packNumber != _packNumber)
        {
            _packNumber = packNumber;
            _limits.Restart();
            Request.HeldMilliVolts = Unknown.Number;
        }
    }

    public void SetMode(int mode)
    {
        _gate.Mode = mode;
        _ramp.Release();
    }

    /// <summary>The user pauses the charge until <see cref="StartByUser"/>.</summary>
    public void StopByUser()
    {
        _gate.StopByUser();
    }

    /// <summary>The user wants to charge: ends a pause, and a charge that was complete goes on until it is complete again.</summary>
    public void StartByUser()
    {
        _gate.StartByUser();
        _phases.Forget();
        _ramp.Release();
    }

    /// <summary>Decides for this tick.</summary>
    public void Decide(BatterySnapshot battery, ChargerLink link, bool busRuns, bool packOnline, bool chargerOnline, long nowMs)
    {
        TakeMeasurements(battery, link, packOnline);
        FollowFull(battery, packOnline, nowMs);
        if (_gate.Holds(battery, link, busRuns, chargerOnline, nowMs) || HoldsForFull() || HoldsForGoal(battery) || _gate.HoldsForRest(link, nowMs))
        {
            Stop();
            return;
        }

        _limits.Fold(_settings, Mode, battery, chargerOnline ? link.Status.TempDeciC : Unknown.Number, RemoteMilliAmps, nowMs);
        if (_schedule.Holds(_settings, battery, MinuteOfDay, _limits.MilliAmps))
        {
            _verdict.Is(ChargeState.Paused, LimitCause.Schedule, _schedule.WhySubject, _schedule.WhyValue);
            Stop();
            return;
        }

        Charge(battery, link.Protocol, nowMs);
    }

    private void Stop()
    {
        Request.Stop();
        _ramp.Stop();
        _phases.Interrupt();
    }

    private void TakeMeasurements(BatterySnapshot battery, ChargerLink link, bool packOnline)
    {
        int warmest = packOnline ? battery.WarmestSensor() : -1;
        Request.PackMilliVolts = packOnline ? battery.PackMilliVolts : Unknown.Number;
        Request.PackMilliAmps = packOnline ? battery.PackMilliAmps : Unknown.Number;
        Request.WarmestDeciC = warmest < 0 ? Unknown.Number : battery.TempDeciC[warmest];
        Request.MilliVolts = packOnline && _settings.ProfileChosen && !_settings.Contradict ? link.Protocol.RoundDownVoltage(_settings.ChargeCellMilliVolts * battery.CellCount) : Unknown.Number;
    }

    // What was full, or held after over-voltage, ends when the pack has come down; the charge then resumes after the pause.
    private void FollowFull(BatterySnapshot battery, bool packOnline, long nowMs)
    {
        if (_faults.IsActive(FaultCode.CellOverVoltage) || _faults.IsActive(FaultCode.PackOverVoltage) || _faults.IsActive(FaultCode.HardOverVoltage))
        {
            OverVoltageHold = true;
            return;
        }

        if (!packOnline || !_settings.ProfileChosen || battery.ImplausibleInCells != 0)
        {
            return;
        }

        bool released = OverVoltageHold && ChargePhases.IsBelowRecharge(_settings, battery);
        OverVoltageHold = OverVoltageHold && !released;
        if (_phases.EndsFull(_settings, battery) || released)
        {
            _gate.Delay(nowMs);
        }
    }

    private bool HoldsForFull()
    {
        if (OverVoltageHold)
        {
            return _verdict.Is(ChargeState.Paused, LimitCause.OverVoltage, Unknown.Number, _settings.RechargeCellMilliVolts);
        }

        return _phases.IsFull && _verdict.Is(ChargeState.Complete, LimitCause.Full, Unknown.Number, _settings.RechargeCellMilliVolts);
    }

    private bool HoldsForGoal(BatterySnapshot battery)
    {
        if (_settings.Goal == ChargeGoal.Full)
        {
            return false;
        }

        if (battery.SocPermille == Unknown.Number)
        {
            return _verdict.Is(ChargeState.Paused, LimitCause.Soc, WhyReason.SocUnknown);
        }

        if (!_phases.IsGoalReached(_settings, battery))
        {
            return false;
        }

        _schedule.Restart();
        return _verdict.Is(ChargeState.Complete, LimitCause.Soc, _settings.Goal == ChargeGoal.Storage ? WhyReason.Storage : WhyReason.Target, _settings.GoalPermille);
    }

    private void Charge(BatterySnapshot battery, IChargerProtocol protocol, long nowMs)
    {
        int packMilliVolts = protocol.CarriesVoltage ? Request.MilliVolts : Unknown.Number;
        int granted = protocol.RoundDown(_limits.MilliAmps);
        bool waits = granted == 0 && _limits.Cause != LimitCause.Cell && packMilliVolts != Unknown.Number;
        if (waits)
        {
            // A current that is not asked for is no tail current.
            _phases.Interrupt();
        }
        else if (_phases.IsComplete(_settings, battery, _limits.MilliAmps, packMilliVolts, nowMs))
        {
            _schedule.Restart();
            HoldsForFull();
            Stop();
            return;
        }

        Ramp(protocol, granted, nowMs);
        int phase = ChargePhases.PhaseOf(State, _settings, battery, _limits, packMilliVolts, _ramp.MilliAmps);
        if (_ramp.MilliAmps > 0)
        {
            Request.Charge = true;
            Request.MilliAmps = _ramp.MilliAmps;
            Request.IsWarm = _limits.IsWarm;
            _gate.NoteCharge();
        }
        else
        {
            // A cell at its limit takes nothing for a moment: that is the end of the taper, not a pause.
            phase = _limits.Cause == LimitCause.Cell && phase == ChargeState.Taper ? phase : ChargeState.Paused;
            Request.Stop();
        }

        Explain(phase, granted, protocol, nowMs);
    }

    private void Ramp(IChargerProtocol protocol, int granted, long nowMs)
    {
        if (protocol.HasSteps)
        {
            _ramp.FollowSteps(granted, protocol.RoundDown(_limits.SurelyMilliAmps), nowMs);
        }
        else
        {
            _ramp.Follow(granted == 0 ? 0 : _limits.MilliAmps, _settings.RampMilliAmpsPerSecond, nowMs);
        }
    }

    private void Explain(int state, int granted, IChargerProtocol protocol, long nowMs)
    {
        if (protocol.HasSteps && _ramp.MilliAmps < granted)
        {
            ExplainStep(state, _ramp.HeldMs(nowMs));
        }
        else if (granted == 0 && _limits.MilliAmps > 0 && !_limits.IsOfPack)
        {
            _verdict.Is(state, LimitCause.Protocol, Unknown.Number, _limits.MilliAmps);
        }
        else
        {
            _verdict.Is(state, _limits.Cause, _limits.WhySubject, _limits.WhyValue);
        }
    }

    // A step that is granted and not taken waits for its minute, or for a limit that is clearly above it.
    private void ExplainStep(int state, int heldMs)
    {
        if (heldMs > 0)
        {
            _verdict.Is(state, LimitCause.Protocol, WhyReason.StepHold, heldMs);
        }
        else
        {
            _verdict.Is(state, _limits.SurelyCause, _limits.SurelySubject, _limits.SurelyValue);
        }
    }
}
