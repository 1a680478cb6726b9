using System;
using ChargerFirmware.Can;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Can.Mcp2515;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>From power-up to the bus, and everything that can be in the way.</summary>
[TestClass]
public class StartUpTests
{
    [TestMethod]
    [DataRow(125_000, 8_000_000)]
    [DataRow(250_000, 8_000_000)]
    [DataRow(500_000, 8_000_000)]
    [DataRow(125_000, 16_000_000)]
    [DataRow(250_000, 16_000_000)]
    [DataRow(500_000, 16_000_000)]
    public void Start_RightCrystal_IsOnTheBusWithinHalfASecondAtThatRate(int bitsPerSecond, int crystal)
    {
        var bench = new CanBench(crystal);
        bench.Bus.BitsPerSecond = bitsPerSecond;
        TestNode node = bench.AddNode();
        node.BitsPerSecond = bitsPerSecond;

        bench.Driver.Start(bitsPerSecond, crystal);
        Assert.AreEqual(CanState.Starting, bench.Health.State);
        bench.RunUntil(() => bench.Health.State == CanState.ErrorActive, 500);
        Assert.AreEqual(bitsPerSecond, bench.Chip.BitsPerSecond);

        Assert.IsTrue(bench.Send("T0000AAAA6145001F4A532"));
        bench.Run(200);
        CollectionAssert.AreEqual(new[] { "T0000AAAA6145001F4A532" }, node.Heard);
        bench.AssertNoComplaints();
    }

    [TestMethod]
    public void Start_BeforeTheFirstSend_OnlyListens()
    {
        var bench = new CanBench();
        bench.AddNode();
        int attempts = 0;
        bench.Bus.Tap += _ => attempts++;

        bench.StartUp();
        bench.Run(10_000);

        Assert.AreEqual(0, attempts);
        Assert.AreEqual(0, bench.Health.Sent);
    }

    [TestMethod]
    public void Start_ChipWaitsAfterReset_DriverDoesNotSpeakToIt()
    {
        var bench = new CanBench();
        bench.Driver.Start(CanBench.Rate, CanBench.Crystal);
        Assert.AreEqual(1, bench.Chip.Transactions, "the reset, so that the bus is quiet at once");

        // Two ticks without time in between: the wait counts from the clock.
        bench.Driver.Pass(bench.Clock.NowMs);
        bench.Driver.Pass(bench.Clock.NowMs);
        Assert.AreEqual(1, bench.Chip.Transactions);
        bench.RunUntil(() => bench.Health.State == CanState.ErrorActive, 500);
        bench.AssertNoComplaints();
    }

    [TestMethod]
    [DataRow(SpiFault.Zeros)]
    [DataRow(SpiFault.Ones)]
    public void Start_WiringMissing_IsAbsentRetriedEverySecondAndSaidOnce(SpiFault fault)
    {
        var bench = new CanBench();
        bench.AddNode();
        bench.Chip.SpiFault = fault;
        bench.Driver.Start(CanBench.Rate, CanBench.Crystal);
        bench.Run(500);
        Assert.AreEqual(CanState.Absent, bench.Health.State);
        Assert.IsFalse(bench.Send("t1230"));

        bench.Chip.ResetCounters();
        for (int tick = 0; tick < 100; tick++)
        {
            bench.Run(CanBench.TickMs);
            Assert.AreEqual(CanState.Absent, bench.Health.State, "no flicker");
        }

        Assert.IsTrue(bench.Chip.Transactions is >= 14 and <= 24, "two transactions a retry: " + bench.Chip.Transactions);
        Assert.AreEqual(1, bench.CountInLog("no controller answers"));

        bench.Chip.SpiFault = SpiFault.None;
        bench.RunUntil(() => bench.Health.State == CanState.ErrorActive, 1500);
        Assert.IsTrue(bench.Send("t1230"));
    }

    [TestMethod]
    public void Start_BusNeverIdle_KeepsTryingSaysSoOnceAndComesUpWhenItIs()
    {
        var bench = new CanBench();
        bench.Bus.StuckDominant = true;
        bench.Driver.Start(CanBench.Rate, CanBench.Crystal);
        bench.Run(5000);

        Assert.AreEqual(CanState.Starting, bench.Health.State);
        Assert.IsTrue(bench.Health.Restarts is >= 3 and <= 5, bench.Health.Restarts.ToString());
        Assert.AreEqual(1, bench.CountInLog("never idle"));
        Assert.IsFalse(bench.Send("t1230"));

        bench.Bus.StuckDominant = false;
        bench.RunUntil(() => bench.Health.State == CanState.ErrorActive, 1500);
        bench.AssertNoComplaints();
    }

    [TestMethod]
    public void Start_AnotherRate_GoesThroughTheBusesQuietAndForgetsTheFrame()
    {
        CanBench bench = new CanBench().StartUp();
        Assert.IsTrue(bench.Send("t1231AA"));
        bench.Run(50);
        long quietFromUs = (bench.Clock.NowMs + 1) * 1000;
        int late = 0;
        bench.Bus.Tap += frame => late += frame.Text == "t1231AA" && frame.EndUs > quietFromUs ? 1 : 0;

        bench.Driver.Start(500_000, CanBench.Crystal);
        Assert.IsFalse(bench.Health.Settled, "after a change of the rate nobody can have acknowledged yet");
        bench.Bus.BitsPerSecond = 500_000;
        TestNode node = bench.AddNode();
        node.BitsPerSecond = 500_000;
        bench.RunUntil(() => bench.Health.State == CanState.ErrorActive, 500);
        Assert.IsTrue(bench.Send("t1231BB"));
        bench.Run(200);

        CollectionAssert.AreEqual(new[] { "t1231BB" }, node.Heard);
        Assert.AreEqual(0, late);
        bench.AssertNoComplaints();
    }

    [TestMethod]
    public void Start_RateThatTheCrystalCannotGive_IsAProgrammingError()
    {
        var bench = new CanBench();
        Assert.ThrowsExactly<ArgumentException>(() => bench.Driver.Start(1_000_000, 8_000_000));
    }

    [TestMethod]
    public void Pass_BeforeStart_DoesNothing()
    {
        var bench = new CanBench();
        bench.Run(500);

        Assert.AreEqual(0, bench.Chip.Transactions);
        Assert.IsFalse(bench.Send("t1230"));
    }

    [TestMethod]
    public void Settled_NobodyAcknowledges_OnlyAfterFiveSeconds()
    {
        CanBench bench = new CanBench();
        bench.Driver.Start(CanBench.Rate, CanBench.Crystal);
        for (int ms = 0; ms < 4900; ms += 100)
        {
            bench.Send("t1230");
            bench.Run(100);
            Assert.IsFalse(bench.Health.Settled, ms.ToString());
        }

        Assert.AreEqual(CanState.ErrorPassive, bench.Health.State);
        Assert.AreEqual(0, bench.CountInLog("passive"), "no word about it before");
        bench.Run(300);
        Assert.IsTrue(bench.Health.Settled);
        bench.Run(200);
        Assert.AreEqual(1, bench.CountInLog("error passive"));
    }

    [TestMethod]
    public void Settled_FirstAcknowledge_IsEnough()
    {
        CanBench bench = new CanBench().StartUp();
        bench.AddNode();
        Assert.IsFalse(bench.Health.Settled);
        bench.Send("t1230");
        bench.Run(200);

        Assert.IsTrue(bench.Health.Settled);
        Assert.AreEqual(1, bench.Health.Sent);
    }
}
