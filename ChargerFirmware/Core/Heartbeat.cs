namespace ChargerFirmware.Core;

/// <summary>Tells from a thread's count of rounds whether it still lives. Supervisor only.</summary>
public sealed class Heartbeat
{
    /// <summary>A supervisor that was itself away for longer cannot judge others.</summary>
    public const int MaxAbsenceMs = 1000;

    private readonly int _limitMs;
    private int _passes = -1;
    private long _movedMs;
    private long _lookedMs;

    /// <param name="limitMs">Longer without a round is a hang.</param>
    public Heartbeat(int limitMs)
    {
        _limitMs = limitMs;
    }

    /// <summary>One look at the count; true while the thread moves or may still be about to.</summary>
    public bool IsAlive(int passes, long nowMs)
    {
        if (passes != _passes || nowMs - _lookedMs > MaxAbsenceMs)
        {
            _passes = passes;
            _movedMs = nowMs;
        }

        _lookedMs = nowMs;
        return nowMs - _movedMs < _limitMs;
    }
}
