using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using ChargerFirmware.Tests.Scenarios.VirtualCharger;
using ChargerFirmware.Tests.Scenarios.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>Whom the console serves and whom it does not, and what it does as long as nobody has chosen a chemistry.</summary>
[TestClass]
public sealed class AccessTests
{
    private const int Browsers = 64;

    private static ChargerProcess _charger = null!;
    private static ChargerClient _client = null!;

    [ClassInitialize]
    public static void Start(TestContext context)
    {
        _charger = ChargerProcess.Serve();
        _client = new ChargerClient(_charger.Address);
    }

    [ClassCleanup]
    public static void Stop()
    {
        _client?.Dispose();
        _charger?.Dispose();
    }

    [TestMethod]
    [DataRow(BusLines.Magnes)]
    [DataRow(BusLines.Tc)]
    public void NoProfile_NothingIsChargedWhateverIsAskedFor(string protocol)
    {
        using ChargerProcess charger = ChargerProcess.Serve("--set", "battery.profile=none", "--set", "charger.protocol=" + protocol, "--can-port", "0");
        using ChargerClient client = new(charger.Address);
        using SlcanListener bus = new(SlcanListener.PortOf(charger));
        using TimedBrowser browser = new(charger.Address);
        client.WaitFor(now => now.GetProperty("pack").GetProperty("online").GetBoolean(), ChargerRig.PatienceMs, "the pack");
        browser.Command("mode", "fast");
        browser.Command("start");
        Thread.Sleep(2_000);

        JsonElement telemetry = client.Telemetry();
        Assert.AreEqual("idle profile", telemetry.GetProperty("state").GetString() + " " + telemetry.GetProperty("limitedBy").GetString());
        Assert.Contains("chemistry", telemetry.GetProperty("why").GetString()!);
        Assert.AreEqual(0, telemetry.GetProperty("charger").GetProperty("requestMilliAmps").GetInt32());
        Assert.IsTrue(bus.Lines.Any(BusLines.IsCommand), "the charger is told");
        Assert.IsFalse(bus.Lines.Any(BusLines.IsCharge), "a charge without a chemistry");
    }

    [TestMethod]
    [DataRow("api/telemetry")]
    [DataRow("api/settings")]
    [DataRow("")]
    [DataRow("ws")]
    public void ForeignHost_IsRefused(string path)
    {
        using HttpResponseMessage answer = _client.Ask(HttpMethod.Get, path, request => request.Headers.Host = "evil.example");
        Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [TestMethod]
    [DataRow("GET", "ws")]
    [DataRow("PUT", "api/settings")]
    [DataRow("DELETE", "api/faults")]
    [DataRow("GET", "api/telemetry")]
    public void ForeignOrigin_IsRefused(string method, string path)
    {
        using HttpResponseMessage answer = _client.Ask(new HttpMethod(method), path, request =>
        {
            request.Headers.Add("Origin", "http://evil.example");
            request.Content = method == "PUT" ? new StringContent("{\"charge.mode\":\"fast\"}") : null;
            if (path == "ws")
            {
                request.Headers.Connection.Add("Upgrade");
                request.Headers.Upgrade.Add(new System.Net.Http.Headers.ProductHeaderValue("websocket"));
                request.Headers.Add("Sec-WebSocket-Version", "13");
                request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
            }
        });
        Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.AreEqual("medium", _client.SettingValue("charge.mode"));
    }

    [TestMethod]
    public void OwnOrigin_IsServed()
    {
        using HttpResponseMessage answer = _client.Ask(HttpMethod.Get, "api/telemetry", request => request.Headers.Add("Origin", "http://localhost:1234"));
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    [TestMethod]
    public void SixtyFourBrowsers_AllGetEveryMessage_AndRequestsAreServedBesideThem()
    {
        List<TimedBrowser> browsers = [];
        try
        {
            for (int i = 0; i < Browsers; i++)
            {
                browsers.Add(new TimedBrowser(_charger.Address));
            }

            long from = Stopwatch.GetTimestamp();
            using (RawPeer oneMore = new(_charger.Address.Port))
            {
                StringAssert.Matches(oneMore.Exchange(RawPeer.Handshake()), new("^HTTP/1.1 503 .*\r\nRetry-After: ", System.Text.RegularExpressions.RegexOptions.Singleline));
            }

            Thread.Sleep(2_000);
            _client.Telemetry();
            int[] first = Sequences(browsers[0], from);
            Assert.IsInRange(3, 6, first.Length);
            foreach (TimedBrowser browser in browsers)
            {
                int[] own = Sequences(browser, from);
                CollectionAssert.AreEqual(Enumerable.Range(own[0], own.Length).ToArray(), own, "none left out");
                Assert.IsInRange(first.Length - 1, first.Length + 1, own.Length);
            }
        }
        finally
        {
            browsers.ForEach(browser => browser.Dispose());
        }
    }

    private static int[] Sequences(TimedBrowser browser, long from)
    {
        return [.. browser.Messages.Where(message => message.At >= from && TimedBrowser.IsTelemetry(message.Json)).Select(message => message.Json.GetProperty("seq").GetInt32())];
    }
}
