using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>HTTP over loopback sockets against the real server thread.</summary>
[TestClass]
public class HttpTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Page_IsServedPackedWithItsHeaders()
    {
        using WebRig rig = new();
        HttpResponseMessage response = await GetAsync(rig, "/");

        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.AreEqual("gzip", string.Join(",", response.Content.Headers.ContentEncoding));
        Assert.AreEqual("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.AreEqual("\"abc123\"", response.Headers.ETag?.ToString());
        Assert.AreEqual("no-cache", response.Headers.CacheControl?.ToString());
        Assert.AreEqual("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.AreEqual("Accept-Encoding", response.Headers.Vary.Single());
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("connect-src 'self'", policy);
        byte[] packed = await response.Content.ReadAsByteArrayAsync(TestContext.CancellationToken);
        Assert.AreEqual(response.Content.Headers.ContentLength, packed.Length);
        using GZipStream gzip = new(new MemoryStream(packed), CompressionMode.Decompress);
        Assert.AreEqual(TestAssets.Page, await new StreamReader(gzip).ReadToEndAsync(TestContext.CancellationToken));
    }

    [TestMethod]
    [DataRow("If-None-Match: \"abc123\"\r\n", 304)]
    [DataRow("If-None-Match: W/\"abc123\"\r\n", 304)]
    [DataRow("If-None-Match: \"old\"\r\n", 200)]
    [DataRow("Accept-Encoding: identity\r\n", 406)]
    [DataRow("Accept-Encoding: gzip;q=0\r\n", 406)]
    [DataRow("Accept-Encoding: br, gzip\r\n", 200)]
    public void Page_ConditionsOfTheClient_AreHonoured(string field, int status)
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        peer.Send("GET / HTTP/1.1\r\nHost: localhost\r\n" + field + "\r\n");
        peer.Until(() => peer.Received.Contains("\r\n\r\n"), "a head");
        Assert.StartsWith("HTTP/1.1 " + status + " ", peer.Received);
        if (status == 304)
        {
            Assert.EndsWith("\r\n\r\n", peer.Received, "a 304 has no body");
            Assert.Contains("ETag: \"abc123\"", peer.Received);
        }
    }

    [TestMethod]
    public async Task Telemetry_IsTheNewestObject()
    {
        using WebRig rig = new();
        JsonNode first = await JsonAsync(rig, "/api/telemetry");
        Assert.AreEqual("telemetry", (string?)first["type"]);
        Assert.AreEqual(52840, (int?)first["pack"]!["milliVolts"]);
        rig.Publish(s => { s.Battery.PackMilliVolts = 53000; s.EventCount++; });
        JsonNode second = await JsonAsync(rig, "/api/telemetry");
        Assert.AreEqual(53000, (int?)second["pack"]!["milliVolts"]);
        Assert.IsGreaterThan((int)first["seq"]!, (int)second["seq"]!);
    }

    [TestMethod]
    public async Task Settings_AreAnObjectByKeyWithoutWhatIsHidden()
    {
        using WebRig rig = new();
        JsonObject settings = (await JsonAsync(rig, "/api/settings")).AsObject();
        string[] keys = Enumerable.Range(0, rig.Settings.Table.Count).Select(rig.Settings.Table.At).Where(row => !row.Row().Hidden).Select(row => row.Key).ToArray();
        CollectionAssert.AreEqual(keys, settings.Select(member => member.Key).ToArray());
        Assert.AreEqual(
            """{"value":15000,"default":15000,"type":"int","min":0,"max":100000,"unit":"mA","help":"Charge current of mode fast."}""",
            settings["mode.fast.milliAmps"]!.ToJsonString());
        Assert.AreEqual(
            """{"value":"magnes","default":"magnes","type":"enum","options":["magnes","tc","analog","tsm","brusa","eltek","pylontech"],"help":"What the charger understands; analog is the output of 0 to 10 V and needs no bus."}""",
            settings["charger.protocol"]!.ToJsonString());
        Assert.AreEqual(
            """{"value":true,"default":true,"type":"bool","help":"The BMS is asked; without it nothing is charged."}""", settings["bms.enabled"]!.ToJsonString());
        Assert.AreEqual("text", (string?)settings["web.allowedHosts"]!["type"]);
        Assert.AreEqual("", (string?)settings["web.allowedHosts"]!["value"]);
        Assert.AreEqual(200, (int?)settings["web.allowedHosts"]!["maxLength"]);
    }

    [TestMethod]
    public async Task Faults_TellWhatIsAndWhatWas()
    {
        using WebRig rig = new();
        rig.IsControlAwake = false;
        rig.Publish(s =>
        {
            s.NowMs = 100000;
            s.Faults.Set(FaultCode.ShortCircuit, true, 99000, 5);
            s.Faults.Set(FaultCode.ShortCircuit, false, 99500);
            s.Faults.Set(FaultCode.CanPassive, true, 90000);
            s.Faults.Set(FaultCode.CanPassive, false, 95000);
        });
        Assert.AreEqual(
            """
            {"faults":[{"code":"BmsSilent","severity":"stop","active":true,"present":true,"sinceMs":1200,"count":1,"value":null},{"code":"ShortCircuit","severity":"latched","active":true,"present":false,"sinceMs":1000,"count":1,"value":5},{"code":"CanPassive","severity":"notice","active":false,"present":false,"sinceMs":10000,"count":1,"value":null}]}
            """.Trim(),
            (await JsonAsync(rig, "/api/faults")).ToJsonString());
    }

    [TestMethod]
    public async Task DeleteFaults_ClearsAndAnswersTheRegister()
    {
        using WebRig rig = new();
        HttpResponseMessage response = await rig.Http.DeleteAsync("/api/faults", TestContext.CancellationToken);
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("{\"faults\":[", await response.Content.ReadAsStringAsync(TestContext.CancellationToken));
        Assert.AreEqual((ChargeCommand.ClearFaults, 0), rig.Commands.Single());
        rig.ClearResult = CommandResult.StillPresent;
        Assert.AreEqual(HttpStatusCode.OK, (await rig.Http.DeleteAsync("/api/faults", TestContext.CancellationToken)).StatusCode);
    }

    [TestMethod]
    public void DeleteFaults_ControlThreadAsleepOrBusy_Is503()
    {
        using WebRig rig = new(limits => limits.CommandMs = 100);
        rig.IsControlAwake = false;
        using RawPeer peer = rig.Connect();
        string answer = peer.Exchange("DELETE /api/faults HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 503 ", answer);
        Assert.Contains("Retry-After: 2\r\n", answer);
        Assert.EndsWith("{\"error\":\"no answer from the control loop\"}", answer);

        // The abandoned command still waits there; further ones fill the queue.
        for (int i = 1; i < CommandQueue.Capacity; i++)
        {
            Assert.IsGreaterThanOrEqualTo(0, rig.Parts.Commands.TryPost(ChargeCommand.Stop, 0));
        }

        Assert.EndsWith("{\"error\":\"busy, try again\"}", peer.Exchange("DELETE /api/faults HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }

    [TestMethod]
    public async Task Log_IsGivenFromItsOldestLine()
    {
        using WebRig rig = new();
        for (int i = 0; i < 300; i++)
        {
            rig.Log.Info("line " + i);
        }

        HttpResponseMessage response = await GetAsync(rig, "/api/log");
        Assert.AreEqual("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        string[] lines = (await response.Content.ReadAsStringAsync(TestContext.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.EndsWith(" info line 299", lines[^1]);
        Assert.IsGreaterThan(100, lines.Length);
        for (int i = 1; i < lines.Length; i++)
        {
            Assert.EndsWith(" info line " + (300 - lines.Length + i), lines[i]);
        }
    }

    [TestMethod]
    public async Task Log_Empty_IsAnEmptyText()
    {
        using WebRig rig = new();
        HttpResponseMessage response = await GetAsync(rig, "/api/log");
        Assert.AreEqual("", await response.Content.ReadAsStringAsync(TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task Metrics_AreWellFormedAndComplete()
    {
        using WebRig rig = new(limits => limits.PieceBytes = 1024);
        rig.Publish(s => s.CopyFrom(Tests.Web.Snapshots.Largest()));
        HttpResponseMessage response = await GetAsync(rig, "/metrics");
        Assert.AreEqual("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        string text = await response.Content.ReadAsStringAsync(TestContext.CancellationToken);
        string family = "";
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                family = line.Split(' ')[2];
                Assert.AreEqual(1, text.Split("# HELP " + family + " ").Length - 1, family + " is described once");
                Assert.Contains("# TYPE " + family + " ", text);
            }
            else if (!line.StartsWith('#'))
            {
                Assert.MatchesRegex("^" + family + "(\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*\\})? -?[0-9]+(\\.[0-9]+)?$", line);
            }
        }

        Assert.Contains("charger_pack_volts 655.350\n", text);
        Assert.Contains("charger_pack_amperes -327.680\n", text);
        Assert.Contains("charger_cell_volts{cell=\"32\"} 65.535\n", text);
        Assert.Contains("charger_temperature_celsius{sensor=\"8\"} -273.1\n", text);
        Assert.Contains("charger_fault_active{code=\"ShortCircuit\",severity=\"latched\"} 1\n", text);
        Assert.Contains("charger_free_memory_bytes 123456\n", text);
        Assert.Contains("charger_web_requests_total 1\n", text);
        Assert.Contains("charger_can_frames_total{kind=\"sent\"} 2147483647\n", text);
    }

    [TestMethod]
    public async Task Metrics_PackOffline_HaveNoSamplesOfIt()
    {
        using WebRig rig = new();
        rig.Publish(s => { s.PackOnline = false; s.ChargerReports = false; s.OutputLevel = Unknown.Number; });
        string text = await rig.Http.GetStringAsync("/metrics", TestContext.CancellationToken);
        Assert.Contains("charger_pack_online 0\n", text);
        Assert.DoesNotContain("charger_pack_volts", text);
        Assert.DoesNotContain("charger_cell_volts{", text);
        Assert.DoesNotContain("charger_output_", text);
    }

    [TestMethod]
    [DataRow("/")]
    [DataRow("/api/telemetry")]
    [DataRow("/api/settings")]
    [DataRow("/api/faults")]
    [DataRow("/api/log")]
    [DataRow("/metrics")]
    public void Head_WhereGetIs_HasTheSameHeadAndNoBody(string path)
    {
        using WebRig rig = new();
        rig.IsControlAwake = false;
        using RawPeer peer = rig.Connect();
        peer.Send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        peer.UntilClosed();
        string head = peer.Received;
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", head);
        Assert.EndsWith("\r\n\r\n", head);
        Assert.IsFalse(peer.WasReset);

        using RawPeer get = rig.Connect();
        get.Send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        get.UntilClosed();
        Assert.StartsWith(head, get.Received);
        Assert.IsGreaterThanOrEqualTo(head.Length, get.Received.Length);
    }

    [TestMethod]
    [DataRow("/api/settings")]
    [DataRow("/api/log")]
    [DataRow("/metrics")]
    public void Get_ToHttp10_EndsWithTheConnection(string path)
    {
        using WebRig rig = new();
        rig.Log.Info("hello");
        using RawPeer peer = rig.Connect();
        peer.Send("GET " + path + " HTTP/1.0\r\n\r\n");
        peer.UntilClosed();
        Assert.DoesNotContain("Transfer-Encoding", peer.Received);
        Assert.HasCount(2, peer.Received.Split("\r\nConnection: close\r\n"), "told, and once");
        string body = peer.Received[(peer.Received.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        if (path == "/api/settings")
        {
            Assert.IsNotNull(JsonNode.Parse(body)!["battery.profile"]);
        }

        Assert.IsGreaterThan(10, body.Length);
        Assert.IsFalse(peer.WasReset);
    }

    [TestMethod]
    [DataRow("POST", "/", "GET, HEAD, OPTIONS")]
    [DataRow("PUT", "/", "GET, HEAD, OPTIONS")]
    [DataRow("DELETE", "/api/settings", "GET, HEAD, PUT, OPTIONS")]
    [DataRow("PATCH", "/api/faults", "GET, HEAD, DELETE, OPTIONS")]
    [DataRow("TRACE", "/api/telemetry", "GET, HEAD, OPTIONS")]
    [DataRow("PUT", "/api/login", "GET, HEAD, POST, DELETE, OPTIONS")]
    [DataRow("POST", "/ws", "GET, OPTIONS")]
    public void OtherMethod_IsRefusedWithWhatIsAllowed(string method, string path, string allow)
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        string answer = peer.Exchange(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 405 ", answer);
        Assert.Contains("\r\nAllow: " + allow + "\r\n", answer);
        Assert.Contains("{\"error\":\"", answer);
    }

    [TestMethod]
    [DataRow("/", "GET, HEAD, OPTIONS")]
    [DataRow("/api/settings", "GET, HEAD, PUT, OPTIONS")]
    [DataRow("/ws", "GET, OPTIONS")]
    [DataRow("*", "GET, HEAD, PUT, POST, DELETE, OPTIONS")]
    public void Options_TellsWhatThePathTakesAndInvitesNobody(string path, string allow)
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        string answer = peer.Exchange("OPTIONS " + path + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nAccess-Control-Request-Method: PUT\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 204 No Content\r\n", answer);
        Assert.Contains("\r\nAllow: " + allow + "\r\n", answer);
        Assert.EndsWith("\r\n\r\n", answer);
        Assert.DoesNotContain("Access-Control", answer);
        Assert.DoesNotContain("Content-Length", answer, "RFC 9110, section 8.6");
        Assert.StartsWith("HTTP/1.1 404 ", peer.Exchange("OPTIONS /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"), "and the connection goes on");
        Assert.StartsWith("HTTP/1.1 403 ", peer.Exchange("OPTIONS /api/settings HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n"));
    }

    [TestMethod]
    public void OtherPath_Is404AndTheConnectionGoesOn()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        foreach (string path in new[] { "/nothing", "/api", "/api/", "/api/telemetry/", "//", "/%2e%2e/etc/passwd", "/API/telemetry", "/../../etc/passwd" })
        {
            string answer = peer.Exchange("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 404 ", answer, path);
            Assert.Contains("Content-Type: application/json\r\n", answer);
        }

        Assert.StartsWith("HTTP/1.1 200 ", peer.Exchange("GET /api/telemetry?a=b HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }

    [TestMethod]
    [DataRow("GET / HTTP/1.1\r\n\r\n", 400)]
    [DataRow("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403)]
    [DataRow("GET /api/telemetry HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n", 403)]
    [DataRow("GET /api/telemetry HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n\r\n", 403)]
    [DataRow("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 403)]
    [DataRow("GET http://localhost/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403)]
    [DataRow("GET http://localhost@evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 403)]
    [DataRow("GET / HTTP/1.1\r\nHost: local host\r\n\r\n", 403)]
    [DataRow("GET / HTTP/1.1\r\nHost: localhost:http\r\n\r\n", 400)]
    [DataRow("GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", 505)]
    [DataRow("BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n", 501)]
    [DataRow("PUT /api/settings HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 411)]
    [DataRow("PUT /api/settings HTTP/1.1\r\nHost: localhost\r\n\r\n", 411)]
    [DataRow("PUT /api/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 65537\r\n\r\n", 413)]
    [DataRow("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999\r\n\r\n", 413)]
    [DataRow("\u0016\u0003\u0001 hello", 400)]
    public void WrongRequest_IsRefusedAndReachesTheClient(string request, int status)
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        string answer = peer.Exchange(request);
        Assert.StartsWith("HTTP/1.1 " + status + " ", answer);
        Assert.Contains("\r\nContent-Type: application/json\r\n", answer);
        Assert.Contains("\r\n\r\n{\"error\":\"", answer);
        Assert.Contains("\r\nX-Content-Type-Options: nosniff\r\n", answer);
    }

    [TestMethod]
    public void LongTarget_Is414AndLongHeadIs431()
    {
        using WebRig rig = new();
        using RawPeer target = rig.Connect();
        Assert.StartsWith("HTTP/1.1 414 ", target.Exchange("GET /" + new string('a', 9000)));
        target.UntilClosed();
        Assert.IsFalse(target.WasReset, "a reset could overtake the answer");

        using RawPeer head = rig.Connect();
        Assert.StartsWith("HTTP/1.1 431 ", head.Exchange("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + new string('a', 9000) + "\r\n\r\n"));
        using RawPeer fits = rig.Connect();
        Assert.StartsWith("HTTP/1.1 404 ", fits.Exchange("GET /x HTTP/1.1\r\nHost: localhost\r\nX: " + new string('a', 8100) + "\r\n\r\n"));
    }

    [TestMethod]
    public void Requests_OnOneConnection_AreAnsweredInTurn()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        for (int i = 0; i < 50; i++)
        {
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", peer.Exchange("GET /api/telemetry HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        }

        Assert.AreEqual(1, rig.Server.Counters.Accepted);
        Assert.AreEqual(50, rig.Server.Counters.Requests);
    }

    [TestMethod]
    public void Requests_SentAtOnce_AreAnsweredInOrder()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        string put = "{\"mode.fast.milliAmps\":14000}";
        peer.Send(
            "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\nPUT /api/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + put.Length + "\r\n\r\n" + put
            + "GET /api/telemetry HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabcDELETE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        peer.UntilClosed();
        string statuses = string.Join(",", Regex.Matches(peer.Received, "HTTP/1.1 ([0-9]+) ").Select(match => match.Groups[1].Value));
        Assert.AreEqual("404,200,200,405", statuses);
        Assert.IsFalse(peer.WasReset);
    }

    [TestMethod]
    public void ConnectionClose_IsHonoured()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        string answer = peer.Exchange("GET /api/telemetry HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.Contains("\r\nConnection: close\r\n", answer);
        peer.UntilClosed();
        Assert.IsFalse(peer.WasReset);
    }

    [TestMethod]
    public void Request_SplitAtEveryByte_IsAnswered()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        string body = "{\"mode.fast.milliAmps\":15000}";
        byte[] request = Encoding.ASCII.GetBytes("PUT /api/settings HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.Length + "\r\n\r\n" + body);
        foreach (byte b in request)
        {
            peer.Send([b]);
            System.Threading.Thread.SpinWait(2000);
        }

        peer.Until(() => peer.Received.Contains("\r\n0\r\n\r\n"), "an answer");
        Assert.StartsWith("HTTP/1.1 200 OK", peer.Received);
    }

    [TestMethod]
    public async Task ManyClients_AtOnce_AreAllAnswered()
    {
        using WebRig rig = new();
        Task<string>[] requests = Enumerable.Range(0, 100).Select(i => rig.Http.GetStringAsync(i % 2 == 0 ? "/api/settings" : "/metrics", TestContext.CancellationToken)).ToArray();
        foreach (string text in await Task.WhenAll(requests))
        {
            Assert.IsGreaterThan(1000, text.Length);
        }
    }

    [TestMethod]
    public void Piece_OfTheDevicesSize_HoldsEverySettingAndEveryMetric()
    {
        // The device's pieces: whatever does not fit one would end the connection.
        using WebRig rig = new(limits => limits.PieceBytes = WebLimits.ForDevice(new SettingValues(new SettingTable())).PieceBytes);
        Assert.IsNull(rig.Settings.Overlay("web.allowedHosts", new string('"', 200)));
        foreach (string path in new[] { "/api/settings", "/metrics", "/api/faults", "/api/log", "/" })
        {
            using RawPeer peer = rig.Connect();
            peer.Send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            peer.UntilClosed();
            if (path != "/")
            {
                Assert.EndsWith("\r\n0\r\n\r\n", peer.Received, path);
            }
        }
    }

    private async Task<HttpResponseMessage> GetAsync(WebRig rig, string path)
    {
        return await rig.Http.GetAsync(path, TestContext.CancellationToken);
    }

    private async Task<JsonNode> JsonAsync(WebRig rig, string path)
    {
        HttpResponseMessage response = await GetAsync(rig, path);
        Assert.AreEqual("application/json", response.Content.Headers.ContentType?.ToString());
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.CancellationToken))!;
    }
}
