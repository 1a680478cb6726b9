namespace Simulation.Can;

/// <summary>Placeholder for the bus.</summary>
public sealed class SimulatedCanBus
{
}
