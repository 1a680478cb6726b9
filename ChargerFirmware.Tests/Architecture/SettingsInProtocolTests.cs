using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
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
        List<string> expected = AllRows().Where(row => !row.Row().Hidden).Select(LineOf).ToList();
        List<string> written = Section().Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();

        Assert.AreEqual("", string.Join('\n', expected.Except(written)), "missing in PROTOCOL.md");
        Assert.AreEqual("", string.Join('\n', written.Except(expected)), "in PROTOCOL.md, but no setting is like that");
        CollectionAssert.AreEqual(expected, written, "the order differs");
    }

    [TestMethod]
    public void Protocol_SettingsSection_NamesWhatTheChargerKeepsForItself()
    {
        string section = string.Join('\n', Section());
        foreach (Setting row in AllRows().Where(row => row.Row().Hidden))
        {
            Assert.Contains("`" + row.Key + "`", section);
        }
    }

    [TestMethod]
    public void Table_EveryProperty_IsARowOfIt()
    {
        SettingTable table = new();
        List<string> named = [.. SettingsOf(table)];
        foreach (PropertyInfo profile in typeof(SettingTable).GetProperties().Where(property => property.PropertyType == typeof(ProfileSettings)))
        {
            named.AddRange(SettingsOf(profile.GetValue(table)!));
        }

        CollectionAssert.AreEquivalent(AllRows().Select(row => row.Key).ToList(), named);
    }

    private static IEnumerable<Setting> AllRows()
    {
        SettingTable table = new();
        return Enumerable.Range(0, table.Count).Select(table.At);
    }

    private static IEnumerable<string> SettingsOf(object owner)
    {
        return owner.GetType().GetProperties().Where(property => property.PropertyType == typeof(Setting)).Select(property => ((Setting)property.GetValue(owner)!).Key);
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
        return $"| `{row.Key}` | {SettingType.NameOf(row.Row().Type)} | {DefaultOf(row)} | {RangeOf(row)} | {row.Row().Unit ?? ""} | {row.Row().Help} |".Replace("|  |", "| |", StringComparison.Ordinal);
    }

    private static string DefaultOf(Setting row)
    {
        return row.Row().Type switch
        {
            SettingType.Bool => row.Row().DefaultNumber != 0 ? "true" : "false",
            SettingType.Int => row.Row().DefaultNumber.ToString(),
            SettingType.Secret => "not set",
            _ => row.Row().DefaultText.Length == 0 ? "empty" : row.Row().DefaultText,
        };
    }

    private static string RangeOf(Setting row)
    {
        return row.Row().Type switch
        {
            SettingType.Bool => "true, false",
            SettingType.Int => $"{row.Row().Min}..{row.Row().Max}",
            SettingType.Enum => string.Join(", ", row.Row().Options),
            _ => $"up to {row.Row().MaxLength} bytes",
        };
    }
}
