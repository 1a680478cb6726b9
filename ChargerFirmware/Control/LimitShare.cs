namespace ChargerFirmware.Control;

/// <summary>Shares of the pack's limit, in permille.</summary>
public static class LimitShare
{
    public const int Whole = 1000;

    // Above what a sensor's last digit makes of a gentle table (2 permille) and of a cell's last millivolt (3). In a steep table (10) the current follows the digit by a hundredth, which nobody
    // feels; more would keep a cold pack below what its table gives for minutes at a time.
    private const int HysteresisPermille = 5;

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
