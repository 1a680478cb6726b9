namespace Simulation.Battery;

/// <summary>A pack as a charger sees it from outside: two terminals. Under the world's lock.</summary>
public interface IPack
{
    /// <summary>What a source that holds the terminals at this voltage would deliver; 0 when the pack stands higher or takes nothing.</summary>
    double MilliAmpsAt(double terminalMilliVolts);

    /// <summary>The terminals' voltage while a source delivers this current.</summary>
    double TerminalMilliVoltsAt(double sourceMilliAmps);

    void Connect(ICurrentSource source);

    void Disconnect(ICurrentSource source);
}
