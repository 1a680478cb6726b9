using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class ChargeControllerTests
{
    [TestMethod]
    public void Decide_NoProfile_IsIdleAndSaysSo()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.ProfileChosen = false;
        rig.Start().Run(20000);

        AssertHeld(rig, ChargeState.Idle, LimitCause.Profile);
    }

    [TestMethod]
    public void Decide_BeforeTwoGoodRepliesOfEachKind_DoesNotCharge()
    {
        ChargeRig rig = new ChargeRig { CellsArrive = false }.Start();
        rig.Run(1000);
        AssertHeld(rig, ChargeState.Precheck, LimitCause.Precheck);

        rig.CellsArrive = true;
        rig.Tick();
        AssertHeld(rig, ChargeState.Precheck, LimitCause.Precheck);

        rig.Tick();
        Assert.AreEqual(ChargeState.ConstantCurrent, rig.Controller.State);
    }

    [TestMethod]
    public void Decide_ModeOff_IsIdleAndStopIsPaused()
    {
        ChargeRig rig = new ChargeRig(ChargeMode.Off).Start();
        rig.Run(1000);
        AssertHeld(rig, ChargeState.Idle, LimitCause.User);

        rig.Controller.SetMode(ChargeMode.Slow);
        rig.Tick();
        Assert.AreEqual(5000, rig.Link.RequestedMilliAmps);

        rig.Controller.StopByUser();
        rig.Tick();
        AssertHeld(rig, ChargeState.Paused, LimitCause.User);

        rig.Controller.StartByUser();
        rig.Tick();
        Assert.AreEqual(5000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Decide_AutoStartOff_WaitsForStart()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.AutoStart = false;
        rig.Start().Run(20000);
        AssertHeld(rig, ChargeState.Paused, LimitCause.User);
        Assert.AreEqual(WhyReason.AutoStart, rig.Controller.WhySubject);

        rig.Controller.StartByUser();
        rig.Tick();
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Decide_StoppedBeforeRestart_StaysStopped()
    {
        ChargeRig rig = new ChargeRig(ChargeMode.Fast, true).Start();
        rig.Run(20000);

        AssertHeld(rig, ChargeState.Paused, LimitCause.User);
    }

    [TestMethod]
    public void Decide_PartSwitchedOff_IsIdle()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.CanEnabled = false;
        rig.Start().Run(1000);

        AssertHeld(rig, ChargeState.Idle, LimitCause.Disabled);
    }

    [TestMethod]
    public void Decide_FaultDuringStart_IsAcceptedAndChargeFollows()
    {
        ChargeRig rig = new ChargeRig(ChargeMode.Medium, true).Start();
        rig.Battery.ChargeFetOn = false;
        rig.Run(1000);
        rig.Controller.StartByUser();
        rig.Run(1000);
        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);

        rig.Battery.ChargeFetOn = true;
        rig.Run(11000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Decide_ConditionGone_ResumesAfterTheDelayAndNotBefore()
    {
        ChargeRig rig = Charging();
        rig.Battery.ChargeFetOn = false;
        rig.Tick();
        rig.Battery.ChargeFetOn = true;
        rig.Tick();
        long goneMs = rig.NowMs;

        while (rig.Link.RequestedMilliAmps == 0)
        {
            rig.Tick();
            Assert.IsTrue(rig.NowMs < goneMs + 20000, "it never resumed");
        }

        Assert.AreEqual(10000L, rig.NowMs - goneMs);
    }

    [TestMethod]
    public void Decide_PackLimit_WinsOverTheMode()
    {
        ChargeRig rig = new ChargeRig(ChargeMode.Fast);
        rig.Battery.NominalMilliAmpHours = 20000;
        rig.Start().Run(1000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
        Assert.AreEqual(LimitCause.Pack, rig.Controller.LimitedBy);

        rig.Settings.BatteryMaxMilliAmps = 7350;
        rig.Tick();
        Assert.AreEqual(7300, rig.Link.RequestedMilliAmps, "tc rounds down to 0.1 A");
    }

    [TestMethod]
    public void Decide_NoCapacityKnown_DoesNotCharge()
    {
        ChargeRig rig = new ChargeRig();
        rig.Battery.NominalMilliAmpHours = 0;
        rig.Start().Run(1000);

        AssertHeld(rig, ChargeState.Paused, LimitCause.Pack);
    }

    [TestMethod]
    public void Decide_Warm_AllowsMediumAtMostUntilTwoDegreesBelow()
    {
        ChargeRig rig = new ChargeRig(ChargeMode.Fast).Start();
        rig.Run(1000);
        Assert.AreEqual(15000, rig.Link.RequestedMilliAmps);

        rig.Battery.TempDeciC[1] = 400;
        rig.Tick();
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
        Assert.AreEqual(LimitCause.Temperature, rig.Controller.LimitedBy);
        Assert.AreEqual(2, rig.Controller.WhySubject);

        rig.Battery.TempDeciC[1] = 381;
        rig.Tick();
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);

        rig.Battery.TempDeciC[1] = 379;
        rig.Tick();
        Assert.AreEqual(15000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Decide_Tc_AsksForTheProfilesVoltageTimesTheCells()
    {
        ChargeRig rig = Charging();

        Assert.AreEqual(58100, rig.Controller.Request.MilliVolts);
    }

    [TestMethod]
    public void Decide_Tc_IsCompleteAfterAMinuteOfTailCurrentAtChargeVoltage()
    {
        ChargeRig rig = Charging();
        rig.SetCells(14, 4140);
        rig.Battery.PackMilliAmps = 6000;
        rig.Tick();
        Assert.AreEqual(ChargeState.ConstantVoltage, rig.Controller.State);

        rig.Battery.PackMilliAmps = 4900;
        rig.Tick();
        Assert.AreEqual(ChargeState.Taper, rig.Controller.State);

        rig.Battery.PackMilliAmps = 2000;
        rig.Run(59900);
        Assert.AreEqual(ChargeState.Taper, rig.Controller.State);

        rig.Run(200);
        AssertHeld(rig, ChargeState.Complete, LimitCause.Full);
    }

    [TestMethod]
    public void Decide_TailInterrupted_CountsTheMinuteAnew()
    {
        ChargeRig rig = Charging();
        rig.SetCells(14, 4150);
        rig.Battery.PackMilliAmps = 2000;
        rig.Run(50000);
        rig.Battery.PackMilliAmps = 2001;
        rig.Tick();
        rig.Battery.PackMilliAmps = 2000;
        rig.Run(50000);

        Assert.AreEqual(ChargeState.Taper, rig.Controller.State);
    }

    [TestMethod]
    public void Decide_Complete_RechargesBelowTheThresholdAfterTheDelay()
    {
        ChargeRig rig = Charging();
        rig.SetCells(14, 4150);
        rig.Battery.PackMilliAmps = 0;
        rig.Run(61000);
        AssertHeld(rig, ChargeState.Complete, LimitCause.Full);

        rig.SetCells(14, 4050);
        rig.Run(30000);
        AssertHeld(rig, ChargeState.Complete, LimitCause.Full);

        rig.SetCells(14, 4049);
        rig.Run(9900);
        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);
        rig.Run(300);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Decide_Magnes_IsCompleteWhenTheFirstCellReachesChargeVoltage()
    {
        ChargeRig rig = MagnesCharging();
        rig.SetCell(5, 4149);
        rig.Tick();
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);

        rig.SetCell(5, 4150);
        rig.Tick();
        AssertHeld(rig, ChargeState.Complete, LimitCause.Full);
    }

    [TestMethod]
    public void Decide_AfterOverVoltage_ChargesOnlyBelowTheRechargeThreshold()
    {
        ChargeRig rig = Charging();
        rig.SetCells(14, 4200);
        rig.Battery.ProtectionFlags = Protection.CellOverVoltage;
        rig.Tick();
        Assert.AreEqual(ChargeState.Fault, rig.Controller.State);

        rig.Battery.ProtectionFlags = 0;
        rig.SetCells(14, 4060);
        rig.Run(60000);
        AssertHeld(rig, ChargeState.Paused, LimitCause.OverVoltage);
        rig.Controller.StartByUser();
        rig.Run(20000);
        AssertHeld(rig, ChargeState.Paused, LimitCause.OverVoltage);

        rig.SetCells(14, 4040);
        rig.Run(11000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Decide_MagnesSlow_IsPausedWithItsReason()
    {
        ChargeRig rig = MagnesCharging();

        rig.Controller.SetMode(ChargeMode.Slow);
        rig.Tick();

        AssertHeld(rig, ChargeState.Paused, LimitCause.Mode);
        Assert.AreEqual(WhyReason.SlowIsZero, rig.Controller.WhySubject);
    }

    [TestMethod]
    public void Decide_MagnesLimitBelowItsSmallestStep_IsPausedByTheProtocol()
    {
        ChargeRig rig = MagnesCharging();
        rig.Settings.BatteryMaxMilliAmps = 8000;
        rig.Tick();

        AssertHeld(rig, ChargeState.Paused, LimitCause.Protocol);
    }

    [TestMethod]
    public void Decide_TcChargerNotSeenYet_WaitsForIt()
    {
        ChargeRig rig = new ChargeRig { StatusArrives = false }.Start();
        rig.Run(1000);
        AssertHeld(rig, ChargeState.Precheck, LimitCause.Precheck);
        Assert.AreEqual(WhyReason.Charger, rig.Controller.WhySubject);
    }

    [TestMethod]
    public void Decide_Reconfiguring_HoldsTheChargerAtAStop()
    {
        ChargeRig rig = Charging();
        rig.Controller.Reconfiguring = true;
        rig.Tick();
        AssertHeld(rig, ChargeState.Precheck, LimitCause.Precheck);
        Assert.AreEqual(WhyReason.NewSettings, rig.Controller.WhySubject);
    }

    [TestMethod]
    public void Decide_BusStarting_WaitsForIt()
    {
        ChargeRig rig = new ChargeRig();
        rig.Can.Health.State = CanState.Starting;
        rig.Start().Run(1000);

        AssertHeld(rig, ChargeState.Precheck, LimitCause.Precheck);
        Assert.AreEqual(WhyReason.Bus, rig.Controller.WhySubject);
    }

    [TestMethod]
    public void Decide_HeldAfterOverVoltageBeforeTheRestart_StaysHeld()
    {
        ChargeRig rig = new ChargeRig();
        rig.Controller = new ChargeController(rig.Faults, new ChargeStart { Mode = ChargeMode.Medium, OverVoltageHold = true });
        rig.SetCells(14, 4140);
        rig.Start().Run(20000);
        AssertHeld(rig, ChargeState.Paused, LimitCause.OverVoltage);

        rig.SetCells(14, 4049);
        rig.Run(11000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
        Assert.IsFalse(rig.Controller.OverVoltageHold);
    }

    [TestMethod]
    public void Decide_BusAwayInTheMiddleOfACharge_ResumesAfterTheDelay()
    {
        ChargeRig rig = Charging();
        rig.Can.Health.State = CanState.Starting;
        rig.Tick();
        AssertHeld(rig, ChargeState.Precheck, LimitCause.Precheck);

        rig.Can.Health.State = CanState.ErrorActive;
        rig.Run(9800);
        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);
        rig.Run(300);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Configure_OtherCurrents_KeepsAFullPackFull()
    {
        ChargeRig rig = Charging();
        rig.SetCells(14, 4150);
        rig.Run(61000);
        AssertHeld(rig, ChargeState.Complete, LimitCause.Full);

        ChargeSettings other = ChargeRig.NmcSettings();
        other.SlowMilliAmps = 4000;
        rig.Controller.Configure(other, rig.Battery);
        rig.Run(1000);
        AssertHeld(rig, ChargeState.Complete, LimitCause.Full);

        ChargeSettings higher = ChargeRig.NmcSettings();
        higher.ChargeCellMilliVolts = 4200;
        rig.Controller.Configure(higher, rig.Battery);
        rig.Run(1000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Decide_OneCell_IsCompleteAtTheVoltageThatTheProtocolCanSay()
    {
        ChargeRig rig = new ChargeRig();
        rig.SetCells(1, 3800);
        rig.Start().Run(1000);
        Assert.AreEqual(4100, rig.Controller.Request.MilliVolts, "tc counts in 0.1 V");

        rig.SetCells(1, 4100);
        rig.Run(62000);
        AssertHeld(rig, ChargeState.Complete, LimitCause.Full);
    }

    [TestMethod]
    public void Decide_WarmAndFastLessThanMedium_StillNeverGivesFast()
    {
        ChargeRig rig = MagnesCharging();
        rig.Settings.Charger.FastMilliAmps = 9000;
        rig.Start();
        rig.Battery.TempDeciC[1] = 410;
        rig.Run(1000);

        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);
        Assert.AreEqual(LimitCause.Temperature, rig.Controller.LimitedBy);
    }

    [TestMethod]
    public void Decide_SettingsContradict_ChargesNothingAndKeepsEveryCeiling()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.Contradict = true;
        rig.Start().Run(2000);
        Assert.AreEqual(ChargeState.Idle, rig.Controller.State);
        Assert.AreEqual(LimitCause.Profile, rig.Controller.LimitedBy);
        Assert.AreEqual(WhyReason.Contradiction, rig.Controller.WhySubject);
        Assert.AreEqual(Unknown.Number, rig.Controller.Request.MilliVolts);

        rig.SetCells(14, 4300);
        rig.Run(1000);
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.HardOverVoltage));
    }

    private static ChargeRig Charging()
    {
        ChargeRig rig = new ChargeRig().Start();
        rig.Run(1000);
        Assert.AreEqual(ChargeState.ConstantCurrent, rig.Controller.State);
        return rig;
    }

    private static ChargeRig MagnesCharging()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.Charger.ProtocolName = ChargerOptions.Magnes;
        rig.Start().Run(1000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
        return rig;
    }

    private static void AssertHeld(ChargeRig rig, int state, int cause)
    {
        Assert.AreEqual(state, rig.Controller.State);
        Assert.AreEqual(cause, rig.Controller.LimitedBy);
        Assert.IsFalse(rig.Controller.Request.Charge);
        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);
    }
}
