using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>How fast the user wants to charge. Stored over restarts.</summary>
public static class ChargeMode
{
    public const int Off = 0;
    public const int Slow = 1;
    public const int Medium = 2;
    public const int Fast = 3;

    /// <summary>By the values above, as <see cref="WordList"/> takes them.</summary>
    public const string Names = "off|slow|medium|fast";

    public static string NameOf(int mode)
    {
        return WordList.At(Names, mode);
    }
}
