using ChargerFirmware.Core;

namespace ChargerFirmware.Bms;

/// <summary>Makes unknown what a BMS tells and what cannot be, whatever the chemistry, and says which value it was. Once a reply; control thread only.</summary>
/// <remarks>
/// The ranges leave room for what is dangerous and can be: a cell at 4.6 V or 0.9 V is a cell, and Safety has a word for it. Beyond them stands a lost
/// sense wire (0 mV, captured), a shorted sensor, a damaged memory.
/// </remarks>
public static class Plausibility
{
    /// <summary>Which value it was: a cell is its number from 1, a sensor its number from 1 behind this.</summary>
    public const int Sensors = 100;
    public const int PackVoltage = 201;
    public const int PackCurrent = 202;
    public const int StateOfCharge = 203;

    // The reference's 1500..4500 mV (jbd-bms.md, section 10), wider at both ends: an LTO cell is used down to 1.5 V, and one that is overcharged to 4.6 V must be seen.
    private const int MinCellMilliVolts = 500;
    private const int MaxCellMilliVolts = 5000;

    // One cell at least, 32 at most.
    private const int MaxPackMilliVolts = BatterySnapshot.MaxCells * MaxCellMilliVolts;

    // The largest boards of this make carry 400 A; their shunt and its amplifier end not far above.
    private const int MaxMilliAmps = 600000;

    private const int FullPermille = 1000;

    // The reference's upper end. The lower one, -40 degC, lies below what reads as a sensor that is not fitted.
    private const int MaxDeciC = 1200;

    /// <summary>Judges a new basic info. State of charge and current may be unknown already: a board that does not tell them has not told something impossible.</summary>
    public static void CheckBasic(BatterySnapshot battery)
    {
        battery.ImplausibleInBasic = 0;
        for (int i = 0; i < battery.SensorCount; i++)
        {
            if (battery.TempDeciC[i] > MaxDeciC)
            {
                battery.TempDeciC[i] = Unknown.Number;
                battery.ImplausibleInBasic = Sensors + 1 + i;
            }
        }

        if (battery.SocPermille != Unknown.Number && (battery.SocPermille < 0 || battery.SocPermille > FullPermille))
        {
            battery.SocPermille = Unknown.Number;
            battery.ImplausibleInBasic = StateOfCharge;
        }

        if (battery.PackMilliAmps != Unknown.Number && (battery.PackMilliAmps < -MaxMilliAmps || battery.PackMilliAmps > MaxMilliAmps))
        {
            battery.PackMilliAmps = Unknown.Number;
            battery.ImplausibleInBasic = PackCurrent;
        }

        if (battery.PackMilliVolts < MinCellMilliVolts || battery.PackMilliVolts > MaxPackMilliVolts)
        {
            battery.PackMilliVolts = Unknown.Number;
            battery.ImplausibleInBasic = PackVoltage;
        }
    }

    /// <summary>Judges new cell voltages; names the first that cannot be.</summary>
    public static void CheckCells(BatterySnapshot battery)
    {
        battery.ImplausibleInCells = 0;
        int[] milliVolts = battery.CellMilliVolts;
        for (int i = battery.CellCount - 1; i >= 0; i--)
        {
            if (milliVolts[i] < MinCellMilliVolts || milliVolts[i] > MaxCellMilliVolts)
            {
                milliVolts[i] = Unknown.Number;
                battery.ImplausibleInCells = i + 1;
            }
        }
    }
}
