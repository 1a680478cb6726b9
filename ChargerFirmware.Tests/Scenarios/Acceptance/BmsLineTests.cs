using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.Json;
using System.Threading;
using ChargerFirmware.Tests.Scenarios.VirtualCharger;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>The line to the BMS: its board's name, another board in its place, and its end.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class BmsLineTests
{
    private const int SilenceWithinMs = 3_000;

    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<object[]> Names => CapturedPack.All.Where(pack => pack.Played.Name != null).Select(pack => new object[] { pack.Words["hardware_version"] });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Board_WithAName_IsTold(string name)
    {
        using ChargerRig rig = new(CapturedPack.All.First(pack => pack.Words.GetValueOrDefault("hardware_version") == name).Played);
        JsonElement telemetry = rig.Client.WaitFor(IsOnline, ChargerRig.PatienceMs, "the pack");
        Assert.AreEqual(name, telemetry.GetProperty("pack").GetProperty("hardwareName").GetString());
    }

    [TestMethod]
    public void Board_ExchangedForAnother_IsToldByItsOwnName()
    {
        CapturedPack[] packs = [.. CapturedPack.All.Where(pack => pack.Played.Name != null).Take(2)];
        using ChargerRig rig = new(packs[0].Played);
        rig.Client.WaitFor(IsOnline, ChargerRig.PatienceMs, "the first board");
        using TimedBrowser browser = new(rig.Charger.Address);
        rig.Replace(new PlayedPack(null, null, null));
        long silentAt = browser.WaitFor(now => ChargerClient.HasFault(now, "BmsSilent"), 0, ChargerRig.PatienceMs, "the silence").At;
        rig.Replace(packs[1].Played);

        string name = packs[1].Words["hardware_version"];
        browser.WaitFor(now => NameOf(now) == name, silentAt, ChargerRig.PatienceMs, "the second board's name");
        Assert.IsFalse(browser.Messages.Any(message => message.At >= silentAt && NameOf(message.Json) is { } told && told != name), "the first board's name on the second board");
    }

    [TestMethod]
    public void Line_PulledOut_NothingIsKnownAnyMoreAndTheAgeGoesOn()
    {
        using ChargerRig rig = new(GoodPack.Healthy);
        rig.Client.WaitFor(IsOnline, ChargerRig.PatienceMs, "the pack");
        using TimedBrowser browser = new(rig.Charger.Address);
        rig.Unplug();
        long lastAt = rig.Bms.Exchanges[^1].RepliedAt;

        TimedMessage told = browser.WaitFor(now => ChargerClient.HasFault(now, "BmsSilent"), lastAt, 5_000, "the fault");
        TestContext.WriteLine("BmsSilent told " + Figures.Ms(lastAt, told.At).ToString("F0") + " ms after the last reply");
        Assert.IsLessThanOrEqualTo(SilenceWithinMs, Figures.Ms(lastAt, told.At));
        AssertSilent(told.Json, Stopwatch.GetElapsedTime(lastAt, told.At));

        Thread.Sleep(500);
        JsonElement later = rig.Client.Telemetry();
        AssertSilent(later, Stopwatch.GetElapsedTime(lastAt));
        Assert.IsGreaterThan(Age(told.Json), Age(later));
    }

    private static bool IsOnline(JsonElement telemetry)
    {
        return telemetry.GetProperty("pack").GetProperty("online").GetBoolean();
    }

    private static string? NameOf(JsonElement telemetry)
    {
        return telemetry.GetProperty("pack").GetProperty("hardwareName").GetString();
    }

    private static int Age(JsonElement telemetry)
    {
        return telemetry.GetProperty("pack").GetProperty("ageMs").GetInt32();
    }

    // The older of both replies: up to a cycle older than the last one; seen up to a tick and a telemetry period before it is read.
    private static void AssertSilent(JsonElement telemetry, TimeSpan sinceLast)
    {
        Assert.AreEqual("", ExpectedTelemetry.Differences(ExpectedTelemetry.OfSilence(), telemetry));
        Assert.IsInRange(sinceLast.TotalMilliseconds - 800, sinceLast.TotalMilliseconds + 300, (double)Age(telemetry));
    }
}
