using System;
using System.Linq;
using System.Text.Json;
using ChargerFirmware.Charger;
using ChargerFirmware.Charger.Magnes;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Scenarios.Control;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Battery;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>What the original charger did wrong, from the BMS's line to the bus and the browser: none of it may come back. (Its programs: APSTAmanager, serverwithrs232withcan.)</summary>
[TestClass]
public sealed class OriginalFaultsTests
{
    // The original took the low byte of a sensor times 0.2: 34.1 degC read as 0.0, so its protection was open from there to 59.6 degC.
    [TestMethod]
    [DataRow(40)]
    [DataRow(42)]
    [DataRow(44)]
    [DataRow(46)]
    [DataRow(50)]
    [DataRow(55)]
    [DataRow(59)]
    public void Forty_OrMoreDegrees_NeverAllowFast(int celsius)
    {
        ControlBench bench = Bench(ChargeMode.Fast);
        bench.RunUntil(() => bench.Sent.Any(frame => frame.Data[5] == MagnesProtocol.ModeFast), 20_000, "fast at 25 degC");

        bench.Site.Battery.SetCelsius(celsius);
        long warmMs = bench.NowMs;
        bench.Run(60_000);

        // The next reading of the sensors and 200 ms.
        BusFrame[] after = [.. bench.Sent.Where(frame => frame.EndUs > (warmMs + 1_500) * 1000)];
        Assert.IsTrue(after.Length > 100);
        Assert.AreEqual(0, after.Count(frame => frame.Data[5] == MagnesProtocol.ModeFast), celsius + " degC");
        Assert.AreEqual(celsius + 40, after[^1].Data[4], "the warmest sensor, 0.3 degC above the cells, in whole degrees + 40");
    }

    // There the original's protection tripped although the pack is as it should be.
    [TestMethod]
    public void ThirtyFourDegrees_AreNotFifty_AndAllowFast()
    {
        ControlBench bench = Bench(ChargeMode.Fast);
        bench.Site.Battery.SetCelsius(33.7);
        bench.RunUntil(() => bench.Sent.Any(frame => frame.Data[5] == MagnesProtocol.ModeFast), 20_000, "fast");
        bench.Run(10_000);
        Assert.AreEqual(MagnesProtocol.ModeFast, bench.Sent.Last().Data[5]);
        Assert.AreEqual(340, Telemetry(bench).GetProperty("temperaturesDeciC")[0].GetInt32());
    }

    // The original read the current as unsigned.
    [TestMethod]
    public void MinusOneAmpere_IsNot654_OnTheBusAndInTheBrowser()
    {
        ControlBench bench = Bench(ChargeMode.Off);
        bench.Site.Battery.LoadMilliAmps = 1_000;
        bench.Run(5_000);

        Assert.AreEqual("FF9C", Convert.ToHexString(bench.Sent.Last().Data, 2, 2));
        Assert.AreEqual(-1_000, Telemetry(bench).GetProperty("pack").GetProperty("milliAmps").GetInt32());
    }

    // The original went on sending what it had read last, mode included.
    [TestMethod]
    public void PulledBms_IsNotTheLastValue_AndStopsTheCharge()
    {
        ControlBench bench = Bench(ChargeMode.Medium);
        bench.RunUntil(() => bench.Site.Battery.MilliAmps > 5_000, 20_000, "the charge");
        bench.Switch("bmsPulled", true);
        bench.Run(3_000);

        Assert.AreEqual("000000000032", Convert.ToHexString(bench.Sent.Last().Data));
        Assert.AreEqual(0, bench.Site.Battery.MilliAmps);
        JsonElement telemetry = Telemetry(bench);
        Assert.IsFalse(telemetry.GetProperty("pack").GetProperty("online").GetBoolean());
        foreach (string name in new[] { "milliVolts", "milliAmps", "socPermille", "chargeFet" })
        {
            Assert.AreEqual(JsonValueKind.Null, telemetry.GetProperty("pack").GetProperty(name).ValueKind, name);
        }

        Assert.IsTrue(bench.IsActive(FaultCode.BmsSilent));
    }

    // The original shifted the wrong way round: 52.00 V went out as 0050.
    [TestMethod]
    [DataRow(52_000, "1450")]
    [DataRow(48_050, "12C5")]
    [DataRow(57_600, "1680")]
    public void PackVoltage_IsOnTheBusWithItsHighByte(int milliVolts, string expected)
    {
        ControlBench bench = Bench(ChargeMode.Off);
        SetVoltage(bench.Site.Battery, milliVolts);
        bench.Run(5_000);
        Assert.AreEqual(expected + "00004132", Convert.ToHexString(bench.Sent.Last().Data));
    }

    // A receiver that is started before a mode was chosen got the mode byte 0, or whatever the stack held.
    [TestMethod]
    public void EveryFrame_FromTheStart_CarriesOneOfTheThreeModes()
    {
        ControlBench bench = Bench(ChargeMode.Medium);
        bench.Run(20_000);
        Assert.IsTrue(bench.Sent.Count() > 30);
        Assert.IsTrue(bench.Sent.All(frame => frame.Data.Length == 6 && frame.Data[5] is MagnesProtocol.ModeSlow or MagnesProtocol.ModeMedium or MagnesProtocol.ModeFast));
    }

    private static ControlBench Bench(int mode)
    {
        SiteOptions site = new() { Battery = new BatteryOptions { AmbientDeciC = 250 } };
        return new ControlBench(ChargerOptions.Magnes, null, new ChargeStart { Mode = mode }, site);
    }

    private static void SetVoltage(BatteryModel battery, double milliVolts)
    {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 50; i++)
        {
            double middle = (low + high) / 2;
            bool isLess = battery.Chemistry.OpenMilliVolts(middle) * battery.Cells.Count < milliVolts;
            low = isLess ? middle : low;
            high = isLess ? high : middle;
        }

        foreach (BatteryCell cell in battery.Cells)
        {
            cell.ChargeMilliAmpHours = low * cell.CapacityMilliAmpHours;
        }
    }

    private static JsonElement Telemetry(ControlBench bench)
    {
        TextBuffer text = new(TelemetryWriter.MaxBytes);
        new TelemetryWriter(new TelemetryNames()).Write(bench.Snapshot, 1, new JsonWriter(text));
        using JsonDocument document = JsonDocument.Parse(text.ToString());
        return document.RootElement.Clone();
    }
}
