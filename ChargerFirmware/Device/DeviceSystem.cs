using System;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;
using nanoFramework.Runtime.Native;

namespace ChargerFirmware.Device;

/// <summary>The ESP32 and its runtime under the firmware. Any thread but the control thread, which must not wait for flash.</summary>
public sealed class DeviceSystem : ISystem
{
    private const string ReasonRecord = "restart";

    // One line of the log.
    private const int MaxReasonBytes = 200;

    private readonly FlashStorage _storage;

    public DeviceSystem(FlashStorage storage)
    {
        _storage = storage;
    }

    public string FirmwareVersion => DeviceVersion.Text;

    /// <summary>Collects, without moving anything: the runtime counts free memory only so.</summary>
    public long FreeMemoryBytes => nanoFramework.Runtime.Native.GC.Run(false);

    public void Restart(string reason)
    {
        byte[] bytes = Ascii.Of(reason);
        for (int i = 0; i < bytes.Length; i++)
        {
            // It is cut below, and half a character would be no text.
            if (bytes[i] > 0x7E)
            {
                bytes[i] = (byte)'?';
            }
        }

        _storage.Write(ReasonRecord, bytes, bytes.Length < MaxReasonBytes ? bytes.Length : MaxReasonBytes);
        Reboot();
    }

    /// <summary>Starts anew without a reason to keep.</summary>
    public void Reboot()
    {
        Power.RebootDevice();
    }

    /// <summary>Why the machine was restarted, once; null after a power-up.</summary>
    public string TakeRestartReason()
    {
        byte[] bytes = new byte[MaxReasonBytes];
        int count = _storage.Read(ReasonRecord, bytes);
        if (count < 0)
        {
            return null;
        }

        _storage.Delete(ReasonRecord);
        return System.Text.Encoding.UTF8.GetString(bytes, 0, count);
    }
}
