using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Host;
using ChargerFirmware.Tests.Web;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>/api/openapi.json describes what the server really does: every path and method of it, and every answer.</summary>
[TestClass]
public class OpenApiTests
{
    private static readonly JsonNode Document = JsonNode.Parse(File.ReadAllText(Repository.PathOf("ChargerFirmware/Web/Page/openapi.json")))!;

    private readonly JsonSchema _schema = new(Document);

    [TestMethod]
    public void Description_IsServedAsItIsWithItsTag()
    {
        using WebRig rig = new();
        (string head, string body) = Ask(rig, "GET", "/api/openapi.json");
        Assert.Contains("\r\nContent-Type: application/json\r\n", head);
        Assert.DoesNotContain("Content-Encoding", head);
        Assert.AreEqual(File.ReadAllText(Repository.PathOf("ChargerFirmware/Web/Page/openapi.json")), body);
        Assert.StartsWith("HTTP/1.1 304 ", Ask(rig, "GET", "/api/openapi.json", "", "If-None-Match: \"api1\"\r\n").Head);
        Assert.AreEqual("3.1.0", (string?)Document["openapi"]);
    }

    [TestMethod]
    public void Paths_AndMethods_AreTheServers()
    {
        using WebRig rig = new();
        HttpRoutes routes = new([rig.Server.Browsers]);
        WordList paths = (WordList)typeof(HttpRoutes).GetField("_paths", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(routes)!;
        List<string> served = ["/ws: GET, OPTIONS"];
        for (int route = 0; route < paths.Count; route++)
        {
            served.Add(Encoding.UTF8.GetString(paths.Bytes, paths.Starts[route], paths.LengthOf(route)) + ": " + HttpRoutes.AllowOf(routes.MethodsOf(route)));
        }

        string[] order = ["get", "head", "put", "post", "delete", "options"];
        string[] described = Document["paths"]!.AsObject()
            .Select(path => path.Key + ": " + string.Join(", ", path.Value!.AsObject().OrderBy(operation => Array.IndexOf(order, operation.Key)).Select(operation => operation.Key.ToUpperInvariant()))).ToArray();
        CollectionAssert.AreEquivalent(served, described);
    }

    [TestMethod]
    public void Operations_HaveNamesOfTheirOwnAndNameTheirGuard()
    {
        List<string> names = [];
        foreach ((string path, JsonNode? operations) in Document["paths"]!.AsObject())
        {
            foreach ((string method, JsonNode? operation) in operations!.AsObject())
            {
                names.Add((string)operation!["operationId"]!);
                using WebRig rig = WithPin();
                string head = path == "/api/events" ? "" : Ask(rig, method.ToUpperInvariant(), path, method is "put" or "post" ? "{\"pin\":\"x\"}" : "").Head;
                bool isGuarded = head.StartsWith("HTTP/1.1 401 ", StringComparison.Ordinal) && path != "/api/login";
                Assert.AreEqual(isGuarded && method != "head", operation["security"] != null, method + " " + path);
            }
        }

        Assert.HasCount(names.Count, names.Distinct());
    }

    [TestMethod]
    [DataRow("GET", "/api/telemetry", "", 200)]
    [DataRow("GET", "/api/settings", "", 200)]
    [DataRow("PUT", "/api/settings", "{\"mode.fast.milliAmps\":14000,\"bms.enabled\":false,\"web.allowedHosts\":\"a\",\"charger.protocol\":\"tc\"}", 200)]
    [DataRow("PUT", "/api/settings", "{\"web.pin\":\"12345\"}", 200)]
    [DataRow("PUT", "/api/settings", "{\"no\":1}", 400)]
    [DataRow("GET", "/api/faults", "", 200)]
    [DataRow("DELETE", "/api/faults", "", 200)]
    [DataRow("GET", "/api/diagnostics", "", 200)]
    [DataRow("GET", "/api/wifi", "", 200)]
    [DataRow("PUT", "/api/wifi", "{\"ssid\":\"a\"}", 404)]
    [DataRow("DELETE", "/api/wifi", "", 404)]
    [DataRow("GET", "/api/login", "", 200)]
    [DataRow("POST", "/api/login", "{\"pin\":\"12345\"}", 200)]
    [DataRow("POST", "/api/login", "", 400)]
    [DataRow("DELETE", "/api/login", "", 200)]
    [DataRow("GET", "/api/log", "", 200)]
    [DataRow("GET", "/metrics", "", 200)]
    [DataRow("GET", "/api/sessions", "", 200)]
    [DataRow("GET", "/api/blackbox", "", 200)]
    [DataRow("GET", "/api/history", "", 200)]
    [DataRow("GET", "/ws", "", 426)]
    [DataRow("GET", "/api/openapi.json", "", 200)]
    public void Answer_IsAsDescribed(string method, string path, string body, int status)
    {
        using WebRig rig = new();
        foreach (Action<ChargerFirmware.Control.ChargerSnapshot> state in new Action<ChargerFirmware.Control.ChargerSnapshot>[] { _ => { }, s => s.CopyFrom(Snapshots.Largest()), Offline })
        {
            rig.Publish(state);
            (string head, string answer) = Ask(rig, method, path, body);
            AssertDescribed(method, path, status, head, answer);
            if (body.Contains("pin"))
            {
                break;
            }
        }
    }

    [TestMethod]
    [DataRow("PUT", "/api/settings", "{}", 401)]
    [DataRow("POST", "/api/login", "{\"pin\":\"wrong\"}", 401)]
    [DataRow("GET", "/api/login", "", 200)]
    [DataRow("GET", "/api/settings", "", 200)]
    [DataRow("GET", "/api/log", "", 401)]
    [DataRow("GET", "/api/blackbox", "", 401)]
    public void Answer_WithAPin_IsAsDescribed(string method, string path, string body, int status)
    {
        using WebRig rig = WithPin();
        (string head, string answer) = Ask(rig, method, path, body);
        AssertDescribed(method, path, status, head, answer);
    }

    [TestMethod]
    public void Answer_Slowed_IsAsDescribed()
    {
        using WebRig rig = WithPin();
        (string Head, string Body) last = default;
        for (int i = 0; i < 11; i++)
        {
            last = Ask(rig, "POST", "/api/login", "{\"pin\":\"wrong\"}");
        }

        AssertDescribed("POST", "/api/login", 429, last.Head, last.Body);
    }

    [TestMethod]
    public void Answer_OfARadio_IsAsDescribed()
    {
        JsonNode example = JsonNode.Parse(Regex.Match(File.ReadAllText(Repository.PathOf("ChargerFirmware/PROTOCOL.md")), "^`(\\{\"state\":\"online\".*\\})`$", RegexOptions.Multiline).Groups[1].Value)!;
        JsonNode wifi = Document["components"]!["schemas"]!["Wifi"]!;
        Assert.AreEqual("", string.Join("\n", _schema.Check(example, wifi).Concat(_schema.FindUndescribed(example, wifi))));
    }

    [TestMethod]
    [DataRow("{\"error\":1}")]
    [DataRow("{}")]
    [DataRow("[]")]
    [DataRow("null")]
    public void Check_WrongAnswer_IsFound(string answer)
    {
        Assert.IsNotEmpty(_schema.Check(JsonNode.Parse(answer), Document["components"]!["schemas"]!["Error"]!), "a check that finds nothing proves nothing");
        Assert.IsNotEmpty(_schema.Check(JsonNode.Parse("{\"type\":\"telemetry\"}"), Document["components"]!["schemas"]!["Telemetry"]!));
    }

    private static void Offline(ChargerFirmware.Control.ChargerSnapshot snapshot)
    {
        snapshot.PackOnline = false;
        snapshot.PackAgeMs = Unknown.Number;
        snapshot.ChargerReports = false;
        snapshot.RequestMilliVolts = Unknown.Number;
    }

    private static WebRig WithPin()
    {
        WebRig rig = new();
        SettingChanges changes = new(rig.Settings.Table);
        changes.Set(rig.Settings.Table.WebPin, "4711");
        Assert.IsTrue(rig.Parts.Store.Commit(changes));
        return rig;
    }

    private static (string Head, string Body) Ask(WebRig rig, string method, string path, string body = "", string field = "")
    {
        using RawPeer peer = rig.Connect();
        peer.Send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + field + "Content-Length: " + body.Length + "\r\n\r\n" + body);
        peer.UntilClosed();
        string[] parts = peer.Received.Split("\r\n\r\n", 2);
        return (parts[0] + "\r\n", parts[0].Contains("chunked") ? Joined(parts[1]) : parts[1]);
    }

    private static string Joined(string chunks)
    {
        StringBuilder whole = new();
        byte[] bytes = Encoding.UTF8.GetBytes(chunks);
        for (int at = 0; at < bytes.Length;)
        {
            int end = Array.IndexOf(bytes, (byte)'\r', at);
            int length = Convert.ToInt32(Encoding.ASCII.GetString(bytes, at, end - at), 16);
            whole.Append(Encoding.UTF8.GetString(bytes, end + 2, length));
            at = end + 2 + length + 2;
        }

        return whole.ToString();
    }

    private void AssertDescribed(string method, string path, int status, string head, string answer)
    {
        Assert.StartsWith("HTTP/1.1 " + status + " ", head);
        JsonObject responses = Document["paths"]![path]![method.ToLowerInvariant()]!["responses"]!.AsObject();
        Assert.IsTrue(responses.ContainsKey(status.ToString()), status + " is not described for " + method + " " + path);
        JsonObject response = _schema.Resolve(responses[status.ToString()]!.AsObject());
        (string type, JsonNode? content) = response["content"]!.AsObject().Single();
        Assert.Contains("\r\nContent-Type: " + type, head);
        foreach (KeyValuePair<string, JsonNode?> header in response["headers"]?.AsObject() ?? [])
        {
            Assert.Contains("\r\n" + header.Key + ": ", head);
        }

        if (type == "application/json")
        {
            JsonNode? value = JsonNode.Parse(answer);
            JsonNode schema = content!["schema"]!;
            Assert.AreEqual("", string.Join("\n", _schema.Check(value, schema)));
            Assert.AreEqual("", path == "/api/openapi.json" ? "" : string.Join("\n", _schema.FindUndescribed(value, schema).Distinct()), "describe these in Web/Page/openapi.json");
        }
    }
}
