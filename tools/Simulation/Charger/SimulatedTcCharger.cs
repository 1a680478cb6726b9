using System;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using Simulation.Battery;

namespace Simulation.Charger;

/// <summary>
/// A TC / Elcon charger on the bus: command 1806xxF4, status 18FF50xx every second, and off by itself after 5 s without a command.
/// It works in constant current, then constant voltage. Under the world's lock.
/// </summary>
public sealed class SimulatedTcCharger : CanCharger
{
    /// <summary>The longest silence of its master that it tolerates.</summary>
    public const int CommandTimeoutMs = 5000;

    private const int StatusPeriodMs = 1000;
    private const uint CommandBase = 0x180600F4;
    private const uint StatusBase = 0x18FF5000;
    private const int ControlCharge = 0;

    private readonly uint _address;

    /// <param name="pack">What it charges; it connects itself.</param>
    /// <param name="pair">0..3: the addresses E5, E7, E8, E9.</param>
    /// <param name="bitsPerSecond">Units come fixed to 250 or 500 kbit/s.</param>
    /// <param name="faults">Shared with whoever switches them.</param>
    public SimulatedTcCharger(IPack pack, int pair = 0, int bitsPerSecond = 250_000, ChargerFaults? faults = null)
        : base(pack, bitsPerSecond, CommandTimeoutMs, StatusPeriodMs, faults)
    {
        _address = AddressOf(pair);
    }

    public uint CommandId => CommandBase | _address << 8;

    public uint StatusId => StatusBase | _address;

    /// <summary>As its status byte 4 tells them.</summary>
    public int Flags => (Faults.HardwareFault ? ChargerFlag.HardwareFault : 0)
        | (Faults.Hot ? ChargerFlag.OverTemperature : 0)
        | (Faults.MainsLost ? ChargerFlag.InputVoltage : 0)
        | (Faults.NoBattery ? ChargerFlag.NoBattery : 0)
        | (IsTimedOut ? ChargerFlag.CommTimeout : 0);

    protected override bool TryRead(CanFrame frame, out bool charge, out double milliVolts, out double milliAmps)
    {
        byte[] data = frame.Data;
        charge = data[4] == ControlCharge;
        milliVolts = ((data[0] << 8) | data[1]) * 100;
        milliAmps = ((data[2] << 8) | data[3]) * 100;
        return frame.Extended && frame.Length == 8 && frame.Id == CommandId;
    }

    protected override void Tell(long nowMs)
    {
        byte[] data = Add(StatusId, true, 8);
        int deciVolts = Deci(OutputMilliVolts);
        int deciAmps = Deci(ToldMilliAmps);
        data[0] = (byte)(deciVolts >> 8);
        data[1] = (byte)deciVolts;
        data[2] = (byte)(deciAmps >> 8);
        data[3] = (byte)deciAmps;
        data[4] = (byte)Flags;
    }

    private static uint AddressOf(int pair)
    {
        return pair switch
        {
            0 => 0xE5,
            1 => 0xE7,
            2 => 0xE8,
            3 => 0xE9,
            _ => throw new ArgumentOutOfRangeException(nameof(pair), pair, "0..3"),
        };
    }
}
