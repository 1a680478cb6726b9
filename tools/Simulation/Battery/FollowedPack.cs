using System.Collections.Generic;

namespace Simulation.Battery;

/// <summary>The terminals of a pack whose voltage is told by somebody else: with a real BMS the simulated charger sees what that BMS reports. Under the world's lock.</summary>
public sealed class FollowedPack : IPack
{
    // A pack of a few kWh and its cable.
    private const double SeriesMilliOhms = 40;

    private readonly List<ICurrentSource> _sources = [];

    /// <summary>As reported last; 0 while unknown, and then it takes no current.</summary>
    public double MilliVolts { get; set; }

    public double SourceMilliAmps
    {
        get
        {
            double sum = 0;
            foreach (ICurrentSource source in _sources)
            {
                sum += source.OutputMilliAmps;
            }

            return sum;
        }
    }

    public double MilliAmpsAt(double terminalMilliVolts)
    {
        return MilliVolts > 0 && terminalMilliVolts > MilliVolts ? (terminalMilliVolts - MilliVolts) * 1000 / SeriesMilliOhms : 0;
    }

    public double TerminalMilliVoltsAt(double sourceMilliAmps)
    {
        return MilliVolts + (sourceMilliAmps * SeriesMilliOhms / 1000);
    }

    public void Connect(ICurrentSource source)
    {
        _sources.Add(source);
    }

    public void Disconnect(ICurrentSource source)
    {
        _sources.Remove(source);
    }
}
