using System;
using ChargerFirmware.Can;
using Simulation.Battery;

namespace Simulation.Charger;

/// <summary>A Brusa NLG5: command 618 every 100 ms, status 610..614, big endian, an error latch that wants an edge, and a limit of the mains current. Under the world's lock.</summary>
/// <remarks>Doubts: the time-out is known only as "of the 300 ms class"; of 610 and 614 the reference names the content, not the bits: 610 is told with enabled, error and warning in bits 7, 6 and 5 of byte 0.</remarks>
public sealed class SimulatedBrusaCharger : CanCharger
{
    public const uint CommandId = 0x618;
    public const uint StatusId = 0x610;
    public const int CommandTimeoutMs = 300;

    private const int StatusPeriodMs = 100;
    private const int RareEvery = 10;
    private const double MainsMilliVolts = 230_000;
    private const double Efficiency = 0.9;
    private const int EnableBit = 0x80;
    private const int ClearBit = 0x40;

    private int _tells;
    private double _mainsMilliAmps;
    private bool _clearWas;

    /// <param name="pack">What it charges; it connects itself.</param>
    /// <param name="bitsPerSecond">500 kbit/s as a rule.</param>
    /// <param name="faults">Shared with whoever switches them.</param>
    public SimulatedBrusaCharger(IPack pack, int bitsPerSecond = 500_000, ChargerFaults? faults = null)
        : base(pack, bitsPerSecond, CommandTimeoutMs, StatusPeriodMs, faults)
    {
    }

    /// <summary>An error has been and was not cleared yet: nothing is delivered.</summary>
    public bool IsLatched { get; private set; }

    protected override bool IsLocked => IsLatched;

    // No more than the mains may give.
    protected override double CapMilliAmps
    {
        get
        {
            double milliVolts = Math.Max(OutputMilliVolts, 1);
            return Math.Min(MaxMilliAmps, _mainsMilliAmps * MainsMilliVolts * Efficiency / milliVolts);
        }
    }

    public override void Step(long nowMs)
    {
        IsLatched |= Faults.HardwareFault;
        base.Step(nowMs);
    }

    protected override bool TryRead(CanFrame frame, out bool charge, out double milliVolts, out double milliAmps)
    {
        byte[] data = frame.Data;
        bool isCommand = !frame.Extended && frame.Length == 7 && frame.Id == CommandId;
        charge = (data[0] & EnableBit) != 0;
        milliVolts = ((data[3] << 8) | data[4]) * 100;
        milliAmps = ((data[5] << 8) | data[6]) * 100;
        if (isCommand)
        {
            _mainsMilliAmps = ((data[1] << 8) | data[2]) * 100;
            ReadClear((data[0] & ClearBit) != 0);
        }

        return isCommand;
    }

    protected override void Tell(long nowMs)
    {
        byte[] state = Add(StatusId, false, 4);
        bool warns = Faults.Hot || Faults.MainsLost || Faults.NoBattery || IsTimedOut;
        state[0] = (byte)((IsAsked && OutputMilliAmps > 0 ? 0x80 : 0) | (IsLatched ? 0x40 : 0) | (warns ? 0x20 : 0));
        byte[] actual = Add(StatusId + 1, false, 8);
        double mains = Faults.MainsLost ? 0 : MainsMilliVolts;
        double mainsMilliAmps = OutputMilliVolts * OutputMilliAmps / (MainsMilliVolts * Efficiency);
        Word(actual, 0, mainsMilliAmps / 10);
        Word(actual, 2, mains / 100);
        Word(actual, 4, OutputMilliVolts / 100);
        Word(actual, 6, ToldMilliAmps / 10);
        if (_tells++ % RareEvery == 0)
        {
            TellRare();
        }
    }

    private void ReadClear(bool clear)
    {
        bool edge = clear && !_clearWas;
        _clearWas = clear;
        IsLatched &= !edge;
    }

    private void TellRare()
    {
        byte[] second = Add(StatusId + 2, false, 8);
        second[3] = 120; // 12.0 V of the auxiliary battery
        byte[] temperatures = Add(StatusId + 3, false, 8);
        for (int i = 0; i < 4; i++)
        {
            Word(temperatures, 2 * i, Faults.Hot ? 950 : 350);
        }

        byte[] errors = Add(StatusId + 4, false, 5);
        errors[0] = (byte)(IsLatched ? 0x08 : 0);
    }

    private static void Word(byte[] data, int at, double value)
    {
        int whole = (int)Math.Round(value);
        data[at] = (byte)(whole >> 8);
        data[at + 1] = (byte)whole;
    }
}
