using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ChargerFirmware.Tests.Bms.Jbd;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Bms;

/// <summary>The golden replies in code are those of the reference collection, where it lies beside the project.</summary>
[TestClass]
public class JbdVectorCoverageTests
{
    private const string Collection = "../shared/reference/jbd-vectors-public.json";

    [TestMethod]
    [NeedsFiles(Collection)]
    public void Vectors_ReferenceCollection_IsThereEntryByEntry()
    {
        string path = Repository.PathOf(Collection);
        HashSet<string> inCode = [.. JbdVectors.All().Select(v => v.Source + "|" + Hex.From(v.Request) + "|" + Hex.From(v.Response) + "|" + v.Expect)];
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        foreach (JsonElement entry in document.RootElement.EnumerateArray())
        {
            string expect = string.Join(' ', entry.GetProperty("expect").EnumerateObject().Select(p => p.Name + "=" + Text(p)));
            string key = entry.GetProperty("source").GetString() + "|" + entry.GetProperty("request").GetString() + "|"
                + entry.GetProperty("response").GetString() + "|" + expect;
            Assert.Contains(key, inCode);
        }

        Assert.AreEqual(document.RootElement.GetArrayLength(), JbdVectors.All().Length);
    }

    private static string Text(JsonProperty property)
    {
        return property.Value.ValueKind switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            // At -30.0 degC or below no sensor is fitted; the collection tells the number, the firmware that there is none.
            JsonValueKind.Array => string.Join(',', property.Value.EnumerateArray().Select(
                e => property.Name == "ntc_decicelsius" && e.GetInt32() <= -300 ? "none" : e.ToString())),
            _ => property.Value.ToString(),
        };
    }
}
