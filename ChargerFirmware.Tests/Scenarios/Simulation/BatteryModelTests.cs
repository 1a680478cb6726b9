using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Battery;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

[TestClass]
public sealed class BatteryModelTests
{
    private const int HourMs = 3_600_000;

    [TestMethod]
    [DataRow("nmc")]
    [DataRow("lfp")]
    [DataRow("lto")]
    public void OpenMilliVolts_FromOverDischargedToOvercharged_NeverFallsAndHasNoJump(string name)
    {
        Chemistry chemistry = Chemistry.Named(name);
        double before = chemistry.OpenMilliVolts(-0.2);
        for (int permille = -199; permille <= 1200; permille++)
        {
            double now = chemistry.OpenMilliVolts(permille / 1000.0);
            Assert.IsTrue(now >= before && now - before < 20, name + " at " + permille + ": " + before + " -> " + now);
            before = now;
        }
    }

    [TestMethod]
    public void OpenMilliVolts_FullCell_StandsAtOrAboveTheChargeVoltage()
    {
        Assert.IsTrue(Chemistry.Nmc.OpenMilliVolts(1) >= Chemistry.Nmc.FullMilliVolts);
        Assert.AreEqual(4200, Chemistry.Nmc.OpenMilliVolts(1), 0.001);
        Assert.AreEqual(3720, Chemistry.Nmc.OpenMilliVolts(0.5), 0.001);
    }

    [TestMethod]
    public void Named_UnknownChemistry_SaysWhichThereAre()
    {
        ArgumentException refused = Assert.ThrowsExactly<ArgumentException>(() => Chemistry.Named("lead"));
        StringAssert.Contains(refused.Message, "nmc, lfp or lto");
    }

    [TestMethod]
    public void Step_HourAtConstantCurrent_EveryCellGainsExactlyThatCharge()
    {
        BatteryModel battery = new(new BatteryOptions { SocPermille = 200 });
        double[] before = [.. battery.Cells.Select(cell => cell.ChargeMilliAmpHours)];
        battery.Connect(new ConstantSource { OutputMilliAmps = 10_000 });
        battery.LoadMilliAmps = 1_000;

        Live(battery, HourMs);

        for (int i = 0; i < before.Length; i++)
        {
            Assert.AreEqual(9_000, battery.Cells[i].ChargeMilliAmpHours - before[i], 0.01, "cell " + (i + 1));
        }
    }

    [TestMethod]
    public void Step_CurrentThatComesAndGoes_IsCountedToTheMillisecond()
    {
        BatteryModel battery = new(new BatteryOptions { SocPermille = 500 });
        ConstantSource source = new();
        battery.Connect(source);
        double before = battery.ChargeMilliAmpHours;

        double milliAmpMs = 0;
        for (int ms = 1; ms <= 100_000; ms++)
        {
            source.OutputMilliAmps = ms * 37 % 20_000;
            milliAmpMs += battery.MilliAmps;
            battery.Step(ms);
        }

        Assert.AreEqual(milliAmpMs / HourMs, battery.ChargeMilliAmpHours - before, 0.0001);
    }

    [TestMethod]
    public void Constructor_AskedStateOfCharge_IsTheMeanOfTheCells()
    {
        for (int cells = 1; cells <= 32; cells++)
        {
            BatteryModel battery = new(new BatteryOptions { Cells = cells, SocPermille = 780 });
            Assert.AreEqual(31_200, battery.ChargeMilliAmpHours, 0.001, cells + " cells");
            int different = battery.Cells.Select(cell => Math.Round(cell.ChargeMilliAmpHours, 3)).Distinct().Count();
            Assert.AreEqual(cells, different, "each of " + cells + " cells starts at a place of its own");
        }
    }

    [TestMethod]
    public void MilliAmps_ChargePathOpen_TakesNoChargeButStillFeedsTheLoad()
    {
        BatteryModel battery = new(new BatteryOptions());
        ConstantSource source = new() { OutputMilliAmps = 10_000 };
        battery.Connect(source);
        battery.ChargePathClosed = false;

        Assert.AreEqual(0, battery.MilliAmps);
        Assert.AreEqual(0, battery.MilliAmpsAt(58_800), "a charger finds nobody who takes current");

        source.OutputMilliAmps = 0;
        battery.LoadMilliAmps = 3_000;
        Assert.AreEqual(-3_000, battery.MilliAmps);
        battery.DischargePathClosed = false;
        Assert.AreEqual(0, battery.MilliAmps);
    }

    [TestMethod]
    public void TerminalMilliVolts_WhileCharging_StandsAboveRestByTheResistance()
    {
        BatteryModel battery = new(new BatteryOptions { AmbientDeciC = 250 });
        double rest = battery.TerminalMilliVoltsAt(0);

        // 14 cells of 2 mOhm and 4 mOhm of wiring: 32 mOhm.
        Assert.AreEqual(320, battery.TerminalMilliVoltsAt(10_000) - rest, 0.001);
        Assert.AreEqual(10_000, battery.MilliAmpsAt(rest + 320), 0.001);
        Assert.AreEqual(0, battery.MilliAmpsAt(rest - 1));
    }

    [TestMethod]
    public void CellMilliVolts_AfterTheCurrentEnds_RelaxesTowardsOpenCircuit()
    {
        BatteryModel battery = new(new BatteryOptions { AmbientDeciC = 250 });
        ConstantSource source = new() { OutputMilliAmps = 20_000 };
        battery.Connect(source);
        Live(battery, 300_000);
        source.OutputMilliAmps = 0;

        double atOnce = battery.CellMilliVolts(0);
        Live(battery, 300_000);

        Assert.AreEqual(20, atOnce - battery.CellMilliVolts(0), 0.5, "20 A over 1 mOhm of polarisation");
    }

    [TestMethod]
    public void Celsius_UnderCurrent_ClimbsTowardsWhereLossEqualsHeat()
    {
        BatteryModel battery = new(new BatteryOptions { SocPermille = 100, CapacityMilliAmpHours = 400_000 });
        battery.SetCelsius(25);
        battery.Connect(new ConstantSource { OutputMilliAmps = 40_000 });

        // What warms besides what is seen at once: the polarisation, half as large as the cells' series resistance.
        double ohms = (battery.TerminalMilliVoltsAt(40_000) - battery.TerminalMilliVoltsAt(0)) / 40_000;
        ohms += (ohms - (BatteryModel.WiringMilliOhms / 1000)) / 2;

        Live(battery, HourMs / 2);

        // 14 cells of 700 J/K and 2 W/K of loss: a time constant of 4900 s.
        double final = 40 * 40 * ohms / 2;
        Assert.AreEqual(25 + (final * (1 - Math.Exp(-1800 / 4900.0))), battery.Celsius, 0.1, "less what falls away while it warms");
        Assert.IsTrue(battery.Celsius > 26);
    }

    [TestMethod]
    [DataRow(-8.0, 1.9, 4.0)]
    [DataRow(5.0, 1.9, 1.9)]
    [DataRow(25.0, 1.0, 1.0)]
    [DataRow(40.0, 0.8, 0.8)]
    public void Resistance_FollowsTheTemperature(double celsius, double atLeast, double atMost)
    {
        BatteryModel battery = new(new BatteryOptions());
        battery.SetCelsius(25);
        double warm = Drop(battery);
        battery.SetCelsius(celsius);
        double factor = Drop(battery) / warm;
        Assert.IsTrue(factor >= atLeast - 0.001 && factor <= atMost + 0.001, celsius + " degC: " + factor);
    }

    [TestMethod]
    public void ResistanceFactor_OverAllTemperatures_FallsWithoutAJump()
    {
        double before = Warmth.ResistanceFactor(-40);
        for (int deciC = -399; deciC <= 800; deciC++)
        {
            double now = Warmth.ResistanceFactor(deciC / 10.0);
            Assert.IsTrue(now <= before && before - now < 0.03, deciC + ": " + before + " -> " + now);
            before = now;
        }
    }

    [TestMethod]
    public void BringIntoRoom_FromTheFrost_WarmsTowardsTheRoom()
    {
        BatteryModel battery = new(new BatteryOptions());
        battery.BringIntoRoom(-8, 20);
        Live(battery, HourMs / 2);
        Assert.AreEqual(20 - (28 * Math.Exp(-1800 / 4900.0)), battery.Celsius, 0.05);
    }

    [TestMethod]
    public void MakeWeak_CellWithLessCapacity_IsTheFirstToReachTheLimit()
    {
        BatteryModel battery = new(new BatteryOptions { WeakCell = 5 });
        battery.Connect(new ConstantSource { OutputMilliAmps = 20_000 });
        Live(battery, 600_000);

        int highest = Enumerable.Range(0, 14).MaxBy(battery.CellMilliVolts);
        Assert.AreEqual(4, highest);
        Assert.IsTrue(battery.CellMilliVolts(4) - battery.CellMilliVolts(0) > 50);
    }

    // What 10 A add at the cells, without the wiring.
    private static double Drop(BatteryModel battery)
    {
        return battery.TerminalMilliVoltsAt(10_000) - battery.TerminalMilliVoltsAt(0) - (10 * BatteryModel.WiringMilliOhms);
    }

    private static void Live(BatteryModel battery, int milliseconds)
    {
        for (int ms = 1; ms <= milliseconds; ms++)
        {
            battery.Step(ms);
        }
    }
}
