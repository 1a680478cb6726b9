using ChargerFirmware.Can;
using Simulation.Battery;
using Simulation.Can;

namespace Simulation.Charger;

/// <summary>
/// The original receiver node: byte 5 of frame 0xAAAA chooses a code of its 8-bit DAC, the output stage makes 0..10 V of it, and an
/// analogue charger delivers in proportion. It has no time-out: with its master gone the last output stays. Under the world's lock.
/// </summary>
public sealed class SimulatedMagnesReceiver : ICanNode, ISimulatedDevice
{
    private const uint Identifier = 0xAAAA;
    private const int ModeByte = 5;

    // The original's table: mode byte 32, 64, 96 (hex) -> code 0, 97, 200.
    private const int MediumCode = 97;
    private const int FastCode = 200;

    // Its output stage: 10 V at code 203, saturating near 225.
    private const double MilliVoltsPerCode = 10_000.0 / 203;
    private const int SaturationCode = 225;

    private readonly PowerStage _stage;

    /// <param name="pack">What the analogue charger charges; it connects itself.</param>
    /// <param name="limitMilliVolts">The analogue charger's own voltage setting.</param>
    /// <param name="bitsPerSecond">The original is fixed to 250 kbit/s.</param>
    /// <param name="faults">Shared with whoever switches them.</param>
    public SimulatedMagnesReceiver(IPack pack, double limitMilliVolts, int bitsPerSecond = 250_000, ChargerFaults? faults = null)
    {
        BitsPerSecond = bitsPerSecond;
        Faults = faults ?? new ChargerFaults();
        LimitMilliVolts = limitMilliVolts;
        _stage = new PowerStage(pack);
        Source = _stage;
        pack.Connect(_stage);
    }

    /// <summary>Its output, as it stands in the pack's list.</summary>
    public ICurrentSource Source { get; }

    /// <summary>Those of the receiver and its analogue charger together; what concerns a status has no effect.</summary>
    public ChargerFaults Faults { get; }

    public int BitsPerSecond { get; }

    /// <summary>What the analogue charger delivers at 10 V.</summary>
    public double FullScaleMilliAmps { get; set; } = 15_000;

    public double LimitMilliVolts { get; set; }

    /// <summary>The DAC's code.</summary>
    public int Code { get; private set; }

    /// <summary>The control voltage, 0..10 V and a little more.</summary>
    public double ControlMilliVolts => (Code < SaturationCode ? Code : SaturationCode) * MilliVoltsPerCode;

    public double OutputMilliAmps => _stage.OutputMilliAmps;

    public bool Acknowledges(int bitsPerSecond)
    {
        return !Faults.Unplugged && bitsPerSecond == BitsPerSecond;
    }

    public bool TryPeekTransmit(CanFrame frame)
    {
        return false;
    }

    public void Transmitted(bool acknowledged, long nowMs)
    {
    }

    /// <summary>As the original: the identifier alone decides, and an unknown mode keeps the output.</summary>
    public void Received(CanFrame frame, long nowMs)
    {
        if (Faults.Unplugged || frame.Id != Identifier || frame.Length <= ModeByte)
        {
            return;
        }

        Code = frame.Data[ModeByte] switch
        {
            0x32 => Faults.IgnoresStop ? Code : 0,
            0x64 => MediumCode,
            0x96 => FastCode,
            _ => Code,
        };
    }

    public void Step(long nowMs)
    {
        if (Faults.Unplugged)
        {
            Code = 0;
            _stage.Cut();
            return;
        }

        double milliAmps = FullScaleMilliAmps * ControlMilliVolts / 10_000;
        _stage.IsSlow = Faults.SlowRamp;
        _stage.Step(Code > 0 && !Faults.CannotDeliver, LimitMilliVolts, Faults.Deliver(milliAmps, milliAmps));
    }
}
