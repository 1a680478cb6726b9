using System;
using ChargerFirmware.Ports;
using nanoFramework.Runtime.Native;

namespace ChargerFirmware.Device;

/// <summary>The ESP32 and its runtime under the firmware. Any thread.</summary>
public sealed class DeviceSystem : ISystem
{
    private readonly Random _random = new Random();

    public string FirmwareVersion => DeviceVersion.Text;

    /// <summary>Collects, as the runtime counts free memory only so, and moves what is left together: else there would be room that no object fits into.</summary>
    public long FreeMemoryBytes => nanoFramework.Runtime.Native.GC.Run(true);

    /// <summary>From the chip's own generator, which the library's stands on (targetRandom.cpp of the ESP32 runtime); with the radio on, and it is on from the start, that is noise.</summary>
    public void FillRandom(byte[] target)
    {
        _random.NextBytes(target);
    }

    public void Restart(string reason)
    {
        Console.WriteLine("restart: " + reason);
        Reboot();
    }

    /// <summary>Starts anew.</summary>
    public void Reboot()
    {
        Power.RebootDevice();
    }
}
