using System;
using System.Threading;
using Simulation;

namespace VirtualCharger;

/// <summary>A thread of its own that keeps the simulation alive whatever the firmware does, and looks after what follows it.</summary>
public sealed class SiteKeeper
{
    private const int PassMs = 10;
    private const int PassesPerRound = 10;

    private readonly SimulatedWorld _world;
    private readonly ScaledClock? _clock;
    private readonly Action _everyRound;
    private readonly Thread _thread;
    private volatile bool _ends;

    /// <param name="world">What must go on.</param>
    /// <param name="clock">The clock when it is not real time.</param>
    /// <param name="everyRound">Called ten times a second of real time.</param>
    public SiteKeeper(SimulatedWorld world, ScaledClock? clock, Action everyRound)
    {
        _world = world;
        _clock = clock;
        _everyRound = everyRound;
        _thread = new Thread(Run) { IsBackground = true, Name = "site" };
    }

    public void Start()
    {
        _thread.Start();
    }

    /// <summary>Ends it after one more round.</summary>
    public void Stop()
    {
        _ends = true;
        _thread.Join();
        _everyRound();
    }

    private void Run()
    {
        int passes = 0;
        while (!_ends)
        {
            Thread.Sleep(PassMs);
            _clock?.KeepAlive();
            _world.Advance();
            if (++passes % PassesPerRound == 0)
            {
                _everyRound();
            }
        }
    }
}
