namespace ChargerFirmware.Boards;

/// <summary>Which signal sits on which GPIO of an ESP32: one map for each board (hardware/README.md draws them). Read only.</summary>
/// <remarks>Pins are code, not settings: a wrong one can damage parts, and nobody should reach it from a browser.</remarks>
public sealed class PinMap
{
    /// <summary>The board has no such line.</summary>
    public const int NotFitted = -1;

    public string Name;

    /// <summary>2 is COM2, 3 is COM3; COM1 is the debugger's.</summary>
    public int BmsPort;
    public int BmsTransmit = NotFitted;
    public int BmsReceive = NotFitted;

    /// <summary>1 or 2. The MCP2515 is alone on it: devices on one bus share the first one's clock and mode.</summary>
    public int CanSpiBus;
    public int CanClock = NotFitted;

    /// <summary>From the ESP32 to the chip (MOSI, the chip's SI).</summary>
    public int CanDataOut = NotFitted;

    /// <summary>From the chip (MISO, the chip's SO).</summary>
    public int CanDataIn = NotFitted;
    public int CanSelect = NotFitted;
    public int CanInterrupt = NotFitted;

    /// <summary>The 0..10 V stage's input: only the two DAC pins can.</summary>
    public int AnalogOut = NotFitted;

    /// <summary>Active low.</summary>
    public int Led = NotFitted;

    /// <summary>Active high, with a pull-down: off while the ESP32 boots.</summary>
    public int ChargeEnable = NotFitted;

    /// <summary>To ground when pressed.</summary>
    public int SetupButton = NotFitted;

    /// <summary>A WROVER: its PSRAM has GPIO 16 and 17.</summary>
    public bool HasPsram;

    /// <summary>Map A: the board of the original charger, with an MCP2515 module added by wire.</summary>
    public static PinMap OriginalBoard()
    {
        return new PinMap
        {
            Name = "A (original board)",
            BmsPort = 2,
            BmsTransmit = 18,
            BmsReceive = 19,
            CanSpiBus = 1,
            CanClock = 14,
            CanDataOut = 13,
            CanDataIn = 27,
            CanSelect = 33,
            CanInterrupt = 26,
            AnalogOut = 25,
            Led = 32,
            ChargeEnable = 4,
            SetupButton = 0,
        };
    }

    /// <summary>Map B: a new board or a breadboard, ESP32-WROOM-32.</summary>
    public static PinMap NewBoard()
    {
        return new PinMap
        {
            Name = "B (new board)",
            BmsPort = 3,
            BmsTransmit = 17,
            BmsReceive = 16,
            CanSpiBus = 2,
            CanClock = 18,
            CanDataOut = 23,
            CanDataIn = 19,
            CanSelect = 5,
            CanInterrupt = 4,
            AnalogOut = 25,
            Led = 32,
            ChargeEnable = 27,
            SetupButton = 0,
        };
    }
}
