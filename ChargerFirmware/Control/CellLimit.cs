namespace ChargerFirmware.Control;

/// <summary>Lowers the current while the highest cell is between the charge voltage and its limit, so that a cell that is full before the others never passes it. Control thread only.</summary>
/// <remarks>All of the pack's limit at the charge voltage, nothing at the limit, a straight line between: a balanced pack ends at the charge voltage and never feels it.</remarks>
public sealed class CellLimit
{
    /// <summary>Widest window: what the charge voltages of the makers' sheets leave below their absolute ends (LFP 3.50..3.65 V, LTO 2.70..2.85 V: half of it).</summary>
    public const int MaxWindowMilliVolts = 75;

    private readonly SmoothShare _share = new SmoothShare();

    /// <summary>Where nothing is given any more: halfway from charge voltage to maximum, so that it is reached well before the hard ceiling, which is as far away again.</summary>
    public static int LimitMilliVolts(ChargeSettings settings)
    {
        int half = (settings.MaxCellMilliVolts - settings.ChargeCellMilliVolts) / 2;
        return settings.ChargeCellMilliVolts + (half > MaxWindowMilliVolts ? MaxWindowMilliVolts : half);
    }

    /// <summary>Follows the highest cell.</summary>
    /// <returns>The current that it allows.</returns>
    public int Follow(ChargeSettings settings, int packMilliAmps, int highestMilliVolts, long nowMs)
    {
        // With a maximum next to the charge voltage the window begins below that.
        int limit = LimitMilliVolts(settings);
        int window = limit - settings.ChargeCellMilliVolts;
        _share.Follow(limit - highestMilliVolts, window < SmoothShare.MinWindowMilliVolts ? SmoothShare.MinWindowMilliVolts : window, nowMs);
        return _share.Of(packMilliAmps);
    }

    /// <summary>Another pack, or other voltages.</summary>
    public void Restart()
    {
        _share.Restart();
    }
}
