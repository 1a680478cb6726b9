using System.Device.Dac;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Device;

/// <summary>One of the ESP32's two converters. The 0..10 V stage behind it is the board's.</summary>
/// <remarks>Stays open for the whole run: the runtime's Dispose checks the channels' numbers wrongly and throws for channel 0.</remarks>
public sealed class DacOutput : IDac
{
    // The converters are 8 bits wide; another resolution would be another chip's.
    private const int Bits = 8;

    private const int FirstPin = 25;
    private const int Highest = 255;

    private readonly DacChannel _channel;
    private readonly int _shift;

    /// <param name="pin">25 is channel 0, 26 is channel 1 (<see cref="Boards.PinCheck"/> lets no other pass).</param>
    public DacOutput(int pin)
    {
        DacController controller = DacController.GetDefault();
        _shift = controller.ResolutionInBits - Bits;
        _channel = controller.OpenChannel(pin - FirstPin);
        Write(0);
    }

    public void Write(int level)
    {
        int bounded = level < 0 ? 0 : level > Highest ? Highest : level;
        _channel.WriteValue((ushort)(bounded << _shift));
    }
}
