using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Charger.Pylontech;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Charger;

[TestClass]
public class PylontechProtocolTests
{
    private const int Flags = 0;
    private const int Alarms = 1;
    private const int Charge = 2;
    private const int Measured = 3;
    private const int Maker = 4;
    private const int Limits = 5;

    private readonly CanFrame _frame = new CanFrame();
    private readonly PylontechProtocol _protocol = new PylontechProtocol(true, 480000);

    // The captured frames of a Pylontech battery (setfirelabs.com); its six modules are our one.
    [TestMethod]
    [DataRow(Limits, 0x351u, "1402C012C012C201")] // 53.2 V, 480.0 A, 480.0 A, 45.0 V
    [DataRow(Charge, 0x355u, "58005E00")] // 88 %, 94 %
    [DataRow(Measured, 0x356u, "7A13F2FE6B01")] // 49.86 V, -27.0 A, 36.3 degC
    [DataRow(Alarms, 0x359u, "0000000001504E")] // none
    [DataRow(Flags, 0x35Cu, "C000")] // both enabled
    [DataRow(Maker, 0x35Eu, "50594C4F4E202020")] // PYLON
    public void Encode_KnownPack_GivesTheCapturedFrames(int part, uint id, string expected)
    {
        Assert.IsTrue(_protocol.Encode(Known(), part, _frame));

        Assert.AreEqual(id, _frame.Id);
        Assert.IsFalse(_frame.Extended);
        Assert.AreEqual(expected, Hex.Of(_frame.Data, _frame.Length));
    }

    [TestMethod]
    public void Encode_Stop_HasNoChargeLimitAndNoChargeBit_AndKeepsTheVoltage()
    {
        ChargerRequest stop = Known();
        stop.Stop();

        _protocol.Encode(stop, Limits, _frame);
        Assert.AreEqual("14020000C012C201", Hex.Of(_frame.Data, _frame.Length));
        _protocol.Encode(stop, Flags, _frame);
        Assert.AreEqual("4000", Hex.Of(_frame.Data, _frame.Length));
    }

    [TestMethod]
    public void Encode_StopWithAVoltageThatIsNotToBeBelieved_KeepsTheOneBefore()
    {
        ChargerRequest stop = Known();
        stop.HeldMilliVolts = 53200;
        stop.MilliVolts = 49400;
        _protocol.Encode(stop, Limits, _frame);
        Assert.AreEqual("EE01C012C012C201", Hex.Of(_frame.Data, _frame.Length), "a charge has its own");

        stop.Stop();
        _protocol.Encode(stop, Limits, _frame);
        Assert.AreEqual("14020000C012C201", Hex.Of(_frame.Data, _frame.Length));
        stop.MilliVolts = Unknown.Number;
        _protocol.Encode(stop, Limits, _frame);
        Assert.AreEqual("14020000C012C201", Hex.Of(_frame.Data, _frame.Length));
    }

    [TestMethod]
    public void Encode_NothingKnown_ForbidsAllAndLeavesOutWhatItCannotSay()
    {
        ChargerRequest nothing = new ChargerRequest { Charge = true, MilliAmps = 10000, Alarms = PackAlarm.System };

        // 0 V would be an order to drain the pack.
        Assert.IsFalse(_protocol.Encode(nothing, Limits, _frame));
        _protocol.Encode(nothing, Flags, _frame);
        Assert.AreEqual("0000", Hex.Of(_frame.Data, _frame.Length));
        _protocol.Encode(nothing, Alarms, _frame);
        Assert.AreEqual("0008000001504E", Hex.Of(_frame.Data, _frame.Length));
        Assert.IsFalse(_protocol.Encode(nothing, Charge, _frame));
        Assert.IsFalse(_protocol.Encode(nothing, Measured, _frame));
    }

    // An inverter that looks at the limits only has to learn of the stop too.
    [TestMethod]
    public void Encode_VoltageIsKnownNoMore_TakesTheLimitsBack()
    {
        ChargerRequest request = new ChargerRequest { Charge = true, MilliVolts = 58100, MilliAmps = 10000 };
        Assert.IsTrue(_protocol.Encode(request, Limits, _frame));
        Assert.AreEqual("4502640000000000", Hex.Of(_frame.Data, _frame.Length));

        request.MilliVolts = Unknown.Number;
        Assert.IsTrue(_protocol.Encode(request, Limits, _frame));
        Assert.AreEqual("4502000000000000", Hex.Of(_frame.Data, _frame.Length));
    }

    [TestMethod]
    public void Encode_DischargeForbiddenByThePackOrTheOwner_IsZero()
    {
        ChargerRequest request = Known();
        request.MayDischarge = false;
        _protocol.Encode(request, Limits, _frame);
        Assert.AreEqual("1402C0120000C201", Hex.Of(_frame.Data, _frame.Length));

        request.MayDischarge = true;
        new PylontechProtocol(true, 0).Encode(request, Flags, _frame);
        Assert.AreEqual("8000", Hex.Of(_frame.Data, _frame.Length));
    }

    [TestMethod]
    [DataRow(0x305u, true)]
    [DataRow(0x307u, true)]
    [DataRow(0x306u, false)]
    [DataRow(0x351u, false)]
    public void TryDecode_Answer_IsPresence(uint id, bool expected)
    {
        Frames.Fill(_frame, id, false, "0000000000000000");

        Assert.AreEqual(expected, _protocol.TryDecode(_frame, new ChargerStatus()));
        Assert.IsFalse(new PylontechProtocol(false, 0).TryDecode(_frame, new ChargerStatus()));
    }

    [TestMethod]
    [DataRow(Unknown.Number, 940, true)]
    [DataRow(880, Unknown.Number, true)]
    [DataRow(880, 940, false)]
    public void Encode_ChargeOrHealthUnknown_LeavesTheFrameOut(int socPermille, int healthPermille, bool leftOut)
    {
        ChargerRequest request = Known();
        request.SocPermille = socPermille;
        request.HealthPermille = healthPermille;

        Assert.AreEqual(!leftOut, _protocol.Encode(request, Charge, _frame));
    }

    [TestMethod]
    [DataRow(Unknown.Number, -27000, 363, true)]
    [DataRow(49860, Unknown.Number, 363, true)]
    [DataRow(49860, -27000, Unknown.Number, true)]
    [DataRow(49860, -27000, 363, false)]
    public void Encode_OneMeasurementUnknown_LeavesTheFrameOut(int milliVolts, int milliAmps, int deciC, bool leftOut)
    {
        ChargerRequest request = Known();
        request.PackMilliVolts = milliVolts;
        request.PackMilliAmps = milliAmps;
        request.WarmestDeciC = deciC;

        Assert.AreEqual(!leftOut, _protocol.Encode(request, Measured, _frame));
    }

    [TestMethod]
    [DataRow(327670, 3276700, "FF7FFF7F6B01")]
    [DataRow(327680, 3276800, "FF7FFF7F6B01")]
    [DataRow(0, -3276800, "000000806B01")]
    [DataRow(0, -3276900, "000000806B01")]
    public void Encode_MeasurementsBeyondTheFrame_AreClamped(int milliVolts, int milliAmps, string expected)
    {
        ChargerRequest request = Known();
        request.PackMilliVolts = milliVolts;
        request.PackMilliAmps = milliAmps;
        _protocol.Encode(request, Measured, _frame);

        Assert.AreEqual(expected, Hex.Of(_frame.Data, _frame.Length));
    }

    [TestMethod]
    public void Encode_Alarms_LeavesNothingOfTheFrameBefore()
    {
        for (int i = 0; i < _frame.Data.Length; i++)
        {
            _frame.Data[i] = 0xEE;
        }

        _protocol.Encode(Known(), Alarms, _frame);
        Assert.AreEqual("0000000001504E", Hex.Of(_frame.Data, _frame.Length));
        _frame.Data[1] = 0xEE;
        _protocol.Encode(Known(), Flags, _frame);
        Assert.AreEqual("C000", Hex.Of(_frame.Data, _frame.Length));
    }

    [TestMethod]
    [DataRow(true, false)]
    [DataRow(false, true)]
    public void TryDecode_ExtendedOrRemote_IsRefused(bool extended, bool remote)
    {
        Frames.Fill(_frame, 0x305, extended, "0000000000000000");
        _frame.Remote = remote;

        Assert.IsFalse(_protocol.TryDecode(_frame, new ChargerStatus()));
    }

    private static ChargerRequest Known()
    {
        return new ChargerRequest
        {
            Charge = true,
            MilliVolts = 53200,
            MilliAmps = 480000,
            PackMilliVolts = 49860,
            PackMilliAmps = -27000,
            WarmestDeciC = 363,
            SocPermille = 880,
            HealthPermille = 940,
            EmptyMilliVolts = 45000,
            MayDischarge = true,
        };
    }
}
