using System;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Tasks;
using ChargerFirmware.Tests.Browser;
using Microsoft.Playwright;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.VirtualCharger;

/// <summary>--legacy-port and --ws-echo of the built console.</summary>
[TestClass]
public sealed class WebSocketOptionsTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task LegacyPort_Given_SpeaksTheOriginalsProtocol()
    {
        int port = FreePort();
        using ChargerProcess charger = ChargerProcess.Serve("--legacy-port", port.ToString());
        using ClientWebSocket client = new();
        await client.ConnectAsync(new Uri("ws://127.0.0.1:" + port + "/"), TestContext.CancellationToken);
        foreach (string begin in new[] { "Voltage ", "Current ", "Temp " })
        {
            byte[] buffer = new byte[100];
            WebSocketReceiveResult result = await client.ReceiveAsync(buffer, TestContext.CancellationToken);
            Assert.StartsWith(begin, Encoding.UTF8.GetString(buffer, 0, result.Count));
        }
    }

    // What the original's page does: looks for the words, sends one.
    [TestMethod]
    [NeedsChromium]
    public async Task LegacyPort_Browser_HearsTheTextsAndChoosesTheMode()
    {
        int port = FreePort();
        using ChargerProcess charger = ChargerProcess.Serve("--legacy-port", port.ToString());
        await using Chromium chromium = await Chromium.StartAsync();
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(charger.Address.ToString() + "api/telemetry");
        string heard = await page.EvaluateAsync<string>(
            """
            port => new Promise((done, failed) => {
              const socket = new WebSocket("ws://127.0.0.1:" + port + "/"), seen = new Set();
              socket.onerror = () => failed("error");
              socket.onopen = () => socket.send("slow");
              socket.onmessage = e => { seen.add(e.data.split(" ")[0]); if (seen.size === 3) done([...seen].sort().join()); };
            })
            """,
            port);
        Assert.AreEqual("Current,Temp,Voltage", heard);
        using System.Net.Http.HttpClient http = new();
        for (int tries = 0; tries < 50 && !(await http.GetStringAsync(charger.Address + "api/telemetry")).Contains("\"mode\":\"slow\""); tries++)
        {
            await Task.Delay(100);
        }

        Assert.Contains("\"mode\":\"slow\"", await http.GetStringAsync(charger.Address + "api/telemetry"));
    }

    [TestMethod]
    public async Task WsEcho_Given_EchoesTextAndBinary()
    {
        using ChargerProcess charger = ChargerProcess.Serve("--ws-echo");
        using ClientWebSocket client = new();
        await client.ConnectAsync(new Uri("ws://" + charger.Address.Authority + "/echo"), TestContext.CancellationToken);
        foreach (int length in new[] { 0, 126, 70_000, 1_000_000 })
        {
            byte[] sent = new byte[length];
            Array.Fill(sent, (byte)'e');
            foreach (WebSocketMessageType type in new[] { WebSocketMessageType.Text, WebSocketMessageType.Binary })
            {
                await client.SendAsync(sent, type, true, TestContext.CancellationToken);
                byte[] buffer = new byte[length + 1];
                int count = 0;
                WebSocketReceiveResult result;
                do
                {
                    result = await client.ReceiveAsync(new ArraySegment<byte>(buffer, count, buffer.Length - count), TestContext.CancellationToken);
                    count += result.Count;
                }
                while (!result.EndOfMessage);
                Assert.AreEqual(type, result.MessageType);
                Assert.IsTrue(buffer.AsSpan(0, count).SequenceEqual(sent));
            }
        }
    }

    [TestMethod]
    public async Task WsEcho_NotGiven_IsNoPath()
    {
        using ChargerProcess charger = ChargerProcess.Serve();
        using ClientWebSocket client = new();
        client.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsExactlyAsync<WebSocketException>(() => client.ConnectAsync(new Uri("ws://" + charger.Address.Authority + "/echo"), TestContext.CancellationToken));
        Assert.AreEqual(HttpStatusCode.NotFound, client.HttpStatusCode);
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
