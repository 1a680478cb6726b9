using System.Device.Gpio;
using ChargerFirmware.Boards;
using ChargerFirmware.Network;

namespace ChargerFirmware.Device;

/// <summary>The ESP32 and what is soldered to it, as the firmware's <see cref="Board"/>. Made once, by the main thread.</summary>
public sealed class Esp32Board
{
    public Esp32Board(PinMap pins, DeviceClock clock, FlashStorage storage, DeviceSystem system, WifiDriver wifi)
    {
        PinsName = pins.Name;

        // First of all: until here the converter's pin is held low by the stage's pull-down alone.
        DacOutput analog = pins.AnalogOut == PinMap.NotFitted ? null : new DacOutput(pins.AnalogOut);

        // Before the first use of a bus: SPI1 would take the DAC's pin and the BMS's, SPI2 and the serial ports have none of their own.
        Pins.Route(pins);
        GpioController gpio = new GpioController();
        OwnNetwork = new OwnNetworkStart(wifi, storage);
        Radio = new RadioWorker(wifi, clock);
        Board = new Board
        {
            Clock = clock,
            NetworkClock = clock,
            BmsUart = new SerialUart(Pins.PortName(pins)),
            CanSpi = new SpiBus(pins.CanSpiBus, pins.CanSelect),
            CanInterrupt = new GpioLine(gpio.OpenPin(pins.CanInterrupt, PinMode.Input)),
            Dac = analog,
            ChargeEnable = Open(gpio, pins.ChargeEnable, PinMode.Output),
            Storage = storage,
            Assets = new ResourceAssets(),
            System = system,
            Network = new ThreadedRadio(wifi, Radio, OwnNetwork),
            StatusLed = Open(gpio, pins.Led, PinMode.Output),
            SetupButton = Open(gpio, pins.SetupButton, PinMode.InputPullUp),
        };
    }

    public Board Board { get; }

    public string PinsName { get; }

    /// <summary>Does what the radio's library waits for: wants a thread.</summary>
    public RadioWorker Radio { get; }

    public OwnNetworkStart OwnNetwork { get; }

    // Null for what is not fitted.
    private static GpioLine Open(GpioController gpio, int pin, PinMode mode)
    {
        return pin == PinMap.NotFitted ? null : new GpioLine(gpio.OpenPin(pin, mode));
    }
}
