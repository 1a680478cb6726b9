namespace ChargerFirmware.Charger.Brusa;

/// <summary>The error bits of a Brusa NLG5: frames 610 (state) and 614 (errors), the highest bit of byte 0 first in Brusa's list.</summary>
public static class BrusaFlags
{
    /// <summary>Second signal of 610.</summary>
    private const int StateError = 0x40;

    // 614, its first four bytes as one number: signal n of the list is bit 31 - n.
    private const int OutputOverVoltage = 1 << 31;
    private const int MainsOverVoltage = 1 << 30 | 1 << 29;
    private const int Polarity = 1 << 23;
    private const int CanTimeout = 1 << 9;

    public static bool HasError(int byte0)
    {
        return (byte0 & StateError) != 0;
    }

    /// <summary>What the charger complains of. Every bit that is not told apart is a fault of the charger.</summary>
    public static int Of(bool hasError, int errors)
    {
        int flags = (errors & OutputOverVoltage) != 0 ? ChargerFlag.OutputHigh : 0;
        flags |= (errors & MainsOverVoltage) != 0 ? ChargerFlag.InputVoltage | ChargerFlag.InputHigh : 0;
        flags |= (errors & Polarity) != 0 ? ChargerFlag.NoBattery : 0;
        flags |= (errors & CanTimeout) != 0 ? ChargerFlag.CommTimeout : 0;
        bool hasOther = (errors & ~(OutputOverVoltage | MainsOverVoltage | Polarity | CanTimeout)) != 0;
        return hasOther || (hasError && errors == 0) ? flags | ChargerFlag.HardwareFault : flags;
    }
}
