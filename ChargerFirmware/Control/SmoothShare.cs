namespace ChargerFirmware.Control;

/// <summary>A share of a current that follows a voltage which itself follows the current: slowly, so that the loop does not swing. Control thread only; allocates nothing.</summary>
/// <remarks>
/// A cell's voltage falls with the current, so an answer at once would swing. The loop's gain is pack limit / window x resistance: 20 A / 50 mV x 2..6 mOhm = 0.8..2.4, and poll,
/// frame and charger take some 2 s. A first-order lag of T is stable below gain x 2 s / T = 1.6 and does not overshoot below 0.37: 10 s on the way down, three times that on the way up.
/// </remarks>
public sealed class SmoothShare
{
    /// <summary>All of it. Fine enough that a step of one tick does not round to nothing.</summary>
    public const int Whole = 1000000;

    /// <summary>Narrowest window from all to nothing: a BMS tells whole millivolts and is noisy by one or two.</summary>
    public const int MinWindowMilliVolts = 20;

    private const int DownMs = 10000;
    private const int UpMs = 30000;

    // At the end of the window there is no time for manners.
    private const int UrgentMs = 2000;

    private long _share = Whole;
    private long _atMs = -1;

    /// <summary>Follows what the reading leaves of its window.</summary>
    /// <param name="left">Distance to the end of the window, where nothing is given; negative beyond it.</param>
    /// <param name="window">So much of it gives all.</param>
    /// <param name="nowMs">The control clock.</param>
    public void Follow(int left, int window, long nowMs)
    {
        long target = (long)left * Whole / window;
        target = target < 0 ? 0 : target > Whole ? Whole : target;
        int lagMs = target > _share ? UpMs : left <= 0 ? UrgentMs : DownMs;

        // After a pause, and at the start, there is nothing to smooth.
        long passedMs = _atMs < 0 || nowMs - _atMs > lagMs ? lagMs : nowMs - _atMs;
        _atMs = nowMs;
        _share += (target - _share) * passedMs / lagMs;
    }

    /// <summary>The share of a current.</summary>
    public int Of(int milliAmps)
    {
        return (int)(milliAmps * _share / Whole);
    }

    /// <summary>Another pack, or other voltages.</summary>
    public void Restart()
    {
        _share = Whole;
        _atMs = -1;
    }
}
