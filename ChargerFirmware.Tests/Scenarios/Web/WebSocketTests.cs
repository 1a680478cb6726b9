using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ChargerFirmware.Control;
using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Tests.Web;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>/ws over loopback sockets against the real server thread.</summary>
[TestClass]
public class WebSocketTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Handshake_InOneReadInThreeOrByteByByte_IsAnswered()
    {
        using WebRig rig = new();
        byte[] request = Encoding.ASCII.GetBytes(RawPeer.Handshake("/ws", "Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Protocol: chat\r\n"));
        foreach (int piece in new[] { request.Length, request.Length / 3 + 1, 1 })
        {
            using RawPeer peer = rig.Connect();
            for (int at = 0; at < request.Length; at += piece)
            {
                peer.Send(request[at..Math.Min(at + piece, request.Length)]);
                Thread.Sleep(piece > 1 ? 20 : 0);
            }

            Assert.AreEqual(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n", peer.Answer());
            Assert.StartsWith("{\"type\":\"telemetry\"", Encoding.UTF8.GetString(peer.Frame().Payload), "right after the handshake");
        }
    }

    [TestMethod]
    public void Handshake_HeaderOrderAndCase_DoNotMatter()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        string answer = peer.Exchange(
            "GET /ws?x=1 HTTP/1.1\r\nsec-websocket-key: Sb0llpkUl572foZxqBOxMw==\r\nCONNECTION: keep-alive, Upgrade\r\nX: y\r\nSEC-WEBSOCKET-VERSION: 13\r\n"
            + "upgrade: WebSocket\r\nOrigin: http://127.0.0.1:8080\r\nhost: 127.0.0.1:" + rig.Server.Port + "\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 101 ", answer);
        Assert.Contains("FIGtZNMa70eYrHzrhGsJMsSf47w=", answer);
    }

    [TestMethod]
    [DataRow("GET /ws", "PUT /ws", 405)]
    [DataRow("HTTP/1.1", "HTTP/1.0", 400)]
    [DataRow("Upgrade: websocket\r\n", "", 426)]
    [DataRow("Connection: Upgrade", "Connection: close", 400)]
    [DataRow("Version: 13", "Version: 12", 426)]
    [DataRow("dGhlIHNhbXBsZSBub25jZQ==", "short", 400)]
    [DataRow("GET /ws", "GET /other", 404)]
    [DataRow("GET /ws", "GET /", 404)]
    [DataRow("Host: 127.0.0.1", "Host: evil.example", 403)]
    [DataRow("Host: 127.0.0.1", "Host: 127.0.0.1\r\nOrigin: https://evil.example", 403)]
    [DataRow("Host: 127.0.0.1", "Host: 127.0.0.1\r\nOrigin: null", 403)]
    [DataRow("Host: 127.0.0.1", "X: y", 400)]
    public void Handshake_OneThingWrong_IsRefused(string right, string wrong, int status)
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        string answer = peer.Exchange(RawPeer.Handshake().Replace(right, wrong));
        Assert.StartsWith("HTTP/1.1 " + status + " ", answer);
        Assert.Contains("{\"error\":\"", answer);
        Assert.AreEqual(status == 426, answer.Contains("\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"));
        Assert.AreEqual(0, rig.Server.BrowserCount);
    }

    [TestMethod]
    public void Handshake_NoBrowserPlaceFree_Is503()
    {
        using WebRig rig = new(limits => limits.MaxBrowsers = 2);
        using RawPeer first = rig.Connect().Upgrade();
        using RawPeer second = rig.Connect().Upgrade();
        using RawPeer third = rig.Connect();
        string answer = third.Exchange(RawPeer.Handshake());
        Assert.StartsWith("HTTP/1.1 503 ", answer);
        Assert.Contains("Retry-After: 2\r\n", answer);
        Assert.AreEqual(1, rig.Server.Counters.Full);
        first.Dispose();
        third.UntilClosed();
        WaitFor(() => rig.Server.BrowserCount == 1, "the first has gone");
        using RawPeer fourth = rig.Connect().Upgrade();
    }

    [TestMethod]
    public void Handshake_FrameSentWithIt_IsTaken()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        peer.Send(ClientFrames.Join(Encoding.ASCII.GetBytes(RawPeer.Handshake()), ClientFrames.Text("""{"id":7,"command":"stop"}""")));
        Assert.StartsWith("HTTP/1.1 101 ", peer.Answer());
        Assert.AreEqual("""{"type":"ack","id":7,"ok":true}""", peer.TextBesideTelemetry());
    }

    [TestMethod]
    public void Handshake_StreamSentWithIt_IsRefused()
    {
        using WebRig rig = new(limits => limits.InputBytes = WebSocketSession.MinInputBytes);
        using RawPeer peer = rig.Connect();
        peer.Send(ClientFrames.Join(Encoding.ASCII.GetBytes(RawPeer.Handshake()), new byte[500]));
        Assert.StartsWith("HTTP/1.1 400 ", peer.Answer());
    }

    [TestMethod]
    public async Task SixteenBrowsers_GetTelemetryEveryHalfSecond()
    {
        using WebRig rig = new();
        List<ClientWebSocket> browsers = [];
        for (int i = 0; i < 16; i++)
        {
            browsers.Add(await ConnectAsync(rig));
        }

        Task<List<(long AtMs, int Seq)>>[] watching = browsers.Select(browser => WatchAsync(browser, 2600)).ToArray();
        foreach (List<(long AtMs, int Seq)> seen in await Task.WhenAll(watching))
        {
            Assert.IsGreaterThanOrEqualTo(5, seen.Count);
            for (int i = 1; i < seen.Count; i++)
            {
                Assert.IsGreaterThan(seen[i - 1].Seq, seen[i].Seq);
                Assert.IsLessThan(800, seen[i].AtMs - seen[i - 1].AtMs);
            }
        }

        foreach (ClientWebSocket browser in browsers)
        {
            await browser.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", TestContext.CancellationToken);
            Assert.AreEqual(WebSocketCloseStatus.NormalClosure, browser.CloseStatus);
            browser.Dispose();
        }

        WaitFor(() => rig.Server.BrowserCount == 0, "all have gone");
        Assert.AreEqual(16, rig.Server.Counters.Opened);
        Assert.AreEqual(0, rig.Server.Counters.Offences + rig.Server.Counters.Stalled + rig.Server.Counters.Silent);
    }

    [TestMethod]
    public void Event_IsToldAtOnce()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect().Upgrade();
        peer.Frame();
        peer.Frame();
        Thread.Sleep(100);
        long startMs = Environment.TickCount64;
        rig.Publish(s => { s.State = ChargeState.Paused; s.EventCount++; });
        Assert.AreEqual("paused", (string?)JsonNode.Parse(peer.Frame().Payload)!["state"]);
        Assert.IsLessThan(200, Environment.TickCount64 - startMs);
    }

    [TestMethod]
    public void Events_InAStorm_AreToldTogether()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect().Upgrade();
        long endMs = Environment.TickCount64 + 1000;
        while (Environment.TickCount64 < endMs)
        {
            rig.Publish(s => s.EventCount++);
            Thread.Sleep(1);
        }

        Assert.IsLessThan(30, rig.Server.Counters.TelemetryEncoded, "not more often than every 50 ms");
    }

    [TestMethod]
    public void Commands_AreCarriedOutStoredAndAcknowledged()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect().Upgrade();
        Assert.AreEqual("""{"type":"ack","id":1,"ok":true}""", peer.Command("""{"id":1,"command":"mode","value":"fast"}"""));
        Assert.AreEqual("fast", rig.Settings.TextOf(rig.Settings.Table.ChargeMode));
        Assert.AreEqual("""{"type":"ack","id":2,"ok":true}""", peer.Command("""{"id":2,"command":"stop"}"""));
        Assert.AreEqual(1, rig.Settings.NumberOf(rig.Settings.Table.ChargeStopped));
        Assert.AreEqual("""{"type":"ack","id":3,"ok":true}""", peer.Command("""{"id":3,"command":"start"}"""));
        Assert.AreEqual(0, rig.Settings.NumberOf(rig.Settings.Table.ChargeStopped));
        Assert.AreEqual("""{"type":"ack","id":4,"ok":true}""", peer.Command("""{"id":4,"command":"clearFaults"}"""));
        rig.ClearResult = CommandResult.StillPresent;
        string refused = peer.Command("""{"id":5,"command":"clearFaults"}""");
        Assert.StartsWith("""{"type":"ack","id":5,"ok":false,"error":""", refused);
        Assert.Contains("still present", refused);
        CollectionAssert.AreEqual(
            new[] { (ChargeCommand.Mode, ChargeMode.Fast), (ChargeCommand.Stop, 0), (ChargeCommand.Start, 0), (ChargeCommand.ClearFaults, 0), (ChargeCommand.ClearFaults, 0) },
            rig.Commands.ToArray());
        Assert.AreEqual(4, rig.Server.Counters.CommandsDone);
        Assert.AreEqual(1, rig.Server.Counters.CommandsRefused);
        Assert.AreEqual(5, rig.Server.Counters.Messages);
    }

    [TestMethod]
    public void Command_IsAcknowledgedWithin300Ms()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect().Upgrade();
        for (int i = 0; i < 20; i++)
        {
            long startMs = Environment.TickCount64;
            peer.Command("{\"id\":" + i + ",\"command\":\"stop\"}");
            Assert.IsLessThan(300, Environment.TickCount64 - startMs);
        }
    }

    [TestMethod]
    public void Commands_SentAtOnce_AreAcknowledgedInOrder()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect().Upgrade();
        byte[] frames = [];
        for (int i = 0; i < 40; i++)
        {
            frames = ClientFrames.Join(frames, ClientFrames.Text(i % 4 == 3 ? "{\"id\":" + i + ",\"command\":\"fly\"}" : "{\"id\":" + i + ",\"command\":\"start\"}"));
        }

        peer.Send(frames);
        for (int i = 0; i < 40; i++)
        {
            JsonNode ack = JsonNode.Parse(peer.TextBesideTelemetry())!;
            Assert.AreEqual(i, (int?)ack["id"]);
            Assert.AreEqual(i % 4 != 3, (bool?)ack["ok"]);
        }
    }

    [TestMethod]
    [DataRow("slow", """{"type":"ack","id":null,"ok":false,"error":"not JSON: no such value at byte 0"}""")]
    [DataRow("""{"command":"stop"}""", """{"type":"ack","id":null,"ok":false,"error":"id is missing"}""")]
    [DataRow("""{"id":3,"command":"fly"}""", """{"type":"ack","id":3,"ok":false,"error":"unknown command fly"}""")]
    [DataRow("""{"id":4,"command":"mode","value":"warp"}""", """{"type":"ack","id":4,"ok":false,"error":"value must be slow, medium, fast or off"}""")]
    public void Command_Wrong_IsRefusedAndChangesNothing(string text, string ack)
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect().Upgrade();
        Assert.AreEqual(ack, peer.Command(text));
        Assert.IsEmpty(rig.Commands);
        Assert.AreEqual(0, rig.Flash.Writes);
        Assert.AreEqual("""{"type":"ack","id":5,"ok":true}""", peer.Command("""{"id":5,"command":"stop"}"""), "the socket goes on");
    }

    [TestMethod]
    public void Command_QueueFull_IsRefusedBusy()
    {
        using WebRig rig = new();
        rig.IsControlAwake = false;
        using RawPeer peer = rig.Connect().Upgrade();
        for (int i = 0; i < CommandQueue.Capacity; i++)
        {
            rig.Parts.Commands.TryPost(ChargeCommand.Stop, 0);
        }

        Assert.AreEqual("""{"type":"ack","id":1,"ok":false,"error":"busy, try again"}""", peer.Command("""{"id":1,"command":"stop"}"""));
    }

    [TestMethod]
    public void Command_ControlLoopAsleep_IsRefusedInTime()
    {
        using WebRig rig = new(limits => limits.CommandMs = 100);
        rig.IsControlAwake = false;
        using RawPeer peer = rig.Connect().Upgrade();
        Assert.AreEqual("""{"type":"ack","id":1,"ok":false,"error":"no answer from the control loop"}""", peer.Command("""{"id":1,"command":"stop"}"""));
        Assert.AreEqual(0, rig.Flash.Writes);
        rig.IsControlAwake = true;
        Assert.AreEqual("""{"type":"ack","id":2,"ok":true}""", peer.Command("""{"id":2,"command":"stop"}"""));
    }

    [TestMethod]
    public void Command_MediumRefuses_IsToldSo()
    {
        using WebRig rig = new();
        rig.Flash.Refuses = true;
        using RawPeer peer = rig.Connect().Upgrade();
        Assert.Contains("not stored", peer.Command("""{"id":1,"command":"mode","value":"fast"}"""));
    }

    [TestMethod]
    public void Command_PeerVanishesMeanwhile_LeavesItsTicketToTheQueue()
    {
        using WebRig rig = new();
        rig.IsControlAwake = false;
        for (int i = 0; i < CommandQueue.Capacity; i++)
        {
            using RawPeer peer = rig.Connect().Upgrade();
            peer.Send(ClientFrames.Text("""{"id":1,"command":"stop"}"""));
            int expected = i + 1;
            WaitFor(() => rig.Server.Counters.Messages == expected, "posted");
        }

        rig.IsControlAwake = true;
        WaitFor(() => rig.Commands.Count == CommandQueue.Capacity, "they are carried out");
        WaitFor(() => rig.Server.BrowserCount == 0, "the peers are gone");
        using RawPeer next = rig.Connect().Upgrade();
        Assert.AreEqual("""{"type":"ack","id":1,"ok":true}""", next.Command("""{"id":1,"command":"stop"}"""), "no ticket is lost");
    }

    [TestMethod]
    public void Command_InFragmentsWithAPingBetween_IsTaken()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect().Upgrade();
        peer.Send(ClientFrames.Of(Opcode.Text, false, Encoding.ASCII.GetBytes("""{"id":1,"com""")));
        peer.Send(ClientFrames.Of(Opcode.Ping, true, Encoding.ASCII.GetBytes("Hello")));
        (int opcode, byte[] payload) = peer.FrameBesideTelemetry();
        Assert.AreEqual(Opcode.Pong, opcode);
        Assert.AreEqual("Hello", Encoding.ASCII.GetString(payload));
        peer.Send(ClientFrames.Of(Opcode.Continuation, true, Encoding.ASCII.GetBytes("""mand":"stop"}""")));
        Assert.AreEqual("""{"type":"ack","id":1,"ok":true}""", peer.TextBesideTelemetry());
    }

    [TestMethod]
    [DataRow("8105", 1002)]
    [DataRow("C18000000000", 1002)]
    [DataRow("8380AABBCCDD", 1002)]
    [DataRow("828100000000FF", 1003)]
    [DataRow("818100000000FF", 1007)]
    [DataRow("81FE040100000000", 1009)]
    [DataRow("88810000000003", 1002)]
    public void Offence_EndsWithItsCodeAndThenTcp(string hex, int code)
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect().Upgrade();
        peer.Send(Hex.Parse(hex));
        (int opcode, byte[] payload) = peer.FrameBesideTelemetry();
        Assert.AreEqual(Opcode.Close, opcode);
        Assert.AreEqual(code, payload[0] << 8 | payload[1]);
        peer.Send(ClientFrames.Close(code, ""));
        peer.UntilClosed();
        Assert.IsFalse(peer.WasReset);
        Assert.AreEqual(1, rig.Server.Counters.Offences);
        WaitFor(() => rig.Server.BrowserCount == 0, "its place is free");
    }

    [TestMethod]
    public void Close_OfThePeer_IsEchoedAndTheServerEndsTcp()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect().Upgrade();
        peer.Send(ClientFrames.Join(ClientFrames.Close(3000, "done"), ClientFrames.Text("late")));
        (int opcode, byte[] payload) = peer.FrameBesideTelemetry();
        Assert.AreEqual(Opcode.Close, opcode);
        Assert.AreEqual("0BB8", Hex.Of(payload, payload.Length));
        peer.UntilClosed();
        Assert.IsFalse(peer.WasReset);
        Assert.AreEqual(0, rig.Server.Counters.Messages);
        Assert.AreEqual(0, rig.Server.Counters.Offences);
    }

    [TestMethod]
    public void Stop_OfTheServer_TellsEveryBrowser()
    {
        WebRig rig = new();
        using RawPeer peer = rig.Connect().Upgrade();
        rig.Server.Stop();
        (int opcode, byte[] payload) = peer.FrameBesideTelemetry();
        Assert.AreEqual(Opcode.Close, opcode);
        Assert.AreEqual(1001, payload[0] << 8 | payload[1]);
        peer.Send(ClientFrames.Close(1001, ""));
        peer.UntilClosed();
        rig.Dispose();
    }

    [TestMethod]
    public async Task Client_OfDotNet_GetsAlongInEveryWay()
    {
        using WebRig rig = new();
        using ClientWebSocket browser = await ConnectAsync(rig);
        Assert.StartsWith("{\"type\":\"telemetry\"", await TextAsync(browser));
        byte[] command = Encoding.UTF8.GetBytes("""{"id":1,"command":"mode","value":"medium"}""");
        await browser.SendAsync(command.AsMemory(0, 10), WebSocketMessageType.Text, false, TestContext.CancellationToken);
        await browser.SendAsync(command.AsMemory(10), WebSocketMessageType.Text, true, TestContext.CancellationToken);
        string text = await TextAsync(browser);
        while (text.StartsWith("{\"type\":\"telemetry\"", StringComparison.Ordinal))
        {
            text = await TextAsync(browser);
        }

        Assert.AreEqual("""{"type":"ack","id":1,"ok":true}""", text);
        await browser.SendAsync(new byte[3].AsMemory(), WebSocketMessageType.Binary, true, TestContext.CancellationToken);
        while (browser.State == WebSocketState.Open)
        {
            await browser.ReceiveAsync(new byte[8192].AsMemory(), TestContext.CancellationToken);
        }

        Assert.AreEqual((WebSocketCloseStatus)1003, browser.CloseStatus);
        Assert.AreEqual("text only", browser.CloseStatusDescription);
    }

    [TestMethod]
    public void StalledAndVanishedBrowsers_DisturbNobody()
    {
        using WebRig rig = new(limits =>
        {
            limits.SendBufferBytes = 4096;
            limits.SendStallMs = 1500;
        });
        using RawPeer watcher = rig.Connect().Upgrade();
        using RawPeer stalled = new(rig.Server.Port, 2048);
        stalled.Send(RawPeer.Handshake());
        RawPeer vanished = rig.Connect().Upgrade();
        vanished.Dispose();
        List<long> gaps = [];
        long lastMs = Environment.TickCount64;
        long endMs = lastMs + 2500;
        while (Environment.TickCount64 < endMs)
        {
            // Many events, so that the stalled one's buffers are soon full.
            rig.Publish(s => s.EventCount++);
            watcher.Frame();
            gaps.Add(Environment.TickCount64 - lastMs);
            lastMs = Environment.TickCount64;
        }

        Assert.IsLessThan(400, gaps.Max());
        Assert.IsGreaterThan(20, gaps.Count);
        WaitFor(() => rig.Server.Counters.Stalled == 1, "the stalled one is given up");
        Assert.AreEqual(1, rig.Server.BrowserCount);
    }

    private static void WaitFor(Func<bool> isSo, string what)
    {
        Assert.IsTrue(SpinWait.SpinUntil(isSo, 10000), "never: " + what);
    }

    private async Task<ClientWebSocket> ConnectAsync(WebRig rig)
    {
        ClientWebSocket browser = new();
        await browser.ConnectAsync(rig.WebSocketUri, TestContext.CancellationToken);
        return browser;
    }

    private async Task<string> TextAsync(ClientWebSocket browser)
    {
        byte[] buffer = new byte[16384];
        ValueWebSocketReceiveResult result = await browser.ReceiveAsync(buffer.AsMemory(), TestContext.CancellationToken);
        Assert.IsTrue(result.EndOfMessage);
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }

    private async Task<List<(long AtMs, int Seq)>> WatchAsync(ClientWebSocket browser, int milliseconds)
    {
        List<(long AtMs, int Seq)> seen = [];
        long endMs = Environment.TickCount64 + milliseconds;
        while (Environment.TickCount64 < endMs)
        {
            JsonNode telemetry = JsonNode.Parse(await TextAsync(browser))!;
            seen.Add((Environment.TickCount64, (int)telemetry["seq"]!));
        }

        return seen;
    }
}
