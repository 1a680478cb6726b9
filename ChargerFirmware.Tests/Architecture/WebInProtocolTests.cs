using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Host;
using ChargerFirmware.Tests.Scenarios.Web;
using ChargerFirmware.Tests.Web;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Architecture;

/// <summary>The sections HTTP and WebSocket of PROTOCOL.md say what the firmware does.</summary>
[TestClass]
public sealed class WebInProtocolTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Protocol_TelemetryTable_IsWhatTheWriterWrites()
    {
        List<string> written = [];
        AddPaths(Telemetry(Snapshots.Example()), "", written);
        List<string> documented = FieldRows().Select(row => row[0]).ToList();
        CollectionAssert.AreEqual(written, documented, "fields, and their order");
    }

    [TestMethod]
    public void Protocol_TelemetryTypes_AreTheWriters()
    {
        JsonNode example = Telemetry(Snapshots.Example());
        foreach (string[] row in FieldRows())
        {
            JsonNode value = At(example, row[0])!;
            string type = value switch
            {
                JsonArray array when array.Count == 0 => "list",
                JsonArray array => "list of " + TypeOf(array[0]!),
                _ => TypeOf(value),
            };
            Assert.StartsWith(type, row[1], row[0]);
        }
    }

    [TestMethod]
    public void Protocol_FieldsThatMayBeNull_AreThoseThatTheWriterMakesNull()
    {
        ChargerSnapshot offline = Snapshots.Example();
        offline.PackOnline = false;
        offline.PackAgeMs = Unknown.Number;
        offline.ChargerReports = false;
        offline.RequestMilliVolts = Unknown.Number;
        offline.Session.Count = 0;
        offline.OutputLevel = Unknown.Number;
        JsonNode telemetry = Telemetry(offline);
        foreach (string[] row in FieldRows())
        {
            Assert.AreEqual(row[1].EndsWith(" or null", StringComparison.Ordinal), At(telemetry, row[0]) == null, row[0]);
        }
    }

    [TestMethod]
    public void Protocol_Words_AreTheFirmwares()
    {
        AssertWords("`mode`", Names(ChargeMode.NameOf, ChargeMode.Fast + 1));
        AssertWords("`state`", Names(ChargeState.NameOf, ChargeState.Fault + 1));
        AssertWords("`limitedBy`", Names(LimitCause.NameOf, LimitCause.Count));
        AssertWords("`can.state`", Names(CanState.NameOf, CanState.Disabled + 1));
        AssertWords("`faults[].severity`", Names(FaultSeverity.NameOf, FaultSeverity.Latched + 1));
        string section = string.Join('\n', Section("## WebSocket"));
        Assert.Contains("`protection`: " + string.Join(", ", Names(Protection.NameOf, Protection.Count).Select(Quoted)) + ".", section);
        Assert.Contains("`charger.flags`: " + string.Join(", ", Names(ChargerFlag.NameOf, ChargerFlag.Count).Select(Quoted)) + ".", section);
    }

    [TestMethod]
    public void Protocol_StatusTable_IsTheFirmwares()
    {
        int[] known = typeof(HttpStatus).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (int)field.GetRawConstantValue()!)
            .Where(status => status >= 400).ToArray();
        int[] documented = Rows("## HTTP").Where(row => Regex.IsMatch(row[0], "^[0-9]{3}$")).Select(row => int.Parse(row[0])).ToArray();
        CollectionAssert.AreEqual(known, documented);
    }

    [TestMethod]
    public void Protocol_Paths_AreTheServers()
    {
        using WebRig rig = new();
        string[][] rows = Rows("## HTTP").Where(row => row[0].StartsWith("`/", StringComparison.Ordinal)).ToArray();
        Assert.HasCount(HttpRoutes.Count + 1, rows);
        foreach (string[] row in rows)
        {
            using RawPeer peer = rig.Connect();
            string answer = peer.Exchange("PATCH " + row[0].Trim('`') + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 405 ", answer, row[0]);
            Assert.Contains("\r\nAllow: " + row[1] + ", OPTIONS\r\n", answer);
        }
    }

    [TestMethod]
    public void Protocol_Commands_AreTheReaders()
    {
        string[] documented = Rows("## WebSocket").Where(row => row.Length == 3 && row[0].StartsWith('`')).Select(row => row[0].Trim('`')).ToArray();
        CollectionAssert.AreEqual(new[] { "mode", "stop", "start", "clearFaults", "releaseChargeFet" }, documented);
        CommandReader reader = new();
        foreach (string command in documented)
        {
            byte[] text = Ascii.Of("{\"id\":1,\"command\":\"" + command + "\"" + (command == "mode" ? ",\"value\":\"off\"}" : "}"));
            Assert.IsTrue(reader.Read(text, 0, text.Length), command);
        }
    }

    [TestMethod]
    public async Task Protocol_Metrics_AreTheServers()
    {
        using WebRig rig = new();
        string text = await rig.Http.GetStringAsync("/metrics", TestContext.CancellationToken);
        string[] served = Regex.Matches(text, "^# TYPE ([a-z_]+) ", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToArray();
        string[] documented = Regex.Matches(string.Join('\n', Section("## HTTP")), "`(charger_[a-z_]+)`").Select(match => match.Groups[1].Value).ToArray();
        CollectionAssert.AreEqual(served, documented);
    }

    [TestMethod]
    public async Task Protocol_Diagnostics_AreTheServers()
    {
        using WebRig rig = new();
        JsonNode served = JsonNode.Parse(await rig.Http.GetStringAsync("/api/diagnostics", TestContext.CancellationToken))!;
        List<string> names = [];
        AddNames(served, names);
        string documented = Section("## HTTP").Single(line => line.StartsWith("**Diagnostics.**", StringComparison.Ordinal));
        foreach (string name in names.Distinct())
        {
            Assert.Contains("`" + name + "`", documented);
        }

        Assert.IsGreaterThan(30, names.Count);
    }

    private static void AddNames(JsonNode node, List<string> names)
    {
        foreach ((string name, JsonNode? value) in node.AsObject())
        {
            names.Add(name);
            if (value is JsonObject)
            {
                AddNames(value, names);
            }
        }
    }

    private static JsonNode Telemetry(ChargerSnapshot snapshot)
    {
        JsonWriter json = new(new TextBuffer(TelemetryWriter.MaxBytes));
        new TelemetryWriter(new TelemetryNames()).Write(snapshot, 1, json);
        return JsonNode.Parse(json.Buffer.ToString())!;
    }

    private static void AddPaths(JsonNode node, string prefix, List<string> paths)
    {
        foreach ((string name, JsonNode? value) in node.AsObject())
        {
            string path = prefix + name;
            if (value is JsonObject)
            {
                AddPaths(value, path + ".", paths);
            }
            else if (value is JsonArray array && array.Count > 0 && array[0] is JsonObject first)
            {
                AddPaths(first, path + "[].", paths);
            }
            else
            {
                paths.Add(path);
            }
        }
    }

    private static JsonNode? At(JsonNode node, string path)
    {
        JsonNode? at = node;
        foreach (string name in path.Split('.'))
        {
            at = name.EndsWith("[]", StringComparison.Ordinal) ? at![name[..^2]]![0] : at![name];
        }

        return at;
    }

    private static string TypeOf(JsonNode value)
    {
        return value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => "string",
            System.Text.Json.JsonValueKind.Number => "int",
            _ => "bool",
        };
    }

    private static void AssertWords(string field, string[] words)
    {
        string[] row = FieldRows().Single(found => found[0] == field.Trim('`'));
        CollectionAssert.AreEqual(words, Regex.Matches(row[3], "`([A-Za-z]+)`").Select(match => match.Groups[1].Value).ToArray(), field);
    }

    private static string[] Names(Func<int, string> nameOf, int count)
    {
        return Enumerable.Range(0, count).Select(nameOf).ToArray();
    }

    private static string Quoted(string word)
    {
        return "`" + word + "`";
    }

    private static IEnumerable<string[]> FieldRows()
    {
        return Rows("## WebSocket").Where(row => row.Length == 4 && row[0].StartsWith('`')).Select(row => (string[])[row[0].Trim('`'), .. row[1..]]);
    }

    private static IEnumerable<string[]> Rows(string heading)
    {
        return Section(heading).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());
    }

    private static IEnumerable<string> Section(string heading)
    {
        return File.ReadLines(Repository.PathOf("ChargerFirmware/PROTOCOL.md")).SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
    }
}
