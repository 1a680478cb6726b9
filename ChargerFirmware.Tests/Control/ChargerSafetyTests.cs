using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class ChargerSafetyTests
{
    [TestMethod]
    [DataRow(10900, false)]
    [DataRow(11000, false)] // 1 A is more than 5 % of 10 A
    [DataRow(11100, true)]
    public void Check_MoreThanAsked_StopsAboveTheTolerance(int milliAmps, bool stops)
    {
        ChargeRig rig = Charging();
        rig.Link.Status.MilliAmps = milliAmps;
        rig.Run(3000);

        Assert.AreEqual(stops, rig.Faults.IsActive(FaultCode.ChargerOverDelivers));
        Assert.AreEqual(stops ? 0 : 10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    [DataRow(42000, false)] // 5 % of 40 A
    [DataRow(42100, true)]
    public void Check_MoreThanAskedOfALargeCurrent_ToleratesAShare(int milliAmps, bool stops)
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.Charger.MediumMilliAmps = 40000;
        rig.Settings.BatteryMaxMilliAmps = 50000;
        rig.Start().Run(10000);
        Assert.AreEqual(40000, rig.Link.RequestedMilliAmps);
        rig.Link.Status.MilliAmps = milliAmps;
        rig.Run(3000);

        Assert.AreEqual(stops, rig.Faults.IsActive(FaultCode.ChargerOverDelivers));
    }

    [TestMethod]
    public void Check_MoreThanAskedForAMoment_IsNoFault()
    {
        ChargeRig rig = Charging();
        rig.Link.Status.MilliAmps = 15000;
        rig.Run(1900);
        rig.Link.Status.MilliAmps = 10000;
        rig.Run(10000);

        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ChargerOverDelivers));
    }

    [TestMethod]
    public void Check_AfterAReduction_TheChargerHasItsTime()
    {
        ChargeRig rig = Charging();
        rig.Link.Status.MilliAmps = 10000;
        rig.Run(10000);
        rig.Controller.SetMode(ChargeMode.Slow);
        rig.Run(4000);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ChargerOverDelivers), "10 A are of the request before");

        rig.Run(6500);
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.ChargerOverDelivers), "5 A are asked for");
    }

    [TestMethod]
    public void Check_OverDelivery_IsTriedAgainAMinuteLaterOrWhenTheUserSaysSo()
    {
        ChargeRig rig = Charging();
        rig.Link.Status.MilliAmps = 12000;
        rig.Run(3000);
        rig.Link.Status.MilliAmps = 0;
        rig.Run(56000);
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.ChargerOverDelivers));
        rig.Run(4500);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ChargerOverDelivers));

        rig.Run(11000);
        rig.Link.Status.MilliAmps = 12000;
        rig.Run(4000);
        Assert.AreEqual(2, rig.Faults.CountOf(FaultCode.ChargerOverDelivers));
        rig.Safety.AcceptByUser();
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ChargerOverDelivers));
    }

    [TestMethod]
    [DataRow(500, false)]
    [DataRow(600, true)]
    public void Check_CurrentAfterAStop_IsLatched(int milliAmps, bool latches)
    {
        ChargeRig rig = Charging();
        rig.Link.Status.MilliAmps = milliAmps;
        rig.Controller.StopByUser();
        rig.Run(2900);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ChargerDeliversAfterStop), "its output takes a moment");

        rig.Run(2000);
        Assert.AreEqual(latches, rig.Faults.IsActive(FaultCode.ChargerDeliversAfterStop));
        if (latches)
        {
            Assert.IsFalse(rig.Faults.ClearLatched(), "it still delivers");
            rig.Link.Status.MilliAmps = 0;
            rig.Tick();
            Assert.IsTrue(rig.Faults.IsActive(FaultCode.ChargerDeliversAfterStop));
            Assert.IsTrue(rig.Faults.ClearLatched());
        }
    }

    [TestMethod]
    public void Check_StopThatNobodyAcknowledged_IsNotTheChargersFault()
    {
        ChargeRig rig = Charging();
        rig.Link.Status.MilliAmps = 10000;
        rig.Can.Acknowledged = false;
        rig.Controller.StopByUser();
        rig.Run(10000);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ChargerDeliversAfterStop));

        rig.Can.Acknowledged = true;
        rig.Run(7000);
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.ChargerDeliversAfterStop));
    }

    [TestMethod]
    [DataRow(0, true, true)]
    [DataRow(500, true, true)]
    [DataRow(600, true, false)] // somebody still charges
    [DataRow(Unknown.Number, true, false)]
    [DataRow(600, false, true)] // the BMS is silent too: the owner's word counts
    public void Check_SilentChargerThatDefied_CanBeClearedAfterTenSecondsUnlessThePackContradicts(int packMilliAmps, bool packOnline, bool cleared)
    {
        ChargeRig rig = Charging();
        rig.Link.Status.MilliAmps = 10000;
        rig.Controller.StopByUser();
        rig.Run(5000);
        rig.Battery.PackMilliAmps = packMilliAmps;
        rig.BasicArrives = packOnline;
        rig.StatusArrives = false;
        rig.Run(9900);
        Assert.IsTrue(rig.Safety.DefiesForMs < 0, "nobody can tell");
        Assert.IsFalse(rig.Faults.ClearLatched(), "it may only be late");
        rig.Run(200);

        Assert.AreEqual(cleared, rig.Faults.ClearLatched());
    }

    [TestMethod]
    public void Check_LatchedOverARestart_IsClearedOnceTheChargerIsSeenToRest()
    {
        ChargeRig rig = new ChargeRig();
        rig.Link = null;
        rig.Faults.RestoreLatched(1L << FaultCode.ChargerDeliversAfterStop, 0);
        rig.Start();
        rig.Link.Status.MilliAmps = 0;
        rig.Tick();
        Assert.IsFalse(rig.Faults.ClearLatched(), "not judged yet");
        rig.Run(6000);

        Assert.IsTrue(rig.Faults.ClearLatched());
    }

    [TestMethod]
    public void Check_ProtocolThatTellsNothing_DoesNotLockTheUserOut()
    {
        ChargeRig rig = Magnes(false);
        rig.Faults.RestoreLatched(1L << FaultCode.ChargerDeliversAfterStop, 0);
        rig.Run(1000);

        Assert.IsTrue(rig.Faults.ClearLatched());
    }

    [TestMethod]
    [DataRow(ChargerOptions.Eltek)]
    [DataRow(ChargerOptions.Pylontech)]
    public void Check_AnswerThatIsPresenceAlone_DoesNotLockTheUserOut(string protocol)
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.Charger.ProtocolName = protocol;
        rig.Start();
        rig.Faults.RestoreLatched(1L << FaultCode.ChargerDeliversAfterStop, 0);
        rig.Tick();
        Assert.IsFalse(rig.Faults.ClearLatched(), "it has not answered yet");
        rig.Link.Status.AtMs = rig.NowMs;
        rig.Tick();

        Assert.IsTrue(rig.Faults.ClearLatched());
    }

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(true, true)]
    public void Check_NoStatus_PackCurrentCountsOnlyWhereNothingElseCharges(bool onlySource, bool latches)
    {
        ChargeRig rig = Magnes(onlySource);
        rig.Run(1000);
        rig.Battery.PackMilliAmps = 7000;
        rig.Controller.StopByUser();
        rig.Run(6000);

        Assert.AreEqual(latches, rig.Faults.IsActive(FaultCode.ChargerDeliversAfterStop));
    }

    [TestMethod]
    [DataRow(11000, false)]
    [DataRow(11100, true)]
    public void Check_NoStatusAndOnlySource_OverDeliveryIsJudgedByThePack(int milliAmps, bool stops)
    {
        ChargeRig rig = Magnes(true);
        rig.Run(1000);
        rig.Battery.PackMilliAmps = milliAmps;
        rig.Run(3000);

        Assert.AreEqual(stops, rig.Faults.IsActive(FaultCode.ChargerOverDelivers));
    }

    [TestMethod]
    public void Check_OneReadingLongAfterAStop_IsNoDefiance()
    {
        ChargeRig rig = Stopped(false);
        rig.Link.Status.MilliAmps = 20000;
        rig.Tick();
        rig.Link.Status.MilliAmps = 0;
        rig.Tick();

        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ChargerDeliversAfterStop));
        Assert.IsTrue(rig.Safety.DefiesForMs < 0);
    }

    [TestMethod]
    public void Check_CurrentLongAfterAStop_CountsFromItsFirstReading()
    {
        ChargeRig rig = Stopped(true);
        rig.Battery.PackMilliAmps = 20000;
        rig.Tick();
        Assert.AreEqual(0L, rig.Safety.DefiesForMs, "the stop was long ago, the current is new");
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ChargerDeliversAfterStop));

        rig.Run(4900);
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.ChargerDeliversAfterStop));
        Assert.AreEqual(4900L, rig.Safety.DefiesForMs);
        rig.Battery.PackMilliAmps = 0;
        rig.Tick();
        rig.Battery.PackMilliAmps = 20000;
        rig.Tick();
        Assert.AreEqual(0L, rig.Safety.DefiesForMs, "a new row");
    }

    [TestMethod]
    public void Check_ReadingThatIsNotRenewed_CountsOnce()
    {
        ChargeRig rig = Stopped(true);
        rig.Battery.PackMilliAmps = 20000;
        rig.Tick();
        rig.BasicArrives = false;
        rig.Run(2500);

        Assert.AreEqual(0L, rig.Safety.DefiesForMs);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ChargerDeliversAfterStop));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Check_StopThatCannotBeDelivered_IsSeenInThePackAllTheSame(bool busRuns)
    {
        ChargeRig rig = Magnes(true);
        rig.Run(1000);
        rig.Battery.PackMilliAmps = 10000;
        rig.Can.Acknowledged = false;
        rig.Can.Up = busRuns;
        rig.Controller.StopByUser();
        rig.Run(5200);

        Assert.IsTrue(rig.Safety.DefiesForMs >= 5000, rig.Safety.DefiesForMs.ToString());
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ChargerDeliversAfterStop), "it has not heard it");
    }

    [TestMethod]
    public void Check_SilentChargerThatToldACurrentBefore_ThePackTakesOver()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.OnlySource = true;
        rig.Start().Run(2500);
        rig.Link.Status.MilliAmps = 10000;
        rig.Battery.PackMilliAmps = 10000;
        rig.Run(1000);
        rig.StatusArrives = false;
        rig.Can.Acknowledged = false;
        rig.Battery.PackMilliAmps = 20000;
        rig.Run(2700 + 5200);

        Assert.IsTrue(rig.Faults.IsActive(FaultCode.ChargerSilent));
        Assert.IsTrue(rig.Safety.DefiesForMs >= 5000, rig.Safety.DefiesForMs.ToString());
    }

    [TestMethod]
    public void Check_PackCurrentThatMayBeTheSuns_IsNoDefiance()
    {
        ChargeRig rig = Stopped(false);
        rig.Battery.PackMilliAmps = 20000;
        rig.Run(10000);

        Assert.IsTrue(rig.Safety.DefiesForMs < 0);
    }

    [TestMethod]
    public void OverDelivery_AgainAndAgain_WaitsTwiceAsLongEachTimeUpToAnHour()
    {
        ChargeRig rig = new ChargeRig();
        rig.Start().Run(2000);
        int[] seconds = { 60, 120, 240, 480, 960, 1920, 3600, 3600 };
        for (int i = 0; i < seconds.Length; i++)
        {
            AssertHeldFor(rig, seconds[i]);
        }

        // The user has seen to it: the next time counts as the first again.
        OverDeliver(rig);
        rig.Safety.AcceptByUser();
        Obey(rig, 20000);
        AssertHeldFor(rig, 60);
    }

    [TestMethod]
    [DataRow(599000, 120)]
    [DataRow(602000, 60)]
    public void OverDelivery_AfterTimeOfObedience_CountsAsTheFirstAfterTenMinutes(int obeysMs, int heldSeconds)
    {
        ChargeRig rig = new ChargeRig();
        rig.Start().Run(2000);
        AssertHeldFor(rig, 60);
        Obey(rig, obeysMs);

        AssertHeldFor(rig, heldSeconds);
    }

    // Held for so long, and then for the pause before it charges again.
    private static void AssertHeldFor(ChargeRig rig, int seconds)
    {
        OverDeliver(rig);
        int heldMs = 0;
        while (!rig.Link.Charges && heldMs < 4000000)
        {
            rig.Link.Status.MilliAmps = 0;
            rig.Tick();
            heldMs += ControlLoop.TickMs;
        }

        int expectedMs = (seconds * 1000) + rig.Settings.ResumeMs;
        Assert.IsTrue(heldMs >= expectedMs - 200 && heldMs <= expectedMs + 200, "held for " + heldMs.ToString() + " ms");
    }

    private static void OverDeliver(ChargeRig rig)
    {
        for (int i = 0; i < 200 && rig.Link.Charges; i++)
        {
            rig.Link.Status.MilliAmps = 40000;
            rig.Tick();
        }

        Assert.IsTrue(rig.Faults.IsActive(FaultCode.ChargerOverDelivers));
    }

    private static void Obey(ChargeRig rig, int milliseconds)
    {
        for (int i = 0; i < milliseconds / ControlLoop.TickMs; i++)
        {
            rig.Link.Status.MilliAmps = rig.Link.RequestedMilliAmps;
            rig.Tick();
        }

        Assert.IsTrue(rig.Link.Charges);
    }

    // A minute after the stop, everything at rest.
    private static ChargeRig Stopped(bool onlySource)
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.OnlySource = onlySource;
        rig.Start().Run(2500);
        rig.Link.Status.MilliAmps = 0;
        rig.Controller.StopByUser();
        rig.Run(60000);
        return rig;
    }

    private static ChargeRig Magnes(bool onlySource)
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.Charger.ProtocolName = ChargerOptions.Magnes;
        rig.Settings.OnlySource = onlySource;
        return rig.Start();
    }

    private static ChargeRig Charging()
    {
        // Until the request has been on the bus.
        ChargeRig rig = new ChargeRig().Start();
        rig.Run(2500);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
        return rig;
    }
}
