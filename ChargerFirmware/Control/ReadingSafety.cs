using ChargerFirmware.Bms;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Judges whether what the BMS tells can be true at all: against itself, against the chemistry, and against what it told before. Control thread only; allocates nothing.</summary>
/// <remarks>
/// What is remembered of a pack (its number of cells, the sensors that it had) is forgotten when the BMS was silent and comes back with another number of cells:
/// that is another pack. Without a silence in between, it is a fault until the user says that it is right.
/// </remarks>
public sealed class ReadingSafety
{
    /// <summary>The same current, not zero, and the same cells for so long is no measurement: a cell's millivolt and a shunt's 10 mA never stand still together.</summary>
    public const int FrozenAfterMs = 600000;

    // Cells and pack are measured one poll apart (some 50 ms); 2 % is the reference's plausibility limit (jbd-bms.md, section 10), the way back is closer.
    private const int MismatchPermille = 20;
    private const int MismatchClearPermille = 15;

    // A mean cell voltage that the chemistry does not have. A doubled count halves it, and no chemistry's range reaches down to its half. Back 1 % inside.
    private const int CountPermille = 1000;
    private const int CountClearPermille = 10;

    // A mix of the readings that differs whenever one of them does; that two differ and mix alike is possible once and not for long.
    private const int MixFactor = 31;

    private readonly FaultRegister _faults;
    private ChargeSettings _settings;
    private bool _wasOffline = true;
    private int _cellCount;
    private int _sensorsSeen;
    private int _mix;
    private int _mixedAtCount;
    private long _changedMs;

    public ReadingSafety(FaultRegister faults)
    {
        _faults = faults;
    }

    public void Configure(ChargeSettings settings)
    {
        _settings = settings;
    }

    /// <summary>Grows whenever a pack is taken for what it is from then on: the first one, another one after a silence, or the same one as the user accepts it.</summary>
    public int PackNumber { get; private set; }

    /// <summary>The user says that the pack is as it should be: cells and sensors count from now.</summary>
    public void AcceptByUser()
    {
        _cellCount = 0;
        _sensorsSeen = 0;
    }

    public void Check(BatterySnapshot battery, bool online, long nowMs)
    {
        int implausible = battery.ImplausibleInCells != 0 ? battery.ImplausibleInCells : battery.ImplausibleInBasic;
        _faults.Set(FaultCode.ValueImplausible, online && implausible != 0, nowMs, implausible);
        CheckSum(battery, online, nowMs);
        FollowPack(battery, online);
        CheckCount(battery, online, nowMs);
        CheckSensors(battery, online, nowMs);
        CheckFrozen(battery, online, nowMs);
    }

    private void CheckSum(BatterySnapshot battery, bool online, long nowMs)
    {
        bool judge = online && battery.ImplausibleInCells == 0 && battery.PackMilliVolts != Unknown.Number;
        int sumMilliVolts = 0;
        for (int i = 0; judge && i < battery.CellCount; i++)
        {
            sumMilliVolts += battery.CellMilliVolts[i];
        }

        int off = judge ? sumMilliVolts - battery.PackMilliVolts : 0;
        off = off < 0 ? -off : off;
        int permille = _faults.IsActive(FaultCode.VoltageMismatch) ? MismatchClearPermille : MismatchPermille;
        _faults.Set(FaultCode.VoltageMismatch, judge && (long)off * 1000 > (long)battery.PackMilliVolts * permille, nowMs, off);
        _faults.Set(FaultCode.CellCountMismatch, online && battery.BasicCellCount != battery.CellCount, nowMs, battery.BasicCellCount);
    }

    private void FollowPack(BatterySnapshot battery, bool online)
    {
        if (!online)
        {
            _wasOffline = true;
            return;
        }

        if (_cellCount == 0 || (_wasOffline && battery.CellCount != _cellCount))
        {
            _cellCount = battery.CellCount;
            _sensorsSeen = 0;
            PackNumber++;
        }

        _wasOffline = false;
    }

    private void CheckCount(BatterySnapshot battery, bool online, long nowMs)
    {
        bool changed = online && battery.CellCount != _cellCount;
        bool impossible = false;
        if (online && _settings.ProfileChosen && battery.PackMilliVolts != Unknown.Number)
        {
            int inside = _faults.IsActive(FaultCode.CellCountImplausible) ? CountClearPermille : 0;
            long permille = (long)battery.PackMilliVolts * 1000;
            impossible = permille < (long)_settings.MinCellMilliVolts * battery.CellCount * (CountPermille + inside)
                || permille > (long)_settings.MaxCellMilliVolts * battery.CellCount * (CountPermille + CountClearPermille - inside);
        }

        _faults.Set(FaultCode.CellCountImplausible, changed || impossible, nowMs, battery.CellCount);
    }

    private void CheckSensors(BatterySnapshot battery, bool online, long nowMs)
    {
        int reading = 0;
        for (int i = 0; online && i < battery.SensorCount; i++)
        {
            if (battery.TempDeciC[i] != Unknown.Number)
            {
                reading |= 1 << i;
            }
        }

        _sensorsSeen |= reading;
        int lost = online ? _sensorsSeen & ~reading : 0;
        _faults.Set(FaultCode.SensorLost, lost != 0, nowMs, NumberOfLowest(lost));
    }

    private static int NumberOfLowest(int mask)
    {
        int number = 1;
        while ((mask & 1) == 0 && number <= BatterySnapshot.MaxSensors)
        {
            mask >>= 1;
            number++;
        }

        return number;
    }

    private void CheckFrozen(BatterySnapshot battery, bool online, long nowMs)
    {
        if (!online || battery.PackMilliAmps == 0 || battery.PackMilliAmps == Unknown.Number)
        {
            _changedMs = nowMs;
        }
        else if (battery.CellsCount != _mixedAtCount)
        {
            _mixedAtCount = battery.CellsCount;
            int mix = battery.PackMilliAmps;
            for (int i = 0; i < battery.CellCount; i++)
            {
                mix = mix * MixFactor + battery.CellMilliVolts[i];
            }

            if (mix != _mix)
            {
                _mix = mix;
                _changedMs = nowMs;
            }
        }

        _faults.Set(FaultCode.ValuesFrozen, nowMs - _changedMs >= FrozenAfterMs, nowMs, battery.PackMilliAmps);
    }
}
