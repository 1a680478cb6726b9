using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ChargerFirmware.Can;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>The CAN bus over TCP. Simulated time is moved by the test; the sockets are real.</summary>
[TestClass]
public sealed class SlcanServerTests : IDisposable
{
    private const int LimitMs = 10_000;

    private readonly ManualClock _clock = new();
    private readonly SimulatedWorld _world;
    private readonly SimulatedCanBus _bus;
    private readonly SlcanServer _server;
    private readonly List<SlcanPeer> _peers = [];

    public SlcanServerTests()
    {
        _world = new SimulatedWorld(_clock);
        _bus = new SimulatedCanBus(_world);
        _server = new SlcanServer(_world, _bus, 0);
    }

    public void Dispose()
    {
        _peers.ForEach(peer => peer.Dispose());
        _server.Dispose();
    }

    [TestMethod]
    public void Frames_OfEveryKind_AppearAsLines()
    {
        SlcanPeer peer = Connect();
        var node = new TestNode(_bus);
        node.Send("t1230", "T0000AAAA6145001F4A532", "r3054", "R18FF50E58", "t7FF8FFEEDDCCBBAA9988");

        const string expected = "t1230 T0000AAAA6145001F4A532 r3054 R18FF50E58 t7FF8FFEEDDCCBBAA9988 ";
        Until(() => peer.Text.Length >= expected.Length);
        Assert.AreEqual(expected, peer.Text);
    }

    [TestMethod]
    public void Line_Good_IsSentAndNotAnswered()
    {
        SlcanPeer peer = Connect();
        var node = new TestNode(_bus);
        peer.Send("t1231ab\rT18FF50E52ABCD\r\nr3054\r\n");

        Until(() => node.Heard.Count == 3);
        CollectionAssert.AreEqual(new[] { "t1231AB", "T18FF50E52ABCD", "r3054" }, node.Heard);
        RunFor(20);
        Assert.AreEqual("", peer.Text, "neither an answer nor its own frames");
    }

    [TestMethod]
    public void Line_InPieces_IsPutTogether()
    {
        SlcanPeer peer = Connect();
        var node = new TestNode(_bus);
        foreach (char c in "t1231AB\rt1232CDEF\r")
        {
            peer.Send(c.ToString());
        }

        Until(() => node.Heard.Count == 2);
        CollectionAssert.AreEqual(new[] { "t1231AB", "t1232CDEF" }, node.Heard);
    }

    [TestMethod]
    public void Line_UnknownMalformedOrTooLong_IsAnsweredByOneBelEachAndNothingElseHappens()
    {
        SlcanPeer peer = Connect();
        var node = new TestNode(_bus);
        string[] bad = ["O", "S5", "V", "", "t12", "t1239", "T200000000", "tXYZ0", new string('t', 27), new string('t', 5000), "T0000AAAA8000102030405060708", "\0\u0001"];
        foreach (string line in bad)
        {
            peer.Send(line + "\r");
        }

        peer.Send("t1230\r");
        Until(() => node.Heard.Count == 1 && peer.Text.Length >= bad.Length);
        Assert.AreEqual(new string('!', bad.Length), peer.Text);
        CollectionAssert.AreEqual(new[] { "t1230" }, node.Heard);
    }

    [TestMethod]
    public void Clients_Several_SeeEachOtherAndNotThemselves()
    {
        SlcanPeer[] peers = [Connect(), Connect(), Connect()];
        for (int i = 0; i < peers.Length; i++)
        {
            peers[i].Send("t10" + i + "0\r");
            int bytes = 6 * (i + 1);
            Until(() => peers.Sum(peer => peer.Text.Length) == 2 * bytes);
        }

        Assert.AreEqual("t1010 t1020 ", peers[0].Text);
        Assert.AreEqual("t1000 t1020 ", peers[1].Text);
        Assert.AreEqual("t1000 t1010 ", peers[2].Text);
    }

    [TestMethod]
    public void Acknowledge_OnlyWhileAClientIsConnected()
    {
        var node = new TestNode(_bus);
        node.Send("t1230");
        RunFor(20);
        Assert.IsTrue(node.Failed > 0);
        Assert.AreEqual(0, _bus.GoodFrames);

        SlcanPeer peer = Connect();
        Until(() => peer.Text == "t1230 ");
        peer.Dispose();
        Until(() => _server.ClientCount == 0);
        node.Send("t1240");
        int failed = node.Failed;
        RunFor(20);
        Assert.IsTrue(node.Failed > failed);
        Assert.AreEqual(1, _bus.GoodFrames);
    }

    [TestMethod]
    public void Acknowledge_TheDriver_IsPassiveAloneAndSendsTheNewestOnceAClientComes()
    {
        var bench = new CanBench();
        using var server = new SlcanServer(bench.World, bench.Bus, 0);
        bench.StartUp();
        for (int i = 0; i < 10; i++)
        {
            bench.Send("t1231" + i.ToString("X2"));
            bench.Run(1000);
        }

        Assert.AreEqual(CanState.ErrorPassive, bench.Health.State);
        using var peer = new SlcanPeer(server.Port);
        var watch = Stopwatch.StartNew();
        while (peer.Text.Length < 8 && watch.ElapsedMilliseconds < LimitMs)
        {
            bench.Run(CanBench.PassMs);
            Thread.Sleep(1);
        }

        Assert.AreEqual("t123109 ", peer.Text);
        peer.Send("T18FF50E580210009600000000\r");
        while (bench.Received.Count == 0 && watch.ElapsedMilliseconds < LimitMs)
        {
            bench.Run(CanBench.PassMs);
            Thread.Sleep(1);
        }

        CollectionAssert.AreEqual(new[] { "T18FF50E580210009600000000" }, bench.Received);
    }

    [TestMethod]
    public void Flood_MoreThanTheQueueHolds_ArrivesCompleteAndInOrder()
    {
        SlcanPeer peer = Connect();
        var node = new TestNode(_bus);
        var lines = new StringBuilder();
        for (int i = 0; i < 2000; i++)
        {
            lines.Append("t1232").Append(i.ToString("X4")).Append('\r');
        }

        peer.Send(lines.ToString());
        Until(() => node.Heard.Count == 2000);
        for (int i = 0; i < 2000; i++)
        {
            Assert.AreEqual("t1232" + i.ToString("X4"), node.Heard[i]);
        }

        Assert.AreEqual("", peer.Text);
    }

    [TestMethod]
    public void Close_RightAfterSending_TheFramesStillGoOut()
    {
        var node = new TestNode(_bus);
        SlcanPeer peer = Connect();
        peer.Send("t1231AA\rt1231BB\r");
        peer.Dispose();

        Until(() => node.Heard.Count == 2);
        Until(() => _server.ClientCount == 0);
    }

    [TestMethod]
    public void Client_ThatDoesNotRead_IsDroppedAndHoldsNobodyUp()
    {
        SlcanPeer stalled = Connect(receiveBufferBytes: 4096);
        SlcanPeer reading = Connect();
        var node = new EndlessNode(_bus);
        var watch = Stopwatch.StartNew();
        long longestStepMs = 0;
        while (_server.ClientCount == 2)
        {
            long before = watch.ElapsedMilliseconds;
            Assert.IsTrue(before < LimitMs, "not dropped after " + node.Sent + " frames");
            RunFor(20);
            longestStepMs = Math.Max(longestStepMs, watch.ElapsedMilliseconds - before);
            _ = reading.Text;
            Thread.Sleep(1);
        }

        Assert.IsTrue(longestStepMs < 1000, longestStepMs + " ms in one step");
        Assert.AreEqual(1, _server.ClientCount);
        Assert.IsFalse(reading.IsClosed);
        int sent = node.Sent;
        RunFor(20);
        Assert.IsTrue(node.Sent > sent, "the bus goes on, the other client acknowledges");
        Assert.IsTrue(stalled.Text.Length > 0);
        Until(() => stalled.Text.Length > 0 && stalled.IsClosed);
    }

    [TestMethod]
    public void Clients_MoreThanAllowed_AreClosedAtTheDoor()
    {
        for (int i = 0; i < SlcanServer.MaxClients; i++)
        {
            Connect();
        }

        using var oneMore = new SlcanPeer(_server.Port);
        Until(() => oneMore.Text == "" && oneMore.IsClosed);
        Assert.AreEqual(SlcanServer.MaxClients, _server.ClientCount);
        _peers[0].Dispose();
        Until(() => _server.ClientCount == SlcanServer.MaxClients - 1);
        Connect();
    }

    [TestMethod]
    public void Port_Busy_IsSaidByName()
    {
        IOException exception = Assert.ThrowsExactly<IOException>(() => new SlcanServer(_world, _bus, _server.Port).Dispose());
        StringAssert.Contains(exception.Message, _server.Port.ToString());
    }

    [TestMethod]
    public void Dispose_ClientsConnected_ClosesThemAndFreesThePort()
    {
        SlcanPeer peer = Connect();
        _server.Dispose();
        Until(() => peer.Text == "" && peer.IsClosed);
        using var again = new SlcanServer(_world, _bus, _server.Port);
        Assert.AreEqual(_server.Port, again.Port);
    }

    private SlcanPeer Connect(int receiveBufferBytes = 0)
    {
        int before = _server.ClientCount;
        var peer = new SlcanPeer(_server.Port, receiveBufferBytes);
        _peers.Add(peer);
        Until(() => _server.ClientCount == before + 1);
        return peer;
    }

    private void RunFor(int milliseconds)
    {
        _clock.Advance(milliseconds);
        _world.Advance();
    }

    private void Until(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.IsTrue(watch.ElapsedMilliseconds < LimitMs, "not in time");
            RunFor(1);
            Thread.Sleep(1);
        }
    }

    /// <summary>Sends without end.</summary>
    private sealed class EndlessNode : ICanNode
    {
        private readonly CanFrame _frame = CanBench.Frame("T1234567880011223344556677");

        internal EndlessNode(SimulatedCanBus bus)
        {
            bus.Attach(this);
        }

        internal int Sent { get; private set; }

        bool ICanNode.Acknowledges(int bitsPerSecond)
        {
            return false;
        }

        bool ICanNode.TryPeekTransmit(CanFrame frame)
        {
            frame.CopyFrom(_frame);
            return true;
        }

        void ICanNode.Transmitted(bool acknowledged, long nowMs)
        {
            Sent++;
        }

        void ICanNode.Received(CanFrame frame, long nowMs)
        {
        }
    }
}
