using System;
using ChargerFirmware.Can;
using Simulation.Battery;

namespace Simulation.Charger;

/// <summary>An Eltek EV Powercharger: command 2FF, little endian, with a limit of the power in permille. Under the world's lock.</summary>
/// <remarks>Doubts: its time-out is told as "about 10 s", and of its status frames only the first identifier (305) is known, so this one sends eight zeros there. Real units begin above 200 V.</remarks>
public sealed class SimulatedEltekCharger : CanCharger
{
    public const uint CommandId = 0x2FF;
    public const uint StatusId = 0x305;
    public const int CommandTimeoutMs = 10_000;

    private const int StatusPeriodMs = 1000;

    // The 3 kW unit.
    private const double RatedWatts = 3000;

    private double _powerPermille;

    /// <param name="pack">What it charges; it connects itself.</param>
    /// <param name="bitsPerSecond">500 kbit/s unless it was configured otherwise.</param>
    /// <param name="faults">Shared with whoever switches them.</param>
    public SimulatedEltekCharger(IPack pack, int bitsPerSecond = 500_000, ChargerFaults? faults = null)
        : base(pack, bitsPerSecond, CommandTimeoutMs, StatusPeriodMs, faults)
    {
        MaxMilliAmps = 60_000;
    }

    // mW / mV = A.
    protected override double CapMilliAmps => Math.Min(MaxMilliAmps, RatedWatts * Math.Min(_powerPermille, 1000) * 1000 / Math.Max(OutputMilliVolts, 1));

    protected override bool TryRead(CanFrame frame, out bool charge, out double milliVolts, out double milliAmps)
    {
        byte[] data = frame.Data;
        bool isCommand = !frame.Extended && frame.Length == 7 && frame.Id == CommandId;
        charge = data[0] == 1;
        milliVolts = (data[3] | (data[4] << 8)) * 100;
        milliAmps = (data[5] | (data[6] << 8)) * 100;
        if (isCommand)
        {
            _powerPermille = data[1] | (data[2] << 8);
        }

        return isCommand;
    }

    protected override void Tell(long nowMs)
    {
        Add(StatusId, false, 8);
    }
}
