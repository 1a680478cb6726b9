using System;
using System.Globalization;
using ChargerFirmware.Bms;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Scenarios.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Battery;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>Charges from low to full in simulated time, with the whole control side of the firmware.</summary>
[TestClass]
public sealed class WholeChargeTests
{
    // The aim is 1.05 at 25 degC; measured is 1.002 to 1.016 at every temperature.
    private const double MostRatio = 1.03;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("nmc", 14, "tc", 100)]
    [DataRow("lfp", 16, "tc", 100)]
    [DataRow("lto", 20, "tc", 100)]
    [DataRow("nmc", 14, "magnes", 500)]
    [DataRow("nmc", 14, "analog", 500)]
    [DataRow("nmc", 14, "tsm", 700)]
    [DataRow("nmc", 14, "brusa", 700)]
    [DataRow("nmc", 14, "eltek", 700)]
    [DataRow("nmc", 14, "pylontech", 700)]
    public void Charge_FromLowToFull_EndsWithoutAFault(string chemistry, int cells, string protocol, int socPermille)
    {
        BatteryOptions battery = new() { Chemistry = Chemistry.Named(chemistry), Cells = cells, SocPermille = socPermille };
        SettingValues values = new(new SettingTable());
        Assert.IsNull(values.Overlay("battery.profile", chemistry));
        Assert.IsNull(values.Overlay("charger.protocol", protocol));
        ControlBench bench = new(protocol, ChargeSettingsReader.Read(values, false), site: new SiteOptions { Battery = battery });
        double highest = 0;
        int minutes = 0;
        while (bench.Snapshot.State != ChargeState.Complete)
        {
            bench.Run(60_000);
            Assert.IsLessThan(0, bench.Snapshot.Faults.WorstStop());
            Assert.IsTrue(++minutes < 600, "still in state " + ChargeState.NameOf(bench.Snapshot.State));
            highest = Math.Max(highest, bench.Site.Board.Readings.HighestMilliVolts);
        }

        bench.Run(5_000);
        Assert.AreEqual(0, bench.Site.Battery.MilliAmps, 0.001);
        Assert.IsTrue(highest < bench.Site.Battery.Chemistry.FullMilliVolts + 50, "highest cell " + highest);
        Assert.IsTrue(bench.Site.Battery.ChargeMilliAmpHours > 34_000, "charged to " + bench.Site.Battery.ChargeMilliAmpHours);
    }

    [TestMethod]
    [TestCategory("Long")]
    [DataRow("nmc", 14, "tc", 5)]
    [DataRow("nmc", 14, "tc", 25)]
    [DataRow("nmc", 14, "tc", 40)]
    [DataRow("lfp", 16, "tc", 5)]
    [DataRow("lfp", 16, "tc", 25)]
    [DataRow("lfp", 16, "tc", 40)]
    [DataRow("nmc", 14, "magnes", 25)]
    [DataRow("lfp", 16, "magnes", 25)]
    public void Charge_WithAnAgedCell_IsSafeCalmAndNearlyAsFastAsCanBe(string chemistry, int cells, string protocol, int celsius)
    {
        BatteryOptions pack = new()
        {
            Chemistry = Chemistry.Named(chemistry),
            Cells = cells,
            SocPermille = 50,
            AmbientDeciC = celsius * 10,
            WeakCell = 5,
            WeakLossPermille = 20,
            WeakResistancePercent = 150,
        };
        ChargeRun run = new ChargeRun(protocol, pack).ToTheEnd();
        double endPermille = run.EndPermille;
        int tailMilliAmps = pack.CapacityMilliAmpHours / 20;
        run.Ideal.Run(run.Settings.ChargeCellMilliVolts, CellLimit.LimitMilliVolts(run.Settings), at => LimitAt(run.Settings, pack, at), ideal => ideal.MilliAmps <= tailMilliAmps);

        // The ideal controller too waits for a minute whether the current stays down.
        double ratio = run.Seconds / (run.Ideal.Seconds + 60);
        Tell(pack, protocol, celsius, run, ratio, endPermille);

        Assert.IsTrue(run.HighestMilliVolts <= CellLimit.LimitMilliVolts(run.Settings), "highest cell " + run.HighestMilliVolts);
        Assert.IsTrue(run.StateChangesPerMinute <= 1, string.Join(", ", run.Story));
        Assert.IsTrue(run.SwingsPerMinute <= 1, run.SwingsPerMinute + " swings of the request a minute");
        Assert.AreEqual(0, run.Interruptions, string.Join(", ", run.Story));
        if (protocol == "tc")
        {
            Assert.IsTrue(ratio <= MostRatio, "ratio " + ratio);
            Assert.IsTrue(endPermille >= run.Ideal.ChargeMilliAmpHours * 1000 / pack.CapacityMilliAmpHours - 5, "ended early: " + endPermille);
        }
    }

    [TestMethod]
    public void Ideal_AtConstantCurrent_AgreesWithTheSimulatedBattery()
    {
        BatteryModel battery = new(new BatteryOptions { SocPermille = 100, WeakCell = 5, AmbientDeciC = 50 });
        IdealCharge ideal = new(battery);
        battery.Connect(new ConstantSource { OutputMilliAmps = 20_000 });
        for (int ms = 1; ms <= 5_400_000; ms++)
        {
            battery.Step(ms);
        }

        while (ideal.Seconds < 5_400)
        {
            ideal.Step(20_000);
        }

        double highest = 0;
        for (int i = 0; i < battery.Cells.Count; i++)
        {
            highest = Math.Max(highest, battery.CellMilliVolts(i));
        }

        Assert.AreEqual(battery.ChargeMilliAmpHours, ideal.ChargeMilliAmpHours, 1);
        Assert.AreEqual(battery.Celsius, ideal.Celsius, 0.02);
        Assert.AreEqual(highest, ideal.HighestMilliVolts, 0.2);
    }

    private void Tell(BatteryOptions pack, string protocol, int celsius, ChargeRun run, double ratio, double endPermille)
    {
        double idealPercent = run.Ideal.ChargeMilliAmpHours * 100 / pack.CapacityMilliAmpHours;
        string name = pack.Chemistry.Name + pack.Cells + " " + protocol;
        TestContext.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name,-12} | {celsius,2} degC | {run.Seconds / 60,5:F1} min to {endPermille / 10,5:F1} % | {(run.Ideal.Seconds + 60) / 60,5:F1} min to {idealPercent,5:F1} % | {ratio:F3} | {run.HighestMilliVolts,6:F1} of {CellLimit.LimitMilliVolts(run.Settings)} mV | {run.HighestCelsius,4:F1} degC | {run.StateChangesPerMinute} | {run.SwingsPerMinute} ({run.TurnsPerMinute}) | {run.Interruptions} |"));
        TestContext.WriteLine(string.Join(", ", run.Story));
    }

    // What the firmware's limits give at a temperature while no cell is near its own: folded anew, so without the memory of its hysteresis.
    private static double LimitAt(ChargeSettings settings, BatteryOptions pack, double celsius)
    {
        BatterySnapshot battery = new() { CellCount = pack.Cells, BasicCellCount = pack.Cells, NominalMilliAmpHours = pack.CapacityMilliAmpHours, SensorCount = 2 };
        for (int i = 0; i < pack.Cells; i++)
        {
            battery.CellMilliVolts[i] = (int)pack.Chemistry.OpenMilliVolts(0.5);
        }

        // The board's first sensor reads 0.3 degC more than the cells.
        battery.TempDeciC[0] = (int)Math.Round((celsius + 0.3) * 10);
        battery.TempDeciC[1] = (int)Math.Round(celsius * 10);
        ChargeLimits limits = new();
        limits.Fold(settings, ChargeMode.Fast, battery, Unknown.Number, Unknown.Number, 0);
        return limits.MilliAmps;
    }
}
