using System;
using System.Threading;
using ChargerFirmware.Ports;

namespace VirtualCharger;

/// <summary>
/// Simulated time: it moves by what those who live in it sleep, and never ahead of real time x speed. Any thread.
/// </summary>
/// <remarks>
/// A scaled stopwatch would run on while a loaded PC keeps the control thread waiting; at 60 times real time a pause of 50 ms would
/// be three seconds without a look at the BMS, and the firmware would rightly call it silent. Here time stands while the firmware
/// works, so it misses nothing, and a slow PC only makes the simulation slower. If nobody sleeps for long (a firmware that hangs),
/// <see cref="KeepAlive"/> lets time go on by itself: the simulated charger must notice that its master has gone.
/// </remarks>
public sealed class ScaledClock : IClock
{
    /// <summary>Real time without any sleeper after which time goes on by itself.</summary>
    public const int HungAfterRealMs = 2000;

    // Time that a loaded PC has lost is not caught up beyond this: a hunt at full processor speed would load it more.
    private const double MaxBacklogRealMs = 100;

    private readonly Lock _lock = new();
    private readonly Func<double> _realMs;
    private readonly Action<int> _realSleep;
    private readonly double _speed;
    private double _realOrigin;
    private double _lastSleeperReal;
    private double _lastKeepAliveReal;
    private long _nowMs;

    /// <param name="speed">Simulated time per real time.</param>
    /// <param name="realMs">Real time, fractions included.</param>
    /// <param name="realSleep">Gives real time away.</param>
    public ScaledClock(double speed, Func<double> realMs, Action<int> realSleep)
    {
        _speed = speed;
        _realMs = realMs;
        _realSleep = realSleep;
        _realOrigin = realMs();
        _lastSleeperReal = _realOrigin;
        _lastKeepAliveReal = _realOrigin;
    }

    public long NowMs => Interlocked.Read(ref _nowMs);

    public void Sleep(int milliseconds)
    {
        long target = NowMs + milliseconds;
        while (true)
        {
            double aheadRealMs = ReachOrTellHowEarly(target);
            if (aheadRealMs <= 0)
            {
                return;
            }

            _realSleep(Math.Max(1, (int)aheadRealMs));
        }
    }

    /// <summary>Called every few real milliseconds by somebody who does not live in this time.</summary>
    public void KeepAlive()
    {
        lock (_lock)
        {
            double real = _realMs();
            if (real - _lastSleeperReal <= HungAfterRealMs)
            {
                _lastKeepAliveReal = real;
                return;
            }

            long move = (long)(Math.Min(real - _lastKeepAliveReal, MaxBacklogRealMs) * _speed);
            if (move > 0)
            {
                _lastKeepAliveReal = real;
                MoveTo_NeedsLock(_nowMs + move);
                _realOrigin = real - (_nowMs / _speed);
            }
        }
    }

    // 0 when it is time: the clock then stands at the target at least. Else the real milliseconds until it may.
    private double ReachOrTellHowEarly(long target)
    {
        lock (_lock)
        {
            double real = _realMs();
            _lastSleeperReal = real;
            double allowed = (real - _realOrigin) * _speed;
            double backlogReal = (allowed - target) / _speed;
            if (backlogReal > MaxBacklogRealMs)
            {
                _realOrigin += backlogReal - MaxBacklogRealMs;
            }

            if (target > allowed)
            {
                return (target - allowed) / _speed;
            }

            MoveTo_NeedsLock(target);
            return 0;
        }
    }

    private void MoveTo_NeedsLock(long target)
    {
        if (target > _nowMs)
        {
            Interlocked.Exchange(ref _nowMs, target);
        }
    }
}
