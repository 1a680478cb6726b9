namespace Simulation.Battery;

/// <summary>One cell: a charge, a resistance and one RC pair. Fields may be changed while it lives, to make it a bad cell.</summary>
public sealed class BatteryCell(Chemistry chemistry)
{
    // Polarisation of a large cell settles within a minute or so after a step of current.
    private const double PolarisationSeconds = 30;

    public double CapacityMilliAmpHours;
    public double ChargeMilliAmpHours;
    public double SeriesMilliOhms;
    public double PolarisationMilliOhms;

    /// <summary>Taken out of this cell alone by the BMS while it balances.</summary>
    public double BleedMilliAmps;

    private double _polarisationMilliVolts;

    /// <summary>0..1, and beyond when abused.</summary>
    public double Soc => ChargeMilliAmpHours / CapacityMilliAmpHours;

    /// <summary>The voltage that would be seen at once without current.</summary>
    public double RestMilliVolts => chemistry.OpenMilliVolts(Soc) + _polarisationMilliVolts;

    /// <summary>The voltage at the terminals while <paramref name="milliAmps"/> flow in.</summary>
    public double MilliVoltsAt(double milliAmps)
    {
        double volts = RestMilliVolts + ((milliAmps - BleedMilliAmps) * SeriesMilliOhms / 1000);
        return volts > 0 ? volts : 0;
    }

    /// <summary>Lives through a short time with a constant current; charging is positive.</summary>
    public void Pass(double milliAmps, double seconds)
    {
        double into = milliAmps - BleedMilliAmps;
        ChargeMilliAmpHours += into * seconds / 3600;
        double settled = into * PolarisationMilliOhms / 1000;
        _polarisationMilliVolts += (settled - _polarisationMilliVolts) * seconds / PolarisationSeconds;
    }
}
