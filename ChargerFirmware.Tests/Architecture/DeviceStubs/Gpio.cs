namespace System.Device.Gpio;

public enum PinMode
{
    Input = 0,
    InputPullUp = 2,
    Output = 3,
}

public readonly struct PinValue
{
    public static PinValue High => default;

    public static PinValue Low => default;

    public static implicit operator PinValue(bool value)
    {
        return default;
    }

    public static explicit operator bool(PinValue value)
    {
        return false;
    }
}

public class GpioPin
{
    internal GpioPin()
    {
    }

    public PinMode GetPinMode()
    {
        return default;
    }

    public PinValue Read()
    {
        return default;
    }

    public void Write(PinValue value)
    {
    }
}

public class GpioController
{
    public GpioPin OpenPin(int pinNumber, PinMode mode)
    {
        return new GpioPin();
    }
}
