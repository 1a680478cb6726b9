using System;
using Simulation.Battery;

namespace Simulation.Charger;

/// <summary>The power part of a charger: constant current until the voltage limit, then constant voltage; its current climbs at a limited rate.</summary>
internal sealed class PowerStage(IPack pack, ChargerFaults faults) : ICurrentSource
{
    // 5 A a second, as chargers of this class start softly.
    private const double RiseMilliAmpsPerMs = 5;
    private const double SlowRiseMilliAmpsPerMs = 0.2;

    // Switching off takes the output capacitor's time: 20 A in 40 ms.
    private const double FallMilliAmpsPerMs = 500;

    private long _notBeforeMs;
    private bool _wasOn;

    public double OutputMilliAmps { get; private set; }

    /// <summary>What its own meter shows at the terminals.</summary>
    public double OutputMilliVolts { get; private set; }

    /// <summary>One millisecond.</summary>
    /// <param name="wanted">Whether it is to deliver, as far as its master says.</param>
    /// <param name="limitMilliVolts">The voltage that it does not exceed.</param>
    /// <param name="askedMilliAmps">What its master asks for.</param>
    /// <param name="capMilliAmps">What it can at most.</param>
    /// <param name="nowMs">The millisecond.</param>
    public void Step(bool wanted, double limitMilliVolts, double askedMilliAmps, double capMilliAmps, long nowMs)
    {
        bool on = MayDeliver(wanted, nowMs);
        double limitMilliAmps = faults.Deliver(askedMilliAmps, capMilliAmps);
        double byVoltage = on ? pack.MilliAmpsAt(limitMilliVolts) : 0;
        double target = on ? Math.Min(limitMilliAmps, byVoltage) : 0;
        double slow = target > OutputMilliAmps
            ? Math.Min(target, OutputMilliAmps + (faults.SlowRamp ? SlowRiseMilliAmpsPerMs : RiseMilliAmpsPerMs))
            : Math.Max(target, OutputMilliAmps - FallMilliAmpsPerMs);

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
        _wasOn = false;
    }

    private bool MayDeliver(bool wanted, long nowMs)
    {
        bool on = wanted && !faults.CannotDeliver;
        if (_wasOn && !on)
        {
            _notBeforeMs = nowMs + ChargerFaults.RestartAfterMs;
        }

        on &= _wasOn || !faults.RefusesRestart || nowMs >= _notBeforeMs;
        _wasOn = on;
        return on;
    }
}
