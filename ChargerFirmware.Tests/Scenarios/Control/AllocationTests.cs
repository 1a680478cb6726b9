using System;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>Nothing is allocated in steady state: on the device the collector would stop everything.</summary>
[TestClass]
[DoNotParallelize]
public class AllocationTests
{
    private const int Ticks = 10_000;

    [TestMethod]
    [DataRow(ChargerOptions.Magnes)]
    [DataRow(ChargerOptions.Tc)]
    [DataRow(ChargerOptions.Tsm)]
    [DataRow(ChargerOptions.Brusa)]
    [DataRow(ChargerOptions.Eltek)]
    [DataRow(ChargerOptions.Pylontech)]
    [DataRow(ChargerOptions.Analog)]
    public void Loop_TenThousandTicksWithTraffic_AllocatesNothing(string protocol)
    {
        ControlBench bench = new ControlBench(protocol).Charging();
        bench.Switch("bmsNoise");
        if (protocol != ChargerOptions.Pylontech)
        {
            // Six frames a second of which a tenth is lost make the controller error passive now and then: an event, and a line in the log.
            bench.Switch("canLoss10");
        }

        bench.Run(5_000);
        bench.KeepsLevels = false;
        int sentBefore = bench.Snapshot.Can.Sent;
        int repliesBefore = bench.Snapshot.BmsCounters.Good;
        long untilMs = bench.NowMs + (Ticks * ControlLoop.TickMs);
        long allocated = 0;
        while (bench.NowMs < untilMs)
        {
            // The site lives through its time outside of what is measured: the pass itself finds it up to date.
            bench.Site.World.Advance();
            long before = GC.GetAllocatedBytesForCurrentThread();
            bench.Loop.Pass();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            bench.Clock.Advance(bench.Loop.WaitMs);
            bench.Frames.Clear();
        }

        ChargerSnapshot after = bench.Snapshot;
        Assert.AreEqual(0L, allocated);
        Assert.IsTrue(protocol == ChargerOptions.Analog || after.Can.Sent - sentBefore > 900, "frames were sent: " + (after.Can.Sent - sentBefore));
        Assert.IsTrue(after.BmsCounters.Good - repliesBefore > 8_000, "replies were read: " + (after.BmsCounters.Good - repliesBefore));
    }
}
