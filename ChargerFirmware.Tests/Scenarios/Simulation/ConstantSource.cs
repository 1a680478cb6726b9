using Simulation.Battery;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>A source that delivers whatever it is set to.</summary>
internal sealed class ConstantSource : ICurrentSource
{
    public double OutputMilliAmps { get; set; }
}
