using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>/api/events: the telemetry as server-sent events, beside WebSockets that get the same bytes.</summary>
[TestClass]
public class EventStreamTests
{
    private const string Ask = "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private const string Head = "HTTP/1.1 200 OK\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\nCache-Control: no-store\r\nContent-Type: text/event-stream\r\n\r\nretry: 2000\n\n";

    private readonly ManualClock _clock = new(1000);

    [TestMethod]
    public void Stream_GetsWhatWebSocketsGet()
    {
        using WebRig rig = new();
        using RawPeer browser = rig.Connect().Upgrade();
        using RawPeer stream = rig.Connect();
        stream.Send(Ask);
        stream.Until(() => stream.Received.Split("\n\n").Length > 6, "five events");
        Assert.StartsWith(Head, stream.Received);
        string[] events = stream.Received[Head.Length..].Split("\n\n")[..^1];
        int[] numbers = [.. events.Select(text => (int)JsonNode.Parse(text["data: ".Length..])!["seq"]!)];
        Assert.IsTrue(events.All(text => text.StartsWith("data: {\"type\":\"telemetry\"", StringComparison.Ordinal) && !text.Contains('\n')));
        CollectionAssert.AreEqual(Enumerable.Range(numbers[0], numbers.Length).ToArray(), numbers);
        string frame = "";
        while (!frame.Contains("\"seq\":" + numbers[1] + ","))
        {
            frame = System.Text.Encoding.UTF8.GetString(browser.Frame().Payload);
        }

        Assert.AreEqual("data: " + frame, events[1], "the same bytes");
        Assert.AreEqual(1, rig.Server.Counters.StreamsOpened);
        Assert.AreEqual(0, rig.Server.Counters.Offences + rig.Server.Counters.Stalled);
    }

    [TestMethod]
    public void Stream_Event_IsToldAtOnce()
    {
        using WebRig rig = new(limits => limits.TelemetryMs = 60000);
        using RawPeer stream = rig.Connect();
        stream.Send(Ask);
        stream.Until(() => stream.Received.Contains("data: "), "the newest");
        System.Threading.Thread.Sleep(100);
        rig.Publish(s => { s.State = ChargerFirmware.Control.ChargeState.Paused; s.EventCount++; });
        stream.Until(() => stream.Received.Contains("\"state\":\"paused\""), "the event");
    }

    [TestMethod]
    public void Stream_WithoutTelemetry_GetsCommentsAndNeedNotSay()
    {
        using WebRig rig = new(limits => limits.TelemetryMs = 1000000, _clock);
        using RawPeer stream = rig.Connect();
        stream.Send(Ask);
        Until(rig, stream, "data: ");
        for (int i = 1; i <= 4; i++)
        {
            _clock.Advance(rig.Limits.StreamKeepAliveMs);
            int count = i;
            rig.PassUntil(() => { stream.Poll(); return stream.Received.Split(":\n\n").Length - 1 == count; }, "a comment");
        }

        Assert.IsFalse(stream.IsClosed);
    }

    [TestMethod]
    public void Stream_NobodyReads_IsDroppedAndTheOthersGoOn()
    {
        using WebRig rig = new(limits => limits.StreamBufferBytes = 4096, _clock);
        using RawPeer stalled = new(rig.Server.Port, 4096);
        stalled.Send(Ask);
        using RawPeer good = rig.Connect();
        good.Send(Ask);
        Until(rig, good, "data: ");
        long lastMs = _clock.NowMs;
        for (int i = 0; rig.Server.Counters.Stalled == 0 && i < 1000; i++)
        {
            _clock.Advance(100);
            System.Threading.Thread.Sleep(1);
            rig.Server.Pass();
            good.Poll();
        }

        Assert.AreEqual(1, rig.Server.Counters.Stalled);
        Assert.IsLessThan(40_000, _clock.NowMs - lastMs);
        int before = good.Received.Length;
        _clock.Advance(600);
        rig.PassUntil(() => { good.Poll(); return good.Received.Length > before; }, "the other one goes on");
    }

    [TestMethod]
    public void Stream_ClientGoes_FreesItsPlace()
    {
        using WebRig rig = new(limits => limits.StreamSlots = 1, _clock);
        using RawPeer first = rig.Connect();
        first.Send(Ask);
        Until(rig, first, "data: ");
        using RawPeer second = rig.Connect();
        second.Send(Ask);
        Until(rig, second, "HTTP/1.1 503 ");
        Assert.Contains("Retry-After: 2\r\n", second.Received);
        first.Dispose();
        rig.PassUntil(() => rig.Server.StreamCount == 0, "it has gone");
        using RawPeer third = rig.Connect();
        third.Send(Ask);
        Until(rig, third, "data: ");
    }

    [TestMethod]
    public void Stream_PlaceTakenWhileItsBodyCame_Is503()
    {
        using WebRig rig = new(limits => limits.StreamSlots = 1, _clock);
        using RawPeer late = rig.Connect();
        late.Send(Ask.Replace("\r\n\r\n", "\r\nContent-Length: 2\r\n\r\nx"));
        rig.PassUntil(() => rig.Server.Counters.Requests == 1, "its head has come");
        using RawPeer first = rig.Connect();
        first.Send(Ask);
        Until(rig, first, "data: ");
        late.Send("x");
        Until(rig, late, "HTTP/1.1 503 ");
        Assert.Contains("Retry-After: 2\r\n", late.Received);
        Assert.AreEqual(1, rig.Server.Counters.Full);
    }

    [TestMethod]
    public void Streams_TakePlacesOfBrowsers()
    {
        using WebRig rig = new(limits => limits.MaxBrowsers = 2, _clock);
        using RawPeer stream = rig.Connect();
        stream.Send(Ask);
        Until(rig, stream, "data: ");
        using RawPeer browser = rig.Connect();
        browser.Send(RawPeer.Handshake());
        rig.PassUntil(() => rig.Server.BrowserCount == 1, "a browser");
        using RawPeer more = rig.Connect();
        more.Send(RawPeer.Handshake());
        Until(rig, more, "HTTP/1.1 503 ");
        using RawPeer moreEvents = rig.Connect();
        moreEvents.Send(Ask);
        Until(rig, moreEvents, "HTTP/1.1 503 ");
    }

    [TestMethod]
    public void Stream_ClientThatTalks_IsNotHeard()
    {
        using WebRig rig = new();
        using RawPeer stream = rig.Connect();
        stream.Send(Ask + "DELETE /api/faults HTTP/1.1\r\nHost: localhost\r\n\r\n" + new string('x', 900));
        stream.Until(() => stream.Received.Split("\n\n").Length > 4, "events");
        Assert.IsEmpty(rig.Commands);
        Assert.HasCount(2, stream.Received.Split("HTTP/1.1 "));
    }

    [TestMethod]
    public void Stream_ClientTalksOnAndOn_IsDropped()
    {
        using WebRig rig = new();
        using RawPeer stream = rig.Connect();
        stream.Send(Ask);
        stream.Until(() => stream.Received.Contains("data: "), "telemetry");
        stream.Send(new string('x', 1024));
        Thread.Sleep(50);
        Assert.AreEqual(1, rig.Server.StreamCount, "a kilobyte is passed over");
        stream.Send("x");
        stream.UntilClosed();
        Assert.AreEqual(1, rig.Server.Counters.Offences);
    }

    [TestMethod]
    public void Stream_ForeignOrigin_Is403()
    {
        using WebRig rig = new();
        using RawPeer stream = rig.Connect();
        Assert.StartsWith("HTTP/1.1 403 ", stream.Exchange(Ask.Replace("\r\n\r\n", "\r\nOrigin: http://evil.example\r\n\r\n")));
        using RawPeer head = rig.Connect();
        head.Send(Ask.Replace("GET", "HEAD"));
        head.Until(() => head.Received.EndsWith("\r\n\r\n"), "a head");
        Assert.Contains("text/event-stream", head.Received);
        Assert.AreEqual(0, rig.Server.Counters.StreamsOpened);
    }

    private static void Until(WebRig rig, RawPeer peer, string text)
    {
        rig.PassUntil(() => { peer.Poll(); return peer.Received.Contains(text); }, text);
    }
}
