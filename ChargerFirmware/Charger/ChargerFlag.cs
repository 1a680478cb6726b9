using ChargerFirmware.Core;

namespace ChargerFirmware.Charger;

/// <summary>What a charger reports about itself, as bits common to all protocols.</summary>
public static class ChargerFlag
{
    public const int HardwareFault = 1 << 0;
    public const int OverTemperature = 1 << 1;

    /// <summary>The mains voltage is wrong; where the charger tells which way, one of the two below stands beside it.</summary>
    public const int InputVoltage = 1 << 2;

    /// <summary>No battery at its output, or one with wrong polarity.</summary>
    public const int NoBattery = 1 << 3;

    /// <summary>It has not heard us for too long.</summary>
    public const int CommTimeout = 1 << 4;
    public const int InputLow = 1 << 5;
    public const int InputHigh = 1 << 6;
    public const int OutputLow = 1 << 7;
    public const int OutputHigh = 1 << 8;
    public const int OutputCurrent = 1 << 9;

    /// <summary>Its output is not as it should be.</summary>
    public const int OutputFault = OutputLow | OutputHigh | OutputCurrent;

    /// <summary>Bits with a name.</summary>
    public const int Count = 10;

    /// <summary>By the values above, as <see cref="WordList"/> takes them.</summary>
    public const string Names = "hardwareFault|overTemperature|inputVoltage|noBattery|commTimeout|inputLow|inputHigh|outputLow|outputHigh|outputCurrent";

    public static string NameOf(int bit)
    {
        return WordList.At(Names, bit);
    }
}
