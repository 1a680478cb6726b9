namespace Simulation;

/// <summary>The parts of a site that can be real, or absent, instead of simulated.</summary>
public enum SitePart
{
    /// <summary>Battery and BMS: real behind a real serial line.</summary>
    Battery,

    /// <summary>The CAN controller and the bus: always simulated.</summary>
    Bus,

    /// <summary>The charger: simulated or nobody.</summary>
    Charger,
}
