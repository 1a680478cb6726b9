using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>The simulated bus: arbitration, acknowledge, time, misbehaviour.</summary>
[TestClass]
public class SimulatedCanBusTests
{
    private readonly ManualClock _clock = new();
    private readonly SimulatedWorld _world;
    private readonly SimulatedCanBus _bus;
    private readonly List<BusFrame> _seen = [];

    public SimulatedCanBusTests()
    {
        _world = new SimulatedWorld(_clock);
        _bus = new SimulatedCanBus(_world);
        _bus.Tap += _seen.Add;
    }

    [TestMethod]
    public void Arbitration_LowestIdentifierWins_StandardBeforeExtendedDataBeforeRemote()
    {
        // All at once; as the bits come on the wire.
        string[] inOrder = ["t0000", "R000000010", "t1230", "r1230", "T048C00000", "R048C00000", "T048C00010", "t1240", "t7FF0", "T1FFFFFFF0"];
        for (int i = inOrder.Length - 1; i >= 0; i--)
        {
            new TestNode(_bus).Send(inOrder[i]);
        }

        Wait(20);
        CollectionAssert.AreEqual(inOrder, _seen.ConvertAll(frame => frame.Text));
    }

    [TestMethod]
    [DataRow(250_000, "t1230", 188, 236)]
    [DataRow(250_000, "t1238FFFFFFFFFFFFFFFF", 444, 540)]
    [DataRow(250_000, "T000012348FFFFFFFFFFFFFFFF", 520, 640)]
    [DataRow(500_000, "T000012348FFFFFFFFFFFFFFFF", 260, 320)]
    [DataRow(250_000, "R000012348", 268, 330)]
    public void FrameTime_IsBetweenNoStuffingAndFullStuffing(int bitsPerSecond, string text, int leastUs, int mostUs)
    {
        _bus.BitsPerSecond = bitsPerSecond;
        TestNode sender = NewNode(bitsPerSecond);
        NewNode(bitsPerSecond);
        sender.Send(text);
        Wait(2);
        Assert.IsTrue(_seen[0].EndUs >= leastUs && _seen[0].EndUs <= mostUs, _seen[0].EndUs + " us");
    }

    [TestMethod]
    public void Load_BusIsFull_ManyFramesShareAMillisecondAndNoneIsLost()
    {
        TestNode sender = NewNode();
        TestNode listener = NewNode();
        for (int i = 0; i < 1000; i++)
        {
            sender.Send("t1230");
        }

        Wait(100);
        Assert.IsTrue(listener.Heard.Count is > 420 and < 540, listener.Heard.Count + " frames in 100 ms");
        Wait(150);
        Assert.HasCount(1000, listener.Heard);
        Assert.AreEqual(1000, _bus.GoodFrames);
        Assert.IsEmpty(sender.Heard, "nobody hears itself");
    }

    [TestMethod]
    public void Acknowledge_OnlyByAnotherRunningNodeOfTheSameRate()
    {
        TestNode sender = NewNode();
        TestNode other = NewNode(500_000);
        sender.Send("t1230");
        Wait(10);
        Assert.IsTrue(sender.Failed > 10);
        Assert.AreEqual(BusOutcome.NotAcknowledged, _seen[0].Outcome);

        other.BitsPerSecond = 250_000;
        other.IsRunning = false;
        int failed = sender.Failed;
        Wait(10);
        Assert.IsTrue(sender.Failed > failed);

        other.IsRunning = true;
        Wait(2);
        CollectionAssert.AreEqual(new[] { "t1230" }, other.Heard);
    }

    [TestMethod]
    public void LossPercent_FramesAreDestroyedAndRepeatedReproducibly()
    {
        int first = RunWithLoss();
        int second = RunWithLoss();
        Assert.AreEqual(first, second, "seeded");
        Assert.IsTrue(first is > 300 and < 800, first.ToString());
    }

    [TestMethod]
    public void StuckDominant_NothingPasses()
    {
        TestNode sender = NewNode();
        TestNode listener = NewNode();
        _bus.StuckDominant = true;
        sender.Send("t1230");
        Wait(100);
        Assert.IsEmpty(_seen);
        _bus.StuckDominant = false;
        Wait(2);
        Assert.HasCount(1, listener.Heard);
    }

    [TestMethod]
    public void Detach_FrameOnTheWire_ReachesNobody()
    {
        TestNode sender = NewNode();
        TestNode listener = NewNode();
        sender.Send("t0018FFFFFFFFFFFFFFFF", "t0028FFFFFFFFFFFFFFFF", "t0038FFFFFFFFFFFFFFFF");
        Wait(1);
        _bus.Detach(sender);
        Wait(10);
        CollectionAssert.AreEqual(new[] { "t0018FFFFFFFFFFFFFFFF", "t0028FFFFFFFFFFFFFFFF" }[..listener.Heard.Count], listener.Heard);
        Assert.IsTrue(listener.Heard.Count < 3);
        Assert.AreEqual(BusOutcome.Destroyed, _seen[^1].Outcome);
    }

    [TestMethod]
    public void Tap_Frame_CarriesWhatWasOnTheBus()
    {
        TestNode sender = NewNode();
        NewNode();
        sender.Send("T0000AAAA21450", "r1234");
        Wait(3);
        Assert.AreSame(sender, _seen[0].Sender);
        Assert.AreEqual("T0000AAAA21450", _seen[0].Text);
        Assert.AreEqual(BusOutcome.Good, _seen[0].Outcome);
        Assert.AreEqual("r1234", _seen[1].Text);
        Assert.IsTrue(_seen[1].EndUs > _seen[0].EndUs);
    }

    private static int RunWithLoss()
    {
        var clock = new ManualClock();
        var world = new SimulatedWorld(clock);
        var bus = new SimulatedCanBus(world, seed: 42) { LossPercent = 50 };
        var sender = new TestNode(bus);
        var listener = new TestNode(bus);
        for (int i = 0; i < 500; i++)
        {
            sender.Send("t1230");
        }

        clock.Advance(1000);
        world.Advance();
        Assert.HasCount(500, listener.Heard);
        return sender.Failed;
    }

    private TestNode NewNode(int bitsPerSecond = 250_000)
    {
        return new TestNode(_bus) { BitsPerSecond = bitsPerSecond };
    }

    private void Wait(int milliseconds)
    {
        _clock.Advance(milliseconds);
        _world.Advance();
    }
}
