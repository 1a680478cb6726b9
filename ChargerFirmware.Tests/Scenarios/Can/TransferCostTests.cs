using System;
using System.Linq;
using ChargerFirmware.Can;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>What a frame costs on SPI: transactions count most on the device.</summary>
[TestClass]
[DoNotParallelize]
public class TransferCostTests
{
    [TestMethod]
    public void TrySend_BufferKnownFree_IsTwoTransactionsAndFifteenBytes()
    {
        CanBench bench = new CanBench().StartUp();
        bench.AddNode();
        for (int i = 0; i < 5; i++)
        {
            bench.Chip.ResetCounters();
            Assert.IsTrue(bench.Send("T1806E5F4803D400A000000000"));
            Assert.AreEqual(2, bench.Chip.Transactions);
            Assert.AreEqual(15, bench.Chip.Bytes);
            bench.Run(CanBench.TickMs);
        }

        Assert.AreEqual(5, bench.Health.Sent);
    }

    [TestMethod]
    public void TrySend_AgainWithinOneTick_AsksFirstAndLosesNothing()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        bench.Send("t1231AA");
        bench.Run(CanBench.PassMs);
        bench.Chip.ResetCounters();
        bench.Send("t1231BB");

        Assert.AreEqual(3, bench.Chip.Transactions);
        Assert.AreEqual(17, bench.Chip.Bytes);
        bench.Run(200);
        CollectionAssert.AreEqual(new[] { "t1231AA", "t1231BB" }, node.Heard);
        Assert.AreEqual(2, bench.Health.Sent);
        Assert.AreEqual(0, bench.Health.Replaced);
    }

    [TestMethod]
    public void TryReceive_OneFrame_IsTwoTransactionsAndSixteenBytes()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        node.Send("T18FF50E580210009600000000");
        bench.Clock.Advance(2);
        Assert.IsFalse(bench.Chip.Interrupt.IsHigh);
        bench.Chip.ResetCounters();
        var frame = new CanFrame();

        Assert.IsTrue(bench.Driver.TryReceive(frame));
        Assert.IsFalse(bench.Driver.TryReceive(frame));
        Assert.AreEqual(2, bench.Chip.Transactions);
        Assert.AreEqual(16, bench.Chip.Bytes);
    }

    [TestMethod]
    public void TryReceive_TwoFrames_AreThreeTransactions()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        node.Send("t1011AA", "t1021BB");
        bench.Clock.Advance(5);
        Assert.IsFalse(bench.Chip.Interrupt.IsHigh);
        bench.Chip.ResetCounters();
        var frame = new CanFrame();

        Assert.IsTrue(bench.Driver.TryReceive(frame));
        Assert.AreEqual(0x101u, frame.Id);
        Assert.IsTrue(bench.Driver.TryReceive(frame));
        Assert.AreEqual(0x102u, frame.Id);
        Assert.IsFalse(bench.Driver.TryReceive(frame));
        Assert.AreEqual(3, bench.Chip.Transactions);
        Assert.AreEqual(30, bench.Chip.Bytes);
    }

    [TestMethod]
    public void TryReceive_NothingThere_IsSilent()
    {
        CanBench bench = new CanBench().StartUp();
        bench.Chip.ResetCounters();
        var frame = new CanFrame();
        for (int i = 0; i < 1000; i++)
        {
            Assert.IsFalse(bench.Driver.TryReceive(frame));
        }

        Assert.AreEqual(0, bench.Chip.Transactions);
    }

    [TestMethod]
    public void Pass_Healthy_IsOneTransactionATick()
    {
        CanBench bench = new CanBench().StartUp();
        bench.AddNode();
        bench.Send("t1230");
        bench.Run(CanBench.TickMs);
        bench.Chip.StartRecording();
        bench.Chip.ResetCounters();
        bench.Run(10 * CanBench.TickMs);

        Assert.AreEqual(10, bench.Chip.Transactions);
        Assert.AreEqual(230, bench.Chip.Bytes);
        Assert.IsTrue(bench.Chip.Recording.All(line => line.StartsWith("03 1C 00", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Driver_TenThousandPassesWithTraffic_AllocatesNothing()
    {
        CanBench bench = new CanBench().StartUp();
        var partner = new LoadNode(bench.Bus);
        var frame = new CanFrame();
        CanFrame command = CanBench.Frame("T1806E5F4803D400A000000000");
        int received = Turn(bench, frame, command, 500);
        Assert.IsTrue(received > 0);
        int sentBefore = bench.Health.Sent;

        long before = GC.GetAllocatedBytesForCurrentThread();
        received = Turn(bench, frame, command, 10_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.AreEqual(0, allocated);
        Assert.AreEqual(500, bench.Health.Sent - sentBefore);
        Assert.AreEqual(bench.Health.Sent, partner.Heard - 1, "the last one is on its way to being counted");
        Assert.IsTrue(received > 9_000, received.ToString());
        bench.AssertNoComplaints();
    }

    private static int Turn(CanBench bench, CanFrame frame, CanFrame command, int passes)
    {
        int received = 0;
        for (int pass = 0; pass < passes; pass++)
        {
            while (bench.Driver.TryReceive(frame))
            {
                received++;
            }

            if (pass % 20 == 0)
            {
                bench.Driver.Pass(bench.Clock.NowMs);
                bench.Driver.TrySend(command);
            }

            bench.Clock.Advance(CanBench.PassMs);
        }

        return received;
    }
}
