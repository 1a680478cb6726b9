using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ChargerFirmware.Can;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Browser;

/// <summary>What can be said of the page without a browser: its size, that it asks nobody else, that it knows the firmware's words.</summary>
[TestClass]
public partial class PageFileTests
{
    // 18 KiB: thirteen full TCP segments, a few seconds at most over a bad radio link, and small beside the image.
    private const int MaxGzipBytes = 18 * 1024;

    [TestMethod]
    public void Page_Packed_IsAtMost18KiB()
    {
        int length = PageFile.GzipLength(PageFile.Read());
        Console.WriteLine("index.html in gzip: " + length + " bytes");
        Assert.IsTrue(length <= MaxGzipBytes, length + " bytes");
    }

    [TestMethod]
    public void Page_NamesNoOtherHost()
    {
        // The name space of SVG is a name, not an address.
        string page = PageFile.Read().Replace("http://www.w3.org/2000/svg", "");
        Assert.AreEqual("", string.Join(" ", OtherHost().Matches(page).Select(m => m.Value)));
    }

    [TestMethod]
    public void Page_NeverMakesMarkupOrCodeOfText()
    {
        Assert.AreEqual("", string.Join(" ", TextAsMarkup().Matches(PageFile.Read()).Select(m => m.Value)));
    }

    [TestMethod]
    public void Page_KnowsEveryFault()
    {
        AssertTable("FAULTS", Enumerable.Range(0, FaultCode.Count).Select(FaultCode.NameOf));
    }

    [TestMethod]
    public void Page_KnowsEveryState()
    {
        AssertTable("STATES", Enumerable.Range(ChargeState.Idle, ChargeState.Fault + 1).Select(ChargeState.NameOf));
    }

    [TestMethod]
    public void Page_KnowsEverySeverity()
    {
        AssertTable("SEVERITIES", Enumerable.Range(FaultSeverity.Notice, FaultSeverity.Latched + 1).Select(FaultSeverity.NameOf));
    }

    [TestMethod]
    public void Page_KnowsEveryStateOfTheBus()
    {
        AssertTable("CAN_STATES", Enumerable.Range(CanState.Absent, CanState.BusOff + 1).Select(CanState.NameOf));
    }

    [TestMethod]
    public void Page_KnowsEveryChemistry()
    {
        AssertTable("PROFILES", new SettingTable().BatteryProfile.Row().Options.Where(option => option != "none"));
    }

    [TestMethod]
    public void Page_HasAButtonForEveryMode()
    {
        string page = PageFile.Read();
        for (int mode = ChargeMode.Off; mode <= ChargeMode.Fast; mode++)
        {
            StringAssert.Contains(page, "data-command=\"mode\" data-value=\"" + ChargeMode.NameOf(mode) + "\"");
        }
    }

    [GeneratedRegex("(https?:|wss?:)?//[a-z0-9][a-z0-9.-]*\\.[a-z]{2,}|@import|url\\(|src=", RegexOptions.IgnoreCase)]
    private static partial Regex OtherHost();

    [GeneratedRegex("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b|new Function|javascript:")]
    private static partial Regex TextAsMarkup();

    // Exactly the firmware's names: one that is missing shows raw on the page, one too many has been renamed or is dead.
    private static void AssertTable(string table, IEnumerable<string> names)
    {
        Match body = Regex.Match(PageFile.Read(), "const " + table + " = \\{(.*?)\\n\\};", RegexOptions.Singleline);
        Assert.IsTrue(body.Success, table + " not found");
        IEnumerable<string> keys = Regex.Matches(body.Groups[1].Value, "(?<=^\\s*|[,\\]'] )(\\w+): (?=\\[|')", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
        Assert.AreEqual(string.Join(" ", names.Order()), string.Join(" ", keys.Order()));
    }
}
