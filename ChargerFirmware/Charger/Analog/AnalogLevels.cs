namespace ChargerFirmware.Charger.Analog;

/// <summary>Which level of the converter stands for which step of the charge.</summary>
/// <remarks>
/// The defaults are the original's (canwithdac): with its output stage a level is 49.3 mV, so 97 is 4.8 V, 200 is 9.9 V, 203 is 10 V, and from 225 on it saturates.
/// Converters differ by some percent and the stage by its resistors: measure the output at two levels (50 and 200) and set the three levels by the straight line between them.
/// </remarks>
public static class AnalogLevels
{
    public const int Off = 0;
    public const int Slow = 1;
    public const int Medium = 2;
    public const int Fast = 3;

    /// <summary>The level of a step, never above the owner's limit.</summary>
    public static int Of(ChargerOptions options, int step)
    {
        int level = step == Fast ? options.AnalogFastLevel : step == Medium ? options.AnalogMediumLevel : step == Slow ? options.AnalogSlowLevel : 0;
        return level > options.AnalogMaxLevel ? options.AnalogMaxLevel : level;
    }
}
