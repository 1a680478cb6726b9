using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Charger;

/// <summary>What each protocol says of itself: safety and the charge rest on these facts, and no frame shows them.</summary>
[TestClass]
public class ProtocolFactsTests
{
    [TestMethod]
    [DataRow(ChargerOptions.Magnes, 500, 1)]
    [DataRow(ChargerOptions.Tc, 1000, 1)]
    [DataRow(ChargerOptions.Analog, 500, 1)]
    [DataRow(ChargerOptions.Tsm, 950, 1)]
    [DataRow(ChargerOptions.Brusa, 100, 1)]
    [DataRow(ChargerOptions.Eltek, 900, 1)]
    [DataRow(ChargerOptions.Pylontech, 1000, 6)]
    public void Create_EveryName_IsItsProtocolAndRhythm(string name, int periodMs, int parts)
    {
        IChargerProtocol protocol = Create(name);

        Assert.AreEqual(name, protocol.Name);
        Assert.AreEqual(periodMs, protocol.PeriodMs);
        Assert.AreEqual(parts, protocol.PartCount);
        Assert.AreEqual(name != ChargerOptions.Analog, protocol.UsesBus);
    }

    [TestMethod]
    [DataRow(ChargerOptions.Magnes, false, true, false)]
    [DataRow(ChargerOptions.Tc, true, false, true)]
    [DataRow(ChargerOptions.Analog, false, true, false)]
    [DataRow(ChargerOptions.Tsm, true, false, true)]
    [DataRow(ChargerOptions.Brusa, true, false, true)]
    [DataRow(ChargerOptions.Eltek, true, false, true)]
    [DataRow(ChargerOptions.Pylontech, true, false, true)]
    public void Create_EveryName_SaysWhatTheReceiverDoesByItself(string name, bool carriesVoltage, bool hasSteps, bool hasTimeout)
    {
        IChargerProtocol protocol = Create(name);

        Assert.AreEqual(carriesVoltage, protocol.CarriesVoltage);
        Assert.AreEqual(hasSteps, protocol.HasSteps);
        Assert.AreEqual(hasTimeout, protocol.HasTimeout);
        Assert.IsTrue(protocol.CanStop);
        Assert.AreEqual(0, protocol.StopMilliAmps);
        Assert.AreEqual(name == ChargerOptions.Tsm ? 5000 : 0, protocol.StopBeforeStartMs);
    }

    [TestMethod]
    [DataRow(ChargerOptions.Magnes, 0x0u, 0x0u, false, 2700)]
    [DataRow(ChargerOptions.Tc, 0x18FF50E5u, 0x1FFFFFFFu, true, 2700)]
    [DataRow(ChargerOptions.Analog, 0x0u, 0x0u, false, 2700)]
    [DataRow(ChargerOptions.Tsm, 0x18EB2440u, 0x1FFFFFFFu, true, 2700)]
    [DataRow(ChargerOptions.Brusa, 0x610u, 0x7F8u, false, 2700)]
    [DataRow(ChargerOptions.Eltek, 0x305u, 0x7FFu, false, 2700)]
    [DataRow(ChargerOptions.Pylontech, 0x305u, 0x7FDu, false, 5000)]
    public void Create_EveryName_ListensToItsAnswer(string name, uint id, uint mask, bool extended, int silentAfterMs)
    {
        IChargerProtocol protocol = Create(name);

        Assert.AreEqual(id != 0, protocol.ReportsStatus);
        Assert.AreEqual(id, protocol.StatusId);
        Assert.AreEqual(mask, protocol.StatusMask);
        Assert.AreEqual(extended, protocol.StatusIsExtended);
        Assert.AreEqual(silentAfterMs, protocol.SilentAfterMs);
    }

    // The largest number that the command has room for, in mA: 65535 tenths where nothing else is told.
    [TestMethod]
    [DataRow(ChargerOptions.Tc, 6553500)]
    [DataRow(ChargerOptions.Tsm, 320000)]
    [DataRow(ChargerOptions.Brusa, 150000)]
    [DataRow(ChargerOptions.Eltek, 6553500)]
    [DataRow(ChargerOptions.Pylontech, 3276700)]
    public void RoundDown_Tenths_NeverExceedTheLimitNorTheRoom(string name, int mostMilliAmps)
    {
        IChargerProtocol protocol = Create(name);

        Assert.AreEqual(0, protocol.RoundDown(-1000));
        Assert.AreEqual(0, protocol.RoundDown(99));
        Assert.AreEqual(100, protocol.RoundDown(100));
        Assert.AreEqual(10000, protocol.RoundDown(10099));
        Assert.AreEqual(mostMilliAmps, protocol.RoundDown(mostMilliAmps));
        Assert.AreEqual(mostMilliAmps, protocol.RoundDown(mostMilliAmps + 100));
        Assert.AreEqual(0, protocol.RoundDownVoltage(Unknown.Number));
        Assert.AreEqual(58800, protocol.RoundDownVoltage(58899));
        Assert.AreEqual(6553500, protocol.RoundDownVoltage(int.MaxValue));
    }

    [TestMethod]
    [DataRow(ChargerOptions.Magnes)]
    [DataRow(ChargerOptions.Analog)]
    public void RoundDownVoltage_WhereTheCommandCarriesNone_IsNotRounded(string name)
    {
        Assert.AreEqual(58899, Create(name).RoundDownVoltage(58899));
    }

    [TestMethod]
    [DataRow(ChargerOptions.Magnes)]
    [DataRow(ChargerOptions.Tc)]
    public void Encode_FrameThatWasARemoteOne_IsADataFrame(string name)
    {
        CanFrame frame = new CanFrame { Remote = true };

        Assert.IsTrue(((ChargerProtocol)Create(name)).Encode(new ChargerRequest(), 0, frame));
        Assert.IsFalse(frame.Remote);
    }

    [TestMethod]
    public void TrySay_BusIsDown_IsFalseAndOtherwiseTheFrameIsSent()
    {
        FakeCanBus bus = new FakeCanBus { Up = false };
        CanFrame frame = new CanFrame();
        IChargerProtocol tc = Create(ChargerOptions.Tc);
        Assert.IsFalse(tc.TrySay(new ChargerRequest(), 0, bus, frame));

        bus.Up = true;
        Assert.IsTrue(tc.TrySay(new ChargerRequest(), 0, bus, frame));
        Assert.AreEqual(0x1806E5F4u, bus.LastSent.Id);
        Assert.AreEqual(Unknown.Number, tc.OutputLevel);
    }

    [TestMethod]
    public void TrySay_PartWithNothingToSay_IsSaidWithoutAFrame()
    {
        FakeCanBus bus = new FakeCanBus { Up = false };

        Assert.IsTrue(Create(ChargerOptions.Pylontech).TrySay(new ChargerRequest(), 2, bus, new CanFrame()), "no state of charge: left out");
        Assert.AreEqual(0, bus.SendCalls);
    }

    [TestMethod]
    [DataRow(ChargerOptions.Magnes)]
    [DataRow(ChargerOptions.Analog)]
    public void TryDecode_ProtocolWithoutAnAnswer_TakesNone(string name)
    {
        CanFrame frame = new CanFrame();
        Frames.Fill(frame, 0x18FF50E5, true, "0210009600000000");

        Assert.IsFalse(Create(name).TryDecode(frame, new ChargerStatus()));
    }

    [TestMethod]
    public void Create_UnknownName_IsAProgrammingError()
    {
        bool thrown = false;
        try
        {
            Create("nobody");
        }
        catch (System.ArgumentException)
        {
            thrown = true;
        }

        Assert.IsTrue(thrown);
    }

    private static IChargerProtocol Create(string name)
    {
        return ChargerProtocols.Create(new ChargerOptions { ProtocolName = name, SlowMilliAmps = 5000, MediumMilliAmps = 10000, FastMilliAmps = 15000 });
    }
}
