using System;
using System.Collections.Generic;
using System.Threading;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>How fast the whole console polls a real line, measured at the BMS: basic info and cells in turn, at the pace of the wire.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
[DoNotParallelize]
public sealed class PollCycleTests
{
    private const int Cycles = 20;
    private const double MostOfIdeal = 1.15;

    /// <summary>A bad figure on a machine that does something else as well proves nothing against the firmware; a good one proves it.</summary>
    private const int Attempts = 3;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Cycle_CostsAtMostFifteenPercentMoreThanTheWire()
    {
        using ChargerRig rig = new(GoodPack.Healthy);
        int bytes = 2 * JbdFrame.Overhead + GoodPack.Healthy.Basic!.Length + GoodPack.Healthy.Cells!.Length;
        double idealMs = rig.Bms.WireMs(bytes) + 2 * ChargerRig.BmsDelayMs;
        double best = double.MaxValue;
        for (int i = 0; i < Attempts && best > MostOfIdeal; i++)
        {
            Figures cycles = Measure(rig);
            TestContext.WriteLine(cycles + $"; wire and BMS {idealMs:F1} ms; median {cycles.Median / idealMs:F3}, worst {cycles.Worst / idealMs:F3} of that");
            best = Math.Min(best, cycles.Median / idealMs);
        }

        Assert.IsLessThanOrEqualTo(MostOfIdeal, best);
        Assert.IsGreaterThan(0.99, best, "faster than the wire: the BMS is not paced");
    }

    // From one request for basic info to the next. The name, asked once a minute, is no part of the cycle.
    private static Figures Measure(ChargerRig rig)
    {
        int from = rig.Bms.Exchanges.Count;
        while (CyclesSince(rig.Bms.Exchanges, from).Count < Cycles)
        {
            Thread.Sleep(50);
        }

        return CyclesSince(rig.Bms.Exchanges, from);
    }

    private static Figures CyclesSince(IReadOnlyList<BmsExchange> exchanges, int from)
    {
        Figures cycles = new("poll cycle");
        for (int i = from; i + 2 < exchanges.Count; i++)
        {
            if (exchanges[i].Register == JbdRegister.Basic && exchanges[i + 1].Register == JbdRegister.Cells && exchanges[i + 2].Register == JbdRegister.Basic)
            {
                cycles.Add(Figures.Ms(exchanges[i].AskedAt, exchanges[i + 2].AskedAt));
            }
        }

        return cycles;
    }
}
