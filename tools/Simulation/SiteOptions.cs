using Simulation.Battery;

namespace Simulation;

/// <summary>What stands around the board.</summary>
public sealed class SiteOptions
{
    public BatteryOptions Battery { get; set; } = new();

    /// <summary>Temperature sensors of the BMS, 0..8.</summary>
    public int Sensors { get; set; } = 2;

    /// <summary>How far the BMS's cell readings are off by chance, and how far for ever: see <see cref="Bms.JbdBoard"/>.</summary>
    public double CellNoiseMilliVolts { get; set; }

    public double CellOffsetMilliVolts { get; set; }

    /// <summary>A real BMS reports a real pack: the charger sees the voltage that <see cref="SimulatedSite.FollowedPack"/> is told.</summary>
    public bool HasRealBattery { get; set; }

    /// <summary>The crystal beside the CAN controller.</summary>
    public int CrystalHertz { get; set; } = 8_000_000;

    /// <summary>What the other nodes of the bus run at.</summary>
    public int BitsPerSecond { get; set; } = 250_000;
}
