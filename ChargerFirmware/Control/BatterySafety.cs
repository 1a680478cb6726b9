using ChargerFirmware.Bms;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Judges the pack against its limits, the BMS's own protection, and silence against time. Control thread only; allocates nothing.</summary>
/// <remarks>
/// While the BMS is silent its last words prove nothing: conditions on them end and <see cref="FaultCode.BmsSilent"/> stands for all of them. The conditions of
/// latched faults stay as they were last seen, because a fault that nobody can see has not gone and must not be cleared.
/// </remarks>
public sealed class BatterySafety
{
    /// <summary>Without one byte for so long a board is no more late but asleep, or its cable is off: by then it has been asked some twenty times, and a sleeping one loses only the first.</summary>
    public const int AsleepAfterMs = 10000;

    /// <summary>Values of <see cref="FaultCode.BmsAsleep"/>: whether it has ever answered.</summary>
    public const int AsleepFromTheStart = 0;
    public const int AsleepAfterWork = 1;

    // Way back of the limits, so that a value that sits on its limit does not switch the charge on and off.
    private const int TemperatureHysteresisDeciC = 20;
    private const int CellHysteresisMilliVolts = 50;
    private const int SpreadHysteresisMilliVolts = 20;

    // Before the chemistry is chosen: no lithium cell is charged to so much (jbd-bms.md, section 10, takes it for the end of what can be).
    private const int CeilingOfAllMilliVolts = 4500;

    // A board measures its pack and its cells apart and to some 0.5 % each: the pack's voltage is proof from 1 % above what its cells may have.
    private const int PackCeilingPermille = 1010;

    private readonly FaultRegister _faults;
    private ChargeSettings _settings;
    private long _sinceMs;

    public BatterySafety(FaultRegister faults)
    {
        _faults = faults;
    }

    /// <summary>Both replies are fresh: what the battery snapshot says may be believed and shown.</summary>
    public bool PackOnline { get; private set; }

    public void Configure(ChargeSettings settings)
    {
        _settings = settings;
    }

    /// <summary>The BMS has only now begun to be asked: until it has had its time, it is not silent.</summary>
    public void Restart(long nowMs)
    {
        _sinceMs = nowMs;
    }

    public void Check(BatterySnapshot battery, long nowMs)
    {
        CheckSilence(battery, nowMs);
        CheckProtection(battery, nowMs);
        CheckCeiling(battery, nowMs);
        CheckFloor(battery, nowMs);
        CheckSpread(battery, nowMs);
        CheckTemperatures(battery, nowMs);
    }

    private void CheckSilence(BatterySnapshot battery, long nowMs)
    {
        PackOnline = _settings.BmsEnabled && IsFresh(battery.BasicAtMs, nowMs) && IsFresh(battery.CellsAtMs, nowMs);

        // Before the first replies the BMS has as long as between any two.
        bool starting = nowMs - _sinceMs < Safety.SilentAfterMs;
        bool silent = _settings.BmsEnabled && !PackOnline && !starting;
        long heardMs = battery.HeardAtMs > _sinceMs ? battery.HeardAtMs : _sinceMs;
        bool asleep = silent && nowMs - heardMs >= AsleepAfterMs;
        _faults.Set(FaultCode.BmsSilent, silent, nowMs);
        _faults.Set(FaultCode.BmsAsleep, asleep, nowMs, battery.BasicCount + battery.CellsCount > 0 ? AsleepAfterWork : AsleepFromTheStart);
    }

    private static bool IsFresh(long atMs, long nowMs)
    {
        return atMs >= 0 && nowMs - atMs < Safety.SilentAfterMs;
    }

    private void CheckProtection(BatterySnapshot battery, long nowMs)
    {
        int flags = PackOnline ? battery.ProtectionFlags : 0;
        if (PackOnline)
        {
            _faults.Set(FaultCode.ShortCircuit, (flags & Protection.ShortCircuit) != 0, nowMs);
            _faults.Set(FaultCode.FrontEndError, (flags & Protection.FrontEndError) != 0, nowMs);
            _faults.Set(FaultCode.ChargeFetBroken, (flags & Protection.ChargeFetBroken) != 0, nowMs);
        }

        _faults.Set(FaultCode.CellOverVoltage, (flags & Protection.CellOverVoltage) != 0, nowMs);
        _faults.Set(FaultCode.PackOverVoltage, (flags & Protection.PackOverVoltage) != 0, nowMs);
        _faults.Set(FaultCode.ChargeOverTemperature, (flags & Protection.ChargeOverTemperature) != 0, nowMs);
        _faults.Set(FaultCode.ChargeUnderTemperature, (flags & Protection.ChargeUnderTemperature) != 0, nowMs);
        _faults.Set(FaultCode.ChargeOverCurrent, (flags & Protection.ChargeOverCurrent) != 0, nowMs);
        _faults.Set(FaultCode.ChargeFetOff, PackOnline && !battery.ChargeFetOn, nowMs);
    }

    // Whatever the algorithm does, and also before a chemistry is chosen: another source may be charging.
    private void CheckCeiling(BatterySnapshot battery, long nowMs)
    {
        if (!PackOnline)
        {
            return;
        }

        int ceiling = _settings.ProfileChosen ? _settings.MaxCellMilliVolts : CeilingOfAllMilliVolts;
        int highest = battery.HighestMilliVolts();
        bool above = highest > ceiling;
        if (!above && IsPackAbove(battery, ceiling))
        {
            above = true;
            highest = battery.PackMilliVolts / CellsOf(battery);
        }

        // A cell that cannot be read may be the one.
        if (above || battery.ImplausibleInCells == 0)
        {
            _faults.Set(FaultCode.HardOverVoltage, above, nowMs, highest);
        }
    }

    // Where both replies tell another number of cells, the larger one: a wrong count has a fault of its own and must not latch this one.
    private static int CellsOf(BatterySnapshot battery)
    {
        return battery.BasicCellCount > battery.CellCount ? battery.BasicCellCount : battery.CellCount;
    }

    private static bool IsPackAbove(BatterySnapshot battery, int ceilingMilliVolts)
    {
        return battery.PackMilliVolts != Unknown.Number && battery.PackMilliVolts > (long)ceilingMilliVolts * CellsOf(battery) * PackCeilingPermille / 1000;
    }

    private void CheckFloor(BatterySnapshot battery, long nowMs)
    {
        int lowest = PackOnline && _settings.ProfileChosen ? battery.LowestMilliVolts() : Unknown.Number;
        int floor = _settings.MinCellMilliVolts + (_faults.IsActive(FaultCode.CellTooLow) ? CellHysteresisMilliVolts : 0);
        _faults.Set(FaultCode.CellTooLow, lowest != Unknown.Number && lowest < floor, nowMs, lowest);
    }

    // Told, and no stop: ChargeLimits lowers the current as far as the cells stand apart.
    private void CheckSpread(BatterySnapshot battery, long nowMs)
    {
        bool judge = PackOnline && _settings.MaxSpreadMilliVolts > 0 && battery.ImplausibleInCells == 0 && battery.CellCount > 0;
        int spread = judge ? battery.HighestMilliVolts() - battery.LowestMilliVolts() : 0;
        int most = _settings.MaxSpreadMilliVolts - (_faults.IsActive(FaultCode.CellSpread) ? SpreadHysteresisMilliVolts : 0);
        _faults.Set(FaultCode.CellSpread, judge && spread > most, nowMs, spread);
    }

    private void CheckTemperatures(BatterySnapshot battery, long nowMs)
    {
        int warmest = PackOnline ? battery.WarmestSensor() : -1;
        _faults.Set(FaultCode.NoTemperatureSensor, PackOnline && warmest < 0 && !_settings.AllowNoSensor, nowMs);

        bool judge = warmest >= 0 && _settings.ProfileChosen;
        int warmestDeciC = judge ? battery.TempDeciC[warmest] : 0;
        int coldestDeciC = judge ? battery.TempDeciC[battery.ColdestSensor()] : 0;
        int max = _settings.MaxDeciC - (_faults.IsActive(FaultCode.TemperatureTooHigh) ? TemperatureHysteresisDeciC : 0);
        int min = _settings.MinDeciC + (_faults.IsActive(FaultCode.TemperatureTooLow) ? TemperatureHysteresisDeciC : 0);
        _faults.Set(FaultCode.TemperatureTooHigh, judge && warmestDeciC > max, nowMs, warmestDeciC);
        _faults.Set(FaultCode.TemperatureTooLow, judge && coldestDeciC < min, nowMs, coldestDeciC);
    }
}
