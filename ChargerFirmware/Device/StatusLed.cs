using System.Device.Gpio;

namespace ChargerFirmware.Device;

/// <summary>The board's LED: lit while the charger is on the network. Active low. Main thread only.</summary>
public sealed class StatusLed
{
    private readonly GpioPin _pin;
    private bool _isLit;

    public StatusLed(GpioController gpio, int pin)
    {
        _pin = gpio.OpenPin(pin, PinMode.Output);
        _pin.Write(PinValue.High);
    }

    public void Show(bool isLit)
    {
        if (isLit != _isLit)
        {
            _isLit = isLit;
            _pin.Write(isLit ? PinValue.Low : PinValue.High);
        }
    }
}
