using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using ChargerFirmware.Tests.Host;
using ChargerFirmware.Tests.Scenarios.VirtualCharger;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Journal;

/// <summary>The built console is killed while it charges: its totals, sessions and black box are there when it starts again.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class JournalKillTests
{
    private const int Kills = 8;

    // 10 s of the charge are 1 s here.
    private const int Speed = 10;

    // 10 A into at most 58.8 V for 10 s, and what flows between a telemetry object that is up to 0.5 s old and the kill; a busy machine may be late by a second.
    private const long MilliWattHoursIn10S = 1634;
    private const long Margin = 10 * MilliWattHoursIn10S * 3 / 20;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [TestCategory("Long")]
    public void Charge_KilledAtRandomMoments_LosesTheLastSecondsOnly()
    {
        int seed = Environment.TickCount;
        TestContext.WriteLine($"seed {seed}");
        Random random = new(seed);
        using TemporaryFolder folder = new();
        long total = 0;
        long worst = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using ChargerProcess charger = ChargerProcess.ServeWith(folder.Path, "--speed", Speed.ToString(), "--set", "charger.protocol=tc");
            using ChargerClient client = new(charger.Address);
            long found = Total(client.Telemetry());
            worst = Math.Max(worst, total - found);
            Assert.IsGreaterThanOrEqualTo(total - MilliWattHoursIn10S - Margin, found, "kill " + kill);
            AssertSessions(charger.Address, kill);
            client.WaitFor(t => ChargerClient.PackMilliAmps(t) > 5_000, 20_000, "the charge");
            Thread.Sleep(2_000 + random.Next(2_000));
            total = Total(client.Telemetry());
            Assert.IsGreaterThan(found, total);
            charger.Signal(ChargerProcess.KillNow);
        }

        TestContext.WriteLine($"{Kills} kills, {total} mWh; at most {worst} mWh lost");
    }

    [TestMethod]
    [TestCategory("Long")]
    public void Charge_EndedBySignal_LosesNothing()
    {
        using TemporaryFolder folder = new();
        long total;
        using (ChargerProcess charger = ChargerProcess.ServeWith(folder.Path, "--speed", Speed.ToString(), "--set", "charger.protocol=tc"))
        {
            using ChargerClient client = new(charger.Address);
            client.WaitFor(t => ChargerClient.PackMilliAmps(t) > 5_000, 20_000, "the charge");
            Thread.Sleep(1_500);
            total = Total(client.Telemetry());
            (int exitCode, long tookMs) = charger.Signal(ChargerProcess.Terminate);
            Assert.AreEqual(0, exitCode);
            Assert.IsLessThanOrEqualTo(2_000, tookMs);
        }

        using ChargerProcess next = ChargerProcess.ServeWith(folder.Path, "--speed", Speed.ToString(), "--set", "charge.mode=off");
        using ChargerClient again = new(next.Address);
        Assert.IsGreaterThanOrEqualTo(total, Total(again.Telemetry()));
        JsonElement session = Sessions(next.Address).Single();
        Assert.AreEqual("shutdown", session.GetProperty("ended").GetString());
    }

    private static long Total(JsonElement telemetry)
    {
        return telemetry.GetProperty("session").GetProperty("totalMilliWattHours").GetInt64();
    }

    private static void AssertSessions(Uri address, int kills)
    {
        Stopwatch patience = Stopwatch.StartNew();
        List<JsonElement> ended = Sessions(address).Where(s => !s.GetProperty("current").GetBoolean()).ToList();
        while (ended.Count < kills && patience.ElapsedMilliseconds < 5_000)
        {
            Thread.Sleep(100);
            ended = Sessions(address).Where(s => !s.GetProperty("current").GetBoolean()).ToList();
        }

        Assert.HasCount(kills, ended);
        Assert.IsTrue(ended.All(s => s.GetProperty("ended").GetString() == "powerCut"), "ended");
        Assert.IsTrue(ended.All(s => s.GetProperty("milliWattHours").GetInt32() > 0), "energy");
        using HttpClient http = new() { BaseAddress = address };
        string[] rows = http.GetStringAsync("api/blackbox").GetAwaiter().GetResult().Split("\r\n");
        Assert.IsTrue(rows[1..^1].Select(r => r.Split(',')[0]).Distinct().Count() >= kills, "runs in the black box");
        Assert.IsTrue(rows[..^1].All(r => r.Split(',').Length == rows[0].Split(',').Length), "columns");
    }

    private static List<JsonElement> Sessions(Uri address)
    {
        using HttpClient http = new() { BaseAddress = address };
        Stopwatch patience = Stopwatch.StartNew();
        while (true)
        {
            using HttpResponseMessage answer = http.GetAsync("api/sessions").GetAwaiter().GetResult();
            if (answer.IsSuccessStatusCode || patience.ElapsedMilliseconds > 5_000)
            {
                using JsonDocument document = JsonDocument.Parse(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
                return document.RootElement.Clone().GetProperty("sessions").EnumerateArray().ToList();
            }

            Thread.Sleep(50);
        }
    }
}
