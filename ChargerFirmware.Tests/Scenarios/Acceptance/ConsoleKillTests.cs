using System;
using System.Diagnostics;
using System.Text.Json;
using ChargerFirmware.Tests.Host;
using ChargerFirmware.Tests.Scenarios.Settings;
using ChargerFirmware.Tests.Scenarios.VirtualCharger;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>The built console is killed without warning: what it has acknowledged is there when it starts again.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class ConsoleKillTests
{
    private const int Kills = 40;

    // From the start of the process until it serves: the kill may meet any part of that.
    private const int MaxMsOfStart = 500;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [TestCategory("Long")]
    public void Settings_KilledAtRandomMoments_LosesNothingAcknowledgedAndAlwaysStarts()
    {
        int seed = Environment.TickCount;
        TestContext.WriteLine($"seed {seed}");
        Stopwatch time = Stopwatch.StartNew();
        using ConsoleSettingsWriter writer = new();
        KillNine killNine = new(writer, new Random(seed), MaxMsOfStart);
        killNine.Run(Kills);
        TestContext.WriteLine($"{Kills} kills in {time.Elapsed.TotalSeconds:F0} s, {writer.Starts} times ready, {writer.LastAcknowledged} changes acknowledged; fell back to the other copy {killNine.FellBack} times, complete without an acknowledge {killNine.NewerThanAcknowledged} times");
        Assert.IsNull(writer.Refusal);
        Assert.IsGreaterThan(Kills / 2, writer.Starts);
    }

    [TestMethod]
    [TestCategory("Long")]
    public void Command_KilledRightAfterItsAcknowledge_StillCounts()
    {
        (string Command, string? Value, string Mode, bool IsPaused)[] steps =
        [
            ("mode", "fast", "fast", false),
            ("stop", null, "fast", true),
            ("mode", "slow", "slow", true),
            ("start", null, "slow", false),
            ("mode", "off", "off", false),
            ("stop", null, "off", true),
            ("start", null, "off", false),
            ("mode", "medium", "medium", false),
        ];
        using TemporaryFolder folder = new();
        foreach ((string command, string? value, string mode, bool isPaused) in steps)
        {
            using (ChargerProcess charger = ChargerProcess.ServeWith(folder.Path))
            {
                using TimedBrowser browser = new(charger.Address);
                browser.Command(command, value);
                charger.Signal(ChargerProcess.KillNow);
            }

            using ChargerProcess again = ChargerProcess.ServeWith(folder.Path, "--set", "charger.protocol=tc");
            using ChargerClient client = new(again.Address);
            string state = mode == "off" ? "idle" : isPaused ? "paused" : "constantCurrent";
            JsonElement telemetry = client.WaitFor(now => ChargerClient.IsState(now, state), ChargerRig.PatienceMs, state + " after " + command + " " + value);
            Assert.AreEqual(mode, telemetry.GetProperty("mode").GetString());
        }
    }
}
