namespace ChargerFirmware.Control;

/// <summary>Lowers the current while the highest cell is between the charge voltage and its limit, so that a cell that is full before the others never passes it. Control thread only.</summary>
/// <remarks>
/// All of the pack's limit at the charge voltage, nothing at the limit, a straight line between: a balanced pack ends at the charge voltage and never feels it.
/// A cell's voltage falls with the current, so an answer at once would swing. The loop's gain is pack limit / window x resistance: 20 A / 50 mV x 2..6 mOhm = 0.8..2.4, and poll,
/// frame and charger take some 2 s. A first-order lag of T is stable below gain x 2 s / T = 1.6 and does not overshoot below 0.37: 10 s on the way down, three times that on the way up.
/// </remarks>
public sealed class CellLimit
{
    /// <summary>Widest window: what the charge voltages of the makers' sheets leave below their absolute ends (LFP 3.50..3.65 V, LTO 2.70..2.85 V: half of it).</summary>
    public const int MaxWindowMilliVolts = 75;

    /// <summary>Narrowest: a BMS tells whole millivolts and is noisy by one or two. It then begins below the charge voltage.</summary>
    public const int MinWindowMilliVolts = 20;

    private const int DownMs = 10000;
    private const int UpMs = 30000;

    // At the limit there is no time for manners; the hard ceiling is as far away again.
    private const int AtLimitMs = 2000;

    // The filter's scale: fine enough that a step of one tick does not round to nothing.
    private const int Whole = 1000000;

    private long _share = Whole;
    private long _atMs = -1;

    /// <summary>Where nothing is given any more: halfway from charge voltage to maximum, so that it is reached well before the hard ceiling.</summary>
    public static int LimitMilliVolts(ChargeSettings settings)
    {
        int half = (settings.MaxCellMilliVolts - settings.ChargeCellMilliVolts) / 2;
        return settings.ChargeCellMilliVolts + (half > MaxWindowMilliVolts ? MaxWindowMilliVolts : half);
    }

    /// <summary>Follows the highest cell.</summary>
    /// <returns>The current that it allows.</returns>
    public int Follow(ChargeSettings settings, int packMilliAmps, int highestMilliVolts, long nowMs)
    {
        int limit = LimitMilliVolts(settings);
        int window = limit - settings.ChargeCellMilliVolts;
        if (window < MinWindowMilliVolts)
        {
            window = MinWindowMilliVolts;
        }

        long target = (long)(limit - highestMilliVolts) * Whole / window;
        target = target < 0 ? 0 : target > Whole ? Whole : target;
        int lagMs = target > _share ? UpMs : highestMilliVolts >= limit ? AtLimitMs : DownMs;

        // After a pause, and at the start, there is nothing to smooth.
        long passedMs = _atMs < 0 || nowMs - _atMs > lagMs ? lagMs : nowMs - _atMs;
        _atMs = nowMs;
        _share += (target - _share) * passedMs / lagMs;
        return (int)(packMilliAmps * _share / Whole);
    }

    /// <summary>Another pack, or other voltages.</summary>
    public void Restart()
    {
        _share = Whole;
        _atMs = -1;
    }
}
