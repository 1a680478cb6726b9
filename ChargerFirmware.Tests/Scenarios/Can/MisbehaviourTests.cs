using ChargerFirmware.Can;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Can.Mcp2515;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>A chip or a wire that fails while the bus runs.</summary>
[TestClass]
public class MisbehaviourTests
{
    [TestMethod]
    public void Chip_ResetsByItself_IsSetUpAnewWithinHalfASecond()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        bench.Send("t1231AA");
        bench.Run(200);
        bench.Chip.ResetByItself();
        bench.Run(100);
        Assert.AreEqual(CanState.Starting, bench.Health.State);
        bench.RunUntil(() => bench.Health.State == CanState.ErrorActive, 400);

        Assert.AreEqual(1, bench.Health.Restarts);
        Assert.AreEqual(1, bench.CountInLog("lost its configuration"));
        bench.Send("t1231BB");
        node.Send("t2220");
        bench.Run(200);
        CollectionAssert.AreEqual(new[] { "t1231AA", "t1231BB" }, node.Heard);
        CollectionAssert.AreEqual(new[] { "t2220" }, bench.Received);
    }

    [TestMethod]
    public void Chip_ResetsWithAFramePending_IsNotCountedAsSent()
    {
        CanBench bench = new CanBench().StartUp();
        bench.Send("t1231AA");
        bench.Run(50);
        bench.Chip.ResetByItself();
        bench.Clock.Advance(1);
        bench.Send("t1231BB");
        bench.AddNode();
        bench.Run(1_000);

        Assert.AreEqual(0, bench.Health.Sent);
        Assert.AreEqual(1, bench.Health.Restarts);
        Assert.AreEqual(0, bench.Health.BusOffs);
        Assert.AreEqual(CanState.ErrorActive, bench.Health.State);
    }

    [TestMethod]
    [DataRow(SpiFault.Zeros)]
    [DataRow(SpiFault.Ones)]
    public void Spi_DiesAndReturns_IsAbsentMeanwhileAndInventsNoFrames(SpiFault fault)
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        bench.Send("t1231AA");
        bench.Run(200);
        bench.Chip.SpiFault = fault;
        node.Send("t2220", "t2230");
        bench.Run(500);
        Assert.AreEqual(CanState.Absent, bench.Health.State);
        Assert.IsEmpty(bench.Received);
        Assert.IsFalse(bench.Send("t1231BB"));
        Assert.AreEqual(1, bench.Health.Sent);

        bench.Chip.SpiFault = SpiFault.None;
        bench.RunUntil(() => bench.Health.State == CanState.ErrorActive, 2_000);
        Assert.IsTrue(bench.Send("t1231CC"));
        bench.Run(200);
        Assert.AreEqual("t1231CC", node.Heard[^1]);
        Assert.HasCount(2, node.Heard);
    }

    [TestMethod]
    [DataRow(InterruptFault.StuckHigh)]
    [DataRow(InterruptFault.StuckLow)]
    public void InterruptLine_IsStuck_FramesAreReceivedByPolling(InterruptFault fault)
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        bench.Chip.InterruptFault = fault;
        node.Send("t2220");
        bench.Run(200);
        CollectionAssert.AreEqual(new[] { "t2220" }, bench.Received);
        Assert.AreEqual(1, bench.CountInLog("interrupt line"));

        for (int i = 0; i < 20; i++)
        {
            node.Send("t22" + (i % 10) + "0");
            bench.Run(CanBench.PassMs);
        }

        bench.Run(20);
        Assert.HasCount(21, bench.Received);
        Assert.AreEqual(0, bench.Health.Overruns);

        bench.Chip.ResetCounters();
        bench.Run(CanBench.TickMs);
        Assert.AreEqual(1 + CanBench.TickMs / CanBench.PassMs, bench.Chip.Transactions, "a status a pass, a look a tick");
        Assert.AreEqual(1, bench.CountInLog("interrupt line"));
    }

    [TestMethod]
    public void InterruptLine_WorksAgainAfterStart_IsTrustedAgain()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        bench.Chip.InterruptFault = InterruptFault.StuckHigh;
        node.Send("t2220");
        bench.Run(200);
        bench.Chip.InterruptFault = InterruptFault.None;
        bench.StartUp();

        bench.Chip.ResetCounters();
        bench.Run(CanBench.TickMs);
        Assert.AreEqual(1, bench.Chip.Transactions);
    }

    [TestMethod]
    public void Transceiver_OthersDoNotAcknowledgeUs_TheirFramesStillArrive()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        bench.Bus.IgnoreFramesOf = bench.Chip;
        for (int i = 0; i < 10; i++)
        {
            bench.Send("t1230");
            node.Send("t2220");
            bench.Run(200);
        }

        Assert.AreEqual(0, bench.Health.Sent);
        Assert.HasCount(10, bench.Received);
        Assert.AreEqual(CanState.ErrorPassive, bench.Health.State);
        Assert.IsEmpty(node.Heard);
    }
}
