namespace ChargerFirmware.Core;

/// <summary>Waits for a moment at which a restart takes nothing from anybody. One thread.</summary>
public sealed class QuietMoment
{
    /// <summary>So long nothing must have been charged: an answer is out by then, and people have read what is shown.</summary>
    public const int QuietMs = 5000;

    private bool _isWaiting;
    private long _sinceMs;

    /// <param name="nowMs">Real time.</param>
    /// <param name="isWanted">A restart is due.</param>
    /// <param name="isCharging">A current is asked for, or nobody knows yet.</param>
    /// <returns>True when the moment is there.</returns>
    public bool Pass(long nowMs, bool isWanted, bool isCharging)
    {
        bool wasWaiting = _isWaiting;
        _isWaiting = isWanted && !isCharging;
        if (!wasWaiting)
        {
            _sinceMs = nowMs;
        }

        return _isWaiting && nowMs - _sinceMs >= QuietMs;
    }
}
