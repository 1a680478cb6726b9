using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Architecture;

/// <summary>What people read leads somewhere: links resolve, pictures are whole, and every fault that stops the charge has its cure.</summary>
[TestClass]
public class DocumentationTests
{
    private static string Root => Repository.PathOf(".");

    [TestMethod]
    public void RelativeLinks_OfEveryDocument_Resolve()
    {
        int count = 0;
        List<string> broken = [];
        foreach (string file in Documents())
        {
            foreach (string target in LinksOf(file))
            {
                count++;
                string[] parts = target.Split('#', 2);
                string path = parts[0].Length == 0 ? file : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, parts[0]));
                bool isThere = File.Exists(path) || Directory.Exists(path);
                if (!isThere || (parts.Length == 2 && !AnchorsOf(path).Contains(parts[1])))
                {
                    broken.Add($"{Path.GetRelativePath(Root, file)}: {target}");
                }
            }
        }

        Assert.IsGreaterThan(30, count, "the test must see the links");
        Assert.AreEqual("", string.Join('\n', broken));
    }

    [TestMethod]
    public void Troubleshooting_NamesEveryFaultThatStopsTheCharge()
    {
        string[] rows = File.ReadAllLines(Repository.PathOf("hardware/TROUBLESHOOTING.md")).Where(l => l.StartsWith("| `", StringComparison.Ordinal)).ToArray();
        List<string> missing = [];
        for (int code = 0; code < FaultCode.Count; code++)
        {
            int severity = FaultCode.SeverityOf(code);
            string name = FaultCode.NameOf(code);
            if (severity is not (FaultSeverity.Stop or FaultSeverity.Latched))
            {
                continue;
            }

            // Reading, symptom, cause and cure; the first cell also says how it ends.
            bool isThere = rows.Select(r => r.Split('|')).Any(cells => cells.Length == 6 && cells[1].Contains($"`{name}`") && cells[1].Contains("(" + FaultSeverity.NameOf(severity)) && cells[4].Trim().Length > 1);
            if (!isThere)
            {
                missing.Add($"{name} ({FaultSeverity.NameOf(severity)})");
            }
        }

        Assert.AreEqual("", string.Join('\n', missing));
    }

    [TestMethod]
    public void Pictures_AreShownAndWellFormed()
    {
        string[] pictures = Directory.GetFiles(Repository.PathOf("hardware/pictures"), "*.svg");
        string page = File.ReadAllText(Repository.PathOf("hardware/README.md"));
        Assert.IsGreaterThanOrEqualTo(5, pictures.Length);
        foreach (string picture in pictures)
        {
            Assert.Contains("](pictures/" + Path.GetFileName(picture) + ")", page);
            System.Xml.Linq.XElement svg = System.Xml.Linq.XDocument.Load(picture).Root!;
            Assert.AreEqual("svg", svg.Name.LocalName);
            Assert.IsTrue(svg.Elements().Any(e => e.Name.LocalName == "title" && e.Value.Length > 0), picture + ": for those who cannot see it");
            Assert.DoesNotContain("http", File.ReadAllText(picture).Replace("http://www.w3.org/2000/svg", ""));
        }
    }

    private static IEnumerable<string> Documents()
    {
        return Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(Root, f).Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj" or "node_modules" or ".git" or "TestResults"));
    }

    private static IEnumerable<string> LinksOf(string file)
    {
        string text = Regex.Replace(File.ReadAllText(file), "```.*?```|`[^`\n]*`", "", RegexOptions.Singleline);
        return Regex.Matches(text, @"\]\(([^)\s]+)\)").Select(m => m.Groups[1].Value).Where(t => !Regex.IsMatch(t, "^[a-z]+:"));
    }

    // As GitHub makes them of headings.
    private static HashSet<string> AnchorsOf(string file)
    {
        return File.ReadLines(file).Where(l => l.StartsWith('#'))
            .Select(l => Regex.Replace(l.TrimStart('#').Trim().ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-'))
            .ToHashSet(StringComparer.Ordinal);
    }
}
