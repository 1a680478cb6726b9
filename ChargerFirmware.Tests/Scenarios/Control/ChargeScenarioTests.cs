using System;
using System.Collections.Generic;
using System.Linq;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Battery;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>What the charge control decides, seen on the bus: with the real drivers, a simulated pack and a simulated charger.</summary>
[TestClass]
public class ChargeScenarioTests
{
    private const int StepMilliAmps = 2000;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Ramp_Up_FirstStepAtOnceAndNeverFasterThanItsRate()
    {
        ControlBench bench = new(ChargerOptions.Tc);
        bench.RunUntil(() => bench.Snapshot.RequestMilliAmps == 10_000, 30_000, "the current of medium");

        (long Ms, int MilliAmps)[] asked = [.. bench.Sent.Where(f => f.Id == 0x1806E5F4).Select(f => (f.EndUs / 1000, CurrentOf(f)))];
        int first = Array.FindIndex(asked, f => f.MilliAmps > 0);
        Assert.IsTrue(asked[first].MilliAmps is >= StepMilliAmps and <= 2 * StepMilliAmps, "the first step: " + asked[first].MilliAmps);
        for (int i = first + 1; i < asked.Length; i++)
        {
            long allowed = ((asked[i].Ms - asked[i - 1].Ms) * StepMilliAmps / 1000) + 300;
            Assert.IsTrue(asked[i].MilliAmps - asked[i - 1].MilliAmps <= allowed, $"{asked[i - 1]} to {asked[i]}");
        }
    }

    [TestMethod]
    public void Ramp_Down_IsOnTheBusWithinOnePeriod()
    {
        ControlBench bench = new(ChargerOptions.Tc);
        bench.RunUntil(() => bench.Snapshot.RequestMilliAmps == 10_000, 30_000, "the current of medium");
        bench.Loop.LimitRemotely(3000);
        long fromMs = bench.NowMs;
        bench.Run(1200);

        Assert.AreEqual(3000, CurrentOf(bench.Sent.Last(f => f.EndUs / 1000 <= fromMs + 1150 && f.Id == 0x1806E5F4)));
        Assert.AreEqual(LimitCause.Remote, bench.Snapshot.LimitedBy);
    }

    // 4 mOhm more in one cell are 80 mV at 20 A: the limit takes the current back, the cells come together, and it would be given again.
    [TestMethod]
    public void Spread_OfACellWithMoreResistance_SettlesAndDoesNotSaw()
    {
        ChargeSettings settings = ControlBench.NmcSettings(ChargerOptions.Tc);
        settings.MaxSpreadMilliVolts = 50;
        settings.Charger.FastMilliAmps = 20_000;
        SiteOptions site = new() { Battery = new BatteryOptions { SocPermille = 500, SpreadPermille = 0, WeakCell = 5, WeakLossPermille = 0, WeakResistancePercent = 233 } };
        ControlBench bench = new(ChargerOptions.Tc, settings, new ChargeStart { Mode = ChargeMode.Fast }, site);
        bench.Charging();
        List<int> asked = [];
        for (int second = 0; second < 600; second++)
        {
            bench.Run(1_000);
            asked.Add(bench.Snapshot.RequestMilliAmps);
        }

        Assert.AreEqual(LimitCause.Spread, bench.Snapshot.LimitedBy);
        int[] settled = [.. asked.Skip(180)];
        TestContext.WriteLine($"highest {asked.Max()} mA, then {settled.Min()} to {settled.Max()} mA");
        Assert.IsTrue(settled.Max() - settled.Min() <= 1_000, $"{settled.Min()} to {settled.Max()} mA");
        Assert.IsTrue(settled.Min() > 8_000, "it charges: " + settled.Min());
    }

    [TestMethod]
    [DataRow(ChargerOptions.Magnes)]
    [DataRow(ChargerOptions.Tc)]
    public void RemoteLimit_ZeroStopsWithin200MsAndItsEndStartsAgain(string protocol)
    {
        ControlBench bench = new ControlBench(protocol).Charging();
        long fromMs = bench.NowMs;
        bench.Loop.LimitRemotely(0);
        Assert.IsTrue(bench.StopOnBusAfter(fromMs, 1000) - fromMs <= 200);
        Assert.AreEqual(ChargeState.Paused, bench.Snapshot.State);

        bench.Loop.LimitRemotely(Unknown.Number);
        bench.RunUntil(() => bench.Snapshot.RequestMilliAmps > 0, 70_000, "the charge");
    }

    [TestMethod]
    [DataRow(ChargerOptions.Magnes)]
    [DataRow(ChargerOptions.Tc)]
    public void FortyDegrees_NeverFast(string protocol)
    {
        BatteryOptions battery = new() { AmbientDeciC = 401, SocPermille = 300 };
        ControlBench bench = new(protocol, site: new SiteOptions { Battery = battery }, start: new ChargeStart { Mode = ChargeMode.Fast });
        bench.Charging();
        bench.Run(120_000);

        Assert.IsTrue(bench.Sent.Any(ControlBench.IsCharge));
        Assert.IsFalse(bench.Sent.Any(f => f.Id == 0xAAAA ? f.Data[5] == 0x96 : CurrentOf(f) > 10_000));
        Assert.AreEqual(LimitCause.Temperature, bench.Snapshot.LimitedBy);
    }

    [TestMethod]
    public void FiveDegrees_TheTableIsOnTheBus()
    {
        BatteryOptions battery = new() { AmbientDeciC = 50, SocPermille = 300 };
        ControlBench bench = new(ChargerOptions.Tc, site: new SiteOptions { Battery = battery });
        bench.Charging();
        bench.Run(10_000);

        ChargerSnapshot now = bench.Snapshot;
        Assert.IsTrue(now.RequestMilliAmps is > 3500 and < 4500, now.RequestMilliAmps.ToString());
        Assert.AreEqual(LimitCause.Temperature, now.LimitedBy);
    }

    [TestMethod]
    public void Precharge_LowPack_IsGentleUntilItIsUp()
    {
        BatteryOptions battery = new() { SocPermille = 0 };
        ChargeSettings settings = ControlBench.NmcSettings(ChargerOptions.Tc);
        settings.PrechargeCellMilliVolts = 3200;
        ControlBench bench = new(ChargerOptions.Tc, settings, site: new SiteOptions { Battery = battery });
        bench.RunUntil(() => bench.Snapshot.State == ChargeState.Precharge, 20_000, "precharge");
        bench.Run(5_000);
        Assert.AreEqual(2000, bench.Snapshot.RequestMilliAmps);

        bench.RunUntil(() => bench.Snapshot.State == ChargeState.ConstantCurrent, 3_600_000, "its end");
        Assert.IsTrue(bench.Site.Battery.Cells.Min(c => c.MilliVoltsAt(0)) > 3150);
        bench.Run(6_000);
        Assert.AreEqual(10_000, bench.Snapshot.RequestMilliAmps);
    }

    [TestMethod]
    public void Target_IsCompleteAtItsStateOfCharge()
    {
        ChargeSettings settings = ControlBench.NmcSettings(ChargerOptions.Tc);
        settings.Goal = ChargeGoal.Target;
        settings.GoalPermille = 800;
        ControlBench bench = new ControlBench(ChargerOptions.Tc, settings).Charging();
        bench.RunUntil(() => bench.Snapshot.State == ChargeState.Complete, 900_000, "the target");

        Assert.AreEqual(800, bench.Snapshot.Battery.SocPermille);
        Assert.AreEqual(LimitCause.Soc, bench.Snapshot.LimitedBy);
        bench.Run(2_000);
        Assert.IsTrue(ControlBench.IsStop(bench.Sent.Last()));
    }

    [TestMethod]
    public void Schedule_WithoutClock_WaitsAndTheClockOpensIt()
    {
        ChargeSettings settings = ControlBench.NmcSettings(ChargerOptions.Tc);
        (settings.FromMinute, settings.ToMinute, settings.WaitsWithoutClock, settings.UtcOffsetMinutes) = (22 * 60, 6 * 60, true, 120);
        ControlBench bench = new(ChargerOptions.Tc, settings);
        bench.Run(20_000);
        Assert.AreEqual(ChargeState.Paused, bench.Snapshot.State);
        Assert.AreEqual(WhyReason.ClockUnset, bench.Snapshot.WhySubject);

        // 19:58 UTC is 21:58 here.
        bench.Wall.Set(new DateTimeOffset(2026, 3, 5, 19, 58, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        bench.Run(115_000);
        Assert.AreEqual(WhyReason.Hours, bench.Snapshot.WhySubject);
        Assert.AreEqual(22 * 60, bench.Snapshot.WhyValue);
        Assert.IsFalse(bench.Sent.Any(ControlBench.IsCharge));

        bench.Run(7_000);
        Assert.IsTrue(bench.Sent.Any(ControlBench.IsCharge), "at 22:00");
    }

    [TestMethod]
    public void ClockUnset_WithASchedule_IsToldAfterTwoMinutesAndEndsWithTheTime()
    {
        ChargeSettings settings = ControlBench.NmcSettings(ChargerOptions.Tc);
        (settings.FromMinute, settings.ToMinute, settings.WaitsWithoutClock) = (22 * 60, 6 * 60, false);
        ControlBench bench = new ControlBench(ChargerOptions.Tc, settings).Charging();
        long fromMs = 5_000_000;
        bench.RunUntil(() => bench.IsActive(FaultCode.ClockUnset), 130_000, "the notice");
        Assert.IsTrue(bench.NowMs - fromMs is >= 120_000 and <= 120_300, $"{bench.NowMs - fromMs} ms");
        Assert.IsTrue(bench.Snapshot.RequestMilliAmps > 0, "a notice stops nothing");

        bench.Wall.Set(new DateTimeOffset(2026, 3, 5, 23, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        bench.Run(200);
        Assert.IsFalse(bench.IsActive(FaultCode.ClockUnset));
    }

    [TestMethod]
    public void ClockUnset_WithoutASchedule_IsNeverTold()
    {
        ControlBench bench = new ControlBench(ChargerOptions.Tc).Charging();
        bench.Run(300_000);
        Assert.IsFalse(bench.IsActive(FaultCode.ClockUnset));

        // A schedule that comes later has its two minutes from then.
        ChargeSettings settings = ControlBench.NmcSettings(ChargerOptions.Tc);
        settings.ReadyByMinute = 7 * 60;
        bench.Post(ChargeCommand.Configure, 0, settings);
        bench.Run(115_000);
        Assert.IsFalse(bench.IsActive(FaultCode.ClockUnset));
        bench.RunUntil(() => bench.IsActive(FaultCode.ClockUnset), 15_000, "the notice");
    }

    [TestMethod]
    public void CellSpread_OfAPackFarApart_IsToldNamedAndLowersTheCurrent()
    {
        ChargeSettings settings = ControlBench.NmcSettings(ChargerOptions.Tc);
        settings.MaxSpreadMilliVolts = 100;
        ControlBench bench = new(ChargerOptions.Tc, settings, site: new SiteOptions { Battery = new BatteryOptions { SocPermille = 500 } });
        bench.RunUntil(() => bench.Snapshot.RequestMilliAmps == 10_000, 30_000, "the whole current");
        Assert.IsFalse(bench.IsActive(FaultCode.CellSpread));
        int nominal = bench.Snapshot.Battery.HighestMilliVolts();
        Set(bench, nominal + 160);
        bench.Run(1_000);
        Assert.IsTrue(bench.IsActive(FaultCode.CellSpread));

        // The limit follows slowly, so that it does not saw.
        bench.Run(60_000);
        Assert.AreEqual(LimitCause.Spread, bench.Snapshot.LimitedBy);
        Assert.IsTrue(bench.Snapshot.RequestMilliAmps is > 0 and < 10_000, bench.Snapshot.RequestMilliAmps + " mA");

        // Fewer than 20 mV below what is allowed the notice stays, the current does not suffer.
        Set(bench, bench.Snapshot.Battery.LowestMilliVolts() + 90);
        bench.RunUntil(() => bench.Snapshot.RequestMilliAmps == 10_000, 120_000, "the whole current");
        Assert.IsTrue(bench.IsActive(FaultCode.CellSpread));

        Set(bench, bench.Snapshot.Battery.LowestMilliVolts() + 60);
        bench.Run(1_000);
        Assert.IsFalse(bench.IsActive(FaultCode.CellSpread));
    }

    // Cell 3 as the board reads it.
    private static void Set(ControlBench bench, int milliVolts)
    {
        lock (bench.Site.World.Sync)
        {
            bench.Site.Board.Faults.WrongCell = 3;
            bench.Site.Board.Faults.WrongCellMilliVolts = milliVolts;
        }
    }

    // A cell that is 2 % ahead of its neighbours, of twice their resistance: its limit takes over from the charger, and nothing swings.
    [TestMethod]
    [DataRow("nmc", 14, 4200)]
    [DataRow("lfp", 16, 3575)]
    public void WeakCell_StaysBelowItsLimitWithoutChatter(string chemistry, int cells, int limitMilliVolts)
    {
        ChargeWithWeakCell(chemistry, cells, limitMilliVolts, 930, 250);
    }

    [TestMethod]
    [TestCategory("Long")]
    [DataRow("nmc", 14, 4200, 50)]
    [DataRow("nmc", 14, 4200, 250)]
    [DataRow("nmc", 14, 4200, 400)]
    [DataRow("lfp", 16, 3575, 50)]
    [DataRow("lfp", 16, 3575, 250)]
    [DataRow("lfp", 16, 3575, 400)]
    public void WholeCharge_WithAWeakCellInColdAndWarmth_StaysBelowItsLimitWithoutChatter(string chemistry, int cells, int limitMilliVolts, int deciC)
    {
        ChargeWithWeakCell(chemistry, cells, limitMilliVolts, 50, deciC);
    }

    private void ChargeWithWeakCell(string chemistry, int cells, int limitMilliVolts, int socPermille, int deciC)
    {
        BatteryOptions battery = new() { Chemistry = Chemistry.Named(chemistry), Cells = cells, SocPermille = socPermille, AmbientDeciC = deciC };
        ControlBench bench = new(ChargerOptions.Tc, WholeCharge(chemistry), site: new SiteOptions { Battery = battery }, start: new ChargeStart { Mode = ChargeMode.Fast });
        BatteryCell weak = bench.Site.Battery.Cells[4];
        weak.ChargeMilliAmpHours += 0.02 * weak.CapacityMilliAmpHours;
        weak.SeriesMilliOhms *= 2;
        bench.Charging();
        double highest = 0;
        int cellLimited = 0;
        int rises = 0;
        int before = 0;
        List<(long Ms, int State)> states = [];
        while (bench.Snapshot.State != ChargeState.Complete)
        {
            bench.Run(1000);
            ChargerSnapshot now = bench.Snapshot;
            highest = Math.Max(highest, now.Battery.CellMilliVolts[4]);
            cellLimited += now.LimitedBy == LimitCause.Cell ? 1 : 0;
            rises += now.LimitedBy == LimitCause.Cell && now.RequestMilliAmps > before + 200 ? 1 : 0;
            before = now.RequestMilliAmps;
            if (states.Count == 0 || states[^1].State != now.State)
            {
                states.Add((bench.NowMs, now.State));
            }

            Assert.IsLessThan(0, now.Faults.WorstStop());
            Assert.IsLessThan(500, states.Count);
            Assert.IsTrue(bench.NowMs < 5_000_000 + (20 * 3_600_000), "it ends");
        }

        TestContext.WriteLine($"{(bench.NowMs - 5_000_000) / 60_000} min, highest {highest} mV, {cellLimited} s bound by the cell, {rises} rises meanwhile, states {string.Join(' ', states.Select(s => ChargeState.NameOf(s.State)))}");
        Assert.IsTrue(highest <= limitMilliVolts, highest + " mV");

        // In the cold the current is so small that it may never come to that.
        Assert.IsTrue(deciC < 100 || cellLimited > 30, "its limit has to bind: " + cellLimited);
        Assert.IsLessThanOrEqualTo(3, rises);
        long[] changes = [.. states.Where(s => s.State != ChargeState.Complete).Select(s => s.Ms)];
        for (int i = 2; i < changes.Length; i++)
        {
            Assert.IsTrue(changes[i] - changes[i - 1] >= 60_000, "two changes of state within a minute");
        }
    }

    private static ChargeSettings WholeCharge(string chemistry)
    {
        ChargerFirmware.Settings.SettingValues values = new(new ChargerFirmware.Settings.SettingTable());
        Assert.IsNull(values.Overlay("battery.profile", chemistry));
        Assert.IsNull(values.Overlay("charger.protocol", "tc"));
        return ChargerFirmware.Settings.ChargeSettingsReader.Read(values, false);
    }

    private static int CurrentOf(BusFrame frame)
    {
        return (frame.Data[2] << 8 | frame.Data[3]) * 100;
    }
}
