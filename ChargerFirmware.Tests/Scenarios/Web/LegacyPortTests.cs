using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.WebSockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ChargerFirmware.Control;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Web;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>The original's text protocol on its own port.</summary>
[TestClass]
public class LegacyPortTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow("/")]
    [DataRow("/ws")]
    [DataRow("/any/path?x=1")]
    public void AnyPath_GetsTheThreeTexts(string path)
    {
        using WebRig rig = NewRig();
        using RawPeer peer = Connect(rig, path);
        foreach (string expected in new[] { "Voltage 52.84", "Current 9.98", "Temp 25.1", "Voltage 52.84" })
        {
            Assert.AreEqual(expected, TextOf(peer.Frame()));
        }

        Assert.AreEqual(0, rig.Server.BrowserCount, "it is no browser of /ws");
    }

    [TestMethod]
    public async Task FrameworksClient_GetsTextsTwiceASecondAndCommands()
    {
        using WebRig rig = NewRig();
        using ClientWebSocket client = new();
        await client.ConnectAsync(new Uri("ws://127.0.0.1:" + rig.Server.LegacyPort + "/"), TestContext.CancellationToken);
        List<string> texts = [];
        byte[] buffer = new byte[100];
        Stopwatch time = Stopwatch.StartNew();
        while (texts.Count < 15)
        {
            WebSocketReceiveResult result = await client.ReceiveAsync(buffer, TestContext.CancellationToken);
            Assert.IsTrue(result.EndOfMessage && result.MessageType == WebSocketMessageType.Text);
            texts.Add(Encoding.UTF8.GetString(buffer, 0, result.Count));
        }

        // Five times three texts: four periods lie between them.
        Assert.IsInRange(1700L, 3000L, time.ElapsedMilliseconds);
        await client.SendAsync(Encoding.ASCII.GetBytes("fast"), WebSocketMessageType.Text, true, TestContext.CancellationToken);
        WaitFor(() => rig.Commands.Contains((ChargeCommand.Mode, ChargeMode.Fast)), "the command");
        WaitFor(() => rig.Server.Counters.CommandsDone == 1, "it is done");
        Assert.AreEqual("fast", rig.Settings.TextOf(rig.Settings.Table.ChargeMode), "stored");
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.CancellationToken);
        Assert.AreEqual(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
    }

    [TestMethod]
    public void Words_OfAllThree_AreCarriedOutInOrderAndNothingIsAnswered()
    {
        using WebRig rig = NewRig();
        using RawPeer peer = Connect(rig);
        peer.Send(ClientFrames.Join(ClientFrames.Join(ClientFrames.Text("slow"), ClientFrames.Text("medium")), ClientFrames.Text("fast")));
        WaitFor(() => rig.Commands.Count == 3, "three commands");
        CollectionAssert.AreEqual(new[] { (ChargeCommand.Mode, ChargeMode.Slow), (ChargeCommand.Mode, ChargeMode.Medium), (ChargeCommand.Mode, ChargeMode.Fast) }, rig.Commands.ToArray());
        for (int i = 0; i < 6; i++)
        {
            Assert.Contains(TextOf(peer.Frame()).Split(' ')[0], new[] { "Voltage", "Current", "Temp" });
        }
    }

    [TestMethod]
    [DataRow("off")]
    [DataRow("FAST")]
    [DataRow("{\"id\":1,\"command\":\"mode\",\"value\":\"fast\"}")]
    public void OtherText_IsPassedOver(string text)
    {
        using WebRig rig = NewRig();
        using RawPeer peer = Connect(rig);
        peer.Send(ClientFrames.Join(ClientFrames.Text(text), ClientFrames.Text("medium")));
        WaitFor(() => rig.Commands.Count == 1, "the next word");
        Assert.AreEqual((ChargeCommand.Mode, ChargeMode.Medium), rig.Commands.ToArray()[0]);
        Assert.AreEqual(1, rig.Server.Counters.CommandsRefused);
    }

    [TestMethod]
    public void PinSet_TellsButTakesNoWord()
    {
        using WebRig rig = NewRig();
        SettingChanges changes = new(rig.Settings.Table);
        changes.Set(rig.Settings.Table.WebPin, "4711");
        Assert.IsTrue(rig.Parts.Store.Commit(changes));
        using RawPeer peer = Connect(rig);
        peer.Send(ClientFrames.Text("fast"));
        WaitFor(() => rig.Server.Counters.CommandsRefused == 1, "refused");
        Assert.IsEmpty(rig.Commands);
        Assert.AreEqual("Voltage 52.84", TextOf(peer.Frame()));
    }

    [TestMethod]
    public void QueueFull_WordIsTriedAgain()
    {
        using WebRig rig = NewRig();
        rig.IsControlAwake = false;
        for (int i = 0; i < CommandQueue.Capacity; i++)
        {
            rig.Parts.Commands.Abandon(rig.Parts.Commands.TryPost(ChargeCommand.Stop, 0));
        }

        using RawPeer peer = Connect(rig);
        peer.Send(ClientFrames.Text("fast"));
        WaitFor(() => rig.Server.Counters.Messages == 1, "it has come");
        Thread.Sleep(100);
        rig.IsControlAwake = true;
        WaitFor(() => rig.Commands.Contains((ChargeCommand.Mode, ChargeMode.Fast)), "the command");
    }

    [TestMethod]
    public void Unknown_IsNotTold()
    {
        using WebRig rig = NewRig();
        rig.Publish(s => s.PackOnline = false);
        using RawPeer peer = Connect(rig);
        Thread.Sleep(700);
        peer.Poll();
        Assert.IsFalse(peer.HasFrame);
        rig.Publish(s => s.PackOnline = true);
        Assert.AreEqual("Voltage 52.84", TextOf(peer.Frame()));
    }

    [TestMethod]
    [DataRow("GET", 426)]
    [DataRow("PUT", 405)]
    [DataRow("DELETE", 405)]
    public void Request_ThatIsNoWebSocket_IsRefused(string method, int status)
    {
        using WebRig rig = NewRig();
        using RawPeer peer = new(rig.Server.LegacyPort);
        Assert.StartsWith("HTTP/1.1 " + status + " ", peer.Exchange(method + " /api/settings HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
    }

    [TestMethod]
    [DataRow("Host: 127.0.0.1", "Host: evil.example", 403)]
    [DataRow("Host: 127.0.0.1", "Host: 127.0.0.1\r\nOrigin: https://evil.example", 403)]
    [DataRow("Version: 13", "Version: 8", 426)]
    public void Handshake_Wrong_IsRefusedAsOnTheOtherPort(string right, string wrong, int status)
    {
        using WebRig rig = NewRig();
        using RawPeer peer = new(rig.Server.LegacyPort);
        Assert.StartsWith("HTTP/1.1 " + status + " ", peer.Exchange(RawPeer.Handshake("/").Replace(right, wrong)));
    }

    [TestMethod]
    public void OneMoreThanThereArePlaces_Is503()
    {
        using WebRig rig = NewRig(limits => limits.LegacyPlaces = 2);
        using RawPeer first = Connect(rig);
        using RawPeer second = Connect(rig);
        using RawPeer third = new(rig.Server.LegacyPort);
        string answer = third.Exchange(RawPeer.Handshake("/"));
        Assert.StartsWith("HTTP/1.1 503 ", answer);
        Assert.Contains("Retry-After: 2\r\n", answer);
        using RawPeer browser = rig.Connect().Upgrade();
        Assert.AreEqual(1, rig.Server.BrowserCount, "browsers have places of their own");
    }

    [TestMethod]
    public void Ping_IsAnswered_BinaryIsRefused()
    {
        using WebRig rig = NewRig();
        using RawPeer peer = Connect(rig);
        peer.Send(ClientFrames.Of(Opcode.Ping, true, [7]));
        (int opcode, byte[] payload) = peer.Frame();
        while (opcode == Opcode.Text)
        {
            (opcode, payload) = peer.Frame();
        }

        Assert.AreEqual(Opcode.Pong, opcode);
        Assert.AreEqual(7, payload[0]);
        peer.Send(ClientFrames.Of(Opcode.Binary, true, [1]));
        while (opcode != Opcode.Close)
        {
            (opcode, payload) = peer.Frame();
        }

        Assert.AreEqual(CloseCode.Unsupported, payload[0] << 8 | payload[1]);
        peer.UntilClosed();
    }

    [TestMethod]
    public void ServersOwnPort_AsLegacyPort_IsOff()
    {
        int port;
        using (WebRig free = new())
        {
            port = free.Server.Port;
        }

        using WebRig rig = new(limits => limits.LegacyPort = port, null, null, port);
        Assert.AreEqual(WebLimits.Off, rig.Server.LegacyPort);
        byte[] log = new byte[4096];
        long position = 0;
        Assert.Contains("web.legacyPort", Encoding.UTF8.GetString(log, 0, rig.Log.Read(ref position, log, 0, log.Length)));
        using RawPeer peer = rig.Connect().Upgrade();
    }

    [TestMethod]
    public void Values_NewOnes_AreToldWithin500MsOfTheirPublication()
    {
        ManualClock clock = new();
        using WebRig rig = new(limits => limits.LegacyPort = 0, clock);
        using RawPeer peer = new(rig.Server.LegacyPort);
        peer.Send(RawPeer.Handshake("/"));
        rig.PassUntil(() => rig.Server.LegacyPeers.CountOpen() == 1, "a peer");
        rig.PassUntil(
            () =>
            {
                peer.Poll();
                return peer.Received.Contains("\r\n\r\n");
            },
            "the answer");
        peer.Answer();
        int oldest = 0;
        for (int ms = 1; ms <= 5000; ms++)
        {
            clock.Advance(1);
            if (ms % 100 == 37)
            {
                int published = ms;
                rig.Publish(s => s.Battery.PackMilliVolts = published * 10);
            }

            if (rig.Server.Pass())
            {
                peer.Until(() => peer.Received.Contains("Temp"), "three texts");
                int told = (int)(decimal.Parse(TextOf(peer.Frame())[8..]) * 100);
                peer.Frame();
                peer.Frame();
                oldest = told == 5284 ? oldest : Math.Max(oldest, ms - told);
            }
        }

        Assert.IsInRange(0, 25, oldest);
    }

    private static WebRig NewRig(Action<WebLimits>? change = null)
    {
        return new WebRig(limits =>
        {
            limits.LegacyPort = 0;
            change?.Invoke(limits);
        });
    }

    private static RawPeer Connect(WebRig rig, string path = "/")
    {
        return new RawPeer(rig.Server.LegacyPort).Upgrade(path);
    }

    private static string TextOf((int Opcode, byte[] Payload) frame)
    {
        Assert.AreEqual(Opcode.Text, frame.Opcode);
        return Encoding.UTF8.GetString(frame.Payload);
    }

    private static void WaitFor(Func<bool> isSo, string what)
    {
        Assert.IsTrue(SpinWait.SpinUntil(isSo, 10000), "never: " + what);
    }
}
