namespace ChargerFirmware.Device;

/// <summary>The charger on an ESP32.</summary>
public static class Program
{
    public static void Main()
    {
        // An exception that leaves Main ends it without a word: DeviceCharger catches, says why and restarts.
        new DeviceCharger().Run();
    }
}
