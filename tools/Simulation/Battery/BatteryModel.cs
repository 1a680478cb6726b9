using System.Collections.Generic;

namespace Simulation.Battery;

/// <summary>A pack of cells in series with its wiring, its warmth, a load and the two switches of its BMS.</summary>
public sealed class BatteryModel : IPack, ISimulatedDevice
{
    /// <summary>The slow parts (charge, polarisation, warmth) are integrated in steps of this; the current acts at once.</summary>
    private const int IntegrationMs = 10;

    /// <summary>Bars, cable and MOSFETs of a small pack.</summary>
    public const double WiringMilliOhms = 4;

    /// <summary>14 cells of 40 Ah weigh about 10 kg at 1 kJ/(kg K); a closed box of that size loses about 2 W/K.</summary>
    public const double HeatJoulePerKelvinAndCell = 700;

    public const double LossWattPerKelvin = 2;

    // 2 + 1 mOhm for a cell of 40 Ah; larger cells have less.
    private const double SeriesMilliOhmAmpHours = 80;
    private const double PolarisationMilliOhmAmpHours = 40;

    private readonly BatteryCell[] _cells;
    private readonly List<ICurrentSource> _sources = [];
    private double _restMilliVolts;
    private double _seriesMilliOhms;
    private double _pendingMilliAmpMs;
    private int _pendingMs;

    public BatteryModel(BatteryOptions options)
    {
        Chemistry = options.Chemistry;
        NominalMilliAmpHours = options.CapacityMilliAmpHours;
        AmbientCelsius = options.AmbientDeciC / 10.0;
        Celsius = AmbientCelsius;
        _cells = new BatteryCell[options.Cells];
        for (int i = 0; i < _cells.Length; i++)
        {
            _cells[i] = NewCell(options, i);
        }

        MakeWeak(options.WeakCell, options.WeakLossPermille, options.WeakResistancePercent);
        Settle();
    }

    public Chemistry Chemistry { get; }

    public int NominalMilliAmpHours { get; }

    public IReadOnlyList<BatteryCell> Cells => _cells;

    /// <summary>Taken by whatever the pack drives.</summary>
    public double LoadMilliAmps { get; set; }

    /// <summary>The charge MOSFET of the BMS conducts.</summary>
    public bool ChargePathClosed { get; set; } = true;

    /// <summary>The discharge MOSFET of the BMS conducts.</summary>
    public bool DischargePathClosed { get; set; } = true;

    public double AmbientCelsius { get; set; }

    /// <summary>Inside the pack.</summary>
    public double Celsius { get; private set; }

    /// <summary>Into the cells, charging positive.</summary>
    public double MilliAmps => Through(SourceMilliAmps - LoadMilliAmps);

    /// <summary>Sum of the cells, as the BMS measures it.</summary>
    public double StackMilliVolts
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < _cells.Length; i++)
            {
                sum += CellMilliVolts(i);
            }

            return sum;
        }
    }

    /// <summary>Mean charge of the cells.</summary>
    public double ChargeMilliAmpHours
    {
        get
        {
            double sum = 0;
            foreach (BatteryCell cell in _cells)
            {
                sum += cell.ChargeMilliAmpHours;
            }

            return sum / _cells.Length;
        }
    }

    private double SourceMilliAmps
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < _sources.Count; i++)
            {
                sum += _sources[i].OutputMilliAmps;
            }

            return sum;
        }
    }

    public double CellMilliVolts(int index)
    {
        return _cells[index].MilliVoltsAt(MilliAmps);
    }

    public double MilliAmpsAt(double terminalMilliVolts)
    {
        double over = terminalMilliVolts - _restMilliVolts;
        double intoCells = ChargePathClosed && over > 0 ? over * 1000 / _seriesMilliOhms : 0;
        return over > 0 ? intoCells + LoadMilliAmps : 0;
    }

    public double TerminalMilliVoltsAt(double sourceMilliAmps)
    {
        return _restMilliVolts + (Through(sourceMilliAmps - LoadMilliAmps) * _seriesMilliOhms / 1000);
    }

    public void Connect(ICurrentSource source)
    {
        _sources.Add(source);
    }

    public void Disconnect(ICurrentSource source)
    {
        _sources.Remove(source);
    }

    /// <summary>Moves the whole pack to a temperature at once.</summary>
    public void SetCelsius(double celsius)
    {
        BringIntoRoom(celsius, celsius);
    }

    /// <summary>Moves the whole pack to a temperature at once and then lets it warm or cool towards that of the room.</summary>
    public void BringIntoRoom(double celsius, double roomCelsius)
    {
        Celsius = celsius;
        AmbientCelsius = roomCelsius;
        Settle();
    }

    /// <summary>Makes a cell (from 1) a bad one, and 0 none; for good. What it held it keeps, so it stands nearer to full than the others.</summary>
    public void MakeWeak(int cell, int lossPermille, int resistancePercent)
    {
        if (cell > 0)
        {
            BatteryCell weak = _cells[cell - 1];
            weak.CapacityMilliAmpHours *= (1000 - lossPermille) / 1000.0;
            weak.SeriesMilliOhms *= resistancePercent / 100.0;
            weak.PolarisationMilliOhms *= resistancePercent / 100.0;
            Settle();
        }
    }

    public void Step(long nowMs)
    {
        _pendingMilliAmpMs += MilliAmps;
        _pendingMs++;
        if (_pendingMs >= IntegrationMs)
        {
            Integrate();
        }
    }

    private static BatteryCell NewCell(BatteryOptions options, int index)
    {
        // From -1 to +1 over the pack, in an order that looks like chance; symmetrical, so the mean is the asked state of charge.
        int count = options.Cells;
        int stride = count % 5 != 0 ? 5 : count % 3 != 0 ? 3 : 7;
        double place = count > 1 ? (2.0 * (index * stride % count) / (count - 1)) - 1 : 0;
        double ampHours = options.CapacityMilliAmpHours / 1000.0;
        return new BatteryCell(options.Chemistry)
        {
            CapacityMilliAmpHours = options.CapacityMilliAmpHours,
            ChargeMilliAmpHours = options.CapacityMilliAmpHours * (options.SocPermille + (place * options.SpreadPermille)) / 1000,
            SeriesMilliOhms = SeriesMilliOhmAmpHours / ampHours,
            PolarisationMilliOhms = PolarisationMilliOhmAmpHours / ampHours,
        };
    }

    private double Through(double milliAmps)
    {
        bool closed = milliAmps > 0 ? ChargePathClosed : DischargePathClosed;
        return closed ? milliAmps : 0;
    }

    private void Integrate()
    {
        double seconds = _pendingMs / 1000.0;
        double milliAmps = _pendingMilliAmpMs / _pendingMs;
        double heat = milliAmps * milliAmps * WiringMilliOhms / 1e9;
        foreach (BatteryCell cell in _cells)
        {
            heat += cell.HeatWattsAt(milliAmps);
            cell.Pass(milliAmps, seconds);
        }

        double loss = (Celsius - AmbientCelsius) * LossWattPerKelvin;
        Celsius += (heat - loss) * seconds / (HeatJoulePerKelvinAndCell * _cells.Length);
        _pendingMilliAmpMs = 0;
        _pendingMs = 0;
        Settle();
    }

    private void Settle()
    {
        _restMilliVolts = 0;
        _seriesMilliOhms = WiringMilliOhms;
        double factor = Warmth.ResistanceFactor(Celsius);
        foreach (BatteryCell cell in _cells)
        {
            cell.ResistanceFactor = factor;
            _restMilliVolts += cell.RestMilliVolts;
            _seriesMilliOhms += cell.SeriesNowMilliOhms;
        }
    }
}
