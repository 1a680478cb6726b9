using ChargerFirmware.Bms;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

/// <summary>The schedule alone: what it takes for the charge, minute by minute.</summary>
[TestClass]
public class ChargeScheduleHoldTests
{
    private const int ReadyBy = 420;

    private readonly ChargeSchedule _schedule = new ChargeSchedule();
    private readonly ChargeSettings _settings = new ChargeSettings { ReadyByMinute = ReadyBy };
    private readonly BatterySnapshot _battery = new BatterySnapshot { SocPermille = 500, NominalMilliAmpHours = 40000 };

    [TestMethod]
    [DataRow(Unknown.Number, Unknown.Number, Unknown.Number, false)]
    [DataRow(600, Unknown.Number, Unknown.Number, false)]
    [DataRow(Unknown.Number, 600, Unknown.Number, false)]
    [DataRow(600, 660, Unknown.Number, true)]
    [DataRow(Unknown.Number, Unknown.Number, 0, true)]
    public void IsSet_BothEndsOrATime(int from, int to, int readyBy, bool expected)
    {
        _settings.FromMinute = from;
        _settings.ToMinute = to;
        _settings.ReadyByMinute = readyBy;

        Assert.AreEqual(expected, ChargeSchedule.IsSet(_settings));
        Assert.AreEqual(expected, _schedule.Holds(_settings, _battery, 421, 10000));
    }

    // What is missing of the larger capacity over the current, and 60 min to full or 15 min to less.
    [TestMethod]
    [DataRow(500, 40000, 0, ChargeGoal.Full, 0, 10000, 180)]
    [DataRow(500, 40000, 60000, ChargeGoal.Full, 0, 10000, 240)] // what a full charge really gives
    [DataRow(500, 40000, 20000, ChargeGoal.Full, 0, 10000, 180)]
    [DataRow(1000, 40000, 0, ChargeGoal.Full, 0, 10000, 60)]
    [DataRow(500, 40000, 0, ChargeGoal.Target, 800, 10000, 87)]
    [DataRow(800, 40000, 0, ChargeGoal.Target, 800, 10000, 15)]
    [DataRow(900, 40000, 0, ChargeGoal.Target, 800, 10000, 15)] // nothing is missing
    [DataRow(500, 40000, 0, ChargeGoal.Full, 0, 1, 1440)] // a day at most
    [DataRow(500, 230000, 0, ChargeGoal.Full, 0, 5000, 1440)]
    [DataRow(500, 229800, 0, ChargeGoal.Full, 0, 5000, 1438)]
    [DataRow(500, 40000, 0, ChargeGoal.Full, 0, 0, 1440)] // nothing may flow now
    [DataRow(500, 40000, 0, ChargeGoal.Full, 0, -1, 1440)]
    public void Holds_UntilWhatIsMissingTakesAsLong(int soc, int nominal, int full, int goal, int goalPermille, int milliAmps, int neededMinutes)
    {
        _battery.SocPermille = soc;
        _battery.NominalMilliAmpHours = nominal;
        _battery.FullMilliAmpHours = full;
        _settings.Goal = goal;
        _settings.GoalPermille = goalPermille;
        int begins = (ReadyBy - neededMinutes + ChargeSchedule.MinutesPerDay) % ChargeSchedule.MinutesPerDay;
        if (neededMinutes < ChargeSchedule.MinutesPerDay)
        {
            int before = (begins + ChargeSchedule.MinutesPerDay - 1) % ChargeSchedule.MinutesPerDay;
            Assert.IsTrue(_schedule.Holds(_settings, _battery, before, milliAmps));
            Assert.AreEqual(WhyReason.ReadyBy, _schedule.WhySubject);
            Assert.AreEqual(begins, _schedule.WhyValue);
        }

        Assert.IsFalse(_schedule.Holds(_settings, _battery, begins, milliAmps));
    }

    [TestMethod]
    public void Holds_HasBegun_GoesOnUntilTheNextOne()
    {
        Assert.IsFalse(_schedule.Holds(_settings, _battery, 400, 10000));
        Assert.IsFalse(_schedule.Holds(_settings, _battery, 421, 10000));

        _schedule.Restart();
        Assert.IsTrue(_schedule.Holds(_settings, _battery, 421, 10000));
    }

    [TestMethod]
    [DataRow(Unknown.Number, 40000, true)]
    [DataRow(Unknown.Number, 40000, false)]
    [DataRow(500, 0, true)]
    [DataRow(500, 0, false)]
    public void Holds_WhatIsMissingIsUnknown_WaitsOrChargesBySetting(int soc, int capacity, bool waits)
    {
        _battery.SocPermille = soc;
        _battery.NominalMilliAmpHours = capacity;
        _settings.WaitsWithoutClock = waits;

        Assert.AreEqual(waits, _schedule.Holds(_settings, _battery, 421, 10000));
        if (waits)
        {
            Assert.AreEqual(WhyReason.SocUnknown, _schedule.WhySubject);
            Assert.AreEqual(Unknown.Number, _schedule.WhyValue);
        }
    }

    [TestMethod]
    public void Holds_NoClock_IsForgottenWhenItIsSet()
    {
        _settings.WaitsWithoutClock = true;
        Assert.IsTrue(_schedule.Holds(_settings, _battery, Unknown.Number, 10000));
        Assert.AreEqual(WhyReason.ClockUnset, _schedule.WhySubject);
        Assert.AreEqual(Unknown.Number, _schedule.WhyValue);
        Assert.IsFalse(_schedule.Holds(_settings, _battery, 419, 10000));
    }

    [TestMethod]
    public void Holds_HoursAndATime_BothCount()
    {
        _settings.FromMinute = 200;
        _settings.ToMinute = 500;
        Assert.IsTrue(_schedule.Holds(_settings, _battery, 199, 10000));
        Assert.AreEqual(WhyReason.Hours, _schedule.WhySubject);
        Assert.AreEqual(200, _schedule.WhyValue);
        Assert.IsTrue(_schedule.Holds(_settings, _battery, 239, 10000));
        Assert.AreEqual(WhyReason.ReadyBy, _schedule.WhySubject);
        Assert.IsFalse(_schedule.Holds(_settings, _battery, 240, 10000));
    }
}
