using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Architecture;

/// <summary>What ARCHITECTURE.md tells of the size of Control, whose every line is about a battery that can burn, is true to a tenth.</summary>
[TestClass]
public partial class ControlSizeTests
{
    [TestMethod]
    public void Control_LinesToldInArchitecture_AreTrueToATenth()
    {
        Match told = Told().Match(File.ReadAllText(Repository.PathOf("ChargerFirmware/ARCHITECTURE.md")));
        Assert.IsTrue(told.Success, "ARCHITECTURE.md does not tell it");

        string[] files = Directory.GetFiles(Repository.PathOf("ChargerFirmware/Control"), "*.cs");
        int lines = files.Sum(file => File.ReadLines(file).Count());
        int safety = files.Where(file => IsSafety(Path.GetFileName(file))).Sum(file => File.ReadLines(file).Count());

        AssertNear(lines, told.Groups[1].Value, "Control");
        AssertNear(safety, told.Groups[2].Value, "its safety");
    }

    private static bool IsSafety(string name)
    {
        return name.EndsWith("Safety.cs", StringComparison.Ordinal) || name == "ChargeFetGuard.cs";
    }

    private static void AssertNear(int lines, string told, string what)
    {
        int number = int.Parse(told);
        Assert.IsTrue(Math.Abs(number - lines) * 10 <= lines, $"{what} has {lines} lines, ARCHITECTURE.md says {number}");
    }

    [GeneratedRegex("`Control/` has (\\d+) lines, (\\d+) of them")]
    private static partial Regex Told();
}
