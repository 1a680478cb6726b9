using System;
using System.Globalization;
using ChargerFirmware.Control;
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
    // Readings are off by up to 2 + 1 mV and told in whole millivolts; the charger counts in tenths of a volt.
    private const double ToleranceMilliVolts = 5;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("nmc", 14, "tc", 100)]
    [DataRow("lfp", 16, "tc", 100)]
    [DataRow("lto", 20, "tc", 100)]
    [DataRow("nmc", 14, "magnes", 500)]
    public void Charge_FromLowToFull_EndsWithoutAFault(string chemistry, int cells, string protocol, int socPermille)
    {
        BatteryOptions battery = new() { Chemistry = Chemistry.Named(chemistry), Cells = cells, SocPermille = socPermille };
        SettingValues values = new(new SettingTable());
        Assert.IsNull(values.Overlay("battery.profile", chemistry));
        Assert.IsNull(values.Overlay("charger.protocol", protocol));
        ControlBench bench = new(protocol, ChargeSettingsReader.Read(values), site: new SiteOptions { Battery = battery });
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
        double chargedMilliAmpHours = run.Site.Battery.ChargeMilliAmpHours;
        run.Ideal.Run(run.Settings.ChargeCellMilliVolts, at => LimitAt(run.Settings, at), ideal => ideal.ChargeMilliAmpHours >= chargedMilliAmpHours || ideal.MilliAmps < 100);
        double ratio = run.Seconds / run.Ideal.Seconds;

        TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{chemistry}{cells} {protocol,-6} {celsius,2} degC: {run.Seconds / 60:F1} min to {run.EndPermille / 10:F1} %, ideal {run.Ideal.Seconds / 60:F1} min to {run.Ideal.ChargeMilliAmpHours * 100 / pack.CapacityMilliAmpHours:F1} %, ratio {ratio:F3}; ")
            + string.Create(CultureInfo.InvariantCulture,
            $"cell {run.OverMilliVolts:+0.0;-0.0} mV, {run.HighestCelsius:F1} degC, at voltage after {run.SecondsToVoltage / 60:F1} min, states/min {run.StateChangesPerMinute}, turns/min {run.TurnsPerMinute}, interruptions {run.Interruptions}: ")
            + string.Join(", ", run.Story));

        Assert.IsTrue(run.OverMilliVolts <= ToleranceMilliVolts, "highest cell " + run.HighestMilliVolts);
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

    private static double LimitAt(ChargeSettings settings, double celsius)
    {
        int milliAmps = celsius * 10 >= settings.DerateDeciC ? settings.MilliAmpsOf(ChargeMode.Medium) : settings.MilliAmpsOf(ChargeMode.Fast);
        return milliAmps;
    }
}
