using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Every condition that forbids charging, checked each tick and kept in the fault register. Control thread only; allocates nothing.</summary>
/// <remarks>
/// Knows nothing of the charge algorithm: it judges what is measured against limits, and silence against time. Its parts: <see cref="BatterySafety"/> the pack,
/// <see cref="ReadingSafety"/> whether the BMS can be believed, <see cref="BusSafety"/> the bus, <see cref="ChargerSafety"/> the charger.
/// </remarks>
public sealed class Safety
{
    /// <summary>Silence of the BMS or of the charger becomes a fault after this time: 3 s are promised until the stop is on the bus, less two ticks and one frame.</summary>
    public const int SilentAfterMs = 2700;

    // The network's join and the first answer of a time server take some 30 s.
    private const int ClockUnsetAfterMs = 120000;

    private readonly FaultRegister _faults;
    private readonly BatterySafety _battery;
    private readonly ReadingSafety _readings;
    private readonly BusSafety _bus;
    private readonly ChargerSafety _charger;
    private ChargeSettings _settings;
    private long _clockNeededMs = -1;

    public Safety(FaultRegister faults)
    {
        _faults = faults;
        _battery = new BatterySafety(faults);
        _readings = new ReadingSafety(faults);
        _bus = new BusSafety(faults);
        _charger = new ChargerSafety(faults);
    }

    /// <summary>Both replies are fresh: what the battery snapshot says may be believed and shown.</summary>
    public bool PackOnline => _battery.PackOnline;

    public bool ChargerOnline => _charger.ChargerOnline;

    /// <summary>As <see cref="ReadingSafety.PackNumber"/>.</summary>
    public int PackNumber => _readings.PackNumber;

    /// <summary>As <see cref="ChargerSafety.DefiesForMs"/>.</summary>
    public long DefiesForMs => _charger.DefiesForMs;

    /// <summary>Takes other settings over.</summary>
    public void Configure(ChargeSettings settings)
    {
        _settings = settings;
        _battery.Configure(settings);
        _readings.Configure(settings);
        _charger.Configure(settings);
    }

    /// <summary>The BMS has only now begun to be asked: until it has had its time, it is not silent.</summary>
    public void RestartBms(long nowMs)
    {
        _battery.Restart(nowMs);
    }

    /// <summary>The bus has only now begun to come up.</summary>
    public void RestartBus(long nowMs)
    {
        _bus.Restart(nowMs);
    }

    /// <summary>The user has cleared the faults: what is remembered against pack and charger is forgotten, what is measured counts.</summary>
    /// <remarks>A lost sensor or another number of cells only where nothing else is there to clear: whoever clears that need not know of the other.</remarks>
    public void AcceptByUser()
    {
        if (_faults.LatchedMask() == 0 && !_faults.IsActive(FaultCode.ChargerOverDelivers))
        {
            _readings.AcceptByUser();
        }

        _charger.AcceptByUser();
    }

    public void Check(BatterySnapshot battery, ChargerLink link, CanHealth can, long nowMs)
    {
        _battery.Check(battery, nowMs);
        _readings.Check(battery, _battery.PackOnline, nowMs);
        _bus.Check(can, _settings.CanEnabled, nowMs);
        _charger.Check(link, battery, _battery.PackOnline, nowMs);
    }

    /// <summary>Judges the time of day: a notice, once somebody has needed it for a while and nobody has told it.</summary>
    public void CheckClock(bool isNeeded, bool isSet, long nowMs)
    {
        if (!isNeeded || isSet)
        {
            _clockNeededMs = -1;
        }
        else if (_clockNeededMs < 0)
        {
            _clockNeededMs = nowMs;
        }

        _faults.Set(FaultCode.ClockUnset, _clockNeededMs >= 0 && nowMs - _clockNeededMs >= ClockUnsetAfterMs, nowMs);
    }
}
