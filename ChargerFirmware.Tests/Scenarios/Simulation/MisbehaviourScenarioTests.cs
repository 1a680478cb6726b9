using System.Linq;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Scenarios.Control;
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
        ["senseWireLost", FaultCode.ValueImplausible, 1_500],
        ["cellReadsHigh", FaultCode.HardOverVoltage, 1_500],
        ["cellReadsLow", FaultCode.CellTooLow, 1_500],
        ["packVoltageWrong", FaultCode.VoltageMismatch, 1_500],
        ["bmsDeepAsleep", FaultCode.BmsSilent, 3_000],
        ["senseWireFloats", FaultCode.HardOverVoltage, 1_500],
        ["cellCountDoubled", FaultCode.CellCountMismatch, 1_500],
        ["cellListDoubled", FaultCode.CellCountMismatch, 1_500],
        ["cellsDoubled", FaultCode.CellCountImplausible, 1_500],
        ["coldStart", FaultCode.TemperatureTooLow, 1_500],
        ["cellCountWrong", FaultCode.CellCountMismatch, 1_500],
        ["cellsMissing", FaultCode.CellCountMismatch, 1_500],
        ["hotSensor", FaultCode.TemperatureTooHigh, 1_500],
        ["coldSensor", FaultCode.TemperatureTooLow, 1_500],
        ["sensorMissing", FaultCode.SensorLost, 1_500],
        ["sensorsMissing", FaultCode.NoTemperatureSensor, 1_500],
        ["sensorShorted", FaultCode.ValueImplausible, 1_500],
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
        ["bmsEcho"], ["bmsNoise"], ["bmsLeftovers"], ["bmsFlaky"], ["bmsSlow"], ["bmsAsleep"], ["bmsFrozen"], ["bmsNewerFirmware"], ["currentOffset"],
        ["bmsNoiseAtStart"], ["cellNoise"], ["weakCell"], ["agedCell"], ["load"], ["packWarm"], ["cellUnderVoltage"], ["packUnderVoltage"], ["dischargeOverTemperature"], ["dischargeUnderTemperature"], ["dischargeOverCurrent"], ["dischargeFetBroken"],
        ["canLoss10"], ["canStuckInt"], ["canStuckIntLow"], ["chargerSlowRamp"], ["chargerRefusesRestart"], ["chargerWeakMains"],
    ];

    // They need a stop to show, or answer with a state of their own: each has a test below.
    private static readonly string[] Special = ["canReset", "canNoAck", "canLoss50", "chargerIgnoresStop", "chargerOverDelivers", "chargerMeterWrong"];

    [TestMethod]
    [DynamicData(nameof(Stopping))]
    public void Stopping_InTheMiddleOfACharge_IsNamedAndTheChargerIsToldToStop(string name, int fault, int withinMs)
    {
        ControlBench bench = Charging();
        long switchedMs = bench.NowMs;
        bench.Switch(name, true);
        long namedMs = bench.RunUntil(() => bench.IsActive(fault), withinMs, FaultCode.NameOf(fault));
        Assert.IsTrue(bench.StopOnBusAfter(switchedMs, withinMs) - namedMs <= 200, "the stop follows at once");
        bench.Run(1_000);
        Assert.AreEqual(ChargeState.Fault, bench.Snapshot.State);
        Assert.AreEqual(0, bench.Site.ChargerMilliAmps, 0.001);

        bench.Switch(name, false);
        bench.Run(30_000);
        bool latched = FaultCode.SeverityOf(fault) == FaultSeverity.Latched;
        Assert.AreEqual(latched, bench.IsActive(fault), Describe(bench));
        Assert.AreEqual(latched ? 0 : 10_000, bench.Site.Battery.MilliAmps, 1, Describe(bench));
    }

    [TestMethod]
    [DynamicData(nameof(Separating))]
    public void Separating_InTheMiddleOfACharge_IsNamedAndTheChargersTimeoutEndsTheCurrent(string name, int fault)
    {
        ControlBench bench = Charging();
        bench.Switch(name, true);
        bench.RunUntil(() => bench.IsActive(fault), 3_500, FaultCode.NameOf(fault));
        bench.RunUntil(() => bench.Site.ChargerMilliAmps == 0, 6_000, "the end of the current");

        bench.Switch(name, false);
        bench.RunUntil(() => bench.Site.Battery.MilliAmps > 7_000, 60_000, "the charge after it");
        Assert.IsFalse(bench.IsActive(fault));
    }

    [TestMethod]
    [DynamicData(nameof(Tolerated))]
    public void Tolerated_InTheMiddleOfACharge_DoesNotEndIt(string name)
    {
        ControlBench bench = Charging();
        bench.Switch(name, true);
        for (int second = 0; second < 60; second++)
        {
            bench.Run(1_000);
            Assert.IsTrue(bench.Site.Battery.MilliAmps > 2_000 || second < 4, name + " after " + second + " s: " + Describe(bench));
        }

        Assert.IsLessThan(0, bench.Snapshot.Faults.WorstStop(), Describe(bench));
        bench.Switch(name, false);
        bench.Run(10_000);
        Assert.AreEqual(10_000, bench.Site.Battery.MilliAmps, 1, Describe(bench));
    }

    [TestMethod]
    public void CanReset_ChargingPausesAndResumesByItselfAfterTheDelay()
    {
        ControlBench bench = Charging();
        bench.Switch("canReset", true);
        long resetMs = bench.NowMs;
        bench.RunUntil(() => bench.Snapshot.RequestMilliAmps == 0, 300, "the pause");
        long resumedMs = bench.RunUntil(() => bench.Snapshot.RequestMilliAmps > 0, 15_000, "the charge");

        Assert.IsTrue(resumedMs - resetMs >= 10_000, $"{resumedMs - resetMs} ms");
        Assert.IsLessThan(0, bench.Snapshot.Faults.WorstStop(), Describe(bench));
    }

    [TestMethod]
    public void CanNoAck_OnlyTheCommandsGetLost_IsToldAndTheChargerStopsItself()
    {
        ControlBench bench = Charging();
        bench.Switch("canNoAck", true);
        bench.RunUntil(() => bench.IsActive(FaultCode.CanPassive), 5_000, "the notice");
    }

    [TestMethod]
    public void CanLoss50_FramesAndTheControllerGetLostNowAndThen_TheCurrentNeverGoesOnWithoutCommands()
    {
        ControlBench bench = Charging();
        bench.Switch("canLoss50", true);
        for (int i = 0; i < 1_200; i++)
        {
            bench.Run(100);
            long lastSentMs = bench.Sent.Last().EndUs / 1000;
            Assert.IsTrue(bench.Site.Battery.MilliAmps == 0 || bench.NowMs - lastSentMs < 5_100, Describe(bench));
        }

        bench.Switch("canLoss50", false);
        bench.RunUntil(() => bench.Site.Battery.MilliAmps > 9_999, 60_000, "the charge after it");
    }

    [TestMethod]
    [DataRow("chargerOverDelivers")]
    [DataRow("chargerMeterWrong")]
    public void ChargerOverDelivers_IsStoppedAndTriedAgainAMinuteLater(string name)
    {
        ControlBench bench = Charging();
        bench.Switch(name, true);
        bench.RunUntil(() => bench.IsActive(FaultCode.ChargerOverDelivers), 5_000, "the fault");
        Assert.AreEqual(0, bench.Snapshot.RequestMilliAmps);
        long stoppedMs = bench.NowMs;
        bench.Switch(name, false);

        long againMs = bench.RunUntil(() => bench.Snapshot.RequestMilliAmps > 0, 90_000, "the charge");
        Assert.IsTrue(againMs - stoppedMs >= 69_000, $"{againMs - stoppedMs} ms");
        bench.Run(30_000);
        Assert.AreEqual(10_000, bench.Site.Battery.MilliAmps, 1, Describe(bench));
    }

    [TestMethod]
    public void BmsFrozen_ForTenMinutes_IsStoppedAndTheChargeGoesOnOnceItMoves()
    {
        ControlBench bench = Charging();
        bench.Switch("bmsFrozen", true);
        bench.RunUntil(() => bench.IsActive(FaultCode.ValuesFrozen), 605_000, "the fault");
        Assert.AreEqual(0, bench.Snapshot.RequestMilliAmps);

        bench.Switch("bmsFrozen", false);
        bench.RunUntil(() => bench.Site.Battery.MilliAmps > 9_999, 30_000, "the charge after it");
        Assert.IsFalse(bench.IsActive(FaultCode.ValuesFrozen));
    }

    [TestMethod]
    public void BmsNoiseAtStart_EveryStart_GetsThroughIt()
    {
        ControlBench bench = new("tc");
        bench.Switch("bmsNoiseAtStart", true);
        bench.RunUntil(() => bench.Site.Battery.MilliAmps > 9_999, 20_000, "the charge");
        int spoilt = bench.Snapshot.BmsCounters.Bad;
        Assert.IsTrue(spoilt > 0, "the first replies of the charge were spoilt");
        bench.Run(10_000);
        Assert.IsLessThan(0, bench.Snapshot.Faults.WorstStop(), Describe(bench));
        Assert.AreEqual(spoilt, bench.Snapshot.BmsCounters.Bad, "and no more behind them");
    }

    [TestMethod]
    public void ChargerRefusesRestart_AfterAStop_ChargesOnceItWants()
    {
        ControlBench bench = Charging();
        bench.Switch("chargerRefusesRestart", true);
        bench.Switch("coldSensor", true);
        bench.RunUntil(() => bench.Site.Battery.MilliAmps == 0, 3_000, "the stop");
        bench.Switch("coldSensor", false);
        bench.RunUntil(() => bench.Site.Battery.MilliAmps > 9_999, 40_000, "the charge after it");
        Assert.IsLessThan(0, bench.Snapshot.Faults.WorstStop(), Describe(bench));
    }

    [TestMethod]
    public void ColdStart_InARoom_WaitsUntilThePackIsWarmAndChargesThen()
    {
        ControlBench bench = new("tc");
        bench.Switch("coldStart", true);
        bench.Run(30_000);
        Assert.IsTrue(bench.IsActive(FaultCode.TemperatureTooLow), Describe(bench));
        Assert.IsFalse(bench.Sent.Any(ControlBench.IsCharge), "nothing is asked for in the frost");
        bench.RunUntil(() => bench.Site.Battery.MilliAmps > 1_000, 7_200_000, "the charge");
        Assert.IsTrue(bench.Site.Battery.Celsius > 0, "at " + bench.Site.Battery.Celsius);
    }

    [TestMethod]
    public void ChargerIgnoresStop_IsLatchedAndTheCurrentGoesOnWhereNothingElseIsAllowed()
    {
        ControlBench bench = Charging();
        bench.Switch("chargerIgnoresStop", true);
        bench.Switch("hotSensor", true);
        bench.Run(20_000);
        Assert.IsTrue(ControlBench.IsStop(bench.Sent.Last()));
        Assert.AreEqual(10_000, bench.Site.Battery.MilliAmps, 1);
        Assert.IsTrue(bench.IsActive(FaultCode.ChargerDeliversAfterStop));
        Assert.IsTrue(bench.Site.Board.ChargeFetOn, "the setting is off");
    }

    [TestMethod]
    public void All_EveryMisbehaviour_HasItsTestHere()
    {
        string[] tested = [.. Stopping.Concat(Separating).Concat(Tolerated).Select(row => (string)row[0]), .. Special];
        CollectionAssert.AreEquivalent(SimulationFaults.All.Select(fault => fault.Name).ToArray(), tested);
    }

    // A tc charger that delivers all that medium asks for.
    private static ControlBench Charging()
    {
        ControlBench bench = new("tc");
        bench.RunUntil(() => bench.Site.Battery.MilliAmps > 9_999, 20_000, "the charge");
        bench.Run(3_000);
        return bench;
    }

    private static string Describe(ControlBench bench)
    {
        ChargerSnapshot now = bench.Snapshot;
        string faults = "";
        for (int code = 0; code < FaultCode.Count; code++)
        {
            faults += now.Faults.IsActive(code) ? " " + FaultCode.NameOf(code) : "";
        }

        return ChargeState.NameOf(now.State) + ", limited by " + LimitCause.NameOf(now.LimitedBy) + ", battery " + (int)bench.Site.Battery.MilliAmps + " mA, faults" + faults;
    }
}
