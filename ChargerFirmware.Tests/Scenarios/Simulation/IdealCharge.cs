using System;
using Simulation.Battery;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>How fast a charge can be: a controller that sees every cell as it is, at once and without error, holds the highest cell exactly at its voltage and its current exactly at the limit.</summary>
/// <remarks>
/// It has its own arithmetic and not that of the simulated battery: the same cells, half a second a step, no balancing, no time lost at the start. A test holds both against each other.
/// </remarks>
internal sealed class IdealCharge
{
    private const double StepSeconds = 0.5;
    private const double TimeConstantSeconds = BatteryCell.PolarisationSeconds;

    // A charge that does not end is a fault of the calculation.
    private const double LongestSeconds = 40 * 3600;

    private readonly Chemistry _chemistry;
    private readonly double[] _capacity;
    private readonly double[] _charge;
    private readonly double[] _series;
    private readonly double[] _slow;
    private readonly double[] _polarisation;
    private readonly double _ambient;

    /// <summary>Takes over how the cells of a pack are; the pack is not touched.</summary>
    public IdealCharge(BatteryModel pack)
    {
        int count = pack.Cells.Count;
        _chemistry = pack.Chemistry;
        _capacity = new double[count];
        _charge = new double[count];
        _series = new double[count];
        _slow = new double[count];
        _polarisation = new double[count];
        for (int i = 0; i < count; i++)
        {
            _capacity[i] = pack.Cells[i].CapacityMilliAmpHours;
            _charge[i] = pack.Cells[i].ChargeMilliAmpHours;
            _series[i] = pack.Cells[i].SeriesMilliOhms;
            _slow[i] = pack.Cells[i].PolarisationMilliOhms;
        }

        _ambient = pack.AmbientCelsius;
        Celsius = pack.Celsius;
    }

    public double Celsius { get; private set; }

    public double Seconds { get; private set; }

    public double MilliAmps { get; private set; }

    public double HighestMilliVolts { get; private set; }

    /// <summary>Mean of the cells.</summary>
    public double ChargeMilliAmpHours
    {
        get
        {
            double sum = 0;
            foreach (double charge in _charge)
            {
                sum += charge;
            }

            return sum / _charge.Length;
        }
    }

    /// <summary>Charges until the condition; <paramref name="limitMilliAmps"/> says what is allowed at a temperature.</summary>
    public void Run(double cellMilliVolts, Func<double, double> limitMilliAmps, Func<IdealCharge, bool> until)
    {
        do
        {
            Step(Math.Min(limitMilliAmps(Celsius), Allowed(cellMilliVolts)));
            if (Seconds > LongestSeconds)
            {
                throw new InvalidOperationException("the ideal charge does not end: " + MilliAmps + " mA at " + Celsius + " degC");
            }
        }
        while (!until(this));
    }

    /// <summary>Half a second with that current.</summary>
    public void Step(double milliAmps)
    {
        double factor = Warmth.ResistanceFactor(Celsius);
        double amps = milliAmps / 1000;
        double heat = amps * amps * BatteryModel.WiringMilliOhms / 1000;
        HighestMilliVolts = 0;
        for (int i = 0; i < _charge.Length; i++)
        {
            double drop = (amps * _series[i] * factor) + _polarisation[i];
            HighestMilliVolts = Math.Max(HighestMilliVolts, _chemistry.OpenMilliVolts(_charge[i] / _capacity[i]) + drop);
            heat += amps * drop / 1000;
            _charge[i] += milliAmps * StepSeconds / 3600;

            // Exact for a constant current, where the battery's own arithmetic takes small steps.
            double settled = amps * _slow[i] * factor;
            _polarisation[i] = settled + ((_polarisation[i] - settled) * Math.Exp(-StepSeconds / TimeConstantSeconds));
        }

        double loss = (Celsius - _ambient) * BatteryModel.LossWattPerKelvin;
        Celsius += (heat - loss) * StepSeconds / (BatteryModel.HeatJoulePerKelvinAndCell * _charge.Length);
        MilliAmps = milliAmps;
        Seconds += StepSeconds;
    }

    // What brings the highest cell to that voltage and no cell above it.
    private double Allowed(double cellMilliVolts)
    {
        double factor = Warmth.ResistanceFactor(Celsius);
        double least = double.MaxValue;
        for (int i = 0; i < _charge.Length; i++)
        {
            double room = cellMilliVolts - _chemistry.OpenMilliVolts(_charge[i] / _capacity[i]) - _polarisation[i];
            least = Math.Min(least, room * 1000 / (_series[i] * factor));
        }

        return Math.Max(0, least);
    }
}
