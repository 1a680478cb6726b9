using System;
using ChargerFirmware.Bms;
using Simulation.Battery;

namespace Simulation.Bms;

/// <summary>The inside of a JBD board: it measures the pack, protects it, balances it, and answers what registers ask. Under the world's lock.</summary>
public sealed class JbdBoard : ISimulatedDevice
{
    public const int MaxCells = 32;
    public const int MaxSensors = 8;

    // Real boards look at their pack a few times a second.
    private const int MeasureMs = 100;

    // The balance resistors of small boards: some 70 Ohm at 4.2 V.
    private const double BleedMilliAmps = 60;

    // What a wire that hangs on two filter capacitors drifts to.
    private const double FloatingMilliVolts = 400;

    private readonly Random _noise = new(19_620_411);
    private readonly JbdProtections _protections;
    private readonly JbdLimits _limits;
    private readonly double[] _sensorOffsets = [0.3, 0, 0.5, 0.2, 0.4, 0.1, 0.6, 0.2];
    private int _switchedOff;

    public JbdBoard(BatteryModel battery, JbdLimits limits, int sensors = 2)
    {
        Battery = battery;
        _limits = limits;
        _protections = new JbdProtections(limits);
        Sensors = sensors;
        Measure();
        Switch();
    }

    public BatteryModel Battery { get; }

    public JbdBoardFaults Faults { get; } = new();

    public JbdReadings Readings { get; } = new();

    /// <summary>Fitted temperature sensors, 0..8.</summary>
    public int Sensors { get; }

    public int CycleCount { get; set; } = 12;

    /// <summary>Each cell reading is off by up to this, another amount each time (a front end's converter; 0 = none).</summary>
    public double CellNoiseMilliVolts { get; set; }

    /// <summary>Each cell reading is off by up to this, the same amount all the time (the front end's adjustment; 0 = none).</summary>
    public double CellOffsetMilliVolts { get; set; }

    /// <summary>Asleep: both MOSFETs are open and nothing is answered. Only a hand on the board ends it.</summary>
    public bool IsAsleep { get; private set; }

    public uint BalanceMask { get; private set; }

    /// <summary>As told in basic info, offset 16.</summary>
    public int ProtectionBits => _protections.Bits | (_switchedOff != 0 ? Protection.SoftwareLock : 0);

    public bool ChargeFetOn => _protections.ChargeAllowed && (_switchedOff & 1) == 0;

    public bool DischargeFetOn => _protections.DischargeAllowed && (_switchedOff & 2) == 0;

    /// <summary>Register 0xE1: bit 0 switches the charge MOSFET off, bit 1 the discharge MOSFET. Lost at a restart.</summary>
    public void SwitchOff(int bits)
    {
        _switchedOff = bits;
        Switch();
    }

    /// <summary>Puts the board to sleep, or wakes it by hand.</summary>
    public void Sleep(bool asleep)
    {
        IsAsleep = asleep;
        Switch();
    }

    /// <summary>Events at a place of register 0xAA.</summary>
    public int CountAt(int place)
    {
        return _protections.CountAt(place);
    }

    public void Step(long nowMs)
    {
        if (nowMs % MeasureMs != 0)
        {
            return;
        }

        Measure();
        _protections.Forced = Faults.ProtectionBits | (Faults.ChargeFetStuckClosed ? Protection.ChargeFetBroken : 0);
        _protections.Update(Readings, MeasureMs);
        Switch();
        Balance();
    }

    private void Measure()
    {
        Readings.CellCount = Battery.Cells.Count;
        Readings.HighestMilliVolts = double.MinValue;
        Readings.LowestMilliVolts = double.MaxValue;
        for (int i = 0; i < Readings.CellCount; i++)
        {
            double volts = MeasureCell(i);
            Readings.CellMilliVolts[i] = volts;
            Readings.HighestMilliVolts = Math.Max(Readings.HighestMilliVolts, volts);
            Readings.LowestMilliVolts = Math.Min(Readings.LowestMilliVolts, volts);
        }

        Readings.PackMilliVolts = Battery.StackMilliVolts + Faults.PackOffsetMilliVolts;
        Readings.MilliAmps = Battery.MilliAmps + Faults.CurrentOffsetMilliAmps;
        MeasureTemperatures();
    }

    private double MeasureCell(int index)
    {
        if (index + 1 == Faults.LostSenseWire)
        {
            return 0;
        }

        if (index + 1 == Faults.WrongCell)
        {
            return Faults.WrongCellMilliVolts;
        }

        double drift = Faults.FloatingSenseWire == 0 ? 0 : index + 1 == Faults.FloatingSenseWire ? -FloatingMilliVolts : index == Faults.FloatingSenseWire ? FloatingMilliVolts : 0;
        double noise = CellNoiseMilliVolts > 0 ? ((2 * _noise.NextDouble()) - 1) * CellNoiseMilliVolts : 0;

        // From -1 to +1 in steps of a third, in an order that looks like chance.
        double offset = CellOffsetMilliVolts * (((index * 5) + 2) % 7 - 3) / 3.0;
        return Battery.CellMilliVolts(index) + drift + noise + offset;
    }

    private void MeasureTemperatures()
    {
        Readings.SensorCount = Sensors;
        Readings.HasSensor = false;
        Readings.WarmestCelsius = double.MinValue;
        Readings.ColdestCelsius = double.MaxValue;
        for (int i = 0; i < Sensors; i++)
        {
            double celsius = SensorCelsius(i);
            Readings.Celsius[i] = celsius;
            if (!double.IsNaN(celsius))
            {
                Readings.HasSensor = true;
                Readings.WarmestCelsius = Math.Max(Readings.WarmestCelsius, celsius);
                Readings.ColdestCelsius = Math.Min(Readings.ColdestCelsius, celsius);
            }
        }
    }

    private double SensorCelsius(int index)
    {
        if ((Faults.MissingSensors >> index & 1) != 0)
        {
            return double.NaN;
        }

        return index + 1 == Faults.WrongSensor ? Faults.SensorCelsius : Battery.Celsius + _sensorOffsets[index];
    }

    private void Switch()
    {
        Battery.ChargePathClosed = (ChargeFetOn && !IsAsleep) || Faults.ChargeFetStuckClosed;
        Battery.DischargePathClosed = DischargeFetOn && !IsAsleep;
    }

    // Bleeds the cells that are near full and above the lowest; the voltage of a balancing cell is read between bleeding.
    private void Balance()
    {
        BalanceMask = 0;
        for (int i = 0; i < Readings.CellCount; i++)
        {
            double volts = Readings.CellMilliVolts[i];
            bool balance = Readings.MilliAmps > 0 && volts >= _limits.BalanceFromMilliVolts && volts - Readings.LowestMilliVolts >= _limits.BalanceWindowMilliVolts;
            Battery.Cells[i].BleedMilliAmps = balance ? BleedMilliAmps : 0;
            BalanceMask |= balance ? 1u << i : 0;
        }
    }
}
