using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Charger.Eltek;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Charger;

[TestClass]
public class EltekProtocolTests
{
    private readonly CanFrame _frame = new CanFrame();
    private readonly EltekProtocol _protocol = new EltekProtocol();

    [TestMethod]
    [DataRow(true, 395000, 6000, "01E8036E0F3C00")] // published: 395.0 V, 6.0 A
    [DataRow(true, 420000, 10000, "01E80368106400")] // 420 V, 10 A
    [DataRow(false, 395000, 6000, "00E8036E0F0000")] // off
    [DataRow(true, Unknown.Number, 6000, "00E80300000000")] // nobody knows how many cells
    public void Encode_IsAsThePublishedExamples(bool charge, int milliVolts, int milliAmps, string expected)
    {
        _protocol.Encode(new ChargerRequest { Charge = charge, MilliVolts = milliVolts, MilliAmps = milliAmps }, 0, _frame);

        Assert.AreEqual(expected, Hex.Of(_frame.Data, _frame.Length));
        Assert.AreEqual(0x2FFu, _frame.Id);
        Assert.IsFalse(_frame.Extended);
    }

    [TestMethod]
    public void TryDecode_Status_TellsPresenceAndNothingElse()
    {
        ChargerStatus status = new ChargerStatus();
        Frames.Fill(_frame, 0x305, false, "0102030405060708");

        Assert.IsTrue(_protocol.TryDecode(_frame, status));
        Assert.AreEqual(Unknown.Number, status.MilliVolts);
        Assert.AreEqual(Unknown.Number, status.MilliAmps);
        Assert.AreEqual(0, status.Flags);

        _frame.Extended = true;
        Assert.IsFalse(_protocol.TryDecode(_frame, status));
    }

    [TestMethod]
    [DataRow(0x305u, true)]
    [DataRow(0x304u, false)]
    public void TryDecode_RemoteOrForeign_IsRefused(uint id, bool remote)
    {
        Frames.Fill(_frame, id, false, "0102030405060708");
        _frame.Remote = remote;

        Assert.IsFalse(_protocol.TryDecode(_frame, new ChargerStatus()));
    }

    [TestMethod]
    public void Encode_LessThanCanBeSaid_IsOff()
    {
        Assert.IsTrue(_protocol.Encode(new ChargerRequest { Charge = true, MilliVolts = 395000, MilliAmps = 99 }, 0, _frame));
        Assert.AreEqual("00E8036E0F0000", Hex.Of(_frame.Data, _frame.Length));
    }
}
