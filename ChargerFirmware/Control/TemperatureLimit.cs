using ChargerFirmware.Bms;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>What the warmest and the coldest sensor allow: a share of the pack's limit by the profile's table, and whether mode fast is too much. Control thread only; allocates nothing.</summary>
/// <remarks>A sensor that was there and is not any more may be the one that would speak against it: until it is back, the share does not rise.</remarks>
public sealed class TemperatureLimit
{
    // A pack that sits on the derating point does not switch between two currents.
    private const int DerateHysteresisDeciC = 20;

    private int _sensorsSeen;

    public TemperatureLimit()
    {
        Restart();
    }

    /// <summary>Permille of the pack's limit.</summary>
    public int Share { get; private set; }

    /// <summary>Medium is the most.</summary>
    public bool IsDerated { get; private set; }

    /// <summary>The sensor that the share goes by, from 0.</summary>
    public int Sensor { get; private set; }

    /// <summary>The warmest sensor, from 0; -1 when none is fitted.</summary>
    public int Warmest { get; private set; }

    /// <summary>It is a missing sensor that holds the share down.</summary>
    public bool IsSensorMissing { get; private set; }

    public void Restart()
    {
        Share = LimitShare.Whole;
        IsDerated = false;
        _sensorsSeen = 0;
    }

    public void Follow(ChargeSettings settings, BatterySnapshot battery)
    {
        Warmest = battery.WarmestSensor();

        // Without a sensor charging goes on only where the owner allowed it (Safety); fast then is not for us to give.
        IsDerated = Warmest < 0 || battery.TempDeciC[Warmest] >= settings.DerateDeciC - (IsDerated ? DerateHysteresisDeciC : 0);
        int missing = MissingSensor(battery);
        int share = 0;
        if (Warmest >= 0)
        {
            int coldest = battery.ColdestSensor();
            int atWarmest = settings.Temperatures.PermilleAt(battery.TempDeciC[Warmest]);
            int atColdest = settings.Temperatures.PermilleAt(battery.TempDeciC[coldest]);
            share = atColdest < atWarmest ? atColdest : atWarmest;
            Sensor = atColdest < atWarmest ? coldest : Warmest;
        }

        IsSensorMissing = Warmest < 0 || (missing >= 0 && share > Share);
        if (IsSensorMissing)
        {
            Sensor = missing;
        }
        else
        {
            Share = LimitShare.Settled(Share, share);
        }
    }

    // The first sensor that has been there since the start and does not tell any more; -1 when all of them do.
    private int MissingSensor(BatterySnapshot battery)
    {
        int missing = -1;
        for (int i = BatterySnapshot.MaxSensors - 1; i >= 0; i--)
        {
            if (i < battery.SensorCount && battery.TempDeciC[i] != Unknown.Number)
            {
                _sensorsSeen |= 1 << i;
            }
            else if ((_sensorsSeen >> i & 1) != 0)
            {
                missing = i;
            }
        }

        return missing;
    }
}
