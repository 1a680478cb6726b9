using System.Diagnostics;
using System.Threading;
using ChargerFirmware.Ports;

namespace VirtualCharger;

/// <summary>Real time. Any thread.</summary>
public sealed class HostClock : IClock
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public long NowMs => _watch.ElapsedMilliseconds;

    /// <summary>Finer than a millisecond, for those who pace others.</summary>
    public double NowFineMs => _watch.Elapsed.TotalMilliseconds;

    public void Sleep(int milliseconds)
    {
        Thread.Sleep(milliseconds);
    }
}
