using ChargerFirmware.Boards;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Boards;

[TestClass]
public class PinCheckTests
{
    private readonly PinMap _map = PinMap.NewBoard();

    [TestMethod]
    public void Check_BothMaps_CanWork()
    {
        Assert.AreEqual("", Text(PinCheck.Check(PinMap.OriginalBoard())));
        Assert.AreEqual("", Text(PinCheck.Check(PinMap.NewBoard())));
    }

    [TestMethod]
    public void Check_OnePinTwice_NamesBothSignals()
    {
        _map.Led = _map.CanInterrupt;

        Assert.AreEqual("pin map B (new board): LED and MCP2515 INT are both on GPIO 4", PinCheck.Check(_map));
    }

    [TestMethod]
    [DataRow(6, "it belongs to the flash")]
    [DataRow(11, "it belongs to the flash")]
    [DataRow(1, "it is the console's")]
    [DataRow(3, "it is the console's")]
    [DataRow(20, "an ESP32 has no such pin")]
    [DataRow(24, "an ESP32 has no such pin")]
    [DataRow(28, "an ESP32 has no such pin")]
    [DataRow(31, "an ESP32 has no such pin")]
    [DataRow(40, "an ESP32 has no such pin")]
    [DataRow(-2, "an ESP32 has no such pin")]
    [DataRow(34, "it is an input without pull-up")]
    [DataRow(39, "it is an input without pull-up")]
    [DataRow(12, "it chooses the flash's voltage at reset")]
    [DataRow(0, "it chooses the boot loader at reset; only the set-up button may pull it")]
    public void Check_OutputOnAPinThatCannot_IsRefused(int pin, string reason)
    {
        _map.Led = pin;

        Assert.AreEqual("pin map B (new board): LED cannot be on GPIO " + pin.ToString() + ": " + reason, PinCheck.Check(_map));
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(5)]
    [DataRow(15)]
    public void Check_InputOnAStrappingPin_IsRefused(int pin)
    {
        _map.CanSelect = 33;
        _map.CanInterrupt = pin;

        Assert.AreEqual("pin map B (new board): MCP2515 INT cannot be on GPIO " + pin.ToString() + ": what drives it would change how the ESP32 starts", PinCheck.Check(_map));
    }

    [TestMethod]
    public void Check_InputOnAnInputOnlyPin_Works()
    {
        _map.CanInterrupt = 34;

        Assert.AreEqual("", Text(PinCheck.Check(_map)));
    }

    [TestMethod]
    [DataRow(26, "")]
    [DataRow(33, "pin map B (new board): 0..10 V output cannot be on GPIO 33: only 25 and 26 have a DAC")]
    public void Check_AnalogOutput_NeedsADac(int pin, string expected)
    {
        _map.AnalogOut = pin;

        Assert.AreEqual(expected, Text(PinCheck.Check(_map)));
    }

    [TestMethod]
    public void Check_Psram_TakesThePinsOfTheSecondUart()
    {
        _map.HasPsram = true;

        Assert.AreEqual("pin map B (new board): BMS TX cannot be on GPIO 17: it belongs to the PSRAM", PinCheck.Check(_map));
    }

    [TestMethod]
    public void Check_WithoutWhatTheChargerNeeds_IsRefused()
    {
        _map.CanSelect = PinMap.NotFitted;

        Assert.AreEqual("pin map B (new board): MCP2515 CS has no pin", PinCheck.Check(_map));
    }

    [TestMethod]
    public void Check_WithoutWhatABoardMayLack_Works()
    {
        _map.AnalogOut = PinMap.NotFitted;
        _map.Led = PinMap.NotFitted;
        _map.ChargeEnable = PinMap.NotFitted;
        _map.SetupButton = PinMap.NotFitted;

        Assert.AreEqual("", Text(PinCheck.Check(_map)));
    }

    [TestMethod]
    public void Check_TheDebuggersPort_IsRefused()
    {
        _map.BmsPort = 1;

        Assert.AreEqual("pin map B (new board): the BMS cannot have COM1; COM2 and COM3 are free, COM1 is the debugger's", PinCheck.Check(_map));
    }

    [TestMethod]
    public void Check_ABusThatIsNotThere_IsRefused()
    {
        _map.CanSpiBus = 3;

        Assert.AreEqual("pin map B (new board): there is no SPI bus 3; take 1 or 2", PinCheck.Check(_map));
    }

    private static string Text(string error)
    {
        return error == null ? "" : error;
    }
}
