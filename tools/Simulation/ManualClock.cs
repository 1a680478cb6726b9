using System.Threading;
using ChargerFirmware.Ports;

namespace Simulation;

/// <summary>A clock that stands still until it is moved. <see cref="Sleep"/> moves it.</summary>
public sealed class ManualClock(long startMs = 0) : IClock
{
    private long _nowMs = startMs;

    public long NowMs => Interlocked.Read(ref _nowMs);

    public void Sleep(int milliseconds)
    {
        Advance(milliseconds);
    }

    public void Advance(long milliseconds)
    {
        Interlocked.Add(ref _nowMs, milliseconds);
    }
}
