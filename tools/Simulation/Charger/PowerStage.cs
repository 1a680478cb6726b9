using System;
using Simulation.Battery;

namespace Simulation.Charger;

/// <summary>The power part of a charger: constant current until the voltage limit, then constant voltage; its current climbs at a limited rate.</summary>
internal sealed class PowerStage(IPack pack) : ICurrentSource
{
    // 5 A a second, as chargers of this class start softly.
    private const double RiseMilliAmpsPerMs = 5;
    private const double SlowRiseMilliAmpsPerMs = 0.2;

    // Switching off takes the output capacitor's time: 20 A in 40 ms.
    private const double FallMilliAmpsPerMs = 500;

    public double OutputMilliAmps { get; private set; }

    /// <summary>What its own meter shows at the terminals.</summary>
    public double OutputMilliVolts { get; private set; }

    /// <summary>Climbs by 0.2 A a second only.</summary>
    public bool IsSlow { get; set; }

    public void Step(bool on, double limitMilliVolts, double limitMilliAmps)
    {
        double byVoltage = on ? pack.MilliAmpsAt(limitMilliVolts) : 0;
        double wanted = on ? Math.Min(limitMilliAmps, byVoltage) : 0;
        double slow = wanted > OutputMilliAmps
            ? Math.Min(wanted, OutputMilliAmps + (IsSlow ? SlowRiseMilliAmpsPerMs : RiseMilliAmpsPerMs))
            : Math.Max(wanted, OutputMilliAmps - FallMilliAmpsPerMs);

        // The voltage limit acts at once: what the pack does not take cannot flow.
        OutputMilliAmps = on ? Math.Min(slow, byVoltage) : slow;
        bool openCircuit = on && OutputMilliAmps <= 0 && limitMilliAmps > 0;
        double atPack = pack.TerminalMilliVoltsAt(OutputMilliAmps);
        OutputMilliVolts = openCircuit ? Math.Max(atPack, limitMilliVolts) : atPack;
    }

    /// <summary>Its plug is out.</summary>
    public void Cut()
    {
        OutputMilliAmps = 0;
        OutputMilliVolts = 0;
    }
}
