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

    private readonly AnalogPin _pin = new();
    private readonly AnalogCharger _charger;

    /// <param name="pack">What the analogue charger charges; it connects itself.</param>
    /// <param name="limitMilliVolts">The analogue charger's own voltage setting.</param>
    /// <param name="bitsPerSecond">The original is fixed to 250 kbit/s.</param>
    /// <param name="faults">Shared with whoever switches them.</param>
    public SimulatedMagnesReceiver(IPack pack, double limitMilliVolts, int bitsPerSecond = 250_000, ChargerFaults? faults = null)
    {
        BitsPerSecond = bitsPerSecond;
        _charger = new AnalogCharger(pack, _pin, limitMilliVolts, faults);
    }

    /// <summary>Its output, as it stands in the pack's list.</summary>
    public ICurrentSource Source => _charger.Source;

    /// <summary>Those of the receiver and its analogue charger together; what concerns a status has no effect.</summary>
    public ChargerFaults Faults => _charger.Faults;

    public int BitsPerSecond { get; }

    /// <summary>What the analogue charger delivers at 10 V.</summary>
    public double FullScaleMilliAmps
    {
        get => _charger.FullScaleMilliAmps;
        set => _charger.FullScaleMilliAmps = value;
    }

    /// <summary>The DAC's code.</summary>
    public int Code => _pin.Code;

    public double ControlMilliVolts => _pin.MilliVolts;

    public double OutputMilliAmps => _charger.OutputMilliAmps;

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

        _pin.Code = frame.Data[ModeByte] switch
        {
            0x32 => 0,
            0x64 => MediumCode,
            0x96 => FastCode,
            _ => Code,
        };
    }

    public void Step(long nowMs)
    {
        if (Faults.Unplugged)
        {
            _pin.Code = 0;
        }

        _charger.Step(nowMs);
    }
}
