namespace ChargerFirmware.Core;

/// <summary>How a thread's rounds go. Its own thread writes; others read whole words and may see one that is just being changed.</summary>
public sealed class ThreadHealth
{
    /// <summary>Rounds since the start: a supervisor sees that the thread lives.</summary>
    public int Passes;

    /// <summary>The longest round.</summary>
    public int LongestPassMs;

    /// <summary>The longest time between the beginnings of two rounds.</summary>
    public int LongestGapMs;

    private long _beganMs;

    public void Begin(long nowMs)
    {
        int gapMs = (int)(nowMs - _beganMs);
        if (Passes > 0 && gapMs > LongestGapMs)
        {
            LongestGapMs = gapMs;
        }

        _beganMs = nowMs;
    }

    public void End(long nowMs)
    {
        int passMs = (int)(nowMs - _beganMs);
        if (passMs > LongestPassMs)
        {
            LongestPassMs = passMs;
        }

        // At 500 rounds a second it is full after 50 days: then it begins anew, a supervisor sees that it changes.
        Passes = Passes == int.MaxValue ? 1 : Passes + 1;
    }
}
