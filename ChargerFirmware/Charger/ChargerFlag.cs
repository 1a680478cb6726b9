using ChargerFirmware.Core;

namespace ChargerFirmware.Charger;

/// <summary>What a charger reports about itself, as bits common to all protocols.</summary>
public static class ChargerFlag
{
    public const int HardwareFault = 1 << 0;
    public const int OverTemperature = 1 << 1;
    public const int InputVoltage = 1 << 2;
    public const int NoBattery = 1 << 3;
    public const int CommTimeout = 1 << 4;

    /// <summary>Bits with a name.</summary>
    public const int Count = 5;

    /// <summary>By the values above, as <see cref="WordList"/> takes them.</summary>
    public const string Names = "hardwareFault|overTemperature|inputVoltage|noBattery|commTimeout";

    public static string NameOf(int bit)
    {
        return WordList.At(Names, bit);
    }
}
