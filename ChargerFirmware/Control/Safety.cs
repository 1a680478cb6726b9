using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Every condition that forbids charging, checked each tick and kept in the fault register. Control thread only; allocates nothing.</summary>
/// <remarks>
/// Knows nothing of the charge algorithm: it judges what is measured against limits, and silence against time.
/// While the BMS is silent its last words prove nothing: conditions on them end and <see cref="FaultCode.BmsSilent"/> stands for all of them. The conditions of
/// latched faults stay as they were last seen, because a fault that nobody can see has not gone and must not be cleared.
/// </remarks>
public sealed class Safety
{
    /// <summary>Silence of the BMS or of the charger becomes a fault after this time: 3 s are promised until the stop is on the bus, less two ticks and one frame.</summary>
    public const int SilentAfterMs = 2700;

    // Cells and pack are measured one poll apart (some 50 ms); 2 % is the reference's plausibility limit (jbd-bms.md, section 10), the way back is closer.
    private const int MismatchPermille = 20;
    private const int MismatchClearPermille = 15;

    // Way back of the limits, so that a value that sits on its limit does not switch the charge on and off.
    private const int TemperatureHysteresisDeciC = 20;
    private const int CellHysteresisMilliVolts = 50;

    // The driver gives a bus one second to be idle before it begins anew.
    private const int BlockedAfterMs = 1500;

    // An overrun is told for this long.
    private const int OverrunShownMs = 10000;

    private readonly FaultRegister _faults;
    private ChargeSettings _settings;
    private long _bmsSinceMs;
    private long _busSeenMs;
    private int _overrunsSeen;
    private long _overrunUntilMs = -1;

    public Safety(FaultRegister faults)
    {
        _faults = faults;
    }

    /// <summary>Both replies are fresh: what the battery snapshot says may be believed and shown.</summary>
    public bool PackOnline { get; private set; }

    public bool ChargerOnline { get; private set; }

    /// <summary>Takes other settings over.</summary>
    public void Configure(ChargeSettings settings)
    {
        _settings = settings;
    }

    /// <summary>The BMS has only now begun to be asked: until it has had its time, it is not silent.</summary>
    public void RestartBms(long nowMs)
    {
        _bmsSinceMs = nowMs;
    }

    /// <summary>The bus has only now begun to come up.</summary>
    public void RestartBus(long nowMs)
    {
        _busSeenMs = nowMs;
    }

    public void Check(BatterySnapshot battery, ChargerLink link, CanHealth can, long nowMs)
    {
        CheckBmsSilence(battery, nowMs);
        CheckProtection(battery, nowMs);
        CheckCells(battery, nowMs);
        CheckPlausibility(battery, nowMs);
        CheckTemperatures(battery, nowMs);
        CheckBus(can, nowMs);
        CheckCharger(link, nowMs);
    }

    private void CheckBmsSilence(BatterySnapshot battery, long nowMs)
    {
        PackOnline = _settings.BmsEnabled && IsFresh(battery.BasicAtMs, nowMs) && IsFresh(battery.CellsAtMs, nowMs);

        // Before the first replies the BMS has as long as between any two.
        bool starting = nowMs - _bmsSinceMs < SilentAfterMs;
        _faults.Set(FaultCode.BmsSilent, _settings.BmsEnabled && !PackOnline && !starting, nowMs);
    }

    private static bool IsFresh(long atMs, long nowMs)
    {
        return atMs >= 0 && nowMs - atMs < SilentAfterMs;
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

    private void CheckCells(BatterySnapshot battery, long nowMs)
    {
        bool judge = PackOnline && _settings.ProfileChosen;
        int highest = judge ? battery.CellMilliVolts[battery.HighestCell()] : 0;
        int lowest = judge ? battery.CellMilliVolts[battery.LowestCell()] : int.MaxValue;
        if (PackOnline)
        {
            _faults.Set(FaultCode.HardOverVoltage, judge && highest > _settings.MaxCellMilliVolts, nowMs, highest);
        }

        int floor = _settings.MinCellMilliVolts + (_faults.IsActive(FaultCode.CellTooLow) ? CellHysteresisMilliVolts : 0);
        _faults.Set(FaultCode.CellTooLow, judge && lowest < floor, nowMs, lowest);
    }

    private void CheckPlausibility(BatterySnapshot battery, long nowMs)
    {
        int sumMilliVolts = 0;
        for (int i = 0; i < battery.CellCount; i++)
        {
            sumMilliVolts += battery.CellMilliVolts[i];
        }

        int off = sumMilliVolts - battery.PackMilliVolts;
        off = off < 0 ? -off : off;
        int permille = _faults.IsActive(FaultCode.VoltageMismatch) ? MismatchClearPermille : MismatchPermille;
        _faults.Set(FaultCode.VoltageMismatch, PackOnline && (long)off * 1000 > (long)battery.PackMilliVolts * permille, nowMs, off);
        _faults.Set(FaultCode.CellCountMismatch, PackOnline && battery.BasicCellCount != battery.CellCount, nowMs, battery.BasicCellCount);
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

    /// <summary>What the CAN controller and the bus are; a node has nothing else to judge.</summary>
    public void CheckBus(CanHealth can, long nowMs)
    {
        bool enabled = _settings.CanEnabled;
        _faults.Set(FaultCode.CanControllerMissing, enabled && can.State == CanState.Absent, nowMs);
        _faults.Set(FaultCode.CanBusOff, enabled && can.State == CanState.BusOff, nowMs);

        // The controller answers but finds no idle bus: shorted, or another bit rate all the time. One that lost its supply for a moment is back much sooner.
        if (can.State != CanState.Starting)
        {
            _busSeenMs = nowMs;
        }

        _faults.Set(FaultCode.CanBusBlocked, enabled && can.Settled && nowMs - _busSeenMs >= BlockedAfterMs, nowMs);

        // Alone on the bus a node is error passive from the start: the first seconds belong to the charger's own start.
        _faults.Set(FaultCode.CanPassive, enabled && can.Settled && can.State == CanState.ErrorPassive, nowMs, can.TransmitErrors);
        if (can.Overruns != _overrunsSeen)
        {
            _overrunsSeen = can.Overruns;
            _overrunUntilMs = nowMs + OverrunShownMs;
        }

        _faults.Set(FaultCode.CanOverrun, enabled && nowMs < _overrunUntilMs, nowMs, can.Overruns);
    }

    private void CheckCharger(ChargerLink link, long nowMs)
    {
        bool judge = _settings.CanEnabled && link.Protocol.ReportsStatus;
        bool silent = link.SilentForMs(nowMs) >= link.Protocol.SilentAfterMs;
        ChargerOnline = judge && !silent && link.Status.AtMs >= 0;
        _faults.Set(FaultCode.ChargerSilent, judge && silent, nowMs);

        int flags = ChargerOnline ? link.Status.Flags : 0;
        _faults.Set(FaultCode.ChargerHardwareFault, (flags & ChargerFlag.HardwareFault) != 0, nowMs);
        _faults.Set(FaultCode.ChargerOverTemperature, (flags & ChargerFlag.OverTemperature) != 0, nowMs);
        _faults.Set(FaultCode.ChargerInputVoltage, (flags & ChargerFlag.InputVoltage) != 0, nowMs);
        _faults.Set(FaultCode.ChargerNoBattery, (flags & ChargerFlag.NoBattery) != 0, nowMs);
        _faults.Set(FaultCode.ChargerOutputFault, (flags & ChargerFlag.OutputFault) != 0, nowMs);

        // It has not heard us for 5 s; the next command ends that by itself, so it is told and does not stop the charge.
        _faults.Set(FaultCode.ChargerCommTimeout, (flags & ChargerFlag.CommTimeout) != 0, nowMs);
        _faults.Set(FaultCode.ReceiverHasNoTimeout, _settings.OutputEnabled && !link.Protocol.HasTimeout, nowMs);
        _faults.Set(FaultCode.ProtocolHasNoStop, _settings.OutputEnabled && !link.Protocol.CanStop, nowMs);
    }
}
