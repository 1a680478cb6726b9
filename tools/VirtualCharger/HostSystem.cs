using System;
using System.Reflection;
using System.Security.Cryptography;
using ChargerFirmware.Ports;

namespace VirtualCharger;

/// <summary>The PC under the firmware. Any thread.</summary>
public sealed class HostSystem(Assembly firmware, Action<string> restart) : ISystem
{
    public string FirmwareVersion { get; } = firmware.GetName().Version?.ToString(3) ?? "0.0.0";

    public long FreeMemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetTotalMemory(false);

    public void FillRandom(byte[] target)
    {
        RandomNumberGenerator.Fill(target);
    }

    public void Restart(string reason)
    {
        restart(reason);
    }
}
