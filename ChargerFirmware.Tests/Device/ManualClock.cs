using ChargerFirmware.Ports;

namespace Simulation;

/// <summary>The PC's clock of the same name, for the device: there are no 64-bit Interlocked calls, and a unit test has one thread.</summary>
public sealed class ManualClock : IClock
{
    public long NowMs { get; private set; }

    public void Sleep(int milliseconds)
    {
        Advance(milliseconds);
    }

    public void Advance(long milliseconds)
    {
        NowMs += milliseconds;
    }
}
