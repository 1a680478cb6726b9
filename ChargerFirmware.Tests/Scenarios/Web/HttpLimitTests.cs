using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>Times and counts: the test moves the clock and makes the passes.</summary>
[TestClass]
public class HttpLimitTests
{
    private const string Get = "GET /api/telemetry HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private readonly ManualClock _clock = new(1000);

    [TestMethod]
    public void Head_NotCompleteIn5Seconds_Is408()
    {
        using WebRig rig = new(null, _clock);
        using RawPeer peer = rig.Connect();
        peer.Send("GET / HTTP/1.1\r\nHo");
        Settle(rig);
        for (int second = 0; second < 4; second++)
        {
            _clock.Advance(1000);
            peer.Send("s");
            Settle(rig);
            peer.Poll();
            Assert.AreEqual("", peer.Received);
        }

        _clock.Advance(1000);
        rig.PassUntil(() => Has(peer, "408"), "408");
        Assert.Contains("Connection: close\r\n", peer.Received);
        Assert.Contains("{\"error\":\"the head took too long\"}", peer.Received);
        EndLinger(rig, peer);
    }

    [TestMethod]
    public void Body_NotCompleteIn5Seconds_Is408()
    {
        using WebRig rig = new(null, _clock);
        using RawPeer peer = rig.Connect();
        peer.Send("PUT /api/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n{");
        Settle(rig);
        _clock.Advance(4999);
        Settle(rig);
        peer.Poll();
        Assert.AreEqual("", peer.Received);
        _clock.Advance(1);
        rig.PassUntil(() => Has(peer, "408"), "408");
        Assert.IsFalse(rig.Parts.Settings.IsSet(rig.Settings.Table.WebAllowedHosts));
        EndLinger(rig, peer);
    }

    [TestMethod]
    public void Body_WithoutProgress_GivesWayToAnotherOne()
    {
        const string put = "PUT /api/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 28\r\n\r\n";
        const string body = "{\"mode.fast.milliAmps\":14000";
        using WebRig rig = new(limits => limits.BodySlots = 1, _clock);
        using RawPeer slow = rig.Connect();
        slow.Send(put + "{");
        Settle(rig);
        _clock.Advance(900);
        slow.Send(body[1..2]);
        Settle(rig);
        _clock.Advance(rig.Limits.SlowMs - 1);
        using RawPeer early = rig.Connect();
        early.Send(put.Replace("28", "29") + body + "}");
        rig.PassUntil(() => Has(early, "503"), "the slow one has got on less than a second ago");
        _clock.Advance(1);
        using RawPeer next = rig.Connect();
        next.Send(put.Replace("28", "29") + body + "}");
        rig.PassUntil(() => Has(next, "200"), "200");
        rig.PassUntil(() => IsClosed(slow), "the slow one gave way");
        Assert.AreEqual(14000, rig.Settings.NumberOf(rig.Settings.Table.ModeFastMilliAmps));
        Assert.AreEqual(1, rig.Server.Counters.GaveWay);
    }

    [TestMethod]
    public void Connection_Idle_IsClosedSilentlyAfterItsTime()
    {
        using WebRig rig = new(null, _clock);
        using RawPeer used = rig.Connect();
        used.Send(Get);
        rig.PassUntil(() => Has(used, "200"), "200");
        Settle(rig);
        string before = used.Received;
        _clock.Advance(rig.Limits.IdleMs - 1);
        Settle(rig);
        used.Poll();
        Assert.IsFalse(used.IsClosed);
        _clock.Advance(1);
        rig.PassUntil(() => IsClosed(used), "closed");
        Assert.AreEqual(before, used.Received);
        Assert.IsFalse(used.WasReset);
    }

    // The contract: 408 when the head is not complete in 5 s.
    [TestMethod]
    public void Connection_FirstRequestNeverBegins_Is408After5Seconds()
    {
        using WebRig rig = new(null, _clock);
        Assert.IsGreaterThan(rig.Limits.RequestMs, rig.Limits.IdleMs);
        using RawPeer peer = rig.Connect();
        Settle(rig);
        _clock.Advance(4999);
        Settle(rig);
        peer.Poll();
        Assert.AreEqual("", peer.Received);
        _clock.Advance(1);
        rig.PassUntil(() => Has(peer, "408"), "408");
        EndLinger(rig, peer);
    }

    [TestMethod]
    public void Connections_NoPlaceFree_Get503WithoutOne()
    {
        using WebRig rig = new(limits => limits.RequestSlots = 2, _clock);
        using RawPeer first = rig.Connect();
        using RawPeer second = rig.Connect();
        first.Send("GET");
        second.Send("GET");
        Settle(rig);
        using RawPeer third = rig.Connect();
        third.Send(Get);
        rig.PassUntil(() => Has(third, "503"), "503");
        Assert.Contains("\r\nRetry-After: 2\r\n", third.Received);
        Assert.EndsWith("\r\n\r\n{\"error\":\"no connection is free, try again\"}", third.Received);
        string length = third.Received.Split("Content-Length: ")[1].Split('\r')[0];
        Assert.AreEqual(third.Received.Split("\r\n\r\n")[1].Length, int.Parse(length));
        Assert.AreEqual(1, rig.Server.Counters.Full);

        // One of the two goes on, and its place is free for the next.
        first.Send(Get[3..].Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
        rig.PassUntil(() => IsClosed(first), "the first is answered");
        using RawPeer fourth = rig.Connect();
        fourth.Send(Get);
        rig.PassUntil(() => Has(fourth, "200"), "200");
    }

    [TestMethod]
    public void Connections_IdleOne_GivesWayAfterItsTimeOnly()
    {
        using WebRig rig = new(limits => limits.RequestSlots = 2, _clock);
        using RawPeer first = rig.Connect();
        first.Send(Get);
        rig.PassUntil(() => Has(first, "200"), "200");
        Settle(rig);
        _clock.Advance(10);
        using RawPeer second = rig.Connect();
        Settle(rig);
        using RawPeer third = rig.Connect();
        third.Send(Get);
        Settle(rig);
        third.Poll();
        Assert.AreEqual("", third.Received, "it waits before the door");
        _clock.Advance(rig.Limits.GiveWayMs);
        rig.PassUntil(() => Has(third, "200"), "200");
        rig.PassUntil(() => IsClosed(first), "the one that was idle longest gave way");
        Assert.IsFalse(IsClosed(second));
        Assert.AreEqual(0, rig.Server.Counters.Full);
    }

    [TestMethod]
    [DataRow("GET / HT", DisplayName = "head")]
    [DataRow("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx", DisplayName = "body")]
    public void Connections_SlowOne_GivesWayWhenNoneIsIdle(string beginning)
    {
        using WebRig rig = new(limits => limits.RequestSlots = 2, _clock);
        using RawPeer first = rig.Connect();
        first.Send(beginning);
        Settle(rig);
        _clock.Advance(10);
        using RawPeer second = rig.Connect();
        second.Send(beginning);
        Settle(rig);
        _clock.Advance(rig.Limits.SlowMs - 11);
        using RawPeer early = rig.Connect();
        early.Send(Get);
        rig.PassUntil(() => Has(early, "503"), "both have only just come");
        _clock.Advance(1);
        using RawPeer third = rig.Connect();
        third.Send(Get);
        rig.PassUntil(() => Has(third, "200"), "200");
        rig.PassUntil(() => IsClosed(first), "the slowest gave way");
        Assert.IsFalse(IsClosed(second));
        Assert.AreEqual(1, rig.Server.Counters.GaveWay);
    }

    [TestMethod]
    public void Answer_NobodyReads_GivesWayToo()
    {
        using WebRig rig = new(limits => (limits.RequestSlots, limits.SendBufferBytes) = (1, 4096), _clock);
        using RawPeer stalled = new(rig.Server.Port, 4096);
        stalled.Send(string.Concat(Enumerable.Repeat("GET /api/settings HTTP/1.1\r\nHost: localhost\r\n\r\n", 100)));
        Settle(rig);
        Settle(rig);
        _clock.Advance(rig.Limits.SlowMs);
        using RawPeer second = rig.Connect();
        second.Send(Get);
        rig.PassUntil(() => Has(second, "200"), "200");
    }

    [TestMethod]
    public void Bodies_NoRoomFree_Get503()
    {
        using WebRig rig = new(limits => (limits.BodySlots, limits.BodyBytes) = (1, 4096), _clock);
        using RawPeer first = rig.Connect();
        first.Send("PUT /api/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{");
        Settle(rig);
        using RawPeer second = rig.Connect();
        second.Send("PUT /api/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
        rig.PassUntil(() => Has(second, "503"), "503");
        first.Send("}");
        rig.PassUntil(() => Has(first, "200"), "200");
        using RawPeer third = rig.Connect();
        third.Send("PUT /api/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
        rig.PassUntil(() => Has(third, "200"), "the room is free again");
    }

    [TestMethod]
    public void Body_OfAClientThatVanishes_FreesItsRoom()
    {
        using WebRig rig = new(limits => (limits.BodySlots, limits.BodyBytes) = (1, 4096), _clock);
        RawPeer first = rig.Connect();
        first.Send("PUT /api/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{");
        Settle(rig);
        first.Dispose();
        Settle(rig);
        using RawPeer second = rig.Connect();
        second.Send("PUT /api/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
        rig.PassUntil(() => Has(second, "200"), "200");
    }

    [TestMethod]
    public void Body_AfterExpectContinue_IsAskedForFirst()
    {
        using WebRig rig = new(null, _clock);
        using RawPeer peer = rig.Connect();
        peer.Send("PUT /api/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        rig.PassUntil(() => Has(peer, "100"), "100");
        Assert.AreEqual("HTTP/1.1 100 Continue\r\n\r\n", peer.Received);
        peer.Send("{}");
        rig.PassUntil(() => { peer.Poll(); return peer.Received.Contains("HTTP/1.1 200 OK"); }, "200");
    }

    [TestMethod]
    public void Body_NobodyWants_IsPassedOver()
    {
        using WebRig rig = new(null, _clock);
        using RawPeer peer = rig.Connect();
        peer.Send("GET /api/telemetry HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n" + new string('x', 60000) + "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
        rig.PassUntil(() => { peer.Poll(); return peer.Received.Contains("HTTP/1.1 404 "); }, "404");
        Assert.StartsWith("HTTP/1.1 200 ", peer.Received);
    }

    [TestMethod]
    public void Body_Of64KiB_IsTaken()
    {
        using WebRig rig = new(null, _clock);
        using RawPeer peer = rig.Connect();
        string body = "{\"mode.fast.milliAmps\":14500}".PadRight(65536);
        peer.Send("PUT /api/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.Length + "\r\n\r\n" + body);
        rig.PassUntil(() => Has(peer, "200"), "200");
        Assert.AreEqual(14500, rig.Settings.NumberOf(rig.Settings.Table.ModeFastMilliAmps));
    }

    [TestMethod]
    public void RefusedUpload_StillReachesItsClient()
    {
        using WebRig rig = new(null, _clock);
        using RawPeer peer = rig.Connect();
        peer.Send("PUT /api/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n" + new string('x', 50000));
        rig.PassUntil(() => Has(peer, "413"), "413");
        peer.Send(new string('x', 50000));
        EndLinger(rig, peer);
    }

    [TestMethod]
    public void Answer_NobodyReads_IsGivenUp()
    {
        using WebRig rig = new(limits => limits.SendBufferBytes = 4096, _clock);
        for (int i = 0; i < 200; i++)
        {
            rig.Log.Info(new string('x', 300));
        }

        using RawPeer peer = new(rig.Server.Port, 4096);
        peer.Send(string.Concat(Enumerable.Repeat("GET /api/settings HTTP/1.1\r\nHost: localhost\r\n\r\n", 100)));
        Settle(rig);
        _clock.Advance(rig.Limits.SendStallMs);
        rig.PassUntil(() => rig.Server.Counters.Stalled == 1, "given up");
    }

    [TestMethod]
    public void RefusedPeers_MoreThanMayLinger_EndTheOldest()
    {
        using WebRig rig = new(limits => limits.LingerSlots = 1, _clock);
        using RawPeer first = rig.Connect();
        first.Send("wrong\r\n");
        rig.PassUntil(() => Has(first, "400"), "400");
        Settle(rig);
        Assert.IsFalse(IsClosed(first));
        using RawPeer second = rig.Connect();
        second.Send("wrong\r\n");
        rig.PassUntil(() => Has(second, "400"), "400");
        rig.PassUntil(() => IsClosed(first), "the first made room");
        Assert.IsFalse(IsClosed(second));
        Assert.AreEqual(2, rig.Server.Counters.Refused);
        Assert.AreEqual(0, rig.Server.Counters.Requests);
    }

    [TestMethod]
    public void Sockets_AsManyAsMayBe_LingeringOnesGiveWay()
    {
        using WebRig rig = new(limits => { limits.RequestSlots = 1; limits.MaxConnections = 1; }, _clock);
        using RawPeer first = rig.Connect();
        first.Send("wrong\r\n");
        rig.PassUntil(() => Has(first, "400"), "400");
        Settle(rig);
        Assert.IsFalse(IsClosed(first));
        using RawPeer second = rig.Connect();
        second.Send(Get);
        rig.PassUntil(() => Has(second, "200"), "200");
        rig.PassUntil(() => IsClosed(first), "the first made room");
        Assert.AreEqual(2, rig.Server.Counters.Accepted);
    }

    [TestMethod]
    public void Connections_ResetByTheirClients_AreCountedAndToldTogether()
    {
        using WebRig rig = new(null, _clock);
        _clock.Advance(20000);
        for (int i = 1; i <= 3; i++)
        {
            RawPeer peer = rig.Connect();
            peer.Send("GET");
            Settle(rig);
            peer.Reset();
            int expected = i;
            rig.PassUntil(() => rig.Server.Counters.Broken == expected, "a reset");
        }

        _clock.Advance(20000);
        rig.Server.Pass();
        byte[] log = new byte[1000];
        long position = 0;
        string lines = System.Text.Encoding.UTF8.GetString(log, 0, rig.Log.Read(ref position, log, 0, log.Length));
        Assert.Contains("web: 1 connections have ended by an error", lines);
        Assert.Contains("web: 3 connections have ended by an error", lines);
        Assert.DoesNotContain("web: 2 ", lines);
    }

    // Enough real time for loopback to carry what was sent, with passes in between.
    private static void Settle(WebRig rig)
    {
        for (int i = 0; i < 20; i++)
        {
            System.Threading.Thread.Sleep(1);
            rig.Server.Pass();
        }
    }

    private static bool Has(RawPeer peer, string status)
    {
        peer.Poll();
        return peer.Received.StartsWith("HTTP/1.1 " + status + " ", StringComparison.Ordinal) && peer.Received.Contains("\r\n\r\n");
    }

    private static bool IsClosed(RawPeer peer)
    {
        peer.Poll();
        return peer.IsClosed;
    }

    private void EndLinger(WebRig rig, RawPeer peer)
    {
        Settle(rig);
        Assert.IsFalse(IsClosed(peer), "it is read out first");
        _clock.Advance(rig.Limits.LingerMs);
        rig.PassUntil(() => IsClosed(peer), "closed");
        Assert.IsFalse(peer.WasReset);
    }
}
