using System.Collections.Generic;
using System.Threading;
using ChargerFirmware.Ports;

namespace Simulation;

/// <summary>
/// All simulated devices on one clock. Every access from outside first calls <see cref="Advance"/>, which lives through the milliseconds
/// that have passed since the last one, so the simulation is exact however seldom it is looked at.
/// </summary>
public sealed class SimulatedWorld(IClock clock)
{
    private readonly List<ISimulatedDevice> _devices = [];
    private long _livedMs = clock.NowMs;
    private bool _isAdvancing;

    /// <summary>Held by whoever touches a device; entering twice on one thread is allowed.</summary>
    public Lock Sync { get; } = new();

    public IClock Clock { get; } = clock;

    /// <summary>The millisecond that the devices have lived through.</summary>
    public long NowMs => _livedMs;

    public void Add(ISimulatedDevice device)
    {
        lock (Sync)
        {
            _devices.Add(device);
        }
    }

    public void Advance()
    {
        lock (Sync)
        {
            // A device that is stepped may call another one's port: that one must not live through the rest first.
            if (_isAdvancing)
            {
                return;
            }

            _isAdvancing = true;
            try
            {
                LiveUntil(Clock.NowMs);
            }
            finally
            {
                _isAdvancing = false;
            }
        }
    }

    private void LiveUntil(long nowMs)
    {
        while (_livedMs < nowMs)
        {
            _livedMs++;
            for (int i = 0; i < _devices.Count; i++)
            {
                _devices[i].Step(_livedMs);
            }
        }
    }
}
