using Simulation.Battery;

namespace Simulation.Charger;

/// <summary>A charger with a 0..10 V input and its own voltage setting: it delivers in proportion, and whatever stands on the wire, for ever. Under the world's lock.</summary>
public sealed class AnalogCharger : ISimulatedDevice
{
    // Below this its input counts as 0: an operational amplifier's offset must not charge.
    private const double DeadMilliVolts = 100;

    private readonly AnalogPin _pin;
    private readonly PowerStage _stage;
    private double _lastMilliAmps;

    /// <param name="pack">What it charges; it connects itself.</param>
    /// <param name="pin">What its input is wired to.</param>
    /// <param name="limitMilliVolts">Its own voltage setting.</param>
    /// <param name="faults">Shared with whoever switches them; what concerns a status has no effect.</param>
    public AnalogCharger(IPack pack, AnalogPin pin, double limitMilliVolts, ChargerFaults? faults = null)
    {
        _pin = pin;
        LimitMilliVolts = limitMilliVolts;
        Faults = faults ?? new ChargerFaults();
        _stage = new PowerStage(pack, Faults);
        Source = _stage;
        pack.Connect(_stage);
    }

    /// <summary>Its output, as it stands in the pack's list.</summary>
    public ICurrentSource Source { get; }

    public ChargerFaults Faults { get; }

    /// <summary>What it delivers at 10 V.</summary>
    public double FullScaleMilliAmps { get; set; } = 15_000;

    public double LimitMilliVolts { get; set; }

    public double OutputMilliAmps => _stage.OutputMilliAmps;

    public double OutputMilliVolts => _stage.OutputMilliVolts;

    public void Step(long nowMs)
    {
        if (Faults.Unplugged)
        {
            _stage.Cut();
            _lastMilliAmps = 0;
            return;
        }

        double asked = _pin.MilliVolts >= DeadMilliVolts ? FullScaleMilliAmps * _pin.MilliVolts / 10_000 : 0;
        if (Faults.IgnoresStop && asked == 0)
        {
            // Its input sticks.
            asked = _lastMilliAmps;
        }

        _lastMilliAmps = asked;
        _stage.Step(asked > 0, LimitMilliVolts, asked, asked, nowMs);
    }
}
