using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Tests.Host;
using ChargerFirmware.Tests.Scenarios.VirtualCharger;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>Silence means zero, in real time: what the firmware relies on stops to answer.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class SilenceTimeTests
{
    private const int SilenceWithinMs = 3_000;
    private const int ResumeMs = 10_000;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(BusLines.Magnes, 500, true, true)]
    [DataRow(BusLines.Magnes, 500, false, true)]
    [DataRow(BusLines.Tc, 1000, true, true)]
    [DataRow(BusLines.Tc, 1000, true, false)]
    [TestCategory("Long")]
    public void Bms_Silent_FaultAndStopWithin3SecondsAndChargeAgain10SecondsAfterItIsBack(string protocol, int periodMs, bool noBasic, bool noCells)
    {
        using ChargerRig rig = ChargerRig.Charging(protocol);
        using TimedBrowser browser = new(rig.Charger.Address);
        Thread.Sleep(Random.Shared.Next(1000));
        rig.Replace(GoodPack.Healthy with { Basic = noBasic ? null : GoodPack.Healthy.Basic, Cells = noCells ? null : GoodPack.Healthy.Cells });
        Thread.Sleep(500);
        long lastAt = LastGood(rig.Bms.Exchanges);

        TimedMessage fault = browser.WaitFor(now => TimedBrowser.IsTelemetry(now) && ChargerClient.HasFault(now, "BmsSilent"), lastAt, 5_000, "the fault");
        SlcanLine stop = rig.Bus.WaitFor(BusLines.IsStop, lastAt, 2_000, "the stop");
        TestContext.WriteLine($"{protocol}: told {Figures.Ms(lastAt, fault.At):F0} ms, stop {Figures.Ms(lastAt, stop.At):F0} ms after the last reply");
        Assert.IsLessThanOrEqualTo(SilenceWithinMs, Figures.Ms(lastAt, fault.At));
        Assert.IsLessThanOrEqualTo(SilenceWithinMs, Figures.Ms(lastAt, stop.At));
        Assert.AreEqual("", ExpectedTelemetry.Differences(ExpectedTelemetry.OfSilence(), fault.Json));

        rig.Replace(GoodPack.Healthy);
        TimedMessage back = browser.WaitFor(now => TimedBrowser.IsTelemetry(now) && !ChargerClient.HasFault(now, "BmsSilent"), fault.At, 5_000, "the end of the fault");
        SlcanLine charge = rig.Bus.WaitFor(BusLines.IsCharge, stop.At, ResumeMs + 5_000, "the charge");
        TestContext.WriteLine($"{protocol}: resumed {Figures.Ms(back.At, charge.At):F0} ms after the BMS was told to be back");

        // The message is on its way for some milliseconds after the tick that counts.
        Assert.IsInRange(ResumeMs - 50.0, ResumeMs + periodMs + 100.0, Figures.Ms(back.At, charge.At));
    }

    [TestMethod]
    [TestCategory("Long")]
    public void TcCharger_Silent_FaultAndStopWithin3Seconds()
    {
        using ChargerRig rig = new(GoodPack.Healthy, "--charger", "none", "--set", "charger.protocol=tc", "--set", "battery.profile=nmc", "--set", "charge.mode=medium", "--set", "charge.resumeSeconds=5");
        using TcNode charger = new(rig.Bus);
        using TimedBrowser browser = new(rig.Charger.Address);
        rig.WaitForCharge();

        // The first status may have waited for the bus to come up; later ones are on it at once.
        Thread.Sleep(2_000 + Random.Shared.Next(1000));
        charger.BeSilent(true);
        long lastAt = charger.LastSentAt;

        TimedMessage fault = browser.WaitFor(now => TimedBrowser.IsTelemetry(now) && ChargerClient.HasFault(now, "ChargerSilent"), lastAt, 5_000, "the fault");
        SlcanLine stop = rig.Bus.WaitFor(BusLines.IsStop, lastAt, 2_000, "the stop");
        TestContext.WriteLine($"told {Figures.Ms(lastAt, fault.At):F0} ms, stop {Figures.Ms(lastAt, stop.At):F0} ms after the last status");
        Assert.IsLessThanOrEqualTo(SilenceWithinMs, Figures.Ms(lastAt, fault.At));
        Assert.IsLessThanOrEqualTo(SilenceWithinMs, Figures.Ms(lastAt, stop.At));
        JsonElement told = fault.Json.GetProperty("charger");
        Assert.AreEqual("False null null null", told.GetProperty("online").GetBoolean() + " " + told.GetProperty("milliVolts").GetRawText() + " " + told.GetProperty("milliAmps").GetRawText() + " " + told.GetProperty("flags").GetRawText());

        charger.BeSilent(false);
        rig.WaitForCharge();
    }

    // Of the kind of reply that is missing for longer.
    private static long LastGood(IReadOnlyList<BmsExchange> exchanges)
    {
        return Math.Min(Last(exchanges, JbdRegister.Basic), Last(exchanges, JbdRegister.Cells));
    }

    private static long Last(IReadOnlyList<BmsExchange> exchanges, int register)
    {
        return exchanges.Last(exchange => exchange.Register == register && exchange.Reply != null).RepliedAt;
    }
}
