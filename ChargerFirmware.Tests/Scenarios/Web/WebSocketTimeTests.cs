using System.Threading;
using ChargerFirmware.Tests.Web;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>What a WebSocket does as time goes by: the test moves the clock and makes the passes.</summary>
[TestClass]
public class WebSocketTimeTests
{
    private readonly ManualClock _clock = new();

    [TestMethod]
    public void SilentBrowser_IsPingedAfter7SecondsAndDroppedAfter20()
    {
        using WebRig rig = new(null, _clock);
        using RawPeer peer = Open(rig);
        Step(rig, 6999);
        Assert.AreEqual(0, Pings(peer));
        Step(rig, 1);
        Assert.AreEqual(1, Pings(peer));
        Step(rig, 6999);
        Assert.AreEqual(0, Pings(peer));
        Step(rig, 1);
        Assert.AreEqual(1, Pings(peer));
        Step(rig, 5999);
        Assert.AreEqual(1, rig.Server.BrowserCount);
        Step(rig, 1);
        Assert.AreEqual(0, rig.Server.BrowserCount);
        Assert.AreEqual(1, rig.Server.Counters.Silent);
        peer.UntilClosed();
    }

    [TestMethod]
    public void BrowserThatPongs_StaysForAnHour()
    {
        using WebRig rig = new(null, _clock);
        using RawPeer peer = Open(rig);
        int pings = 0;
        for (int second = 0; second < 3600; second += 5)
        {
            _clock.Advance(5000);
            rig.Server.Pass();
            rig.Server.Pass();
            peer.Poll();
            for (int due = Pings(peer); due > 0; due--)
            {
                pings++;
                peer.Send(ClientFrames.Of(Opcode.Pong, true, []));
                Thread.Sleep(1);
            }
        }

        Assert.AreEqual(1, rig.Server.BrowserCount);
        Assert.IsGreaterThan(200, pings);
    }

    [TestMethod]
    public void BrowserThatTalks_IsNotPinged()
    {
        using WebRig rig = new(null, _clock);
        using RawPeer peer = Open(rig);
        for (int i = 0; i < 10; i++)
        {
            peer.Send(ClientFrames.Of(Opcode.Pong, true, [1]));
            Step(rig, 6000);
        }

        Assert.AreEqual(0, Pings(peer));
    }

    [TestMethod]
    public void Telemetry_KeepsItsRhythm()
    {
        using WebRig rig = new(null, _clock);
        using RawPeer peer = Open(rig);
        int before = rig.Server.Counters.TelemetryEncoded;
        for (int i = 0; i < 1000; i++)
        {
            _clock.Advance(10);
            rig.Server.Pass();
        }

        Assert.AreEqual(before + 20, rig.Server.Counters.TelemetryEncoded);
        _clock.Advance(60000);
        rig.Server.Pass();
        rig.Server.Pass();
        Assert.AreEqual(before + 21, rig.Server.Counters.TelemetryEncoded, "after a pause it does not catch up");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(19)]
    [DataRow(50)]
    [DataRow(97)]
    public void Telemetry_WhateverThePhaseOfTheControlLoop_IsToldRightBehindASnapshot(int phaseMs)
    {
        using WebRig rig = new(null, _clock);
        using RawPeer peer = Open(rig);
        int encoded = rig.Server.Counters.TelemetryEncoded;
        long publishedMs = 0;
        long toldMs = 0;
        int messages = 0;
        for (int ms = 1; ms <= 10_000; ms++)
        {
            _clock.Advance(1);

            // A control loop that is up to 2 ms late.
            if (ms % 100 == (phaseMs + ms / 100 % 3) % 100)
            {
                rig.Publish(snapshot => snapshot.NowMs = ms);
                publishedMs = ms;
            }

            rig.Server.Pass();
            if (rig.Server.Counters.TelemetryEncoded != encoded)
            {
                Assert.IsTrue(toldMs == 0 || ms - publishedMs < 5, "told " + (ms - publishedMs) + " ms after the snapshot");
                Assert.IsTrue(toldMs == 0 || ms - toldMs is >= 399 and <= 504, "told " + (ms - toldMs) + " ms after the one before");
                encoded = rig.Server.Counters.TelemetryEncoded;
                toldMs = ms;
                messages++;
            }
        }

        Assert.IsTrue(messages is 19 or 20, messages + " in 10 s");
    }

    [TestMethod]
    public void Telemetry_NobodyWatches_IsNotEncoded()
    {
        using WebRig rig = new(null, _clock);
        for (int i = 0; i < 100; i++)
        {
            _clock.Advance(100);
            rig.Server.Pass();
        }

        Assert.AreEqual(0, rig.Server.Counters.TelemetryEncoded);
    }

    [TestMethod]
    public void Closing_PeerThatDoesNotAnswer_IsDroppedAfter2Seconds()
    {
        using WebRig rig = new(null, _clock);
        using RawPeer peer = Open(rig);
        rig.Server.Browsers.Peers[0].Close(CloseCode.GoingAway, "bye");
        Step(rig, 1);
        Assert.AreEqual(Opcode.Close, peer.FrameBesideTelemetry().Opcode);
        Step(rig, 1998);
        Assert.AreEqual(1, rig.Server.BrowserCount);
        Step(rig, 2);
        Assert.AreEqual(0, rig.Server.BrowserCount);
        peer.UntilClosed();
    }

    [TestMethod]
    public void PeerThatTakesNothing_IsDroppedForAnotherMessage()
    {
        using WebRig rig = new(limits => limits.SendBufferBytes = 4096, _clock);
        using RawPeer stalled = new(rig.Server.Port, 2048);
        stalled.Send(RawPeer.Handshake());
        rig.PassUntil(() => rig.Server.BrowserCount == 1, "a browser");
        for (int i = 0; i < 2000 && rig.Server.Counters.Stalled == 0; i++)
        {
            _clock.Advance(100);
            rig.Server.Pass();
            stalled.Send(ClientFrames.Of(Opcode.Pong, true, []));
        }

        Assert.AreEqual(1, rig.Server.Counters.Stalled, "it is stuck, although it talks");
        Assert.AreEqual(0, rig.Server.BrowserCount);
    }

    [TestMethod]
    public void Telemetry_WaitingForAPeer_IsReplacedByTheNewest()
    {
        using WebRig rig = new(limits => limits.SendBufferBytes = 4096, _clock);
        using RawPeer stalled = new(rig.Server.Port, 2048);
        stalled.Send(RawPeer.Handshake());
        rig.PassUntil(() => rig.Server.BrowserCount == 1, "a browser");

        // Until its buffers are full, and then for a while: as long as it is within 5 s it is kept, and holds one message.
        WebSocketPeer peer = rig.Server.Browsers.Peers[0];
        int sentBefore = 0;
        for (int i = 0; i < 1000 && !peer.IsSending; i++)
        {
            _clock.Advance(500);
            rig.Server.Pass();
            stalled.Send(ClientFrames.Of(Opcode.Pong, true, []));
            sentBefore = rig.Server.Counters.TelemetryEncoded;
        }

        Assert.IsTrue(peer.IsSending, "it is stuck");
        for (int i = 0; i < 8; i++)
        {
            _clock.Advance(500);
            rig.Server.Pass();
        }

        Assert.AreEqual(sentBefore + 8, rig.Server.Counters.TelemetryEncoded);
        Assert.AreEqual(1, peer.Telemetry!.Readers, "one message waits, however many have been made");
    }

    // The head and the payload of a message leave in one segment: TCP_INFO counts them (Linux, tcp_info.tcpi_data_segs_in).
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Telemetry_HeadAndPayload_LeaveInOneSend()
    {
        using WebRig rig = new(null, _clock);
        using RawPeer peer = Open(rig);
        rig.PassUntil(
            () =>
            {
                peer.Poll();
                return peer.HasFrame;
            },
            "the first telemetry");
        int before = peer.SegmentsReceived();
        for (int i = 0; i < 10; i++)
        {
            _clock.Advance(500);
            rig.Server.Pass();
            rig.Server.Pass();
        }

        Assert.AreEqual(10, peer.SegmentsReceived() - before);
        rig.Server.Browsers.Peers[0].Close(CloseCode.GoingAway, "bye");
        rig.Server.Pass();
        Assert.AreEqual(11, peer.SegmentsReceived() - before, "a close frame too");
    }

    private static RawPeer Open(WebRig rig)
    {
        RawPeer peer = rig.Connect();
        peer.Send(RawPeer.Handshake());
        rig.PassUntil(() => rig.Server.BrowserCount == 1, "a browser");
        rig.PassUntil(
            () =>
            {
                peer.Poll();
                return peer.Received.Contains("\r\n\r\n");
            },
            "the answer");
        peer.Answer();
        return peer;
    }

    private void Step(WebRig rig, int milliseconds)
    {
        _clock.Advance(milliseconds);
        for (int i = 0; i < 5; i++)
        {
            Thread.Sleep(1);
            rig.Server.Pass();
        }
    }

    // Pings among the frames that have come; telemetry and the rest are passed over.
    private static int Pings(RawPeer peer)
    {
        peer.Poll();
        int pings = 0;
        while (peer.HasFrame)
        {
            pings += peer.Frame().Opcode == Opcode.Ping ? 1 : 0;
        }

        return pings;
    }
}
