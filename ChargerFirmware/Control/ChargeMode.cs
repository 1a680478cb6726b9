namespace ChargerFirmware.Control;

/// <summary>How fast the user wants to charge. Stored over restarts.</summary>
public static class ChargeMode
{
    public const int Off = 0;
    public const int Slow = 1;
    public const int Medium = 2;
    public const int Fast = 3;

    private static readonly string[] Names = { "off", "slow", "medium", "fast" };

    public static string NameOf(int mode)
    {
        return Names[mode];
    }
}
