using System;
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
}
