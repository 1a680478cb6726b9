using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Architecture;

/// <summary>The settings table of PROTOCOL.md says what the firmware's table says, row by row and in its order.</summary>
[TestClass]
public sealed class SettingsInProtocolTests
{
    private const string Heading = "## Settings";

    [TestMethod]
    public void Protocol_SettingsTable_IsTheFirmwaresTable()
    {
        List<string> expected = new SettingTable().Rows.Where(row => !row.Hidden).Select(LineOf).ToList();
        List<string> written = Section().Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();

        Assert.AreEqual("", string.Join('\n', expected.Except(written)), "missing in PROTOCOL.md");
        Assert.AreEqual("", string.Join('\n', written.Except(expected)), "in PROTOCOL.md, but no setting is like that");
        CollectionAssert.AreEqual(expected, written, "the order differs");
    }

    [TestMethod]
    public void Protocol_SettingsSection_NamesWhatTheChargerKeepsForItself()
    {
        string section = string.Join('\n', Section());
        foreach (Setting row in new SettingTable().Rows.Where(row => row.Hidden))
        {
            Assert.Contains("`" + row.Key + "`", section);
        }
    }

    private static IEnumerable<string> Section()
    {
        return File.ReadLines(Repository.PathOf("ChargerFirmware/PROTOCOL.md"))
            .SkipWhile(line => line != Heading)
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
    }

    private static string LineOf(Setting row)
    {
        return $"| `{row.Key}` | {SettingType.NameOf(row.Type)} | {DefaultOf(row)} | {RangeOf(row)} | {row.Unit ?? ""} | {row.Help} |".Replace("|  |", "| |", StringComparison.Ordinal);
    }

    private static string DefaultOf(Setting row)
    {
        return row.Type switch
        {
            SettingType.Bool => row.DefaultNumber != 0 ? "true" : "false",
            SettingType.Int => row.DefaultNumber.ToString(),
            SettingType.Secret => "not set",
            _ => row.DefaultText.Length == 0 ? "empty" : row.DefaultText,
        };
    }

    private static string RangeOf(Setting row)
    {
        return row.Type switch
        {
            SettingType.Bool => "true, false",
            SettingType.Int => $"{row.Min}..{row.Max}",
            SettingType.Enum => string.Join(", ", row.Options),
            _ => $"up to {row.MaxLength} bytes",
        };
    }
}
