using ChargerFirmware.Can;
using Simulation.Battery;

namespace Simulation.Charger;

/// <summary>A Thunderstruck TSM2500 / CH4100: command 18E54024, status 18EB2440, little endian, currents coded as 3200 less tenths of an ampere. Under the world's lock.</summary>
/// <remarks>
/// Doubts: the current coding is that of two projects which ran real chargers, others code it otherwise; the time-out is not documented beyond "some seconds".
/// </remarks>
public sealed class SimulatedTsmCharger : CanCharger
{
    public const uint CommandId = 0x18E54024;
    public const uint StatusId = 0x18EB2440;
    public const int CommandTimeoutMs = 4000;

    private const int StatusPeriodMs = 500;
    private const int ZeroCurrent = 3200;
    private const int TemperatureOffset = 40;
    private const int WarmCelsius = 35;
    private const int HotCelsius = 95;

    /// <param name="pack">What it charges; it connects itself.</param>
    /// <param name="bitsPerSecond">250 or 500 kbit/s, as ordered.</param>
    /// <param name="faults">Shared with whoever switches them.</param>
    public SimulatedTsmCharger(IPack pack, int bitsPerSecond = 250_000, ChargerFaults? faults = null)
        : base(pack, bitsPerSecond, CommandTimeoutMs, StatusPeriodMs, faults)
    {
    }

    protected override bool TryRead(CanFrame frame, out bool charge, out double milliVolts, out double milliAmps)
    {
        byte[] data = frame.Data;

        // Two bits are used; both clear is start.
        charge = (data[0] & 3) == 0;
        milliVolts = (data[1] | (data[2] << 8)) * 100;
        int deciAmps = ZeroCurrent - (data[3] | (data[4] << 8));
        milliAmps = deciAmps > 0 ? deciAmps * 100 : 0;
        return frame.Extended && frame.Length == 8 && frame.Id == CommandId;
    }

    protected override void Tell(long nowMs)
    {
        byte[] data = Add(StatusId, true, 8);
        data[0] = (byte)((Faults.Hot ? 1 << 6 : 0) | (Faults.MainsLost ? 1 << 4 : 0) | (Faults.HardwareFault ? 1 << 2 : 0) | (IsTimedOut ? 1 : 0));
        data[1] = (byte)((Faults.NoBattery ? 1 << 2 : 0) | (OutputMilliAmps > 0 ? 0 : 1));
        int deciVolts = Deci(OutputMilliVolts);
        int current = ZeroCurrent - Deci(ToldMilliAmps);
        data[2] = (byte)deciVolts;
        data[3] = (byte)(deciVolts >> 8);
        data[4] = (byte)current;
        data[5] = (byte)(current >> 8);
        data[6] = (byte)((Faults.Hot ? HotCelsius : WarmCelsius) + TemperatureOffset);
        data[7] = 0xFF;
    }
}
