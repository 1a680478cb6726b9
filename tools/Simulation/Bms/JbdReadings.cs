namespace Simulation.Bms;

/// <summary>What the board has measured at one moment, misbehaving sensors and sense wires included. Filled in place.</summary>
public sealed class JbdReadings
{
    public int CellCount;
    public readonly double[] CellMilliVolts = new double[JbdBoard.MaxCells];
    public double HighestMilliVolts;
    public double LowestMilliVolts;
    public double PackMilliVolts;

    /// <summary>Charging positive.</summary>
    public double MilliAmps;
    public int SensorCount;

    /// <summary>NaN where no sensor answers.</summary>
    public readonly double[] Celsius = new double[JbdBoard.MaxSensors];
    public bool HasSensor;
    public double WarmestCelsius;
    public double ColdestCelsius;
}
