namespace Simulation.Battery;

/// <summary>One cell: a charge, a resistance and one RC pair. Fields may be changed while it lives, to make it a bad cell.</summary>
public sealed class BatteryCell(Chemistry chemistry)
{
    /// <summary>Polarisation of a large cell settles within a minute or so after a step of current.</summary>
    public const double PolarisationSeconds = 30;

    public double CapacityMilliAmpHours;
    public double ChargeMilliAmpHours;

    /// <summary>At 25 degC.</summary>
    public double SeriesMilliOhms;

    /// <summary>At 25 degC.</summary>
    public double PolarisationMilliOhms;

    /// <summary>Both resistances now, as a multiple of those at 25 degC.</summary>
    public double ResistanceFactor = 1;

    /// <summary>Taken out of this cell alone by the BMS while it balances.</summary>
    public double BleedMilliAmps;

    private double _polarisationMilliVolts;

    /// <summary>0..1, and beyond when abused.</summary>
    public double Soc => ChargeMilliAmpHours / CapacityMilliAmpHours;

    /// <summary>The voltage that would be seen at once without current.</summary>
    public double RestMilliVolts => chemistry.OpenMilliVolts(Soc) + _polarisationMilliVolts;

    /// <summary>Between terminals and what relaxes slowly, as it is at this temperature.</summary>
    public double SeriesNowMilliOhms => SeriesMilliOhms * ResistanceFactor;

    /// <summary>What its resistances turn into heat with this current, in watts; the polarisation as it stands now.</summary>
    public double HeatWattsAt(double milliAmps)
    {
        double amps = milliAmps / 1000;
        return amps * ((amps * SeriesNowMilliOhms) + _polarisationMilliVolts) / 1000;
    }

    /// <summary>The voltage at the terminals while <paramref name="milliAmps"/> flow in.</summary>
    public double MilliVoltsAt(double milliAmps)
    {
        double volts = RestMilliVolts + ((milliAmps - BleedMilliAmps) * SeriesNowMilliOhms / 1000);
        return volts > 0 ? volts : 0;
    }

    /// <summary>Lives through a short time with a constant current; charging is positive.</summary>
    public void Pass(double milliAmps, double seconds)
    {
        double into = milliAmps - BleedMilliAmps;
        ChargeMilliAmpHours += into * seconds / 3600;
        double settled = into * PolarisationMilliOhms * ResistanceFactor / 1000;
        _polarisationMilliVolts += (settled - _polarisationMilliVolts) * seconds / PolarisationSeconds;
    }
}
