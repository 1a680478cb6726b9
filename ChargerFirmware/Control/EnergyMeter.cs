using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Energy and charge that have gone into the pack, ever: what earlier runs have stored and what this one has measured. Control thread only; allocates nothing.</summary>
/// <remarks>
/// Whole numbers throughout: mV x mA x ms is nJ and mA x ms is uC, so what is summed is exact and nothing drifts; the rest below a mWh or mAh is carried along.
/// Only what flows into the pack counts, wherever it comes from. While the pack is offline nothing is known and nothing counted.
/// </remarks>
public sealed class EnergyMeter
{
    // 1 mWh = 3.6 J, 1 mAh = 3.6 C.
    private const long NanoJoulesPerMilliWattHour = 3600000000;
    private const long MicroCoulombsPerMilliAmpHour = 3600000;

    // A pack is offline after 2.7 s of silence (Safety): longer between two ticks means that nobody looked, and nobody knows what flowed.
    private const int MaxStepMs = 3000;

    private long _nanoJoules;
    private long _microCoulombs;
    private long _lastMs;
    private bool _wasKnown;

    public EnergyMeter(long storedMilliWattHours, long storedMilliAmpHours)
    {
        MilliWattHours = storedMilliWattHours;
        MilliAmpHours = storedMilliAmpHours;
    }

    /// <summary>Never goes back.</summary>
    public long MilliWattHours { get; private set; }

    /// <summary>Never goes back.</summary>
    public long MilliAmpHours { get; private set; }

    /// <summary>One tick, with what the pack tells now: it has done so since the last one.</summary>
    /// <param name="milliVolts">Or <see cref="Unknown.Number"/>.</param>
    /// <param name="milliAmps">Positive while charging, or <see cref="Unknown.Number"/>.</param>
    /// <param name="nowMs">The control clock.</param>
    public void Tick(int milliVolts, int milliAmps, long nowMs)
    {
        bool isKnown = milliVolts != Unknown.Number && milliAmps != Unknown.Number;
        long elapsedMs = nowMs - _lastMs;
        if (isKnown && _wasKnown && milliAmps > 0 && milliVolts > 0 && elapsedMs > 0 && elapsedMs <= MaxStepMs)
        {
            Add(milliVolts, milliAmps * elapsedMs);
        }

        _wasKnown = isKnown;
        _lastMs = nowMs;
    }

    // At most 655 V x 655 A x 3 s = 1.3e15 nJ: far from the 9.2e18 of a long.
    private void Add(int milliVolts, long microCoulombs)
    {
        _nanoJoules += milliVolts * microCoulombs;
        if (_nanoJoules >= NanoJoulesPerMilliWattHour)
        {
            MilliWattHours += _nanoJoules / NanoJoulesPerMilliWattHour;
            _nanoJoules %= NanoJoulesPerMilliWattHour;
        }

        _microCoulombs += microCoulombs;
        if (_microCoulombs >= MicroCoulombsPerMilliAmpHour)
        {
            MilliAmpHours += _microCoulombs / MicroCoulombsPerMilliAmpHour;
            _microCoulombs %= MicroCoulombsPerMilliAmpHour;
        }
    }
}
