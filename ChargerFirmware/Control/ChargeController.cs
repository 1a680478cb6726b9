using ChargerFirmware.Bms;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Decides, once a tick, where the charge stands and what the charger is asked for. Control thread only; allocates nothing.</summary>
public sealed class ChargeController
{
    /// <summary>Good replies of each kind before the first charge after a start or new settings.</summary>
    public const int RepliesBeforeCharge = 2;

    /// <summary>The tail current is the nominal capacity an hour divided by this (C/20)...</summary>
    private const int TailDivisor = 20;

    /// <summary>...and has to last this long at charge voltage.</summary>
    private const int TailMs = 60000;

    // The charger regulates its own terminals: cable loss and two meters' errors keep the BMS's reading some 0.5 % below the target.
    private const int AtVoltagePerCellMilliVolts = 20;

    // Back from constant voltage only when the pack has clearly dropped.
    private const int BelowVoltagePerCellMilliVolts = 50;

    private readonly FaultRegister _faults;
    private readonly ChargeLimits _limits = new ChargeLimits();
    private ChargeSettings _settings;
    private bool _started;
    private bool _stoppedByUser;
    private bool _full;
    private bool _overVoltageHold;
    private bool _hasFault;
    private long _resumeAtMs = long.MinValue;
    private int _basicNeeded;
    private int _cellsNeeded;
    private long _tailSinceMs = -1;

    public ChargeController(FaultRegister faults, int mode, bool stoppedByUser)
    {
        _faults = faults;
        Mode = mode;
        _stoppedByUser = stoppedByUser;
    }

    /// <summary>What is asked of the charger.</summary>
    public ChargerRequest Request { get; } = new ChargerRequest();

    public int Mode { get; private set; }

    public int State { get; private set; } = ChargeState.Precheck;

    public int LimitedBy { get; private set; } = LimitCause.Precheck;

    public int WhySubject { get; private set; } = Unknown.Number;

    public int WhyValue { get; private set; } = Unknown.Number;

    /// <summary>True from the moment that other settings wait until they are in force: the charger is held at a stop.</summary>
    public bool Reconfiguring { get; set; }

    /// <summary>Takes other settings over; charging begins with a new precheck.</summary>
    public void Configure(ChargeSettings settings, BatterySnapshot battery)
    {
        bool first = _settings == null;
        _settings = settings;
        if (first)
        {
            _started = settings.AutoStart;
        }

        _basicNeeded = battery.BasicCount + RepliesBeforeCharge;
        _cellsNeeded = battery.CellsCount + RepliesBeforeCharge;
        _full = false;
        _tailSinceMs = -1;
    }

    public void SetMode(int mode)
    {
        Mode = mode;
    }

    /// <summary>The user pauses the charge until <see cref="StartByUser"/>.</summary>
    public void StopByUser()
    {
        _stoppedByUser = true;
    }

    /// <summary>The user wants to charge: ends a pause, and a charge that was complete goes on until it is complete again.</summary>
    public void StartByUser()
    {
        _stoppedByUser = false;
        _started = true;
        _full = false;
    }

    /// <summary>Decides for this tick.</summary>
    public void Decide(BatterySnapshot battery, ChargerLink link, bool busRuns, bool packOnline, bool chargerOnline, long nowMs)
    {
        TakeMeasurements(battery, packOnline);
        FollowOverVoltage(battery, packOnline, nowMs);
        if (FindStop(battery, link, busRuns, chargerOnline, nowMs))
        {
            Request.Charge = false;
            Request.MilliAmps = 0;
            _tailSinceMs = -1;
            return;
        }

        Charge(battery, link, nowMs);
    }

    private void TakeMeasurements(BatterySnapshot battery, bool packOnline)
    {
        int warmest = packOnline ? battery.WarmestSensor() : -1;
        Request.PackMilliVolts = packOnline ? battery.PackMilliVolts : Unknown.Number;
        Request.PackMilliAmps = packOnline ? battery.PackMilliAmps : Unknown.Number;
        Request.WarmestDeciC = warmest < 0 ? Unknown.Number : battery.TempDeciC[warmest];
        Request.MilliVolts = packOnline && _settings.ProfileChosen ? _settings.ChargeCellMilliVolts * battery.CellCount : Unknown.Number;
    }

    // After an over-voltage stop the pack has to come down first, whatever else happens, or the charge would hammer at the protection.
    private void FollowOverVoltage(BatterySnapshot battery, bool packOnline, long nowMs)
    {
        if (_faults.IsActive(FaultCode.CellOverVoltage) || _faults.IsActive(FaultCode.PackOverVoltage) || _faults.IsActive(FaultCode.HardOverVoltage))
        {
            _overVoltageHold = true;
        }
        else if ((_full || _overVoltageHold) && packOnline && HighestMilliVolts(battery) < _settings.RechargeCellMilliVolts)
        {
            _full = false;
            _overVoltageHold = false;
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

        return HoldsForOwner() || HoldsForPrecheck(battery, link, busRuns, chargerOnline, nowMs) || HoldsForFull();
    }

    private bool HoldsForOwner()
    {
        if (!_settings.BmsEnabled || !_settings.CanEnabled)
        {
            return Hold(ChargeState.Idle, LimitCause.Disabled, Unknown.Number, Unknown.Number);
        }

        if (!_settings.ProfileChosen)
        {
            return Hold(ChargeState.Idle, LimitCause.Profile, Unknown.Number, Unknown.Number);
        }

        if (Mode == ChargeMode.Off)
        {
            return Hold(ChargeState.Idle, LimitCause.User, Unknown.Number, Unknown.Number);
        }

        if (_stoppedByUser)
        {
            return Hold(ChargeState.Paused, LimitCause.User, Unknown.Number, Unknown.Number);
        }

        return !_started && Hold(ChargeState.Paused, LimitCause.User, Control.WhySubject.AutoStart, Unknown.Number);
    }

    private bool HoldsForPrecheck(BatterySnapshot battery, ChargerLink link, bool busRuns, bool chargerOnline, long nowMs)
    {
        if (Reconfiguring)
        {
            return Hold(ChargeState.Precheck, LimitCause.Precheck, Control.WhySubject.NewSettings, Unknown.Number);
        }

        if (battery.BasicCount < _basicNeeded || battery.CellsCount < _cellsNeeded)
        {
            return Hold(ChargeState.Precheck, LimitCause.Precheck, Control.WhySubject.Bms, Unknown.Number);
        }

        if (!busRuns)
        {
            return Hold(ChargeState.Precheck, LimitCause.Precheck, Control.WhySubject.Bus, Unknown.Number);
        }

        if (link.Protocol.ReportsStatus && !chargerOnline)
        {
            return Hold(ChargeState.Precheck, LimitCause.Precheck, Control.WhySubject.Charger, Unknown.Number);
        }

        return nowMs < _resumeAtMs && Hold(ChargeState.Precheck, LimitCause.Precheck, Control.WhySubject.Resume, (int)(_resumeAtMs - nowMs));
    }

    private bool HoldsForFull()
    {
        if (_overVoltageHold)
        {
            return Hold(ChargeState.Complete, LimitCause.Full, Control.WhySubject.OverVoltage, _settings.RechargeCellMilliVolts);
        }

        return _full && Hold(ChargeState.Complete, LimitCause.Full, Control.WhySubject.Complete, _settings.RechargeCellMilliVolts);
    }

    private bool Hold(int state, int cause, int subject, int value)
    {
        State = state;
        LimitedBy = cause;
        WhySubject = subject;
        WhyValue = value;
        return true;
    }

    private void Charge(BatterySnapshot battery, ChargerLink link, long nowMs)
    {
        _limits.Fold(_settings, Mode, battery);
        int granted = link.Protocol.RoundDown(_limits.MilliAmps);
        Request.Charge = granted > 0;
        Request.MilliAmps = Request.Charge ? _limits.MilliAmps : 0;
        if (granted == 0)
        {
            _tailSinceMs = -1;
            if (_limits.MilliAmps > 0)
            {
                Hold(ChargeState.Paused, LimitCause.Protocol, Unknown.Number, _limits.MilliAmps);
            }
            else
            {
                Hold(ChargeState.Paused, _limits.Cause, _limits.WhySubject, _limits.WhyValue);
            }

            return;
        }

        Hold(PhaseOf(battery, link.Protocol, granted), _limits.Cause, _limits.WhySubject, _limits.WhyValue);
        if (IsComplete(battery, link.Protocol, nowMs))
        {
            _full = true;
            Request.Charge = false;
            Request.MilliAmps = 0;
            HoldsForFull();
        }
    }

    private int PhaseOf(BatterySnapshot battery, IChargerProtocol protocol, int grantedMilliAmps)
    {
        if (!protocol.CarriesVoltage)
        {
            return ChargeState.ConstantCurrent;
        }

        bool wasAtVoltage = State == ChargeState.ConstantVoltage || State == ChargeState.Taper;
        int marginPerCell = wasAtVoltage ? BelowVoltagePerCellMilliVolts : AtVoltagePerCellMilliVolts;
        if (battery.PackMilliVolts < Request.MilliVolts - marginPerCell * battery.CellCount)
        {
            return ChargeState.ConstantCurrent;
        }

        // Taper begins when the charger takes half of what it may, and lasts until the charge ends or the voltage drops.
        return State == ChargeState.Taper || battery.PackMilliAmps < grantedMilliAmps / 2 ? ChargeState.Taper : ChargeState.ConstantVoltage;
    }

    private bool IsComplete(BatterySnapshot battery, IChargerProtocol protocol, long nowMs)
    {
        if (!protocol.CarriesVoltage)
        {
            return HighestMilliVolts(battery) >= _settings.ChargeCellMilliVolts;
        }

        bool atVoltage = battery.PackMilliVolts >= Request.MilliVolts - AtVoltagePerCellMilliVolts * battery.CellCount;
        if (!atVoltage || battery.PackMilliAmps > TailMilliAmps(battery))
        {
            _tailSinceMs = -1;
            return false;
        }

        if (_tailSinceMs < 0)
        {
            _tailSinceMs = nowMs;
        }

        return nowMs - _tailSinceMs >= TailMs;
    }

    private int TailMilliAmps(BatterySnapshot battery)
    {
        // Without a capacity the pack's limit stands in for C/2.
        return battery.NominalMilliAmpHours > 0 ? battery.NominalMilliAmpHours / TailDivisor : _settings.BatteryMaxMilliAmps * 2 / TailDivisor;
    }

    private static int HighestMilliVolts(BatterySnapshot battery)
    {
        return battery.CellMilliVolts[battery.HighestCell()];
    }
}
