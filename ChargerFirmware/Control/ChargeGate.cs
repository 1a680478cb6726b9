using ChargerFirmware.Bms;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Finds the first reason not to charge at all: a fault, the owner's word, or something that a charge relies on and that has not been good for long enough. Control thread only.</summary>
public sealed class ChargeGate
{
    /// <summary>Good replies of each kind before the first charge after a start or new settings.</summary>
    public const int RepliesBeforeCharge = 2;

    private readonly FaultRegister _faults;
    private readonly ChargeVerdict _verdict;
    private ChargeSettings _settings;
    private bool _started;
    private bool _hasCharged;
    private bool _hasFault;
    private long _resumeAtMs = long.MinValue;
    private int _basicNeeded;
    private int _cellsNeeded;

    /// <param name="faults">What <see cref="Safety"/> has found.</param>
    /// <param name="start">What the user said before the restart.</param>
    /// <param name="verdict">Where the reason goes.</param>
    public ChargeGate(FaultRegister faults, ChargeStart start, ChargeVerdict verdict)
    {
        _faults = faults;
        _verdict = verdict;
        Mode = start.Mode;
        StoppedByUser = start.StoppedByUser;
    }

    /// <summary>A value of <see cref="ChargeMode"/>.</summary>
    public int Mode { get; set; }

    /// <summary>The user has said stop and not yet start.</summary>
    public bool StoppedByUser { get; private set; }

    /// <summary>Other settings wait until the charger has stopped.</summary>
    public bool Reconfiguring { get; set; }

    public void Configure(ChargeSettings settings, BatterySnapshot battery)
    {
        if (_settings == null)
        {
            _started = settings.AutoStart;
        }

        _settings = settings;
        _basicNeeded = battery.BasicCount + RepliesBeforeCharge;
        _cellsNeeded = battery.CellsCount + RepliesBeforeCharge;
        _hasCharged = false;
    }

    public void StopByUser()
    {
        StoppedByUser = true;
    }

    public void StartByUser()
    {
        StoppedByUser = false;
        _started = true;
    }

    /// <summary>A charge runs: should the bus go away now, it may do so again.</summary>
    public void NoteCharge()
    {
        _hasCharged = true;
    }

    /// <summary>The charge comes back after the pause that is set, at once never.</summary>
    public void Delay(long nowMs)
    {
        _resumeAtMs = nowMs + _settings.ResumeMs;
    }

    /// <summary>The first reason not to charge, in order of weight; false when there is none.</summary>
    public bool Holds(BatterySnapshot battery, ChargerLink link, bool busRuns, bool chargerOnline, long nowMs)
    {
        int fault = _faults.WorstStop();
        if (fault >= 0)
        {
            _hasFault = true;
            return _verdict.Is(ChargeState.Fault, LimitCause.Fault, fault, _faults.ValueOf(fault));
        }

        if (_hasFault)
        {
            // A condition that has gone may come back: the pause is counted from its end.
            _hasFault = false;
            Delay(nowMs);
        }

        return HoldsForOwner() || HoldsForPrecheck(battery, link, busRuns, chargerOnline, nowMs);
    }

    /// <summary>The charger has to hear its stop for longer before it takes a start. The last thing to ask: a pack that is full waits for nothing.</summary>
    public bool HoldsForRest(ChargerLink link, long nowMs)
    {
        int restMs = link.RestMs(nowMs);
        return restMs > 0 && _verdict.Is(ChargeState.Precheck, LimitCause.Precheck, WhyReason.ChargerRest, restMs);
    }

    private bool HoldsForOwner()
    {
        if (!_settings.BmsEnabled || !_settings.OutputEnabled)
        {
            return _verdict.Is(ChargeState.Idle, LimitCause.Disabled);
        }

        if (_settings.Contradict)
        {
            return _verdict.Is(ChargeState.Idle, LimitCause.Profile, WhyReason.Contradiction);
        }

        if (!_settings.ProfileChosen)
        {
            return _verdict.Is(ChargeState.Idle, LimitCause.Profile, _settings.IsCustom ? WhyReason.CustomUnset : Unknown.Number);
        }

        if (Mode == ChargeMode.Off)
        {
            return _verdict.Is(ChargeState.Idle, LimitCause.User);
        }

        if (StoppedByUser)
        {
            return _verdict.Is(ChargeState.Paused, LimitCause.User);
        }

        return !_started && _verdict.Is(ChargeState.Paused, LimitCause.User, WhyReason.AutoStart);
    }

    private bool HoldsForPrecheck(BatterySnapshot battery, ChargerLink link, bool busRuns, bool chargerOnline, long nowMs)
    {
        if (Reconfiguring)
        {
            return _verdict.Is(ChargeState.Precheck, LimitCause.Precheck, WhyReason.NewSettings);
        }

        if (battery.BasicCount < _basicNeeded || battery.CellsCount < _cellsNeeded)
        {
            return _verdict.Is(ChargeState.Precheck, LimitCause.Precheck, WhyReason.Bms);
        }

        if (!busRuns || !link.IsHeard(nowMs))
        {
            if (_hasCharged)
            {
                // The bus went away in the middle of a charge: it may do so again.
                Delay(nowMs);
            }

            return _verdict.Is(ChargeState.Precheck, LimitCause.Precheck, busRuns ? WhyReason.Unheard : WhyReason.Bus);
        }

        if (link.Protocol.ReportsStatus && !chargerOnline)
        {
            return _verdict.Is(ChargeState.Precheck, LimitCause.Precheck, WhyReason.Charger);
        }

        return nowMs < _resumeAtMs && _verdict.Is(ChargeState.Precheck, LimitCause.Precheck, WhyReason.Resume, (int)(_resumeAtMs - nowMs));
    }
}
