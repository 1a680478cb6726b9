using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.Json;
using System.Threading;
using ChargerFirmware.Bms.Jbd;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>Captured packs on a real line: what the console tells of them on its API and on the bus. One process, one pack after the other.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class CapturedPackTests
{
    // A tick until the snapshot, a tenth of a second that an answer may be old, and the rest for a loaded machine.
    private const int ToldMs = 2_000;

    private static ChargerRig _rig = null!;

    public static IEnumerable<object[]> Packs => CapturedPack.All.Select(pack => new object[] { pack.Source });

    [ClassInitialize]
    public static void Start(TestContext context)
    {
        PlayedPack first = CapturedPack.All.First(pack => pack.Played.Name != null).Played;
        _rig = new ChargerRig(first, "--set", "magnes.periodMs=50");
    }

    [ClassCleanup]
    public static void Stop()
    {
        _rig?.Dispose();
    }

    [TestMethod]
    [DynamicData(nameof(Packs))]
    public void Pack_OnTheLine_IsToldFieldByFieldAndOnTheBus(string source)
    {
        CapturedPack pack = CapturedPack.All.Single(candidate => candidate.Source == source);
        Dictionary<string, string> expected = ExpectedTelemetry.Of(pack);
        int from = _rig.Replace(pack.Played);
        _rig.Bms.WaitFor(exchange => exchange.Register == JbdRegister.Cells && ReferenceEquals(exchange.Reply, pack.Played.Cells), from, ToldMs, "the pack");

        JsonElement telemetry = default;
        string differences = "";
        Stopwatch watch = Stopwatch.StartNew();
        do
        {
            Thread.Sleep(20);
            telemetry = _rig.Client.Telemetry();
            differences = ExpectedTelemetry.Differences(expected, telemetry);
        }
        while (differences.Length > 0 && watch.ElapsedMilliseconds < ToldMs);

        Assert.AreEqual("", differences);
        Assert.IsInRange(0, 500, telemetry.GetProperty("pack").GetProperty("ageMs").GetInt32());
        Assert.AreEqual(0, telemetry.GetProperty("charger").GetProperty("requestMilliAmps").GetInt32(), "nobody has chosen a chemistry");

        int[] sensors = [.. pack.List("ntc_decicelsius").Where(text => text != "none").Select(int.Parse)];
        string line = BusLines.MagnesOf(pack.Number("total_voltage_mv"), pack.Number("current_ma"), sensors.Length == 0 ? null : sensors.Max(), "32");
        _rig.Bus.WaitFor(seen => seen == line, Stopwatch.GetTimestamp(), ToldMs, line);
    }

    [TestMethod]
    [DataRow(-123, 27)]
    [DataRow(-10, 39)]
    [DataRow(-1, 39)]
    [DataRow(0, 40)]
    [DataRow(9, 40)]
    [DataRow(599, 99)]
    public void Temperature_BelowAndAboveZero_IsRoundedDownOnTheBus(int deciC, int temperatureByte)
    {
        // The other sensor is not fitted.
        PlayedPack pack = GoodPack.WithSensor(deciC).WithBasic(data => (data[23], data[24]) = (0x09, 0x7F));
        _rig.Play(pack);

        string line = BusLines.MagnesOf(52000, 9980, deciC, "32");
        Assert.AreEqual("T0000AAAA6145003E6" + temperatureByte.ToString("X2") + "32", line);
        _rig.Bus.WaitFor(seen => seen == line, Stopwatch.GetTimestamp(), ToldMs, line);
    }
}
