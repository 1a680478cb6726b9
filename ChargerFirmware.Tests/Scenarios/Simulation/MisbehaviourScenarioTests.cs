using System.Linq;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>Every named misbehaviour, switched on in the middle of a charge: the firmware stops or copes, and goes on afterwards.</summary>
[TestClass]
public sealed class MisbehaviourScenarioTests
{
    /// <summary>The firmware must stop the charge: the fault it names, and the time until the stop.</summary>
    public static object[][] Stopping { get; } =
    [
        ["bmsSilent", FaultCode.BmsSilent, 3_000],
        ["bmsPulled", FaultCode.BmsSilent, 3_000],
        ["bmsBasicSilent", FaultCode.BmsSilent, 3_000],
        ["bmsCellsSilent", FaultCode.BmsSilent, 3_000],
        ["bmsHalfFrames", FaultCode.BmsSilent, 3_000],
        ["bmsBadChecksum", FaultCode.BmsSilent, 3_000],
        ["senseWireLost", FaultCode.CellTooLow, 1_500],
        ["cellCountWrong", FaultCode.CellCountMismatch, 1_500],
        ["cellsMissing", FaultCode.CellCountMismatch, 1_500],
        ["hotSensor", FaultCode.TemperatureTooHigh, 1_500],
        ["coldSensor", FaultCode.TemperatureTooLow, 1_500],
        ["sensorsMissing", FaultCode.NoTemperatureSensor, 1_500],
        ["packHot", FaultCode.TemperatureTooHigh, 1_500],
        ["packCold", FaultCode.TemperatureTooLow, 1_500],
        ["chargeFetOff", FaultCode.ChargeFetOff, 1_500],
        ["cellOverVoltage", FaultCode.CellOverVoltage, 1_500],
        ["packOverVoltage", FaultCode.PackOverVoltage, 1_500],
        ["chargeOverTemperature", FaultCode.ChargeOverTemperature, 1_500],
        ["chargeUnderTemperature", FaultCode.ChargeUnderTemperature, 1_500],
        ["chargeOverCurrent", FaultCode.ChargeOverCurrent, 1_500],
        ["chargeFetBroken", FaultCode.ChargeFetBroken, 1_500],
        ["shortCircuit", FaultCode.ShortCircuit, 1_500],
        ["frontEndError", FaultCode.FrontEndError, 1_500],
        ["chargerSilent", FaultCode.ChargerSilent, 3_200],
        ["chargerHardware", FaultCode.ChargerHardwareFault, 1_500],
        ["chargerHot", FaultCode.ChargerOverTemperature, 1_500],
        ["chargerMainsLost", FaultCode.ChargerInputVoltage, 1_500],
        ["chargerNoBattery", FaultCode.ChargerNoBattery, 1_500],
    ];

    /// <summary>The stop cannot reach the charger: its own time-out ends the current.</summary>
    public static object[][] Separating { get; } =
    [
        ["canBusOff", FaultCode.CanBusOff],
        ["canShort", FaultCode.ChargerSilent],
        ["canSpiDead", FaultCode.CanControllerMissing],
        ["canSpiOpen", FaultCode.CanControllerMissing],
        ["chargerUnplugged", FaultCode.ChargerSilent],
    ];

    /// <summary>The charge goes on, perhaps with a notice.</summary>
    public static object[][] Tolerated { get; } =
    [
        ["bmsEcho"], ["bmsNoise"], ["bmsLeftovers"], ["bmsFlaky"], ["bmsSlow"], ["bmsAsleep"], ["bmsFrozen"], ["bmsNewerFirmware"], ["sensorMissing"], ["currentOffset"],
        ["weakCell"], ["load"], ["packWarm"], ["cellUnderVoltage"], ["packUnderVoltage"], ["dischargeOverTemperature"], ["dischargeUnderTemperature"], ["dischargeOverCurrent"], ["dischargeFetBroken"],
        ["canLoss10"], ["canStuckInt"], ["canStuckIntLow"], ["canReset"], ["chargerOverDelivers"], ["chargerSlowRamp"], ["chargerWeakMains"], ["chargerMeterWrong"],
    ];

    // They need a stop to show, or answer with a state of their own: each has a test below.
    private static readonly string[] Special = ["canNoAck", "canLoss50", "chargerIgnoresStop"];

    [TestMethod]
    [DynamicData(nameof(Stopping))]
    public void Stopping_InTheMiddleOfACharge_IsNamedAndTheChargerIsToldToStop(string name, int fault, int withinMs)
    {
        FirmwareBench bench = new();
        bench.StartCharging();
        bench.Switch(name, true);
        bench.RunUntil(() => bench.Has(fault), withinMs, FaultCode.NameOf(fault));
        bench.RunUntil(() => IsStop(bench.Sent[^1].Text), 200, "the stop on the bus");
        bench.Run(1_000);
        Assert.AreEqual(ChargeState.Fault, bench.Snapshot.State);
        Assert.AreEqual(0, bench.Site.ChargerMilliAmps, 0.001);

        bench.Switch(name, false);
        bench.Run(30_000);
        bool latched = FaultCode.SeverityOf(fault) == FaultSeverity.Latched;
        Assert.AreEqual(latched, bench.Has(fault), bench.Describe());
        Assert.AreEqual(latched ? 0 : 10_000, bench.Site.Battery.MilliAmps, 1, bench.Describe());
    }

    [TestMethod]
    [DynamicData(nameof(Separating))]
    public void Separating_InTheMiddleOfACharge_IsNamedAndTheChargersTimeoutEndsTheCurrent(string name, int fault)
    {
        FirmwareBench bench = new();
        bench.StartCharging();
        bench.Switch(name, true);
        bench.RunUntil(() => bench.Has(fault), 3_500, FaultCode.NameOf(fault));
        bench.RunUntil(() => bench.Site.ChargerMilliAmps == 0, 6_000, "the end of the current");

        bench.Switch(name, false);
        bench.RunUntil(() => bench.Site.Battery.MilliAmps > 7_000, 60_000, "the charge after it");
        Assert.IsFalse(bench.Has(fault));
    }

    [TestMethod]
    [DynamicData(nameof(Tolerated))]
    public void Tolerated_InTheMiddleOfACharge_DoesNotEndIt(string name)
    {
        FirmwareBench bench = new();
        bench.StartCharging();
        bench.Switch(name, true);
        for (int second = 0; second < 60; second++)
        {
            bench.Run(1_000);
            Assert.IsTrue(bench.Site.Battery.MilliAmps > 2_000 || second < 4, name + " after " + second + " s: " + bench.Describe());
        }

        Assert.IsLessThan(0, bench.Snapshot.Faults.WorstStop(), bench.Describe());
        bench.Switch(name, false);
        bench.Run(10_000);
        Assert.AreEqual(10_000, bench.Site.Battery.MilliAmps, 1, bench.Describe());
    }

    [TestMethod]
    public void CanNoAck_OnlyTheCommandsGetLost_IsToldAndTheChargerStopsItself()
    {
        FirmwareBench bench = new();
        bench.StartCharging();
        bench.Switch("canNoAck", true);
        bench.RunUntil(() => bench.Has(FaultCode.CanPassive), 5_000, "the notice");
    }

    [TestMethod]
    public void CanLoss50_FramesAndTheControllerGetLostNowAndThen_TheCurrentNeverGoesOnWithoutCommands()
    {
        FirmwareBench bench = new();
        bench.StartCharging();
        bench.Switch("canLoss50", true);
        for (int i = 0; i < 1_200; i++)
        {
            bench.Run(100);
            long lastSent = bench.Sent[^1].AtMs;
            Assert.IsTrue(bench.Site.Battery.MilliAmps == 0 || bench.NowMs - lastSent < 5_100, bench.Describe());
        }

        bench.Switch("canLoss50", false);
        bench.RunUntil(() => bench.Site.Battery.MilliAmps > 9_999, 60_000, "the charge after it");
    }

    [TestMethod]
    public void ChargerIgnoresStop_TheCurrentGoesOnAfterTheStop()
    {
        FirmwareBench bench = new();
        bench.StartCharging();
        bench.Switch("chargerIgnoresStop", true);
        bench.Switch("hotSensor", true);
        bench.Run(8_000);
        Assert.IsTrue(IsStop(bench.Sent[^1].Text));
        Assert.AreEqual(10_000, bench.Site.Battery.MilliAmps, 1);
    }

    [TestMethod]
    public void All_EveryMisbehaviour_HasItsTestHere()
    {
        string[] tested = [.. Stopping.Concat(Separating).Concat(Tolerated).Select(row => (string)row[0]), .. Special];
        CollectionAssert.AreEquivalent(SimulationFaults.All.Select(fault => fault.Name).ToArray(), tested);
    }

    // tc: current 0 and control byte 1.
    private static bool IsStop(string slcan)
    {
        return slcan.StartsWith("T1806E5F48", System.StringComparison.Ordinal) && slcan.Substring(14, 6) == "000001";
    }
}
