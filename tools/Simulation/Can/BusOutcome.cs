namespace Simulation.Can;

/// <summary>How an attempt to send a frame ended.</summary>
public enum BusOutcome
{
    /// <summary>Acknowledged, and received by every node that listens.</summary>
    Good,

    /// <summary>Nobody gave the acknowledge bit.</summary>
    NotAcknowledged,

    /// <summary>Broken by an error.</summary>
    Destroyed,
}
