using System.Device.Spi;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Device;

/// <summary>The MCP2515's SPI bus: mode 0,0, chip select by the driver. Control thread only.</summary>
/// <remarks>
/// Each transaction makes a SpanByte for each array: it is a ref struct, so it cannot be kept, and SpiDevice takes nothing else for bytes.
/// That is the one thing that a tick allocates on the device.
/// </remarks>
public sealed class SpiBus : ISpi
{
    // MCP2515 data sheet, table 13-6: 10 MHz at most. 8 leave room for wires of a hand's length.
    private const int ClockHertz = 8_000_000;

    private readonly SpiDevice _device;

    public SpiBus(int bus, int chipSelect)
    {
        _device = SpiDevice.Create(new SpiConnectionSettings(bus, chipSelect)
        {
            ClockFrequency = ClockHertz,
            Mode = SpiMode.Mode0,
            DataFlow = DataFlow.MsbFirst,
            DataBitLength = 8,
        });
    }

    public void Transfer(byte[] send, byte[] receive)
    {
        _device.TransferFullDuplex(send, receive);
    }

    public void Write(byte[] send)
    {
        _device.Write(send);
    }
}
