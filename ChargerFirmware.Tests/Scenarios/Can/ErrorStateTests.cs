using System;
using System.Collections.Generic;
using ChargerFirmware.Can;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>Error states and the way through bus-off and back.</summary>
[TestClass]
public class ErrorStateTests
{
    [TestMethod]
    public void State_PartnerGoesAndComesBack_IsPassiveThenWarningThenActive()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        bench.Send("t1230");
        bench.Run(1000);
        Assert.AreEqual(CanState.ErrorActive, bench.Health.State);

        node.IsRunning = false;
        bench.Send("t1230");
        bench.Run(200);
        Assert.AreEqual(CanState.ErrorPassive, bench.Health.State);
        Assert.AreEqual(128, bench.Health.TransmitErrors);

        node.IsRunning = true;
        bench.Run(200);
        Assert.AreEqual(CanState.ErrorWarning, bench.Health.State);
        Assert.AreEqual(127, bench.Health.TransmitErrors);
        for (int i = 0; i < 40; i++)
        {
            bench.Send("t1230");
            bench.Run(100);
        }

        Assert.AreEqual(CanState.ErrorActive, bench.Health.State);
        Assert.AreEqual(0, bench.Health.BusOffs);
        Assert.AreEqual(1, bench.CountInLog("CAN: error passive"));
        Assert.AreEqual(1, bench.CountInLog("no longer error passive"));
        bench.AssertNoComplaints();
    }

    [TestMethod]
    [DataRow(16_000_000)]
    [DataRow(4_000_000)]
    public void State_WrongCrystal_IsPassiveAndDeafButNotBusOff(int crystalOnTheBoard)
    {
        CanBench bench = new CanBench(crystalOnTheBoard).StartUp();
        Assert.AreNotEqual(CanBench.Rate, bench.Chip.BitsPerSecond);
        TestNode node = bench.AddNode();
        bench.AddNode();
        for (int i = 0; i < 20; i++)
        {
            bench.Send("t1230");
            node.Send("t2221AA");
            bench.Run(500);
        }

        Assert.AreEqual(CanState.ErrorPassive, bench.Health.State);
        Assert.AreEqual(128, bench.Health.TransmitErrors);
        Assert.AreEqual(0, bench.Health.Sent);
        Assert.IsEmpty(bench.Received);
        Assert.AreEqual(0, bench.Health.BusOffs);
        Assert.IsTrue(bench.Health.Settled);
    }

    [TestMethod]
    public void State_WrongCrystalAndOnlyListening_DisturbsUntilItIsPassive()
    {
        CanBench bench = new CanBench(16_000_000).StartUp();
        TestNode node = bench.AddNode();
        TestNode other = bench.AddNode();
        node.Send("t2221AA");
        bench.Run(200);

        Assert.AreEqual(CanState.ErrorPassive, bench.Health.State);
        Assert.AreEqual(128, bench.Health.ReceiveErrors);
        Assert.AreEqual(0, bench.Health.TransmitErrors);
        Assert.AreEqual(128, node.Failed);
        CollectionAssert.AreEqual(new[] { "t2221AA" }, other.Heard, "then it lets the others through");
        Assert.AreEqual(0, bench.Health.BusOffs);
    }

    [TestMethod]
    public void State_BusBecomesDominant_IsPassiveAndRecoversWithTheNewestFrame()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        bench.Send("t1231AA");
        bench.Run(200);
        bench.Bus.StuckDominant = true;
        for (int i = 0; i < 5; i++)
        {
            bench.Send("t1231" + i.ToString("X2"));
            bench.Run(200);
        }

        Assert.AreEqual(CanState.ErrorPassive, bench.Health.State);
        bench.Bus.StuckDominant = false;
        bench.Run(200);
        CollectionAssert.AreEqual(new[] { "t1231AA", "t123104" }, node.Heard);
        bench.AssertNoComplaints();
    }

    [TestMethod]
    public void BusOff_ForcedErrors_IsNoticedWithinThreeTicksAndNothingIsSentThen()
    {
        CanBench bench = new CanBench().StartUp();
        bench.AddNode();
        bench.Send("t1231AA");
        bench.Run(500);
        bench.Bus.DestroyFramesOf = bench.Chip;
        bench.Send("t1231BB");
        bench.RunUntil(() => bench.Health.State == CanState.BusOff, 300);

        Assert.AreEqual(1, bench.Health.BusOffs);
        Assert.IsFalse(bench.Send("t1231CC"));
        int attempts = 0;
        bench.Bus.Tap += _ => attempts++;
        bench.Run(900);
        Assert.AreEqual(0, attempts);
        Assert.AreEqual(CanState.BusOff, bench.Health.State);
        bench.AssertNoComplaints();
    }

    [TestMethod]
    public void BusOff_CauseStays_WaitsTwiceAsLongEachTimeUpToThirtySeconds()
    {
        CanBench bench = new CanBench().StartUp();
        bench.AddNode();
        bench.Send("t1231AA");
        bench.Run(500);
        bench.Bus.DestroyFramesOf = bench.Chip;
        var waits = new List<int>();
        for (int i = 0; i < 7; i++)
        {
            bench.Send("t1230");
            bench.RunUntil(() => bench.Health.State == CanState.BusOff, 500);
            waits.Add((bench.RunUntil(() => bench.Health.State != CanState.BusOff, 40_000) + 500) / 1000);
        }

        CollectionAssert.AreEqual(new[] { 1, 2, 4, 8, 16, 30, 30 }, waits);
        Assert.AreEqual(7, bench.Health.BusOffs);
        Assert.AreEqual(7, bench.CountInLog("bus-off"));
    }

    [TestMethod]
    public void BusOff_RanWellForAMinute_BeginsAgainWithOneSecond()
    {
        CanBench bench = new CanBench().StartUp();
        bench.AddNode();
        for (int i = 0; i < 3; i++)
        {
            GoBusOff(bench);
            bench.Bus.DestroyFramesOf = null;
            bench.RunUntil(() => bench.Health.State != CanState.BusOff, 10_000);
        }

        bench.Run(59_000);
        GoBusOff(bench);
        bench.Bus.DestroyFramesOf = null;
        int waitMs = bench.RunUntil(() => bench.Health.State != CanState.BusOff, 10_000);
        Assert.IsTrue(waitMs > 7_000, waitMs + ": a minute is not over");

        bench.Run(61_000);
        GoBusOff(bench);
        waitMs = bench.RunUntil(() => bench.Health.State != CanState.BusOff, 10_000);
        Assert.IsTrue(waitMs is > 900 and < 1_400, waitMs.ToString());
    }

    [TestMethod]
    public void BusOff_StartedAnew_BeginsAgainWithOneSecond()
    {
        CanBench bench = new CanBench().StartUp();
        bench.AddNode();
        for (int i = 0; i < 4; i++)
        {
            GoBusOff(bench);
            bench.Bus.DestroyFramesOf = null;
            bench.RunUntil(() => bench.Health.State != CanState.BusOff, 10_000);
        }

        GoBusOff(bench);
        bench.StartUp();
        GoBusOff(bench);
        int waitMs = bench.RunUntil(() => bench.Health.State != CanState.BusOff, 20_000);
        Assert.IsTrue(waitMs is > 900 and < 1_400, waitMs.ToString());
    }

    [TestMethod]
    public void BusOff_CauseGoes_TheOldFrameNeverAppearsAndTheNextDoes()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        bench.Send("t1231AA");
        bench.Run(200);
        bench.Bus.DestroyFramesOf = bench.Chip;
        bench.Send("t1231BB");
        bench.RunUntil(() => bench.Health.State == CanState.BusOff, 300);
        bench.Bus.DestroyFramesOf = null;
        bench.RunUntil(() => bench.Health.State == CanState.ErrorActive, 2_000);
        bench.Run(500);
        CollectionAssert.AreEqual(new[] { "t1231AA" }, node.Heard);

        bench.Send("t1231CC");
        bench.Run(100);
        CollectionAssert.AreEqual(new[] { "t1231AA", "t1231CC" }, node.Heard);
        Assert.AreEqual(2, bench.Health.Sent);
    }

    /// <summary>The chip is back by itself after 6 ms; ticks at every phase of that must find it.</summary>
    [TestMethod]
    public void BusOff_AtAnyMomentOfTheTick_IsFoundAlthoughTheChipHasRecovered()
    {
        for (int offsetMs = 0; offsetMs < CanBench.TickMs; offsetMs += 3)
        {
            CanBench bench = new CanBench().StartUp();
            bench.AddNode();
            bench.Send("t1231AA");
            bench.Run(200);
            bench.Send("t1231BB");
            bench.Bus.DestroyFramesOf = bench.Chip;
            for (int ms = 0; ms < 90 && !bench.Chip.IsBusOff; ms++)
            {
                bench.Clock.Advance(1);
                bench.World.Advance();
            }

            Assert.IsTrue(bench.Chip.IsBusOff);
            bench.Bus.DestroyFramesOf = null;
            bench.Clock.Advance(offsetMs);
            bench.Run(CanBench.TickMs);
            Assert.AreEqual(1, bench.Health.BusOffs, "after " + offsetMs + " ms");
        }
    }

    [TestMethod]
    public void BusOff_BusIsNoisyAsAReceiver_IsNotTakenForIt()
    {
        CanBench bench = new CanBench().StartUp();
        TestNode node = bench.AddNode();
        bench.AddNode();
        var random = new Random(7);
        for (int i = 0; i < 300; i++)
        {
            bench.Bus.DestroyFramesOf = random.Next(3) == 0 ? node : null;
            node.Send("t2221AA", "t2221BB");
            if (i % 5 == 0)
            {
                bench.Send("t1230");
            }

            bench.Run(50);
        }

        Assert.AreEqual(0, bench.Health.BusOffs, bench.LogText);
        Assert.IsTrue(bench.Health.Received > 100);
    }

    [TestMethod]
    public void BusOff_ThenTheBusIsDead_IsStartingAndComesBack()
    {
        CanBench bench = new CanBench().StartUp();
        bench.AddNode();
        GoBusOff(bench);
        bench.Bus.StuckDominant = true;
        bench.Bus.DestroyFramesOf = null;
        bench.Run(5_000);
        Assert.AreEqual(CanState.Starting, bench.Health.State);

        bench.Bus.StuckDominant = false;
        bench.RunUntil(() => bench.Health.State == CanState.ErrorActive, 1_500);
    }

    private static void GoBusOff(CanBench bench)
    {
        bench.Bus.DestroyFramesOf = bench.Chip;
        bench.Send("t1230");
        bench.RunUntil(() => bench.Health.State == CanState.BusOff, 500);
    }
}
