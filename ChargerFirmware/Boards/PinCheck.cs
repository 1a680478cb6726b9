namespace ChargerFirmware.Boards;

/// <summary>Says whether a <see cref="PinMap"/> can work on an ESP32, before any pin is touched. One use; one thread.</summary>
/// <remarks>Sources: ESP32 data sheet, sections "Pin Definitions" and "Strapping Pins"; the module's data sheet for flash and PSRAM.</remarks>
public sealed class PinCheck
{
    // How a signal uses its pin
    private const int Input = 0;
    private const int Output = 1;
    private const int Analog = 2;
    private const int Button = 3;

    private const int LastGpio = 39;

    // Signals of a map; more are added with it.
    private const int MaxSignals = 12;

    private readonly PinMap _map;
    private readonly string[] _signals = new string[MaxSignals];
    private readonly int[] _pins = new int[MaxSignals];
    private int _count;
    private string _error;

    private PinCheck(PinMap map)
    {
        _map = map;
    }

    /// <summary>Null when the map can work, else the sentence that names signal, pin and reason.</summary>
    public static string Check(PinMap map)
    {
        PinCheck check = new PinCheck(map);
        check.CheckBuses();
        check.CheckSignals();
        return check._error == null ? null : "pin map " + map.Name + ": " + check._error;
    }

    private void CheckBuses()
    {
        if (_map.BmsPort != 2 && _map.BmsPort != 3)
        {
            Refuse("the BMS cannot have COM" + _map.BmsPort.ToString() + "; COM2 and COM3 are free, COM1 is the debugger's");
        }

        if (_map.CanSpiBus != 1 && _map.CanSpiBus != 2)
        {
            Refuse("there is no SPI bus " + _map.CanSpiBus.ToString() + "; take 1 or 2");
        }
    }

    private void CheckSignals()
    {
        Need("BMS TX", _map.BmsTransmit, Output);
        Need("BMS RX", _map.BmsReceive, Input);
        Need("MCP2515 SCK", _map.CanClock, Output);
        Need("MCP2515 SI", _map.CanDataOut, Output);
        Need("MCP2515 SO", _map.CanDataIn, Input);
        Need("MCP2515 CS", _map.CanSelect, Output);
        Need("MCP2515 INT", _map.CanInterrupt, Input);
        Allow("0..10 V output", _map.AnalogOut, Analog);
        Allow("LED", _map.Led, Output);
        Allow("charge enable", _map.ChargeEnable, Output);
        Allow("set-up button", _map.SetupButton, Button);
    }

    private void Need(string signal, int pin, int use)
    {
        if (pin == PinMap.NotFitted)
        {
            Refuse(signal + " has no pin");
        }

        Allow(signal, pin, use);
    }

    private void Allow(string signal, int pin, int use)
    {
        if (pin == PinMap.NotFitted)
        {
            return;
        }

        string reason = ReasonAgainst(pin, use);
        if (reason != null)
        {
            Refuse(signal + " cannot be on GPIO " + pin.ToString() + ": " + reason);
        }

        for (int i = 0; i < _count; i++)
        {
            if (_pins[i] == pin)
            {
                Refuse(signal + " and " + _signals[i] + " are both on GPIO " + pin.ToString());
            }
        }

        _signals[_count] = signal;
        _pins[_count] = pin;
        _count++;
    }

    private string ReasonAgainst(int pin, int use)
    {
        if (pin < 0 || pin > LastGpio || pin == 20 || pin == 24 || (pin >= 28 && pin <= 31))
        {
            return "an ESP32 has no such pin";
        }

        if (pin >= 6 && pin <= 11)
        {
            return "it belongs to the flash";
        }

        if (pin == 1 || pin == 3)
        {
            return "it is the console's";
        }

        if (_map.HasPsram && (pin == 16 || pin == 17))
        {
            return "it belongs to the PSRAM";
        }

        if (pin >= 34 && use != Input)
        {
            return "it is an input without pull-up";
        }

        if (use == Analog && pin != 25 && pin != 26)
        {
            return "only 25 and 26 have a DAC";
        }

        return ReasonAgainstStrapping(pin, use);
    }

    // Read at reset: what hangs there decides how the chip starts.
    private static string ReasonAgainstStrapping(int pin, int use)
    {
        if (pin == 12)
        {
            return "it chooses the flash's voltage at reset";
        }

        if (pin == 0 && use != Button)
        {
            return "it chooses the boot loader at reset; only the set-up button may pull it";
        }

        return use == Input && (pin == 2 || pin == 5 || pin == 15) ? "what drives it would change how the ESP32 starts" : null;
    }

    // The first one is the one to mend first.
    private void Refuse(string error)
    {
        if (_error == null)
        {
            _error = error;
        }
    }
}
