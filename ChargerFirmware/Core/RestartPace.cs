namespace ChargerFirmware.Core;

/// <summary>How long a run that has given up waits before it restarts.</summary>
public static class RestartPace
{
    // A fault that comes back at every start must leave time to read the console and to begin flashing. While nothing is charged it costs the user
    // little: after a restart charge.resumeSeconds (10) go by anyway.
    private const int PauseMs = 10_000;

    // Each failure and each start is a write to flash.
    private const int RepeatedPauseMs = 60_000;

    /// <param name="isStopped">The charger has confirmed a stop. Where it has not, a charger without a time-out may charge on and nobody watches it: the next start is the soonest to say stop.</param>
    /// <param name="isRepeated">This run began as one of a row of failures: it has charged nothing, and said so from its first moment.</param>
    public static int DelayMs(bool isStopped, bool isRepeated)
    {
        return isRepeated ? RepeatedPauseMs : isStopped ? PauseMs : 0;
    }
}
