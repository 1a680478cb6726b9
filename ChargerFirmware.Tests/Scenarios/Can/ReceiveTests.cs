using ChargerFirmware.Can;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>What arrives, in which order, and what is filtered or lost.</summary>
[TestClass]
public class ReceiveTests
{
    [TestMethod]
    public void TryReceive_EveryKindOfFrame_ArrivesAsItWasSent()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        string[] frames =
        [
            "t0000", "t7FF80102030405060708", "t355458005E00", "r1230", "r7FF8", "T000000000", "T1FFFFFFF8FFFEFDFCFBFAF9F8", "T18FF50E580210009600000000", "R18FF50E58", "R000000010",
        ];
        foreach (string frame in frames)
        {
            node.Send(frame);
            bench.Run(CanBench.PassMs);
        }

        bench.Run(20);
        CollectionAssert.AreEqual(frames, bench.Received);
        Assert.AreEqual(frames.Length, bench.Health.Received);
        bench.AssertNoComplaints();
    }

    [TestMethod]
    public void TryReceive_BurstOfTwoABuffer_KeepsTheOrder()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        for (int i = 0; i < 50; i++)
        {
            node.Send("t" + (0x100 + 2 * i).ToString("X3") + "0", "T" + (0x100 + 2 * i + 1).ToString("X8") + "0");
            bench.Run(CanBench.PassMs);
        }

        bench.Run(20);
        Assert.HasCount(100, bench.Received);
        for (int i = 0; i < 100; i++)
        {
            StringAssert.EndsWith(bench.Received[i], (0x100 + i).ToString("X3") + "0");
        }

        Assert.AreEqual(0, bench.Health.Overruns);
    }

    [TestMethod]
    public void AcceptOnly_ExtendedRange_LetsThatRangeThroughAndNothingElse()
    {
        CanBench bench = new CanBench();
        bench.Driver.AcceptOnly(0x18FF50E0, 0x1FFFFFF0, true);
        bench.StartUp();
        TestNode node = bench.AddNode();
        foreach (string frame in new[] { "T18FF50E50", "T18FF50E91AA", "T18FF50F50", "T1806E5F40", "t7E50", "R18FF50E78", "T08FF50E50" })
        {
            node.Send(frame);
            bench.Run(CanBench.PassMs);
        }

        bench.Run(20);
        CollectionAssert.AreEqual(new[] { "T18FF50E50", "T18FF50E91AA", "R18FF50E78" }, bench.Received);
        Assert.AreEqual(0, node.Failed, "what is filtered out is acknowledged all the same");
    }

    [TestMethod]
    public void AcceptOnly_StandardId_DoesNotLookAtTheData()
    {
        CanBench bench = new CanBench();
        bench.Driver.AcceptOnly(0x305, 0x7FF, false);
        bench.StartUp();
        TestNode node = bench.AddNode();
        foreach (string frame in new[] { "t3058FFFFFFFFFFFFFFFF", "t3050", "t3060", "T000003050" })
        {
            node.Send(frame);
            bench.Run(CanBench.PassMs);
        }

        bench.Run(20);
        CollectionAssert.AreEqual(new[] { "t3058FFFFFFFFFFFFFFFF", "t3050" }, bench.Received);
    }

    [TestMethod]
    public void AcceptOnly_ManyForeignFrames_CostNoTransactionAndNoOverrun()
    {
        CanBench bench = new CanBench();
        bench.Driver.AcceptOnly(0x18FF50E5, 0x1FFFFFFF, true);
        bench.StartUp();
        TestNode node = bench.AddNode();
        for (int i = 0; i < 200; i++)
        {
            node.Send("t1238FFFFFFFFFFFFFFFF");
        }

        bench.Chip.ResetCounters();
        bench.Run(100);
        Assert.AreEqual(1, bench.Chip.Transactions, "the tick");
        Assert.AreEqual(0, bench.Health.Overruns);
    }

    [TestMethod]
    public void Overrun_ThreeFramesInOnePass_AreCountedAndTheChipGoesOn()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        node.Send("t1010", "t1020", "t1030", "t1040");
        bench.Clock.Advance(10);
        bench.Run(200);

        CollectionAssert.AreEqual(new[] { "t1010", "t1020" }, bench.Received);
        Assert.AreEqual(1, bench.Health.Overruns);
        Assert.AreEqual(0, bench.Chip.Peek(0x2D), "EFLG");
        Assert.AreEqual(0, bench.Chip.Peek(0x2C) & 0x20, "ERRIF");
        Assert.AreEqual(CanState.ErrorActive, bench.Health.State);
        Assert.AreEqual(0, bench.Health.BusOffs, "an overrun is no bus-off");

        node.Send("t1050");
        bench.Run(200);
        Assert.AreEqual("t1050", bench.Received[^1]);
        Assert.AreEqual(1, bench.Health.Overruns, "counted once");
        bench.AssertNoComplaints();
    }
}
