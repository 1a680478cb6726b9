using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ChargerFirmware.Tests.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>/metrics by the rules of Prometheus: its text format 0.0.4, its naming practice, and what its linter (promtool check metrics) complains about.</summary>
[TestClass]
public class MetricNameTests
{
    // Of the linter: units that have a base unit, and prefixes of units.
    private static readonly string[] OtherUnits =
    [
        "minutes", "hours", "days", "weeks", "milliseconds", "ms", "kelvins", "fahrenheit", "inches", "yards", "miles", "bits", "calories", "pounds", "ounces", "percent",
        "milli", "micro", "nano", "kilo", "mega", "milliamperes", "millivolts", "amps",
    ];

    private static readonly string[] Types = ["counter", "gauge", "histogram", "summary", "untyped"];

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Text_IsWellFormedAndNamesFollowTheRules()
    {
        using WebRig rig = new();
        rig.Publish(s => s.CopyFrom(Snapshots.Largest()));
        string text = await rig.Http.GetStringAsync("/metrics", TestContext.CancellationToken);
        Assert.EndsWith("\n", text);
        Dictionary<string, string> types = [];
        HashSet<string> samples = [];
        string family = "";
        foreach (string line in text.Split('\n')[..^1])
        {
            Match help = Regex.Match(line, "^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ([^\\\\]+)$");
            Match type = Regex.Match(line, "^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge)$");
            Match sample = Regex.Match(line, "^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[a-z_]+=\"[^\"\\\\\n]*\"(,[a-z_]+=\"[^\"\\\\\n]*\")*\\})? -?[0-9]+(\\.[0-9]+)?$");
            if (help.Success)
            {
                family = help.Groups[1].Value;
                Assert.IsFalse(types.ContainsKey(family), family + " comes twice");
                Assert.IsTrue(help.Groups[2].Value.EndsWith('.'), line);
            }
            else if (type.Success)
            {
                Assert.AreEqual(family, type.Groups[1].Value, "TYPE follows HELP");
                types.Add(family, type.Groups[2].Value);
            }
            else
            {
                Assert.IsTrue(sample.Success, "no line of the format: " + line);
                Assert.AreEqual(family, sample.Groups[1].Value, "samples of a family stand together");
                Assert.IsTrue(types.ContainsKey(family), family + " has a type first");
                Assert.IsTrue(samples.Add(sample.Groups[1].Value + sample.Groups[2].Value), "twice: " + line);
            }
        }

        Assert.IsGreaterThan(30, types.Count);
        foreach ((string name, string type) in types)
        {
            string[] words = name.Split('_');
            Assert.AreEqual("charger", words[0], name);
            Assert.AreEqual(type == "counter", words[^1] == "total", name);
            Assert.IsEmpty(words.Intersect(OtherUnits), name + ": base units");
            Assert.IsEmpty(words.Intersect(Types), name + ": no type in a name");
            Assert.IsFalse(words[^1] is "count" or "sum" or "bucket", name + ": these are of histograms");
            Assert.MatchesRegex("^[a-z]+(_[a-z]+)+$", name);
        }
    }
}
