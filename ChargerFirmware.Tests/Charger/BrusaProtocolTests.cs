using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Charger.Brusa;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Charger;

[TestClass]
public class BrusaProtocolTests
{
    // 10 A of mains, 230 V, 116.4 V, 12 A: the reference's example.
    private const string Actual = "03E808FC048C04B0";

    private readonly CanFrame _frame = new CanFrame();
    private readonly FakeCanBus _can = new FakeCanBus();
    private readonly ChargerStatus _status = new ChargerStatus();
    private readonly BrusaProtocol _protocol = new BrusaProtocol(0x610, 16000);
    private readonly ChargerRequest _stop = new ChargerRequest();

    [TestMethod]
    [DataRow(true, 116400, 12000, "8000A0048C0078")] // 16 A mains, 116.4 V, 12.0 A
    [DataRow(true, 116400, 200000, "8000A0048C05DC")] // 150.0 A is all it takes
    [DataRow(false, 116400, 12000, "0000A0048C0000")] // stop
    [DataRow(true, Unknown.Number, 12000, "0000A000000000")] // nobody knows how many cells
    public void Encode_IsAsTheReferenceExamples(bool charge, int milliVolts, int milliAmps, string expected)
    {
        _protocol.Encode(new ChargerRequest { Charge = charge, MilliVolts = milliVolts, MilliAmps = milliAmps }, 0, _frame);

        Assert.AreEqual(expected, Hex.Of(_frame.Data, _frame.Length));
        Assert.AreEqual(0x618u, _frame.Id);
        Assert.IsFalse(_frame.Extended);
    }

    [TestMethod]
    public void ShiftedIds_ShiftCommandAndStatus()
    {
        BrusaProtocol shifted = new BrusaProtocol(0x630, 16000);
        shifted.Encode(_stop, 0, _frame);

        Assert.AreEqual(0x638u, _frame.Id);
        Frames.Fill(_frame, 0x630, false, "00000000");
        Assert.IsFalse(shifted.TryDecode(_frame, _status));
        Frames.Fill(_frame, 0x631, false, "03E808FC048C04B0");
        Assert.IsTrue(shifted.TryDecode(_frame, _status));
        Frames.Fill(_frame, 0x611, false, "03E808FC048C04B0");
        Assert.IsFalse(shifted.TryDecode(_frame, _status));
    }

    [TestMethod]
    public void TryDecode_ActualValues_AreTheOutputAndEndSilence()
    {
        Decode(0x610, "80000000");

        Assert.IsTrue(Decode(0x611, Actual));
        Assert.AreEqual(116400, _status.MilliVolts);
        Assert.AreEqual(12000, _status.MilliAmps);
    }

    // That every charger sends 610 stands in signal tables only.
    [TestMethod]
    public void TryDecode_StateThatNeverCame_IsNotMissed()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.IsTrue(Decode(0x611, Actual));
        }

        Decode(0x610, "C0000000");
        Assert.IsTrue(Decode(0x611, Actual));
        Assert.AreEqual(ChargerFlag.HardwareFault, _status.Flags);
    }

    // A frame in 100 ms: 2.7 s.
    [TestMethod]
    public void TryDecode_StateThatIsNoLongerTold_IsNoPresence()
    {
        Decode(0x610, "80000000");
        for (int i = 0; i < 26; i++)
        {
            Assert.IsTrue(Decode(0x611, Actual));
        }

        Assert.IsFalse(Decode(0x611, Actual));
        Decode(0x610, "80000000");
        Assert.IsTrue(Decode(0x611, Actual));
    }

    [TestMethod]
    public void TryDecode_TemperatureThatIsNoLongerTold_IsUnknown()
    {
        Decode(0x613, "015E000000000000");
        TellActual(26);
        Assert.AreEqual(350, _status.TempDeciC);
        Decode(0x613, "015E000000000000");
        TellActual(26);
        Assert.AreEqual(350, _status.TempDeciC);
        TellActual(1);
        Assert.AreEqual(Unknown.Number, _status.TempDeciC);
    }

    [TestMethod]
    [DataRow("80000000", 0)]
    [DataRow("C0000000", ChargerFlag.HardwareFault)] // an error, and no word any more of which
    public void TryDecode_ErrorsThatAreNoLongerTold_AreTheStatesAlone(string state, int flags)
    {
        Decode(0x614, "8000000000");
        for (int i = 0; i < 27; i++)
        {
            Assert.AreEqual(ChargerFlag.OutputHigh, _status.Flags);
            Decode(0x610, state);
            Decode(0x611, Actual);
        }

        Assert.AreEqual(flags, _status.Flags);
    }

    [TestMethod]
    [DataRow(0x610u, "C0000000", ChargerFlag.HardwareFault)] // enabled, error, and no word yet of which
    [DataRow(0x610u, "A0000000", 0)] // enabled, a warning
    [DataRow(0x614u, "8000000000", ChargerFlag.OutputHigh)] // output over-voltage
    [DataRow(0x614u, "4000000000", ChargerFlag.InputVoltage | ChargerFlag.InputHigh)] // mains over-voltage 2
    [DataRow(0x614u, "2000000000", ChargerFlag.InputVoltage | ChargerFlag.InputHigh)] // mains over-voltage 1
    [DataRow(0x614u, "1000000000", ChargerFlag.HardwareFault)] // short circuit in the power stage
    [DataRow(0x614u, "0080000000", ChargerFlag.NoBattery)] // polarity
    [DataRow(0x614u, "0000020000", ChargerFlag.CommTimeout)] // CAN time-out
    [DataRow(0x614u, "0000000080", 0)] // a warning
    public void TryDecode_StateAndErrors_SetFlagsAndEndNoSilence(uint id, string data, int flags)
    {
        Frames.Fill(_frame, id, false, data);

        Assert.IsFalse(_protocol.TryDecode(_frame, _status));
        Assert.AreEqual(flags, _status.Flags);
    }

    [TestMethod]
    public void TryDecode_Temperature_IsThePowerStages()
    {
        Frames.Fill(_frame, 0x613, false, "015E000000000000");

        Assert.IsFalse(_protocol.TryDecode(_frame, _status));
        Assert.AreEqual(350, _status.TempDeciC);
    }

    [TestMethod]
    public void ClearErrors_GivesThreeEdgesAndThenRests()
    {
        Assert.AreEqual("00000000", ClearBits(4), "never by itself");
        _protocol.ClearErrors();

        Assert.AreEqual("4000400040000000", ClearBits(8));
    }

    [TestMethod]
    public void ClearErrors_BusRefuses_EdgesWaitForIt()
    {
        _protocol.ClearErrors();
        _can.Up = false;
        for (int i = 0; i < 20; i++)
        {
            Assert.IsFalse(_protocol.TrySay(_stop, 0, _can, _frame));
        }

        _can.Up = true;
        Assert.AreEqual("4000400040000000", ClearBits(8));
    }

    [TestMethod]
    public void CanTimeoutAlone_IsClearedByItself_AndNoOtherError()
    {
        Frames.Fill(_frame, 0x614, false, "1000020000");
        _protocol.TryDecode(_frame, _status);
        Assert.AreEqual("0000", ClearBits(2), "with a short circuit beside it the user decides");

        Frames.Fill(_frame, 0x614, false, "0000020000");
        _protocol.TryDecode(_frame, _status);
        Assert.AreEqual("400040", ClearBits(3));
    }

    [TestMethod]
    public void TryDecode_ShortestFrames_AreEnough()
    {
        Frames.Fill(_frame, 0x610, false, "40");
        Assert.IsFalse(_protocol.TryDecode(_frame, _status));
        Assert.AreEqual(ChargerFlag.HardwareFault, _status.Flags);

        Frames.Fill(_frame, 0x614, false, "00800000");
        Assert.IsFalse(_protocol.TryDecode(_frame, _status));
        Assert.AreEqual(ChargerFlag.NoBattery, _status.Flags);

        Frames.Fill(_frame, 0x613, false, "FF9C");
        Assert.IsFalse(_protocol.TryDecode(_frame, _status));
        Assert.AreEqual(-100, _status.TempDeciC);
    }

    [TestMethod]
    [DataRow(0x610u, "")]
    [DataRow(0x614u, "008000")]
    [DataRow(0x613u, "01")]
    [DataRow(0x611u, "03E808FC048C04")]
    [DataRow(0x612u, "FFFFFFFFFFFFFFFF")] // limits: nothing that is judged
    public void TryDecode_TooShortOrUnused_ChangesNothing(uint id, string data)
    {
        Frames.Fill(_frame, 0x614, false, "FFFFFFFFFFFFFFFF");
        _frame.Id = id;
        _frame.Length = data.Length / 2;

        Assert.IsFalse(_protocol.TryDecode(_frame, _status));
        Assert.AreEqual(0, _status.Flags);
        Assert.AreEqual(Unknown.Number, _status.TempDeciC);
        Assert.AreEqual(Unknown.Number, _status.MilliVolts);
        Assert.AreEqual(Unknown.Number, _status.MilliAmps);
    }

    [TestMethod]
    [DataRow(true, false, 0x611u)]
    [DataRow(false, true, 0x611u)]
    [DataRow(false, false, 0x619u)]
    public void TryDecode_ExtendedRemoteOrForeign_IsRefused(bool extended, bool remote, uint id)
    {
        Frames.Fill(_frame, id, extended, "03E808FC048C04B0");
        _frame.Remote = remote;

        Assert.IsFalse(_protocol.TryDecode(_frame, _status));
        Assert.AreEqual(Unknown.Number, _status.MilliAmps);
    }

    [TestMethod]
    public void TryDecode_SeveralErrors_AllShow()
    {
        Frames.Fill(_frame, 0x614, false, "E0800200");
        _protocol.TryDecode(_frame, _status);

        Assert.AreEqual(ChargerFlag.OutputHigh | ChargerFlag.InputVoltage | ChargerFlag.InputHigh | ChargerFlag.NoBattery | ChargerFlag.CommTimeout, _status.Flags);
    }

    [TestMethod]
    public void CanTimeoutAgainWhileItIsCleared_DoesNotAddEdges()
    {
        Frames.Fill(_frame, 0x614, false, "00000200");
        _protocol.TryDecode(_frame, _status);
        Assert.AreEqual("40", ClearBits(1));
        _protocol.TryDecode(_frame, _status);

        Assert.AreEqual("004000400000", ClearBits(6));
    }

    [TestMethod]
    public void Encode_EveryCommand_IsSent()
    {
        Assert.IsTrue(_protocol.Encode(_stop, 0, _frame));
    }

    private bool Decode(uint id, string data)
    {
        Frames.Fill(_frame, id, false, data);
        return _protocol.TryDecode(_frame, _status);
    }

    private void TellActual(int frames)
    {
        for (int i = 0; i < frames; i++)
        {
            Decode(0x611, Actual);
        }
    }

    private string ClearBits(int commands)
    {
        string bits = "";
        for (int i = 0; i < commands; i++)
        {
            _protocol.TrySay(_stop, 0, _can, _frame);
            bits += Hex.Of(_can.LastSent.Data, 1);
        }

        return bits;
    }
}
