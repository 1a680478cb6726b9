using System;
using System.Globalization;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Tests.Scenarios.Control;
using ChargerFirmware.Tests.Scenarios.Web;
using ChargerFirmware.Tests.Web;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios;

/// <summary>Bytes allocated for each thing that the charger does: none for what it does all the time, a known amount for what people ask now and then.</summary>
/// <remarks>Alone, because a collection that others cause takes what is left of a thread's space and counts it as used. Counted on the PC, on the thread that does it; sockets and the simulation are outside. On the interpreter a string counts less and a lock that has to wait 24 bytes more.</remarks>
[TestClass]
[DoNotParallelize]
public sealed class AllocationReportTests
{
    private const int Rounds = 200;

    // The runtime compiles and caches in the first ones.
    private const int WarmUp = 60;

    private const string Host = " HTTP/1.1\r\nHost: localhost\r\n";

    private readonly ManualClock _clock = new();
    private readonly byte[] _pong = ClientFrames.Of(Opcode.Pong, true, []);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(ChargerOptions.Magnes)]
    [DataRow(ChargerOptions.Tc)]
    public void ControlLoop_TicksRepliesAndFrames_AllocateNothing(string protocol)
    {
        ControlBench bench = new ControlBench(protocol).Charging();
        bench.Run(5_000);
        int ticks = bench.Loop.TickHealth.Passes;
        int passes = bench.Loop.PassHealth.Passes;
        int replies = bench.Snapshot.BmsCounters.Good;
        int sent = bench.Snapshot.Can.Sent;
        int received = bench.Snapshot.Can.Received;
        long allocated = 0;
        for (long untilMs = bench.NowMs + 120_000; bench.NowMs < untilMs;)
        {
            bench.Site.World.Advance();
            long before = GC.GetAllocatedBytesForCurrentThread();
            bench.Loop.Pass();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            bench.Clock.Advance(bench.Loop.WaitMs);
            bench.Frames.Clear();
        }

        ChargerSnapshot after = bench.Snapshot;
        Tell(protocol + ": pass", bench.Loop.PassHealth.Passes - passes, allocated);
        Tell(protocol + ": tick", bench.Loop.TickHealth.Passes - ticks, allocated);
        Tell(protocol + ": reply of the BMS", after.BmsCounters.Good - replies, allocated);
        Tell(protocol + ": CAN frame sent", after.Can.Sent - sent, allocated);
        Tell(protocol + ": CAN frame received", after.Can.Received - received, allocated);
        Assert.AreEqual(0, allocated);
        Assert.IsGreaterThan(1000, bench.Loop.TickHealth.Passes - ticks);
        Assert.IsGreaterThan(protocol == ChargerOptions.Tc ? 100 : -1, after.Can.Received - received);
    }

    [TestMethod]
    public void WebSocket_TelemetryAndCommands_AllocateNothing()
    {
        using WebRig rig = new(Device, _clock);
        using RawPeer peer = rig.Connect();
        peer.Send(RawPeer.Handshake());
        rig.PassUntil(() => rig.Server.BrowserCount == 1, "a browser");
        byte[] command = ClientFrames.Text("""{"id":1,"command":"mode","value":"fast"}""");
        int offered = 0;
        int done = 0;
        long telemetry = Measure(rig, ref offered, () => rig.Server.Counters.TelemetryOffered, () => Beat(peer), peer);
        long commands = Measure(rig, ref done, () => rig.Server.Counters.CommandsDone, () => peer.Send(command), peer);
        Tell("telemetry message", offered, telemetry);
        Tell("command", done, commands);
        Assert.AreEqual(0, telemetry + commands);
        Assert.AreEqual(Rounds, offered);
        Assert.AreEqual(Rounds, done);
    }

    // Limits: what a phone's tap may leave behind for the collector on a heap of 90 KB. Most of it are texts that stay in flash on the device.
    [TestMethod]
    [DataRow("GET /api/telemetry", "", 0)]
    [DataRow("GET /", "", 800)]
    [DataRow("GET /api/faults", "", 200)]
    [DataRow("GET /api/log", "", 200)]
    [DataRow("GET /api/diagnostics", "", 5500)]
    [DataRow("GET /api/history", "", 2000)]
    [DataRow("GET /api/sessions", "", 4000)]
    [DataRow("GET /api/blackbox", "", 2000)]
    [DataRow("GET /metrics", "", 40000)]
    [DataRow("GET /api/settings", "", 64000)]
    [DataRow("PUT /api/settings", """{"mode.fast.milliAmps":12000}""", 13000)]
    public void Http_EachRequest_StaysWithinItsBytes(string request, string body, int limit)
    {
        using WebRig rig = new(Device, _clock);
        using RawPeer peer = rig.Connect();
        string text = request + Host + (body.Length == 0 ? "\r\n" : "Content-Length: " + body.Length + "\r\n\r\n" + body);
        int answered = 0;
        long allocated = Measure(rig, ref answered, () => rig.Server.Counters.Requests, () => peer.Send(text), peer);
        Tell(request, answered, allocated);
        Assert.AreEqual(Rounds, answered);
        Assert.IsLessThanOrEqualTo(limit, allocated / answered);
    }

    // What is different on the device and matters here.
    private static void Device(WebLimits limits)
    {
        (limits.BodySlots, limits.BodyBytes, limits.PieceBytes, limits.OwnMessageBytes) = (1, 4096, 1024, 128);
    }

    private void Beat(RawPeer peer)
    {
        // Else the browser would be dropped after 20 s.
        peer.Send(_pong);
        _clock.Advance(400);
    }

    private long Measure(WebRig rig, ref int count, Func<int> counter, Action begin, RawPeer peer)
    {
        long allocated = 0;
        for (int i = -WarmUp; i < Rounds; i++)
        {
            if (i == 0)
            {
                allocated = 0;
                count = counter();
            }

            begin();
            int before = counter();
            for (int turn = 0; turn < 2000 && (turn < 12 || counter() == before); turn++)
            {
                _clock.Advance(1);
                long bytes = GC.GetAllocatedBytesForCurrentThread();
                rig.Server.Pass();
                Answer(rig.Parts.Commands);
                allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
                peer.Poll();
            }
        }

        count = counter() - count;
        return allocated;
    }

    // The control thread's part.
    private static void Answer(CommandQueue queue)
    {
        int ticket = queue.Take();
        if (ticket >= 0)
        {
            queue.Complete(ticket, CommandResult.Accepted);
        }
    }

    private void Tell(string what, int count, long allocated)
    {
        TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {(double)allocated / Math.Max(count, 1):0} bytes each, {count} times"));
    }
}
