using ChargerFirmware.Bms;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Decides, once a tick, where the charge stands and what the charger is asked for. Control thread only; allocates nothing.</summary>
public sealed class ChargeController
{
    /// <summary>Good replies of each kind before the first charge after a start or new settings.</summary>
    public const int RepliesBeforeCharge = 2;

    private readonly FaultRegister _faults;
    private readonly ChargeLimits _limits = new ChargeLimits();
    private readonly ChargePhases _phases = new ChargePhases();
    private readonly ChargeSchedule _schedule = new ChargeSchedule();
    private readonly CurrentRamp _ramp = new CurrentRamp();
    private ChargeSettings _settings;
    private bool _started;
    private bool _hasCharged;
    private bool _hasFault;
    private long _resumeAtMs = long.MinValue;
    private int _basicNeeded;
    private int _cellsNeeded;

    public ChargeController(FaultRegister faults, ChargeStart start)
    {
        _faults = faults;
        Mode = start.Mode;
        StoppedByUser = start.StoppedByUser;
        OverVoltageHold = start.OverVoltageHold;
    }

    /// <summary>What is asked of the charger.</summary>
    public ChargerRequest Request { get; } = new ChargerRequest();

    public int Mode { get; private set; }

    /// <summary>The user has said stop and not yet start.</summary>
    public bool StoppedByUser { get; private set; }

    /// <summary>After an over-voltage stop the pack has to come down first: otherwise the charge would hammer at the protection.</summary>
    public bool OverVoltageHold { get; private set; }

    public int State { get; private set; } = ChargeState.Precheck;

    public int LimitedBy { get; private set; } = LimitCause.Precheck;

    public int WhySubject { get; private set; } = Unknown.Number;

    public int WhyValue { get; private set; } = Unknown.Number;

    /// <summary>True from the moment that other settings wait until they are in force: the charger is held at a stop.</summary>
    public bool Reconfiguring { get; set; }

    /// <summary>A limit from afar; <see cref="Unknown.Number"/> for none.</summary>
    public int RemoteMilliAmps { get; set; } = Unknown.Number;

    /// <summary>The minute of the local day; <see cref="Unknown.Number"/> while nobody has told the time.</summary>
    public int MinuteOfDay { get; set; } = Unknown.Number;

    /// <summary>Takes other settings over; charging begins with a new precheck.</summary>
    public void Configure(ChargeSettings settings, BatterySnapshot battery)
    {
        if (_settings == null)
        {
            _started = settings.AutoStart;
        }
        else if (!settings.ChargesLike(_settings))
        {
            // Another voltage to charge to: what was full for the old one need not be for the new.
            _phases.Forget();
        }

        _settings = settings;
        _limits.Restart();
        _schedule.Restart();
        _phases.Interrupt();
        _basicNeeded = battery.BasicCount + RepliesBeforeCharge;
        _cellsNeeded = battery.CellsCount + RepliesBeforeCharge;
        _hasCharged = false;
    }

    public void SetMode(int mode)
    {
        Mode = mode;
        _ramp.Release();
    }

    /// <summary>The user pauses the charge until <see cref="StartByUser"/>.</summary>
    public void StopByUser()
    {
        StoppedByUser = true;
    }

    /// <summary>The user wants to charge: ends a pause, and a charge that was complete goes on until it is complete again.</summary>
    public void StartByUser()
    {
        StoppedByUser = false;
        _started = true;
        _phases.Forget();
        _ramp.Release();
    }

    /// <summary>Decides for this tick.</summary>
    public void Decide(BatterySnapshot battery, ChargerLink link, bool busRuns, bool packOnline, bool chargerOnline, long nowMs)
    {
        TakeMeasurements(battery, link, packOnline);
        FollowOverVoltage(battery, packOnline, nowMs);
        if (FindStop(battery, link, busRuns, chargerOnline, nowMs))
        {
            StopAll();
            return;
        }

        _limits.Fold(_settings, Mode, battery, chargerOnline ? link.Status.Flags : 0, RemoteMilliAmps, nowMs);
        if (_schedule.Holds(_settings, battery, MinuteOfDay, _limits.MilliAmps))
        {
            Hold(ChargeState.Paused, LimitCause.Schedule, _schedule.WhySubject, _schedule.WhyValue);
            StopAll();
            return;
        }

        Charge(battery, link.Protocol, nowMs);
    }

    private void StopAll()
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
        Request.MilliVolts = packOnline && _settings.ProfileChosen ? link.Protocol.RoundDownVoltage(_settings.ChargeCellMilliVolts * battery.CellCount) : Unknown.Number;
    }

    private void FollowOverVoltage(BatterySnapshot battery, bool packOnline, long nowMs)
    {
        if (_faults.IsActive(FaultCode.CellOverVoltage) || _faults.IsActive(FaultCode.PackOverVoltage) || _faults.IsActive(FaultCode.HardOverVoltage))
        {
            OverVoltageHold = true;
        }
        else if (packOnline && _settings.ProfileChosen && (_phases.EndsFull(_settings, battery) | (OverVoltageHold && ChargePhases.IsBelowRecharge(_settings, battery))))
        {
            OverVoltageHold = OverVoltageHold && !ChargePhases.IsBelowRecharge(_settings, battery);
            _resumeAtMs = nowMs + _settings.ResumeMs;
        }
    }

    // The first reason not to charge, in order of weight; false when there is none.
    private bool FindStop(BatterySnapshot battery, ChargerLink link, bool busRuns, bool chargerOnline, long nowMs)
    {
        int fault = _faults.WorstStop();
        if (fault >= 0)
        {
            _hasFault = true;
            return Hold(ChargeState.Fault, LimitCause.Fault, fault, _faults.ValueOf(fault));
        }

        if (_hasFault)
        {
            // A condition that has gone may come back: the charge resumes after a pause that is counted from its end, at once never.
            _hasFault = false;
            _resumeAtMs = nowMs + _settings.ResumeMs;
        }

        return HoldsForOwner() || HoldsForPrecheck(battery, link, busRuns, chargerOnline, nowMs) || HoldsForFull() || HoldsForGoal(battery);
    }

    private bool HoldsForOwner()
    {
        if (!_settings.BmsEnabled || !_settings.CanEnabled)
        {
            return Hold(ChargeState.Idle, LimitCause.Disabled, Unknown.Number, Unknown.Number);
        }

        if (!_settings.ProfileChosen)
        {
            return Hold(ChargeState.Idle, LimitCause.Profile, _settings.IsCustom ? WhyReason.CustomUnset : Unknown.Number, Unknown.Number);
        }

        if (Mode == ChargeMode.Off)
        {
            return Hold(ChargeState.Idle, LimitCause.User, Unknown.Number, Unknown.Number);
        }

        if (StoppedByUser)
        {
            return Hold(ChargeState.Paused, LimitCause.User, Unknown.Number, Unknown.Number);
        }

        return !_started && Hold(ChargeState.Paused, LimitCause.User, WhyReason.AutoStart, Unknown.Number);
    }

    private bool HoldsForPrecheck(BatterySnapshot battery, ChargerLink link, bool busRuns, bool chargerOnline, long nowMs)
    {
        if (Reconfiguring)
        {
            return Hold(ChargeState.Precheck, LimitCause.Precheck, WhyReason.NewSettings, Unknown.Number);
        }

        if (battery.BasicCount < _basicNeeded || battery.CellsCount < _cellsNeeded)
        {
            return Hold(ChargeState.Precheck, LimitCause.Precheck, WhyReason.Bms, Unknown.Number);
        }

        if (!busRuns)
        {
            if (_hasCharged)
            {
                // The bus went away in the middle of a charge: it may do so again.
                _resumeAtMs = nowMs + _settings.ResumeMs;
            }

            return Hold(ChargeState.Precheck, LimitCause.Precheck, WhyReason.Bus, Unknown.Number);
        }

        if (link.Protocol.ReportsStatus && !chargerOnline)
        {
            return Hold(ChargeState.Precheck, LimitCause.Precheck, WhyReason.Charger, Unknown.Number);
        }

        return nowMs < _resumeAtMs && Hold(ChargeState.Precheck, LimitCause.Precheck, WhyReason.Resume, (int)(_resumeAtMs - nowMs));
    }

    private bool HoldsForFull()
    {
        if (OverVoltageHold)
        {
            return Hold(ChargeState.Paused, LimitCause.OverVoltage, Unknown.Number, _settings.RechargeCellMilliVolts);
        }

        return _phases.IsFull && Hold(ChargeState.Complete, LimitCause.Full, Unknown.Number, _settings.RechargeCellMilliVolts);
    }

    private bool HoldsForGoal(BatterySnapshot battery)
    {
        if (_settings.Goal == ChargeGoal.Full)
        {
            return false;
        }

        if (battery.SocPermille == Unknown.Number)
        {
            return Hold(ChargeState.Paused, LimitCause.Soc, WhyReason.SocUnknown, Unknown.Number);
        }

        if (!_phases.IsGoalReached(_settings, battery))
        {
            return false;
        }

        _schedule.Restart();
        return Hold(ChargeState.Complete, LimitCause.Soc, _settings.Goal == ChargeGoal.Storage ? WhyReason.Storage : WhyReason.Target, _settings.GoalPermille);
    }

    private bool Hold(int state, int cause, int subject, int value)
    {
        State = state;
        LimitedBy = cause;
        WhySubject = subject;
        WhyValue = value;
        return true;
    }

    private void Charge(BatterySnapshot battery, IChargerProtocol protocol, long nowMs)
    {
        int packMilliVolts = protocol.CarriesVoltage ? Request.MilliVolts : Unknown.Number;
        if (_phases.IsComplete(_settings, battery, _limits.MilliAmps, packMilliVolts, nowMs))
        {
            _schedule.Restart();
            HoldsForFull();
            StopAll();
            return;
        }

        int granted = protocol.RoundDown(_limits.MilliAmps);
        Ramp(protocol, granted, nowMs);
        int phase = ChargePhases.PhaseOf(State, _settings, battery, _limits, packMilliVolts, _ramp.MilliAmps);
        if (granted > 0 && _ramp.MilliAmps > 0)
        {
            Request.Charge = true;
            Request.MilliAmps = _ramp.MilliAmps;
            _hasCharged = true;
            Explain(phase, granted, protocol, nowMs);
            return;
        }

        Request.Stop();

        // A cell at its limit takes nothing for a moment: that is the end of the taper, not a pause.
        Explain(_limits.Cause == LimitCause.Cell && phase == ChargeState.Taper ? phase : ChargeState.Paused, granted, protocol, nowMs);
    }

    private void Ramp(IChargerProtocol protocol, int granted, long nowMs)
    {
        if (protocol.HasSteps)
        {
            _ramp.FollowSteps(granted, protocol.RoundDown(_limits.SurelyMilliAmps) == granted, nowMs);
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
            Hold(state, LimitCause.Protocol, WhyReason.StepHold, _ramp.HeldMs(nowMs));
        }
        else if (granted == 0 && _limits.MilliAmps > 0)
        {
            Hold(state, LimitCause.Protocol, Unknown.Number, _limits.MilliAmps);
        }
        else
        {
            Hold(state, _limits.Cause, _limits.WhySubject, _limits.WhyValue);
        }
    }
}
