using ChargerFirmware.Bms;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Folds all limits of the current by minimum and names the one that binds. Control thread only; allocates nothing.</summary>
/// <remarks>A limit that cannot be computed is zero: what is unknown never raises a current.</remarks>
public sealed class ChargeLimits
{
    // A pack that sits on the derating point does not switch between two currents.
    private const int DerateHysteresisDeciC = 20;

    private bool _derated;

    /// <summary>The lowest of all limits.</summary>
    public int MilliAmps { get; private set; }

    /// <summary>A value of <see cref="LimitCause"/>.</summary>
    public int Cause { get; private set; }

    /// <summary>The sensor from 1, or what <see cref="WhyReason"/> says.</summary>
    public int WhySubject { get; private set; }

    /// <summary>The limit's or the sensor's value; <see cref="Unknown.Number"/> where it is not known.</summary>
    public int WhyValue { get; private set; }

    public void Fold(ChargeSettings settings, int mode, BatterySnapshot battery)
    {
        MilliAmps = settings.MilliAmpsOf(mode);
        Cause = LimitCause.Mode;
        WhySubject = mode == ChargeMode.Slow && settings.Charger.SlowIsProtocols ? WhyReason.SlowIsZero : Unknown.Number;
        WhyValue = MilliAmps;
        FoldPack(settings, battery);
        FoldTemperature(settings, battery);
    }

    /// <summary>The pack's limit: the setting, or half of the nominal capacity an hour; unknown when there is neither.</summary>
    public static int PackMilliAmps(ChargeSettings settings, BatterySnapshot battery)
    {
        if (settings.BatteryMaxMilliAmps > 0)
        {
            return settings.BatteryMaxMilliAmps;
        }

        return battery.NominalMilliAmpHours > 0 ? battery.NominalMilliAmpHours / 2 : Unknown.Number;
    }

    private void FoldPack(ChargeSettings settings, BatterySnapshot battery)
    {
        int packMilliAmps = PackMilliAmps(settings, battery);
        Lower(packMilliAmps == Unknown.Number ? 0 : packMilliAmps, LimitCause.Pack, Unknown.Number, packMilliAmps);
    }

    private void FoldTemperature(ChargeSettings settings, BatterySnapshot battery)
    {
        int warmest = battery.WarmestSensor();
        if (warmest < 0)
        {
            // Without a sensor charging goes on only where the owner allowed it (Safety); fast then is not for us to give.
            _derated = true;
        }
        else
        {
            int from = settings.DerateDeciC - (_derated ? DerateHysteresisDeciC : 0);
            _derated = battery.TempDeciC[warmest] >= from;
        }

        if (_derated)
        {
            // Fast is not for a warm pack, also where the owner's fast is no more than his medium.
            int mediumMilliAmps = settings.MilliAmpsOf(ChargeMode.Medium);
            int fastMilliAmps = settings.MilliAmpsOf(ChargeMode.Fast);
            Lower(mediumMilliAmps < fastMilliAmps ? mediumMilliAmps : fastMilliAmps - 1, LimitCause.Temperature, warmest + 1, warmest < 0 ? Unknown.Number : battery.TempDeciC[warmest]);
        }
    }

    private void Lower(int milliAmps, int cause, int subject, int value)
    {
        if (milliAmps < MilliAmps)
        {
            MilliAmps = milliAmps;
            Cause = cause;
            WhySubject = subject;
            WhyValue = value;
        }
    }
}
