using ChargerFirmware.Bms;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

/// <summary>Each cause of a limit: what it leaves, what it names, and how it comes back.</summary>
[TestClass]
public class ChargeLimitsTests
{
    [TestMethod]
    public void Limit_OfTheOwner_IsNamedUser()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.LimitMilliAmps = 7000;
        rig.Start().Run(1000);

        AssertLimit(rig, 7000, LimitCause.User, Unknown.Number, 7000);
    }

    [TestMethod]
    public void Limit_OfTheCharger_IsNamed()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.ChargerMaxMilliAmps = 9000;
        rig.Start().Run(1000);

        AssertLimit(rig, 9000, LimitCause.Charger, Unknown.Number, 9000);
    }

    [TestMethod]
    [DataRow(600, 10000)]
    [DataRow(675, 7500)]
    [DataRow(750, 5000)]
    [DataRow(900, 5000)]
    [DataRow(2150, 10000)] // no measurement
    [DataRow(Unknown.Number, 10000)]
    public void Limit_WarmCharger_FallsToHalf(int deciC, int expected)
    {
        ChargeRig rig = new ChargeRig();
        rig.Start();
        rig.Link.Status.TempDeciC = deciC;
        rig.Run(1000);

        if (expected == 10000)
        {
            AssertLimit(rig, 10000, LimitCause.Mode, Unknown.Number, 10000);
        }
        else
        {
            AssertLimit(rig, expected, LimitCause.Charger, WhyReason.ChargerWarm, expected);
        }
    }

    [TestMethod]
    public void Limit_ChargerThatWarmsUp_FallsSmoothly()
    {
        ChargeRig rig = Charging();
        rig.Link.Status.TempDeciC = 500;
        rig.Tick();
        rig.Link.Status.TempDeciC = 740;
        int before = 10000;
        for (int i = 0; i < 300; i++)
        {
            rig.Tick();
            int now = rig.Link.RequestedMilliAmps;
            Assert.IsTrue(now <= before && before - now <= 100, now.ToString());
            before = now;
        }

        Assert.IsTrue(before <= 5700, before.ToString());
        Assert.AreEqual(LimitCause.Charger, rig.Controller.LimitedBy);
    }

    [TestMethod]
    public void Limit_FromAfar_BindsAtOnceAndZeroPauses()
    {
        ChargeRig rig = Charging();
        rig.Controller.RemoteMilliAmps = 6000;
        rig.Tick();
        AssertLimit(rig, 6000, LimitCause.Remote, Unknown.Number, 6000);

        rig.Controller.RemoteMilliAmps = 0;
        rig.Tick();
        AssertLimit(rig, 0, LimitCause.Remote, Unknown.Number, 0);
        Assert.AreEqual(ChargeState.Paused, rig.Controller.State);

        rig.Controller.RemoteMilliAmps = Unknown.Number;
        rig.Tick();
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    [DataRow(49, 3900)]
    [DataRow(75, 7000)]
    [DataRow(100, 10000)]
    [DataRow(440, 10000)]
    public void Temperature_ColdAndWarm_FollowsTheTableAndNamesTheSensor(int deciC, int expected)
    {
        ChargeRig rig = Charging();
        rig.Battery.TempDeciC[1] = deciC;
        rig.Tick();

        Assert.AreEqual(expected, rig.Link.RequestedMilliAmps);
        if (expected < 10000)
        {
            AssertLimit(rig, expected, LimitCause.Temperature, 2, deciC);
        }
    }

    [TestMethod]
    public void Temperature_HotSide_FollowsTheTableToo()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.BatteryMaxMilliAmps = 11000;
        rig.Settings.DerateDeciC = 500;
        rig.Start().Run(1000);
        rig.Battery.TempDeciC[0] = 430;
        rig.Tick();

        AssertLimit(rig, 7700, LimitCause.Temperature, 1, 430);
    }

    [TestMethod]
    public void Temperature_SensorThatSwingsByItsLastDigit_DoesNotMoveTheCurrentUp()
    {
        ChargeRig rig = Charging();
        rig.Battery.TempDeciC[1] = 30;
        rig.Tick();
        int lowest = rig.Link.RequestedMilliAmps;
        for (int i = 0; i < 20; i++)
        {
            rig.Battery.TempDeciC[1] = 30 + (i % 2);
            rig.Tick();
            Assert.AreEqual(lowest, rig.Link.RequestedMilliAmps);
        }

        rig.Battery.TempDeciC[1] = 33;
        rig.Tick();
        Assert.IsTrue(rig.Link.RequestedMilliAmps > lowest);
    }

    // 30 % of the pack's 20 A within 5 degC are 0.12 A for a tenth of a degree: more hysteresis would cost a cold pack minutes.
    [TestMethod]
    public void Temperature_SensorThatSwingsWhereTheTableIsSteep_MovesTheCurrentByNoMoreThanTheTableDoes()
    {
        ChargeRig rig = Charging();
        rig.Battery.TempDeciC[1] = 90;
        rig.Tick();
        int lowest = rig.Link.RequestedMilliAmps;
        for (int i = 0; i < 20; i++)
        {
            rig.Battery.TempDeciC[1] = 90 + (i % 2);
            rig.Tick();
            Assert.IsTrue(rig.Link.RequestedMilliAmps >= lowest && rig.Link.RequestedMilliAmps <= lowest + 120);
        }
    }

    [TestMethod]
    public void Sensor_LostWhileItWasColdAndAccepted_TheOthersSetTheShare()
    {
        ChargeRig rig = Charging();
        rig.Battery.TempDeciC[1] = 50;
        rig.Tick();
        rig.Battery.TempDeciC[1] = Unknown.Number;
        rig.Run(1000);
        rig.Safety.AcceptByUser();
        rig.Run(11000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);

        rig.Battery.TempDeciC[0] = 50;
        rig.Tick();
        Assert.AreEqual(4000, rig.Link.RequestedMilliAmps);
        rig.Battery.TempDeciC[0] = 250;
        rig.Tick();
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps, "what has fallen rises again");
    }

    [TestMethod]
    public void Sensor_OfAnotherPack_IsNotMissed()
    {
        ChargeRig rig = Charging();
        rig.Battery.TempDeciC[1] = 50;
        rig.Tick();
        rig.BasicArrives = false;
        rig.CellsArrive = false;
        rig.Run(5000);
        rig.BasicArrives = true;
        rig.CellsArrive = true;
        rig.SetCells(13, 3800);
        rig.Battery.SensorCount = 1;
        rig.Run(11000);

        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Spread_BeyondItsLimit_FallsToNothingAtTwiceOfIt()
    {
        ChargeRig rig = new ChargeRig();
        rig.SetCells(14, 3600);
        rig.Start().Run(1000);
        rig.SetCell(3, 3900);
        rig.Tick();
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);

        rig.SetCell(3, 4110);
        rig.Run(120000);
        Assert.IsTrue(rig.Link.RequestedMilliAmps == 6000 || rig.Link.RequestedMilliAmps == 6100, rig.Link.RequestedMilliAmps.ToString());
        Assert.AreEqual(LimitCause.Spread, rig.Controller.LimitedBy);
        Assert.AreEqual(4, rig.Controller.WhySubject);
        Assert.AreEqual(510, rig.Controller.WhyValue);

        rig.SetCells(14, 3400);
        rig.SetCell(3, 4000);
        rig.Run(12000);
        Assert.IsTrue(rig.Link.RequestedMilliAmps <= 100, rig.Link.RequestedMilliAmps.ToString());
        rig.Run(48000);
        Assert.IsTrue(rig.Link.RequestedMilliAmps == 0, rig.Link.RequestedMilliAmps.ToString());
        Assert.AreEqual(LimitCause.Spread, rig.Controller.LimitedBy);
    }

    [TestMethod]
    public void Spread_ThatJumps_LowersTheCurrentSmoothly()
    {
        ChargeRig rig = new ChargeRig(ChargeMode.Fast);
        rig.Settings.Charger.FastMilliAmps = 20000;
        rig.SetCells(14, 3600);
        rig.Start().Run(1000);
        rig.SetCell(3, 4050);
        int before = 20000;
        for (int i = 0; i < 100; i++)
        {
            rig.Tick();
            int now = rig.Link.RequestedMilliAmps;
            Assert.IsTrue(now <= before && before - now <= 200, now.ToString());
            before = now;
        }

        Assert.IsTrue(before > 13000 && before < 14500, "half is the end, ten seconds are one time constant: " + before.ToString());
    }

    [TestMethod]
    public void Spread_LimitOfZero_IsOff()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.MaxSpreadMilliVolts = 0;
        rig.SetCells(14, 3300);
        rig.SetCell(3, 4100);
        rig.Start().Run(1000);

        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Warning_OfTheBms_HalvesThePacksLimitAndLastsAMinuteLonger()
    {
        ChargeRig rig = new ChargeRig(ChargeMode.Fast).Start();
        rig.Run(1000);
        rig.Battery.AlarmFlags = Protection.CellUnderVoltage;
        rig.Tick();
        Assert.AreEqual(15000, rig.Link.RequestedMilliAmps);

        rig.Battery.AlarmFlags = Protection.ChargeOverTemperature;
        rig.Tick();
        AssertLimit(rig, 10000, LimitCause.Bms, Unknown.Number, 10000);

        rig.Battery.AlarmFlags = 0;
        rig.Run(59900);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
        rig.Run(200);
        Assert.AreEqual(15000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Precharge_LowCell_GetsATenthUntilItIsUp()
    {
        ChargeRig rig = Charging();
        rig.SetCells(14, 3100);
        rig.SetCell(6, 2999);
        rig.Tick();
        Assert.AreEqual(ChargeState.Precharge, rig.Controller.State);
        AssertLimit(rig, 2000, LimitCause.Precharge, 7, 2999);

        rig.SetCell(6, 3019);
        rig.Tick();
        Assert.AreEqual(ChargeState.Precharge, rig.Controller.State);

        rig.SetCell(6, 3020);
        rig.Tick();
        Assert.AreEqual(ChargeState.ConstantCurrent, rig.Controller.State);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Magnes_StepThatALimitHasTaken_ComesBackAfterAMinuteAndClearly()
    {
        ChargeRig rig = new ChargeRig(ChargeMode.Fast);
        rig.Settings.Charger.ProtocolName = ChargerOptions.Magnes;
        rig.Settings.DerateDeciC = 500;
        rig.Start().Run(1000);
        rig.Battery.TempDeciC[0] = 430;
        rig.Tick();
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);

        rig.Battery.TempDeciC[0] = 424;
        rig.Run(59000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
        Assert.AreEqual(LimitCause.Protocol, rig.Controller.LimitedBy);
        Assert.AreEqual(WhyReason.StepHold, rig.Controller.WhySubject);

        rig.Run(60000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps, "15.2 A are not clearly above 15 A");

        rig.Battery.TempDeciC[0] = 415;
        rig.Tick();
        Assert.AreEqual(15000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Magnes_UserAsksForMore_IsNotHeldBack()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.Charger.ProtocolName = ChargerOptions.Magnes;
        rig.Start().Run(1000);
        rig.Controller.SetMode(ChargeMode.Fast);
        rig.Tick();

        Assert.AreEqual(15000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    [DataRow(Unknown.Number)]
    [DataRow(2150)] // a byte of FF less 40: nothing is measured
    public void Fold_ChargerTellsItsTemperatureNoMore_RaisesNothing(int deciC)
    {
        ChargeRig rig = new ChargeRig();
        ChargeLimits limits = new ChargeLimits();
        long nowMs = 0;
        for (int i = 0; i < 1200; i++)
        {
            nowMs += 100;
            limits.Fold(rig.Settings, ChargeMode.Medium, rig.Battery, 750, Unknown.Number, nowMs);
        }

        int hot = limits.MilliAmps;
        Assert.IsTrue(hot <= 5010, hot.ToString());
        limits.Fold(rig.Settings, ChargeMode.Medium, rig.Battery, deciC, Unknown.Number, nowMs + 100);
        Assert.AreEqual(hot, limits.MilliAmps);
        Assert.AreEqual(LimitCause.Charger, limits.Cause);
    }

    // The owner of a 10 A charger says 10 A for both: what a warm pack may have is medium, and not the byte that says fast.
    [TestMethod]
    [DataRow(ChargeMode.Fast)]
    [DataRow(ChargeMode.Medium)]
    public void Magnes_WarmAndMediumIsFast_SaysMedium(int mode)
    {
        ChargeRig rig = new ChargeRig(mode);
        rig.Settings.Charger.ProtocolName = ChargerOptions.Magnes;
        rig.Settings.Charger.FastMilliAmps = 10000;
        rig.Battery.TempDeciC[0] = 405;
        rig.Battery.TempDeciC[1] = 405;
        rig.Start().Run(2000);

        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
        Assert.IsTrue(rig.Can.LastSent.Data[5] == 0x64);
    }

    [TestMethod]
    public void Magnes_LimitRestsJustAboveFast_GivesMedium()
    {
        ChargeRig rig = new ChargeRig(ChargeMode.Fast);
        rig.Settings.Charger.ProtocolName = ChargerOptions.Magnes;
        rig.Settings.DerateDeciC = 500;
        rig.Start().Run(1000);
        Assert.AreEqual(15000, rig.Link.RequestedMilliAmps);

        rig.Battery.TempDeciC[0] = 90;
        rig.Battery.TempDeciC[1] = 90;
        rig.Run(1000);
        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);
        rig.Battery.TempDeciC[0] = 127;
        rig.Battery.TempDeciC[1] = 127;
        rig.Run(600000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Magnes_StepThatIsNotSurelyGranted_NamesTheLimitAndNoTime()
    {
        ChargeRig rig = new ChargeRig(ChargeMode.Fast);
        rig.Settings.Charger.ProtocolName = ChargerOptions.Magnes;
        rig.Settings.DerateDeciC = 500;
        rig.Start().Run(1000);
        rig.Battery.TempDeciC[0] = 430;
        rig.Tick();
        rig.Battery.TempDeciC[0] = 424;
        rig.Run(120000);

        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
        Assert.AreEqual(LimitCause.Temperature, rig.Controller.LimitedBy);
    }

    [TestMethod]
    public void Magnes_ColdPackBelowEveryStep_NamesTheSensor()
    {
        ChargeRig rig = new ChargeRig(ChargeMode.Medium);
        rig.Settings.Charger.ProtocolName = ChargerOptions.Magnes;
        rig.Battery.TempDeciC[0] = 40;
        rig.Battery.TempDeciC[1] = 45;
        rig.Start().Run(2000);

        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);
        Assert.AreEqual(ChargeState.Paused, rig.Controller.State);
        Assert.AreEqual(LimitCause.Temperature, rig.Controller.LimitedBy);
        Assert.AreEqual(1, rig.Controller.WhySubject);
    }

    private static ChargeRig Charging()
    {
        ChargeRig rig = new ChargeRig().Start();
        rig.Run(1000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
        return rig;
    }

    private static void AssertLimit(ChargeRig rig, int milliAmps, int cause, int subject, int value)
    {
        Assert.AreEqual(milliAmps, rig.Link.RequestedMilliAmps);
        Assert.AreEqual(cause, rig.Controller.LimitedBy);
        Assert.AreEqual(subject, rig.Controller.WhySubject);
        Assert.AreEqual(value, rig.Controller.WhyValue);
    }
}
