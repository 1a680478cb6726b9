using ChargerFirmware.Ports;

namespace ChargerFirmware.Core;

/// <summary>The time of day, once somebody has told it: for display and for other machines, never for intervals. Any thread may call.</summary>
public sealed class WallClock
{
    private readonly IClock _clock;
    private readonly object _lock = new object();
    private bool _isSet;
    private long _offsetMs;

    public WallClock(IClock clock)
    {
        _clock = clock;
    }

    public bool IsSet
    {
        get
        {
            lock (_lock)
            {
                return _isSet;
            }
        }
    }

    /// <summary>Milliseconds since 1970-01-01 UTC; -1 while nobody has told the time.</summary>
    public long UnixMs
    {
        get
        {
            lock (_lock)
            {
                return _isSet ? _clock.NowMs + _offsetMs : -1;
            }
        }
    }

    /// <summary>Tells the time that it is now.</summary>
    public void Set(long unixMs)
    {
        lock (_lock)
        {
            _offsetMs = unixMs - _clock.NowMs;
            _isSet = true;
        }
    }
}
