namespace Simulation.Can.Mcp2515;

/// <summary>What is wrong with the chip's SPI line.</summary>
public enum SpiFault
{
    None,

    /// <summary>Reads 00, writes reach nobody: no supply, or MISO shorted.</summary>
    Zeros,

    /// <summary>Reads FF, writes reach nobody: no chip, and a pull-up on MISO.</summary>
    Ones,
}
