namespace ChargerFirmware.Control;

/// <summary>How fast what is asked may rise: by so much a second, the first second's worth at once; down at once. Control thread only; allocates nothing.</summary>
/// <remarks>
/// A rise draws on a credit that grows with time up to one second's worth. A charger with steps of its own (two levels) cannot rise slowly: there a step up
/// waits instead until a minute after the last change, so that a limit that sits on a step does not switch it to and fro.
/// </remarks>
public sealed class CurrentRamp
{
    /// <summary>A charger with steps is changed by limits at most once in this time on the way up.</summary>
    public const int StepHoldMs = 60000;

    private const int MsPerSecond = 1000;

    // In mA x ms, so that slow ramps do not lose their fractions.
    private long _credit = long.MaxValue;
    private long _atMs;
    private long _freeAtMs = long.MinValue;

    /// <summary>What is asked now.</summary>
    public int MilliAmps { get; private set; }

    /// <summary>Nothing is asked: what follows begins with a first step, and no step is held back.</summary>
    public void Stop()
    {
        MilliAmps = 0;
        _credit = long.MaxValue;
        _freeAtMs = long.MinValue;
    }

    /// <summary>The user wants something else: a step is not held back.</summary>
    public void Release()
    {
        _freeAtMs = long.MinValue;
    }

    /// <summary>Goes towards a limit. A rate of 0 is no ramp.</summary>
    public void Follow(int limitMilliAmps, int milliAmpsPerSecond, long nowMs)
    {
        long most = (long)milliAmpsPerSecond * MsPerSecond;
        long grown = _credit > most ? most : _credit + ((nowMs - _atMs) * milliAmpsPerSecond);
        _credit = grown > most ? most : grown;
        _atMs = nowMs;
        int rise = limitMilliAmps - MilliAmps;
        if (rise > 0 && milliAmpsPerSecond > 0)
        {
            int allowed = (int)(_credit / MsPerSecond);
            rise = rise > allowed ? allowed : rise;
            _credit -= (long)rise * MsPerSecond;
        }

        MilliAmps += rise;
    }

    /// <summary>Takes a step: down at once; up when it is not held back, and no higher than the limit is surely above.</summary>
    /// <param name="stepMilliAmps">The step that the limit grants.</param>
    /// <param name="surelyMilliAmps">The step that it grants also when it moves a little; what follows a stop or the user's word need not be so sure.</param>
    /// <param name="nowMs">The control clock.</param>
    public void FollowSteps(int stepMilliAmps, int surelyMilliAmps, long nowMs)
    {
        int step = stepMilliAmps;
        if (step > MilliAmps && _freeAtMs > 0)
        {
            step = nowMs < _freeAtMs || surelyMilliAmps < MilliAmps ? MilliAmps : surelyMilliAmps;
        }

        if (step != MilliAmps)
        {
            _freeAtMs = nowMs + StepHoldMs;
        }

        MilliAmps = step;
    }

    /// <summary>Milliseconds that a step up still waits.</summary>
    public int HeldMs(long nowMs)
    {
        return nowMs < _freeAtMs ? (int)(_freeAtMs - nowMs) : 0;
    }
}
