namespace Simulation.Bms;

/// <summary>How the board's measuring and switching can be wrong. Changed at run time under the world's lock.</summary>
public sealed class JbdBoardFaults
{
    /// <summary>Protection bits that are held set; the MOSFETs follow as they would.</summary>
    public int ProtectionBits;

    /// <summary>The charge MOSFET conducts although it is told not to (with the protection bit of it).</summary>
    public bool ChargeFetStuckClosed;

    /// <summary>A cell (from 1) whose sense wire is off: it reads 0 mV; 0 = none.</summary>
    public int LostSenseWire;

    /// <summary>A cell (from 1) that reads <see cref="WrongCellMilliVolts"/>; 0 = none.</summary>
    public int WrongCell;
    public double WrongCellMilliVolts;

    /// <summary>Added to the pack voltage that is told: a divider out of adjustment.</summary>
    public double PackOffsetMilliVolts;

    /// <summary>The sense wire between this cell (from 1) and the next floats: the one reads too low, the other too high by the same; 0 = none.</summary>
    public int FloatingSenseWire;

    /// <summary>Basic info tells twice the cells.</summary>
    public bool DoubledCellCount;

    /// <summary>The cell reply has the whole list twice.</summary>
    public bool DoubledCellList;

    /// <summary>Basic info tells this many cells more than the cell reply has.</summary>
    public int ExtraCellsInBasicInfo;

    /// <summary>The cell reply has this many cells fewer than the pack.</summary>
    public int CellsNotReported;

    /// <summary>A sensor (from 1) that reads <see cref="SensorCelsius"/>; 0 = none.</summary>
    public int WrongSensor;
    public double SensorCelsius;

    /// <summary>Sensors, bit 0 = the first, that are not plugged in.</summary>
    public int MissingSensors;

    /// <summary>The replies 03 and 04 keep what they said when this was switched on.</summary>
    public bool Frozen;

    /// <summary>Added to the current that is told: an offset of the shunt amplifier.</summary>
    public double CurrentOffsetMilliAmps;
}
