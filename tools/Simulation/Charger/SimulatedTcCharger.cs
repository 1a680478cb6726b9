using System;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using Simulation.Battery;
using Simulation.Can;

namespace Simulation.Charger;

/// <summary>
/// A TC / Elcon charger on the bus: command 1806xxF4, status 18FF50xx every second, and off by itself after 5 s without a command.
/// It works in constant current, then constant voltage. Under the world's lock.
/// </summary>
public sealed class SimulatedTcCharger : ICanNode, ISimulatedDevice
{
    /// <summary>The longest silence of its master that it tolerates.</summary>
    public const int CommandTimeoutMs = 5000;

    private const int StatusPeriodMs = 1000;
    private const uint CommandBase = 0x180600F4;
    private const uint StatusBase = 0x18FF5000;
    private const int ControlCharge = 0;

    private readonly PowerStage _stage;
    private readonly CanFrame _status = new();
    private readonly uint _address;
    private bool _statusWaits;
    private long _nextStatusMs = -1;
    private long _lastCommandMs = -1;
    private bool _asked;
    private double _askedMilliVolts;
    private double _askedMilliAmps;

    /// <param name="pack">What it charges; it connects itself.</param>
    /// <param name="pair">0..3: the addresses E5, E7, E8, E9.</param>
    /// <param name="bitsPerSecond">Units come fixed to 250 or 500 kbit/s.</param>
    /// <param name="faults">Shared with whoever switches them.</param>
    public SimulatedTcCharger(IPack pack, int pair = 0, int bitsPerSecond = 250_000, ChargerFaults? faults = null)
    {
        _address = AddressOf(pair);
        BitsPerSecond = bitsPerSecond;
        Faults = faults ?? new ChargerFaults();
        _stage = new PowerStage(pack);
        Source = _stage;
        pack.Connect(_stage);
    }

    public ChargerFaults Faults { get; }

    public int BitsPerSecond { get; }

    /// <summary>Its output, as it stands in the pack's list.</summary>
    public ICurrentSource Source { get; }

    /// <summary>Rating of a 1.5 kW unit for 48 V systems.</summary>
    public int MaxMilliAmps { get; set; } = 25_000;

    public int MaxMilliVolts { get; set; } = 84_000;

    public uint CommandId => CommandBase | _address << 8;

    public uint StatusId => StatusBase | _address;

    public double OutputMilliAmps => _stage.OutputMilliAmps;

    public double OutputMilliVolts => _stage.OutputMilliVolts;

    /// <summary>Good commands since the start.</summary>
    public int Commands { get; private set; }

    /// <summary>Whether the last command asked for current.</summary>
    public bool IsAsked => _asked;

    /// <summary>As its status byte 4 tells them.</summary>
    public int Flags { get; private set; }

    public bool Acknowledges(int bitsPerSecond)
    {
        return !Faults.Unplugged && bitsPerSecond == BitsPerSecond;
    }

    public bool TryPeekTransmit(CanFrame frame)
    {
        if (!_statusWaits || Faults.Unplugged)
        {
            return false;
        }

        frame.CopyFrom(_status);
        return true;
    }

    public void Transmitted(bool acknowledged, long nowMs)
    {
        _statusWaits = _statusWaits && !acknowledged;
    }

    public void Received(CanFrame frame, long nowMs)
    {
        if (Faults.Unplugged || !frame.Extended || frame.Remote || frame.Length != 8 || frame.Id != CommandId)
        {
            return;
        }

        Commands++;
        _lastCommandMs = nowMs;
        bool charge = frame.Data[4] == ControlCharge;
        double milliAmps = ((frame.Data[2] << 8) | frame.Data[3]) * 100;
        if (Faults.IgnoresStop && (!charge || milliAmps == 0))
        {
            return;
        }

        _asked = charge;
        _askedMilliVolts = ((frame.Data[0] << 8) | frame.Data[1]) * 100;
        _askedMilliAmps = milliAmps;
    }

    public void Step(long nowMs)
    {
        if (_lastCommandMs < 0)
        {
            // The first command must come within the same time after mains on.
            _lastCommandMs = nowMs;
        }

        if (Faults.Unplugged)
        {
            _stage.Cut();
            _asked = false;
            _statusWaits = false;
            return;
        }

        Flags = FlagsAt(nowMs);
        bool on = _asked && !Faults.CannotDeliver && (Flags == 0 || Faults.IgnoresStop);
        _stage.IsSlow = Faults.SlowRamp;
        _stage.Step(on, Math.Min(_askedMilliVolts, MaxMilliVolts), Faults.Deliver(_askedMilliAmps, MaxMilliAmps));
        TellStatus(nowMs);
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

    private int FlagsAt(long nowMs)
    {
        return (Faults.HardwareFault ? ChargerFlag.HardwareFault : 0)
            | (Faults.Hot ? ChargerFlag.OverTemperature : 0)
            | (Faults.MainsLost ? ChargerFlag.InputVoltage : 0)
            | (Faults.NoBattery ? ChargerFlag.NoBattery : 0)
            | (nowMs - _lastCommandMs >= CommandTimeoutMs ? ChargerFlag.CommTimeout : 0);
    }

    private void TellStatus(long nowMs)
    {
        if (nowMs < _nextStatusMs || Faults.Silent)
        {
            return;
        }

        // Not before its logic has started.
        bool first = _nextStatusMs < 0;
        _nextStatusMs = nowMs + StatusPeriodMs;
        if (first)
        {
            return;
        }

        _status.Id = StatusId;
        _status.Extended = true;
        _status.Remote = false;
        _status.Length = 8;
        Array.Clear(_status.Data);
        int deciVolts = (int)Math.Round(OutputMilliVolts / 100);
        int deciAmps = (int)Math.Round((OutputMilliAmps + Faults.MeterOffsetMilliAmps) / 100);
        _status.Data[0] = (byte)(deciVolts >> 8);
        _status.Data[1] = (byte)deciVolts;
        _status.Data[2] = (byte)(deciAmps >> 8);
        _status.Data[3] = (byte)deciAmps;
        _status.Data[4] = (byte)Flags;
        _statusWaits = true;
    }
}
