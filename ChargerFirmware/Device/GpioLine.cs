using System.Device.Gpio;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Device;

/// <summary>A pin that was opened as input or output. Control thread only.</summary>
/// <remarks>Polled, not by its interrupt: an edge that is lost while the heap is collected would leave the CAN controller unheard.</remarks>
public sealed class GpioLine : ILine
{
    private readonly GpioPin _pin;
    private readonly bool _isOutput;

    public GpioLine(GpioPin pin)
    {
        _pin = pin;
        _isOutput = pin.GetPinMode() == PinMode.Output;
    }

    public bool IsHigh => (bool)_pin.Read();

    public void Write(bool high)
    {
        if (_isOutput)
        {
            _pin.Write(high);
        }
    }
}
