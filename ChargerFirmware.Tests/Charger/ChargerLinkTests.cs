using ChargerFirmware.Charger;
using ChargerFirmware.Charger.Eltek;
using ChargerFirmware.Charger.Magnes;
using ChargerFirmware.Charger.Pylontech;
using ChargerFirmware.Charger.Tc;
using ChargerFirmware.Charger.Tsm;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Charger;

[TestClass]
public class ChargerLinkTests
{
    private readonly FakeCanBus _bus = new FakeCanBus();
    private readonly ChargerRequest _charge = new ChargerRequest { Charge = true, MilliVolts = 58800, MilliAmps = 10000, PackMilliVolts = 52000, PackMilliAmps = 0 };
    private readonly ChargerRequest _stop = new ChargerRequest { Charge = false, MilliVolts = 58800, PackMilliVolts = 52000, PackMilliAmps = 0 };

    [TestMethod]
    public void Pass_BeforeTheFirstDecision_SendsNothing()
    {
        ChargerLink link = new ChargerLink(_bus, new TcProtocol(TcPair.E5), 0);

        link.Pass(0);
        link.Pass(10000);

        Assert.AreEqual(0, _bus.SendCalls);
    }

    [TestMethod]
    public void Pass_OverTenSeconds_KeepsThePeriodWithoutDrift()
    {
        ChargerLink link = new ChargerLink(_bus, new MagnesProtocol(0, 10000, 15000, 500), 0);
        link.Ask(_charge, 0);
        for (int nowMs = 0; nowMs < 10000; nowMs += 7)
        {
            link.Pass(nowMs);
        }

        Assert.AreEqual(20, _bus.SendCalls);
    }

    [TestMethod]
    public void Ask_StopAfterCharge_LeavesAtOnce()
    {
        ChargerLink link = new ChargerLink(_bus, new TcProtocol(TcPair.E5), 0);
        link.Ask(_charge, 0);
        link.Pass(0);
        link.Ask(_stop, 300);
        link.Pass(305);

        Assert.AreEqual(2, _bus.SendCalls);
        Assert.AreEqual("024C000001000000", Hex.Of(_bus.LastSent.Data, 8));
    }

    [TestMethod]
    public void Ask_ChargeAfterStop_WaitsForTheBeat()
    {
        ChargerLink link = new ChargerLink(_bus, new TcProtocol(TcPair.E5), 0);
        link.Ask(_stop, 0);
        link.Pass(0);
        link.Ask(_charge, 300);
        link.Pass(305);
        Assert.AreEqual(1, _bus.SendCalls);

        link.Pass(1000);
        Assert.AreEqual(2, _bus.SendCalls);
        Assert.AreEqual(0, (int)_bus.LastSent.Data[4]);
    }

    [TestMethod]
    public void Pass_BusDown_SendsTheNewestAsSoonAsItIsUp()
    {
        ChargerLink link = new ChargerLink(_bus, new TcProtocol(TcPair.E5), 0);
        _bus.Up = false;
        link.Ask(_charge, 0);
        link.Pass(0);
        link.Ask(_stop, 2000);
        link.Pass(2000);
        Assert.AreEqual(0, _bus.SendCalls);

        _bus.Up = true;
        link.Pass(2005);
        Assert.AreEqual(1, _bus.SendCalls);
        Assert.AreEqual(1, (int)_bus.LastSent.Data[4]);
    }

    [TestMethod]
    public void Status_OfTheOwnCharger_IsStampedAndEndsSilence()
    {
        ChargerLink link = new ChargerLink(_bus, new TcProtocol(TcPair.E5), 0);
        Assert.AreEqual(1500L, link.SilentForMs(1500));

        _bus.Deliver(0x18FF50E5, true, Hex.Parse("0210009600000000"));
        link.Pass(2000);

        Assert.AreEqual(0L, link.SilentForMs(2000));
        Assert.AreEqual(15000, link.Status.MilliAmps);
    }

    [TestMethod]
    public void IsStopConfirmed_Tc_NeedsAStatusWithoutCurrentAfterTheStop()
    {
        ChargerLink link = new ChargerLink(_bus, new TcProtocol(TcPair.E5), 0);
        link.Ask(_charge, 0);
        link.Pass(0);
        link.Ask(_stop, 100);
        link.Pass(100);
        Assert.IsFalse(link.IsStopConfirmed());

        _bus.Deliver(0x18FF50E5, true, Hex.Parse("0210000000000000"));
        link.Pass(190);
        Assert.IsFalse(link.IsStopConfirmed(), "this status was on its way when the stop went out");

        _bus.Deliver(0x18FF50E5, true, Hex.Parse("0210000800000000"));
        link.Pass(300);
        Assert.IsFalse(link.IsStopConfirmed(), "it still delivers 0.8 A");

        _bus.Deliver(0x18FF50E5, true, Hex.Parse("0210000000000000"));
        link.Pass(400);
        Assert.IsTrue(link.IsStopConfirmed());
    }

    [TestMethod]
    public void IsStopConfirmed_Magnes_NeedsTwoAcknowledgesBecauseTheFirstMayBeOfTheFrameBefore()
    {
        ChargerLink link = new ChargerLink(_bus, new MagnesProtocol(0, 10000, 15000, 500), 0);
        link.Ask(_charge, 0);
        link.Pass(0);
        _bus.Acknowledged = false;
        link.Ask(_stop, 100);
        link.Pass(100);
        _bus.Health.Sent++;
        Assert.IsFalse(link.IsStopConfirmed());

        _bus.Health.Sent++;
        Assert.IsTrue(link.IsStopConfirmed());
    }

    [TestMethod]
    public void IsStopConfirmed_ProtocolWithoutAStop_NeverIs()
    {
        ChargerLink link = new ChargerLink(_bus, new MagnesProtocol(3000, 10000, 15000, 500), 0);
        link.Ask(_stop, 0);
        link.Pass(0);
        _bus.Health.Sent += 5;

        Assert.IsFalse(link.IsStopConfirmed());
        Assert.AreEqual(3000, link.RequestedMilliAmps, "byte 32 still gives this much");
        Assert.IsFalse(link.Charges);
    }

    [TestMethod]
    public void Ask_StopAfterCharge_IsSaidTwiceThenOnTheBeat()
    {
        ChargerLink link = new ChargerLink(_bus, new MagnesProtocol(0, 10000, 15000, 500), 0);
        link.Ask(_charge, 0);
        link.Pass(0);
        link.Ask(_stop, 200);
        for (int nowMs = 200; nowMs <= 1300; nowMs += 5)
        {
            link.Pass(nowMs);
        }

        // 0 charge; stops at 200, 300, 800, 1300.
        Assert.AreEqual(5, _bus.SendCalls);
    }

    [TestMethod]
    public void Pass_BusThatNeverPauses_TakesFourFramesAndSendsFirst()
    {
        ChargerLink link = new ChargerLink(_bus, new TcProtocol(TcPair.E5), 0);
        _bus.DeliverForEver(0x18FF50E5, Hex.Parse("0210009600000000"));
        link.Ask(_stop, 0);

        link.Pass(0);

        Assert.AreEqual(1, _bus.SendCalls);
        Assert.AreEqual(4, _bus.ReceiveCalls);
    }

    [TestMethod]
    public void Pass_SeveralParts_SaysOneAPassAndTheLimitsLast()
    {
        ChargerLink link = new ChargerLink(_bus, new PylontechProtocol(false, 0), 0);
        _charge.WarmestDeciC = 250;
        _charge.SocPermille = 500;
        _charge.HealthPermille = 1000;
        link.Ask(_charge, 0);
        link.Pass(0);
        Assert.AreEqual(0x35Cu, _bus.LastSent.Id);
        for (int nowMs = 5; nowMs < 1000; nowMs += 5)
        {
            link.Pass(nowMs);
        }

        Assert.AreEqual(6, _bus.SendCalls);
        Assert.AreEqual(0x351u, _bus.LastSent.Id);
        link.Pass(1000);
        Assert.AreEqual(7, _bus.SendCalls);
    }

    [TestMethod]
    public void Ask_StopAmidTheParts_BeginsAnewWithTheStop()
    {
        ChargerLink link = new ChargerLink(_bus, new PylontechProtocol(false, 0), 0);
        link.Ask(_charge, 0);
        link.Pass(0);
        link.Pass(5);

        link.Ask(_stop, 8);
        link.Pass(10);

        Assert.AreEqual(0x35Cu, _bus.LastSent.Id);
        Assert.AreEqual(0, (int)_bus.LastSent.Data[0]);
    }

    [TestMethod]
    public void IsStopConfirmed_SeveralParts_NeedsAllOfThemTwice()
    {
        ChargerLink link = new ChargerLink(_bus, new PylontechProtocol(false, 0), 0);
        link.Ask(_charge, 0);
        link.Pass(0);
        link.Ask(_stop, 200);
        int nowMs = 200;
        while (!link.IsStopConfirmed() && nowMs < 3000)
        {
            link.Pass(nowMs);
            nowMs += 5;
        }

        // One of the charge, one that was acknowledged as it was handed over, then twelve.
        Assert.AreEqual(1 + 1 + 12, _bus.SendCalls);
    }

    [TestMethod]
    public void Ask_ChargerThatNeedsAPause_HearsStopsFirst()
    {
        ChargerLink link = new ChargerLink(_bus, new TsmProtocol(), 0);
        Assert.AreEqual(5000, link.RestMs(0));
        link.Ask(_charge, 0);
        link.Pass(0);
        Assert.AreEqual(0xFD, (int)_bus.LastSent.Data[0]);
        Assert.IsFalse(link.Charges);
        Assert.AreEqual(0, link.RequestedMilliAmps);

        int heardAtMs = PassUntilHeard(link);
        Assert.AreEqual(5000, link.RestMs(heardAtMs));
        link.Ask(_charge, heardAtMs + 4999);
        Assert.IsFalse(link.Charges);
        Assert.AreEqual(1, link.RestMs(heardAtMs + 4999));
        link.Ask(_charge, heardAtMs + 5000);
        Assert.IsTrue(link.Charges);
        Assert.AreEqual(0, link.RestMs(heardAtMs + 5000));
    }

    [TestMethod]
    public void RestMs_StopsThatNobodyHears_AreNoRest()
    {
        _bus.Acknowledged = false;
        ChargerLink link = new ChargerLink(_bus, new TsmProtocol(), 0);
        link.Ask(_stop, 0);
        for (int nowMs = 0; nowMs <= 20000; nowMs += 5)
        {
            link.Pass(nowMs);
            Assert.AreEqual(5000, link.RestMs(nowMs));
        }
    }

    [TestMethod]
    public void RestMs_ChargerThatOnlyNowAnswers_BeginsAnew()
    {
        ChargerLink link = new ChargerLink(_bus, new TsmProtocol(), 0);
        link.Ask(_stop, 0);
        Assert.IsTrue(PassUntilHeard(link) < 4000);
        _bus.Deliver(0x18EB2440, true, Hex.Parse("000087041D0C4BFF"));
        link.Pass(4000);

        Assert.AreEqual(4000, link.RestMs(5000), "it was not there to hear the stops before");
    }

    [TestMethod]
    public void IsStopConfirmed_AnswerWithoutACurrent_NeedsPresenceAndAcknowledges()
    {
        ChargerLink link = new ChargerLink(_bus, new EltekProtocol(), 0);
        link.Ask(_charge, 0);
        link.Pass(0);
        link.Ask(_stop, 100);
        link.Pass(100);
        link.Pass(200);
        link.Pass(1100);
        Assert.IsFalse(link.IsStopConfirmed(), "acknowledged, but not by a charger that was heard since");

        _bus.Deliver(0x305, false, Hex.Parse("00"));
        link.Pass(1200);
        Assert.IsTrue(link.IsStopConfirmed());
    }

    [TestMethod]
    public void RequestedMilliAmps_IsWhatTheProtocolCanSay()
    {
        ChargerLink link = new ChargerLink(_bus, new MagnesProtocol(0, 10000, 15000, 500), 0);
        _charge.MilliAmps = 14000;
        link.Ask(_charge, 0);
        Assert.AreEqual(10000, link.RequestedMilliAmps);

        link.Ask(_stop, 100);
        Assert.AreEqual(0, link.RequestedMilliAmps);
    }

    private static int PassUntilHeard(ChargerLink link)
    {
        int nowMs = 0;
        while (link.StopHeardAtMs < 0 && nowMs < 10000)
        {
            nowMs += 5;
            link.Pass(nowMs);
        }

        return nowMs;
    }
}
