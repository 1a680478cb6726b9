using System;
using System.Collections.Generic;
using System.Linq;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Battery;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>Random misbehaviours, commands and settings for hours of simulated time: no request may stand on the bus longer than promised while anything forbids it.</summary>
[TestClass]
public class RandomHistoryTests
{
    private const int Steps = 4000;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [TestCategory("Long")]
    [DataRow(ChargerOptions.Magnes, 1)]
    [DataRow(ChargerOptions.Magnes, 2)]
    [DataRow(ChargerOptions.Tc, 3)]
    [DataRow(ChargerOptions.Tc, 4)]
    public void Charge_UnderRandomTrouble_NeverStandsAgainstAStopCondition(string protocol, int seed)
    {
        Random random = new(seed);

        // Low enough that it does not get full: a pack held after over-voltage would rightly charge no more.
        SiteOptions site = new() { Battery = new BatteryOptions { SocPermille = 300 } };
        ControlBench bench = new ControlBench(protocol, site: site).Charging();
        HashSet<string> on = [];
        int charges = 0;
        for (int step = 0; step < Steps; step++)
        {
            Disturb(bench, random, on, protocol);
            long untilMs = bench.NowMs + random.Next(20, 3000);
            while (bench.NowMs < untilMs)
            {
                bench.Pass();
                charges += Judge(bench, step, on);
            }
        }

        TestContext.WriteLine($"seed {seed}: {charges} charge frames in {bench.NowMs / 3_600_000.0 - 1.4:F1} simulated hours");
        Assert.IsTrue(charges > 100, "it must have charged in between: " + charges);
    }

    private static int Judge(ControlBench bench, int step, HashSet<string> on)
    {
        int charges = 0;
        foreach (BusFrame frame in bench.Frames.Where(f => ReferenceEquals(f.Sender, bench.Site.Controller) && ControlBench.IsCharge(f)))
        {
            charges++;
            long atMs = frame.EndUs / 1000;
            string where = $"step {step}, faults {string.Join(' ', on)}";
            Assert.IsTrue(atMs - bench.Tap.LastBasicMs <= 3000 && atMs - bench.Tap.LastCellsMs <= 3000, "a charge on old news: " + where);
            bool told = !bench.Tap.Battery.ChargeFetOn || (bench.Tap.Battery.ProtectionFlags & 0x2D35) != 0;
            Assert.IsTrue(!told || atMs - bench.Tap.LastBasicMs <= 200, "a charge against the BMS: " + where);
        }

        bench.Frames.Clear();
        ChargerSnapshot now = bench.Snapshot;
        Assert.IsTrue(now.RequestMilliAmps <= Math.Min(15_000, now.Battery.NominalMilliAmpHours / 2) || now.RequestMilliAmps == 0);
        Assert.IsTrue(now.Faults.WorstStop() < 0 || now.RequestMilliAmps == 0, "a request beside an active stop");
        Assert.IsTrue(now.RequestMilliAmps == 0 || (!now.StoppedByUser && now.Mode != ChargeMode.Off && !now.OverVoltageHold));
        return charges;
    }

    private static void Disturb(ControlBench bench, Random random, HashSet<string> on, string protocol)
    {
        switch (random.Next(6))
        {
            case 0 or 1 when on.Count < 2:
                SimulationFault fault = SimulationFaults.All[random.Next(SimulationFaults.All.Count)];
                bench.Switch(fault.Name);
                on.Add(fault.Name);
                break;
            case 0 or 1 or 2 or 3 when on.Count > 0:
                string ended = on.ElementAt(random.Next(on.Count));
                bench.Switch(ended, false);
                on.Remove(ended);
                break;
            case 4:
                Forget(bench, bench.Commands.TryPost(random.Next(4), random.Next(3) == 0 ? random.Next(4) : ChargeMode.Medium));
                Forget(bench, bench.Commands.TryPost(ChargeCommand.Start, 0));
                break;
            case 5 when random.Next(3) == 0:
                ChargeSettings settings = ControlBench.NmcSettings(protocol);
                settings.BatteryMaxMilliAmps = random.Next(2) == 0 ? 0 : random.Next(1, 30_000);
                settings.BmsEnabled = random.Next(6) != 0;
                settings.CanEnabled = random.Next(6) != 0;
                Forget(bench, bench.Commands.TryPost(ChargeCommand.Configure, 0, settings));
                break;
            default:
                Forget(bench, bench.Commands.TryPost(ChargeCommand.ClearFaults, 0));
                break;
        }
    }

    private static void Forget(ControlBench bench, int ticket)
    {
        if (ticket >= 0)
        {
            bench.Commands.Abandon(ticket);
        }
    }
}
