namespace Simulation;

/// <summary>Something that lives through simulated time, a millisecond at a time.</summary>
public interface ISimulatedDevice
{
    /// <summary>Called once for every millisecond, in order, under the world's lock.</summary>
    void Step(long nowMs);
}
