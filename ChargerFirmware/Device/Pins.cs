using ChargerFirmware.Boards;
using nanoFramework.Hardware.Esp32;

namespace ChargerFirmware.Device;

/// <summary>The pin map of this image, and how it is told to the ESP32's pin matrix.</summary>
public static class Pins
{
    /// <summary>Chosen when the image is built: <c>-p:ChargerBoard=original</c> gives map A, anything else map B.</summary>
    public static PinMap Map()
    {
#if ORIGINAL_BOARD
        return PinMap.OriginalBoard();
#else
        return PinMap.NewBoard();
#endif
    }

    public static string PortName(PinMap map)
    {
        return map.BmsPort == 2 ? "COM2" : "COM3";
    }

    /// <summary>Puts UART and SPI on their pins. The chip select is an ordinary output, driven for each transaction.</summary>
    public static void Route(PinMap map)
    {
        bool isCom2 = map.BmsPort == 2;
        Configuration.SetPinFunction(map.BmsTransmit, isCom2 ? DeviceFunction.COM2_TX : DeviceFunction.COM3_TX);
        Configuration.SetPinFunction(map.BmsReceive, isCom2 ? DeviceFunction.COM2_RX : DeviceFunction.COM3_RX);
        bool isSpi1 = map.CanSpiBus == 1;
        Configuration.SetPinFunction(map.CanClock, isSpi1 ? DeviceFunction.SPI1_CLOCK : DeviceFunction.SPI2_CLOCK);
        Configuration.SetPinFunction(map.CanDataOut, isSpi1 ? DeviceFunction.SPI1_MOSI : DeviceFunction.SPI2_MOSI);
        Configuration.SetPinFunction(map.CanDataIn, isSpi1 ? DeviceFunction.SPI1_MISO : DeviceFunction.SPI2_MISO);
    }
}
