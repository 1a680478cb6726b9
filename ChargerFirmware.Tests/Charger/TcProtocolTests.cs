using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Charger.Tc;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Charger;

[TestClass]
public class TcProtocolTests
{
    private static readonly CanFrame Frame = new CanFrame();
    private static readonly ChargerStatus Status = new ChargerStatus();

    [TestMethod]
    [DataRow(98000, 16000, "03D400A000000000")] // 98.0 V 16.0 A (elconchargers.com)
    [DataRow(352800, 5000, "0DC8003200000000")] // 352.8 V 5.0 A (published)
    [DataRow(56400, 10000, "0234006400000000")] // 56.4 V 10.0 A
    [DataRow(58899, 10099, "024C006400000000")] // rounded down, never up
    public void Encode_Charge_GivesVoltageAndCurrentInTenths(int milliVolts, int milliAmps, string expected)
    {
        new TcProtocol(TcPair.E5).Encode(new ChargerRequest { Charge = true, MilliVolts = milliVolts, MilliAmps = milliAmps }, 0, Frame);

        Assert.AreEqual(expected, Hex.Of(Frame.Data, Frame.Length));
        Assert.AreEqual(0x1806E5F4u, Frame.Id);
        Assert.IsTrue(Frame.Extended);
    }

    [TestMethod]
    public void Encode_Stop_CarriesVoltageNoCurrentAndControlOne()
    {
        new TcProtocol(TcPair.E5).Encode(new ChargerRequest { Charge = false, MilliVolts = 58800, MilliAmps = 10000 }, 0, Frame);

        Assert.AreEqual("024C000001000000", Hex.Of(Frame.Data, Frame.Length));
    }

    [TestMethod]
    public void Encode_NothingKnown_IsAStopAndNotAnAllZeroGo()
    {
        new TcProtocol(TcPair.E5).Encode(new ChargerRequest(), 0, Frame);
        Assert.AreEqual("0000000001000000", Hex.Of(Frame.Data, Frame.Length));

        new TcProtocol(TcPair.E5).Encode(new ChargerRequest { Charge = true, MilliVolts = Unknown.Number, MilliAmps = 10000 }, 0, Frame);
        Assert.AreEqual(1, (int)Frame.Data[4]);

        new TcProtocol(TcPair.E5).Encode(new ChargerRequest { Charge = true, MilliVolts = 58800, MilliAmps = 99 }, 0, Frame);
        Assert.AreEqual("024C000001000000", Hex.Of(Frame.Data, Frame.Length));
    }

    [TestMethod]
    [DataRow(TcPair.E5, 0x1806E5F4u, 0x18FF50E5u)]
    [DataRow(TcPair.E7, 0x1806E7F4u, 0x18FF50E7u)]
    [DataRow(TcPair.E8, 0x1806E8F4u, 0x18FF50E8u)]
    [DataRow(TcPair.E9, 0x1806E9F4u, 0x18FF50E9u)]
    public void Pair_ChoosesBothIds(int pair, uint command, uint status)
    {
        Assert.AreEqual(command, TcPair.CommandId(pair));
        Assert.AreEqual(status, TcPair.StatusId(pair));
    }

    [TestMethod]
    [DataRow("0210009600000000", 52800, 15000, 0)] // charging
    [DataRow("0210000010000000", 52800, 0, ChargerFlag.CommTimeout)] // no frame from us for 5 s
    [DataRow("0000000006000000", 0, 0, ChargerFlag.OverTemperature | ChargerFlag.InputVoltage)] // hot and wrong mains
    [DataRow("0000000008000000", 0, 0, ChargerFlag.NoBattery)] // no battery
    [DataRow("0000000001000000", 0, 0, ChargerFlag.HardwareFault)] // hardware
    [DataRow("02100096E0000000", 52800, 15000, 0)] // bits of newer versions are not classic flags
    public void TryDecode_Status_GivesOutputAndFlags(string data, int milliVolts, int milliAmps, int flags)
    {
        Fill(0x18FF50E5, true, data);

        Assert.IsTrue(new TcProtocol(TcPair.E5).TryDecode(Frame, Status));
        Assert.AreEqual(milliVolts, Status.MilliVolts);
        Assert.AreEqual(milliAmps, Status.MilliAmps);
        Assert.AreEqual(flags, Status.Flags);
    }

    [TestMethod]
    public void TryDecode_NewerStatusStartedAndInStateFault_IsAFault()
    {
        Fill(0x18FF50E5, true, "0210009600080048");

        Assert.IsTrue(new TcProtocol(TcPair.E5, true).TryDecode(Frame, Status));
        Assert.AreEqual(ChargerFlag.HardwareFault, Status.Flags);
    }

    [TestMethod]
    [DataRow("02100096000A0048", 0)] // working
    [DataRow("0210000000000048", 0)] // nothing found yet
    [DataRow("02100000030C0048", ChargerFlag.HardwareFault | ChargerFlag.OverTemperature)]
    [DataRow("02100000040C0048", ChargerFlag.InputVoltage | ChargerFlag.InputLow)] // classic: mains
    [DataRow("02100000080C0048", ChargerFlag.InputVoltage | ChargerFlag.InputHigh)] // classic: no battery
    [DataRow("02100000100C0048", ChargerFlag.OutputLow)] // classic: time-out
    [DataRow("02100000200C0048", ChargerFlag.OutputHigh)]
    [DataRow("02100000400C0048", ChargerFlag.OutputCurrent)]
    [DataRow("02100000800C0048", ChargerFlag.OutputCurrent)]
    [DataRow("02100000000D0048", ChargerFlag.CommTimeout)]
    public void TryDecode_NewerStatus_HasFlagsOfItsOwn(string data, int flags)
    {
        Fill(0x18FF50E5, true, data);

        Assert.IsTrue(new TcProtocol(TcPair.E5, true).TryDecode(Frame, Status));
        Assert.AreEqual(flags, Status.Flags);
        Assert.AreEqual(320, Status.TempDeciC);
    }

    [TestMethod]
    [DataRow(0x18FF50E7u, true, "0210009600000000")] // another pair's charger
    [DataRow(0x0E5u, false, "0210009600000000")] // a standard id
    [DataRow(0x18FF50E5u, true, "02100096")] // too short
    [DataRow(0x1806E5F4u, true, "0210009600000000")] // a command
    public void TryDecode_NotThisChargersStatus_IsRefused(uint id, bool extended, string data)
    {
        Fill(id, extended, data);

        Assert.IsFalse(new TcProtocol(TcPair.E5).TryDecode(Frame, Status));
    }

    [TestMethod]
    public void TryDecode_RemoteFrame_IsRefused()
    {
        Fill(0x18FF50E5, true, "0210009600000000");
        Frame.Remote = true;

        Assert.IsFalse(new TcProtocol(TcPair.E5).TryDecode(Frame, Status));
    }

    [TestMethod]
    public void TryDecode_NewerStatusWithEverythingWrong_ShowsAllOfIt()
    {
        Fill(0x18FF50E5, true, "02100000FF090048");
        new TcProtocol(TcPair.E5, true).TryDecode(Frame, Status);

        Assert.AreEqual(0x3FF & ~ChargerFlag.NoBattery, Status.Flags);
    }

    [TestMethod]
    public void TryDecode_ClassicStatus_HasNoTemperature()
    {
        ChargerStatus status = new ChargerStatus { TempDeciC = 320 };
        Fill(0x18FF50E5, true, "0210009600000048");
        new TcProtocol(TcPair.E5).TryDecode(Frame, status);

        Assert.AreEqual(Unknown.Number, status.TempDeciC);
    }

    private static void Fill(uint id, bool extended, string hex)
    {
        byte[] data = Hex.Parse(hex);
        Frame.Id = id;
        Frame.Extended = extended;
        Frame.Remote = false;
        Frame.Length = data.Length;
        System.Array.Copy(data, Frame.Data, data.Length);
    }
}
