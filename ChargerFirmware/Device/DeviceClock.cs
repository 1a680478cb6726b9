using System;
using System.Threading;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Device;

/// <summary>Milliseconds since power-up. Any thread.</summary>
public sealed class DeviceClock : IClock
{
    public long NowMs => Environment.TickCount64;

    public void Sleep(int milliseconds)
    {
        Thread.Sleep(milliseconds);
    }
}
