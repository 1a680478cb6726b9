namespace ChargerFirmware.Charger.Tc;

/// <summary>The flags in a tc charger's status, in both versions of them. Which one a charger sends cannot be seen on the wire: setting tc.statusVersion.</summary>
/// <remarks>Bits 0 and 1 of byte 4 mean the same in both. Classic by the maker's Elcon-CAN-Commands, newer by collin80/GEVCU7 (TCCHCharger, "comm version 1").</remarks>
public static class TcFlags
{
    // Newer, byte 4
    private const int InputLow = 1 << 2;
    private const int InputHigh = 1 << 3;
    private const int OutputLow = 1 << 4;
    private const int OutputHigh = 1 << 5;
    private const int OutputCurrent = 1 << 6 | 1 << 7;

    // Newer, byte 5
    private const int Timeout = 1 << 0;
    private const int WorkingState = 1 << 1 | 1 << 2;
    private const int InitDone = 1 << 3;

    /// <summary>Newer, byte 7: degrees + 40.</summary>
    private const int TemperatureOffset = 40;
    private const int DeciPerDegree = 10;

    /// <summary>Bits 0..4 are <see cref="ChargerFlag"/> in its order.</summary>
    private const int ClassicFlags = ChargerFlag.HardwareFault | ChargerFlag.OverTemperature | ChargerFlag.InputVoltage | ChargerFlag.NoBattery | ChargerFlag.CommTimeout;
    private const int CommonFlags = ChargerFlag.HardwareFault | ChargerFlag.OverTemperature;

    public static int OfClassic(int byte4)
    {
        return byte4 & ClassicFlags;
    }

    public static int OfNewer(int byte4, int byte5)
    {
        int flags = byte4 & CommonFlags;
        flags |= (byte4 & InputLow) != 0 ? ChargerFlag.InputVoltage | ChargerFlag.InputLow : 0;
        flags |= (byte4 & InputHigh) != 0 ? ChargerFlag.InputVoltage | ChargerFlag.InputHigh : 0;
        flags |= (byte4 & OutputLow) != 0 ? ChargerFlag.OutputLow : 0;
        flags |= (byte4 & OutputHigh) != 0 ? ChargerFlag.OutputHigh : 0;
        flags |= (byte4 & OutputCurrent) != 0 ? ChargerFlag.OutputCurrent : 0;
        flags |= (byte5 & Timeout) != 0 ? ChargerFlag.CommTimeout : 0;

        // Working state 0 is a fault, but only once it has found itself: before, all bits are 0.
        return (byte5 & InitDone) != 0 && (byte5 & WorkingState) == 0 ? flags | ChargerFlag.HardwareFault : flags;
    }

    public static int TempDeciC(int byte7)
    {
        return (byte7 - TemperatureOffset) * DeciPerDegree;
    }
}
