using ChargerFirmware.Bms;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class ChargeScheduleTests
{
    [TestMethod]
    [DataRow(-1L, 0, Unknown.Number)]
    [DataRow(0L, 0, 0)]
    [DataRow(0L, 90, 90)]
    [DataRow(0L, -1, 1439)]
    [DataRow(1767225599999L, 0, 1439)]
    [DataRow(1767225600000L, 0, 0)]
    [DataRow(1767222000000L, 120, 60)]
    public void MinuteOfDay_OfUtcAndAnOffset_IsTheLocalOne(long unixMs, int offset, int expected)
    {
        Assert.AreEqual(expected, ChargeSchedule.MinuteOfDay(unixMs, offset));
    }

    [TestMethod]
    [DataRow("00:00", 0)]
    [DataRow("07:30", 450)]
    [DataRow("23:59", 1439)]
    [DataRow("24:00", -1)]
    [DataRow("12:60", -1)]
    [DataRow("7:30", -1)]
    [DataRow("07.30", -1)]
    [DataRow("-7:30", -1)]
    [DataRow("0a:30", -1)]
    [DataRow("", -1)]
    public void MinuteOf_Text_IsATimeOrNone(string text, int expected)
    {
        Assert.AreEqual(expected, SettingForm.MinuteOf(text));
    }

    [TestMethod]
    [DataRow(1320, 360, 1319, false)]
    [DataRow(1320, 360, 1320, true)]
    [DataRow(1320, 360, 0, true)]
    [DataRow(1320, 360, 359, true)]
    [DataRow(1320, 360, 360, false)]
    [DataRow(600, 660, 599, false)]
    [DataRow(600, 660, 600, true)]
    [DataRow(600, 660, 659, true)]
    [DataRow(600, 660, 660, false)]
    public void Hours_FromTo_AllowTheirMinutesAlsoOverMidnight(int from, int to, int minute, bool allowed)
    {
        ChargeRig rig = Rig(from, to, Unknown.Number);
        rig.Controller.MinuteOfDay = minute;
        rig.Start().Run(1000);

        AssertCharges(rig, allowed, WhyReason.Hours, from);
    }

    [TestMethod]
    public void Hours_OneEndOnly_AreNone()
    {
        ChargeRig rig = Rig(600, Unknown.Number, Unknown.Number);
        rig.Controller.MinuteOfDay = 5;
        rig.Start().Run(1000);

        AssertCharges(rig, true, 0, 0);
    }

    [TestMethod]
    public void Hours_EndInTheMiddleOfACharge_StopAndOpenAgain()
    {
        ChargeRig rig = Rig(1320, 360, Unknown.Number);
        rig.Controller.MinuteOfDay = 359;
        rig.Start().Run(1000);
        rig.Controller.MinuteOfDay = 360;
        rig.Tick();
        AssertCharges(rig, false, WhyReason.Hours, 1320);

        rig.Controller.MinuteOfDay = 1320;
        rig.Tick();
        AssertCharges(rig, true, 0, 0);
    }

    [TestMethod]
    [DataRow(false, true)]
    [DataRow(true, false)]
    public void Clock_NotSet_ChargesNowOrWaitsBySetting(bool waits, bool charges)
    {
        ChargeRig rig = Rig(1320, 360, Unknown.Number);
        rig.Settings.WaitsWithoutClock = waits;
        rig.Start().Run(1000);

        AssertCharges(rig, charges, WhyReason.ClockUnset, Unknown.Number);
    }

    // 40 Ah at 50 % and 10 A are two hours, and one for the end: ready by 07:00 begins at 04:00. To 80 % it is 72 min and 15 to spare: 05:33.
    [TestMethod]
    [DataRow(ChargeGoal.Full, 1000, 240)]
    [DataRow(ChargeGoal.Target, 800, 333)]
    public void ReadyBy_BeginsWhenWhatIsMissingTakesAsLong(int goal, int permille, int begins)
    {
        ChargeRig rig = Rig(Unknown.Number, Unknown.Number, 420);
        rig.Settings.Goal = goal;
        rig.Settings.GoalPermille = permille;
        rig.Battery.SocPermille = 500;
        rig.Controller.MinuteOfDay = begins - 1;
        rig.Start().Run(1000);
        AssertCharges(rig, false, WhyReason.ReadyBy, begins);

        rig.Controller.MinuteOfDay = begins;
        rig.Tick();
        AssertCharges(rig, true, 0, 0);
    }

    [TestMethod]
    public void ReadyBy_HasBegun_GoesOnBehindItsTimeAndTheNextOneWaits()
    {
        ChargeRig rig = Rig(Unknown.Number, Unknown.Number, 420);
        rig.Battery.SocPermille = 500;
        rig.Controller.MinuteOfDay = 415;
        rig.Start().Run(1000);
        rig.Controller.MinuteOfDay = 421;
        rig.Run(1000);
        AssertCharges(rig, true, 0, 0);

        rig.SetCells(14, 4150);
        rig.Run(61000);
        Assert.AreEqual(ChargeState.Complete, rig.Controller.State);
        rig.SetCells(14, 4000);
        rig.Run(11000);
        AssertCharges(rig, false, WhyReason.ReadyBy, 240);
    }

    [TestMethod]
    [DataRow(true, false)]
    [DataRow(false, true)]
    public void ReadyBy_UnknownSoc_WaitsOrChargesBySetting(bool waits, bool charges)
    {
        ChargeRig rig = Rig(Unknown.Number, Unknown.Number, 420);
        rig.Settings.WaitsWithoutClock = waits;
        rig.Battery.SocPermille = Unknown.Number;
        rig.Controller.MinuteOfDay = 600;
        rig.Start().Run(1000);

        AssertCharges(rig, charges, WhyReason.SocUnknown, Unknown.Number);
    }

    [TestMethod]
    public void ReadyBy_NothingMayFlowNow_IsTakenForAWholeDay()
    {
        ChargeSchedule schedule = new ChargeSchedule();
        ChargeSettings settings = new ChargeSettings { ReadyByMinute = 420 };
        BatterySnapshot battery = new BatterySnapshot { SocPermille = 500, NominalMilliAmpHours = 40000 };

        Assert.IsFalse(schedule.Holds(settings, battery, 421, 0));
    }

    private static ChargeRig Rig(int from, int to, int readyBy)
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.FromMinute = from;
        rig.Settings.ToMinute = to;
        rig.Settings.ReadyByMinute = readyBy;
        return rig;
    }

    private static void AssertCharges(ChargeRig rig, bool charges, int reason, int value)
    {
        Assert.AreEqual(charges ? 10000 : 0, rig.Link.RequestedMilliAmps);
        if (!charges)
        {
            Assert.AreEqual(ChargeState.Paused, rig.Controller.State);
            Assert.AreEqual(LimitCause.Schedule, rig.Controller.LimitedBy);
            Assert.AreEqual(reason, rig.Controller.WhySubject);
            Assert.AreEqual(value, rig.Controller.WhyValue);
        }
    }
}
