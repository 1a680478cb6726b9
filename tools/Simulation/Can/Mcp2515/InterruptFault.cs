namespace Simulation.Can.Mcp2515;

/// <summary>What is wrong with the chip's interrupt line.</summary>
public enum InterruptFault
{
    None,
    StuckHigh,
    StuckLow,
}
