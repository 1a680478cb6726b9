using System;
using System.Collections.Generic;
using System.Linq;
using ChargerFirmware.Can;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>A frame that the bus does not take is replaced by the next one, never queued and never sent late.</summary>
[TestClass]
public class ReplaceTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void TrySend_NobodyAcknowledges_OnlyTheNewestGoesOutWhenSomebodyComes(bool abortReadsAtOnce)
    {
        CanBench bench = new CanBench().StartUp();
        bench.Chip.AbortReadsAtOnce = abortReadsAtOnce;
        for (int i = 0; i < 10; i++)
        {
            Assert.IsTrue(bench.Send("t1231" + i.ToString("X2")));
            bench.Run(500);
        }

        Assert.AreEqual(9, bench.Health.Replaced);
        Assert.AreEqual(0, bench.Health.Sent);
        TestNode node = bench.AddNode();
        bench.Run(200);
        CollectionAssert.AreEqual(new[] { "t123109" }, node.Heard);
        Assert.AreEqual(1, bench.Health.Sent);
        bench.AssertNoComplaints();
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void TrySend_FrameIsOnTheWire_TheNewerWaitsAndFollowsWithinTwoPasses(bool abortReadsAtOnce)
    {
        CanBench bench = new CanBench().StartUp();
        bench.Chip.AbortReadsAtOnce = abortReadsAtOnce;
        TestNode node = bench.AddNode();

        // Behind two frames of 0.49 ms: ours is on the wire when the millisecond is over.
        node.Send("t0018FFFFFFFFFFFFFFFF", "t0018FFFFFFFFFFFFFFFF");
        Assert.IsTrue(bench.Send("T1806E5F4803D400A000000000"));
        bench.Clock.Advance(1);
        Assert.AreEqual(0x08, bench.Chip.Peek(0x30) & 0x08, "still pending");
        Assert.IsTrue(bench.Send("T1806E5F480000000001000000"));
        Assert.IsTrue(bench.Send("T1806E5F480000000002000000"));
        bench.Run(2 * CanBench.PassMs);

        CollectionAssert.AreEqual(new[] { "T1806E5F4803D400A000000000", "T1806E5F480000000002000000" }, node.Heard);
        bench.Run(CanBench.TickMs);
        Assert.AreEqual(2, bench.Health.Sent);
        Assert.AreEqual(1, bench.Health.Replaced, "the one that never left the slot");
        bench.AssertNoComplaints();
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void TryReceive_RightAfterTheCallBack_DoesNotTouchTheBufferOnTheWire(bool abortReadsAtOnce)
    {
        CanBench bench = new CanBench().StartUp();
        bench.Chip.AbortReadsAtOnce = abortReadsAtOnce;
        TestNode node = bench.AddNode();
        node.Send("t0018FFFFFFFFFFFFFFFF", "t0018FFFFFFFFFFFFFFFF");
        bench.Send("T1806E5F4803D400A000000000");
        bench.Clock.Advance(1);
        bench.Send("T1806E5F480000000001000000");
        var frame = new CanFrame();
        while (bench.Driver.TryReceive(frame))
        {
        }

        bench.Driver.Pass(bench.Clock.NowMs);
        Assert.IsFalse(bench.Driver.TryReceive(frame));
        bench.AssertNoComplaints();
        bench.Run(2 * CanBench.PassMs);
        CollectionAssert.AreEqual(new[] { "T1806E5F4803D400A000000000", "T1806E5F480000000001000000" }, node.Heard);
        bench.AssertNoComplaints();
    }

    [TestMethod]
    public void TrySend_BusFullOfHigherPriority_TheOldFrameIsCalledBack()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        TestNode listener = bench.AddNode();
        for (int i = 0; i < 700; i++)
        {
            node.Send("t0018FFFFFFFFFFFFFFFF");
        }

        bench.Send("t7001AA");
        bench.Run(100);
        bench.Send("t7001BB");
        bench.Run(800);

        Assert.AreEqual("t7001BB", listener.Heard[^1]);
        Assert.DoesNotContain("t7001AA", listener.Heard);
        Assert.AreEqual(1, bench.Health.Replaced);
        Assert.AreEqual(1, bench.Health.Sent);
        bench.AssertNoComplaints();
    }

    [TestMethod]
    [DataRow(false, 1)]
    [DataRow(true, 2)]
    [DataRow(false, 3)]
    [DataRow(true, 4)]
    public void TrySend_PartnerAndBusComeAndGo_EverySetPointIsSentOrReplacedAndNoneIsLate(bool abortReadsAtOnce, int seed)
    {
        CanBench bench = new CanBench().StartUp();
        bench.Chip.AbortReadsAtOnce = abortReadsAtOnce;
        TestNode node = bench.AddNode();
        TestNode busy = bench.AddNode(acknowledges: false);
        var random = new Random(seed);
        for (int i = 0; i < 250; i++)
        {
            bench.Send("t1231" + i.ToString("X2"));
            node.IsRunning = random.Next(4) != 0;
            busy.Send(random.Next(2) == 0 ? [] : ["t0018FFFFFFFFFFFFFFFF", "t0018FFFFFFFFFFFFFFFF"]);
            bench.Clock.Advance(random.Next(4));
            bench.Run(CanBench.PassMs * random.Next(10));
        }

        node.IsRunning = true;
        bench.Run(500);
        List<string> ours = node.Heard.FindAll(text => text.StartsWith("t123", StringComparison.Ordinal));
        CollectionAssert.AreEqual(ours.Distinct().Order().ToList(), ours, "in order, none twice");
        Assert.AreEqual("t1231F9", ours[^1]);
        Assert.AreEqual(bench.Health.Sent, ours.Count);
        Assert.AreEqual(250, bench.Health.Sent + bench.Health.Replaced);
        Assert.IsTrue(bench.Health.Replaced > 10, bench.Health.Replaced.ToString());
        Assert.AreEqual(0, bench.Health.BusOffs);
        bench.AssertNoComplaints();
    }

    [TestMethod]
    public void TrySend_NobodyAcknowledges_NeverBlocksAndStaysErrorPassive()
    {
        CanBench bench = new CanBench().StartUp();
        int notAcknowledged = 0;
        bench.Bus.Tap += frame => notAcknowledged += frame.Outcome == BusOutcome.NotAcknowledged ? 1 : 0;
        for (int i = 0; i < 60; i++)
        {
            Assert.IsTrue(bench.Send("t1230"));
            bench.Run(1000);
        }

        Assert.IsTrue(notAcknowledged > 1000);
        Assert.AreEqual(128, bench.Health.TransmitErrors);
        Assert.AreEqual(CanState.ErrorPassive, bench.Health.State);
        Assert.AreEqual(0, bench.Health.BusOffs);
        Assert.AreEqual(0, bench.Health.Restarts);
        bench.AssertNoComplaints();
    }
}
