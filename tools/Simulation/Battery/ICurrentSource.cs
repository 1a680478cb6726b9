namespace Simulation.Battery;

/// <summary>Something that pushes current into a pack. Under the world's lock.</summary>
public interface ICurrentSource
{
    /// <summary>What it delivers now, never negative.</summary>
    double OutputMilliAmps { get; }
}
