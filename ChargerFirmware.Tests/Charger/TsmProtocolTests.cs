using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Charger.Tsm;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Charger;

[TestClass]
public class TsmProtocolTests
{
    private readonly CanFrame _frame = new CanFrame();
    private readonly ChargerStatus _status = new ChargerStatus();
    private readonly TsmProtocol _protocol = new TsmProtocol();

    [TestMethod]
    [DataRow(116400, 10000, "FC8C041C0CFFFFFF")] // 116.4 V 10.0 A start
    [DataRow(116499, 10099, "FC8C041C0CFFFFFF")] // rounded down, never up: a smaller number is more current
    [DataRow(58800, 320000, "FC4C020000FFFFFF")] // all that there is room for
    [DataRow(58800, 999000, "FC4C020000FFFFFF")] // and no wrap beyond it
    public void Encode_Charge_CountsTheCurrentDown(int milliVolts, int milliAmps, string expected)
    {
        Assert.IsTrue(_protocol.Encode(new ChargerRequest { Charge = true, MilliVolts = milliVolts, MilliAmps = milliAmps }, 0, _frame));

        Assert.AreEqual(expected, Hex.Of(_frame.Data, _frame.Length));
        Assert.AreEqual(0x18E54024u, _frame.Id);
        Assert.IsTrue(_frame.Extended);
    }

    [TestMethod]
    [DataRow(false, 116400, 10000, "FD8C04800CFFFFFF")] // stop
    [DataRow(true, 116400, 99, "FD8C04800CFFFFFF")] // less than can be said
    [DataRow(true, Unknown.Number, 10000, "FD0000800CFFFFFF")] // nobody knows how many cells
    public void Encode_NothingToCharge_IsAWholeStop(bool charge, int milliVolts, int milliAmps, string expected)
    {
        _protocol.Encode(new ChargerRequest { Charge = charge, MilliVolts = milliVolts, MilliAmps = milliAmps }, 0, _frame);

        Assert.AreEqual(expected, Hex.Of(_frame.Data, _frame.Length));
    }

    [TestMethod]
    [DataRow("000087041D0C4BFF", 115900, 9900, 350, 0)] // charging, 35 degC
    [DataRow("10050000800C3CFF", 0, 0, 200, ChargerFlag.InputVoltage | ChargerFlag.NoBattery)] // no mains, no battery
    [DataRow("45008704800C4BFF", 115900, 0, 350, ChargerFlag.OverTemperature | ChargerFlag.HardwareFault | ChargerFlag.CommTimeout)]
    [DataRow("FF0C8704800C4BFF", 115900, 0, 350, 0)] // not applicable is no fault
    [DataRow("8000870480FC4BFF", 115900, 6144000, 350, ChargerFlag.OverTemperature)] // 10 is undescribed: a fault
    public void TryDecode_Status_GivesOutputAndFlags(string data, int milliVolts, int milliAmps, int deciC, int flags)
    {
        Frames.Fill(_frame, 0x18EB2440, true, data);

        Assert.IsTrue(_protocol.TryDecode(_frame, _status));
        Assert.AreEqual(milliVolts, _status.MilliVolts);
        Assert.AreEqual(milliAmps, _status.MilliAmps);
        Assert.AreEqual(deciC, _status.TempDeciC);
        Assert.AreEqual(flags, _status.Flags);
    }

    [TestMethod]
    public void TryDecode_AnythingElse_IsRefused()
    {
        Frames.Fill(_frame, 0x18E54024, true, "000087041D0C4BFF");
        Assert.IsFalse(_protocol.TryDecode(_frame, _status), "a command");
        Frames.Fill(_frame, 0x18EB2440, true, "000087041D0C4B");
        Assert.IsFalse(_protocol.TryDecode(_frame, _status), "too short");
        Frames.Fill(_frame, 0x440, false, "000087041D0C4BFF");
        Assert.IsFalse(_protocol.TryDecode(_frame, _status), "11 bits");
    }
}
