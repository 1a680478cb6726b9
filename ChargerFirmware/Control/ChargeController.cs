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
    private bool _full;
    private bool _hasCharged;
    private bool _hasFault;
    private long _resumeAtMs = long.MinValue;
    private int _basicNeeded;
    private int _cellsNeeded;
    private long _tailSinceMs = -1;

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
            _full = false;
        }

        _settings = settings;

        _basicNeeded = battery.BasicCount + RepliesBeforeCharge;
        _cellsNeeded = battery.CellsCount + RepliesBeforeCharge;
        _hasCharged = false;
        _tailSinceMs = -1;
    }

    public void SetMode(int mode)
    {
        Mode = mode;
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
        _full = false;
    }

    /// <summary>Decides for this tick.</summary>
    public void Decide(BatterySnapshot battery, ChargerLink link, bool busRuns, bool packOnline, bool chargerOnline, long nowMs)
    {
        TakeMeasurements(battery, link, packOnline);
        FollowOverVoltage(battery, packOnline, nowMs);
        if (FindStop(battery, link, busRuns, chargerOnline, nowMs))
        {
            Request.Stop();
            _tailSinceMs = -1;
            return;
        }

        Charge(battery, link, nowMs);
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
        else if ((_full || OverVoltageHold) && packOnline && _settings.ProfileChosen && battery.ImplausibleInCells == 0 && battery.HighestMilliVolts() < _settings.RechargeCellMilliVolts)
        {
            _full = false;
            OverVoltageHold = false;
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

        return _full && Hold(ChargeState.Complete, LimitCause.Full, Unknown.Number, _settings.RechargeCellMilliVolts);
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
        if (granted == 0)
        {
            Request.Stop();
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

        Request.Charge = true;
        Request.MilliAmps = _limits.MilliAmps;
        _hasCharged = true;
        Hold(PhaseOf(battery, link.Protocol, granted), _limits.Cause, _limits.WhySubject, _limits.WhyValue);
        if (IsComplete(battery, link.Protocol, nowMs))
        {
            _full = true;
            Request.Stop();
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
            return battery.HighestMilliVolts() >= _settings.ChargeCellMilliVolts;
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
}
