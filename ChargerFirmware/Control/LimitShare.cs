namespace ChargerFirmware.Control;

/// <summary>Shares of the pack's limit, in permille.</summary>
public static class LimitShare
{
    public const int Whole = 1000;

    // Twice what a sensor's last digit makes of a steep table (10 permille), and of a cell's last millivolt (3).
    private const int HysteresisPermille = 20;

    public static int Of(int milliAmps, int permille)
    {
        return (int)((long)milliAmps * permille / Whole);
    }

    /// <summary>A share falls at once and rises once it is clearly higher, so that one that sits on a value does not swing.</summary>
    public static int Settled(int was, int now)
    {
        return now > was && now < was + HysteresisPermille && now < Whole ? was : now;
    }
}
