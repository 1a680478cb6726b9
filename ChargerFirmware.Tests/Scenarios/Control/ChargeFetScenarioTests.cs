using ChargerFirmware.Bms;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>The second way to zero, from the charger that does not stop to the MOSFET that the user gives back.</summary>
[TestClass]
public class ChargeFetScenarioTests
{
    private readonly WhyText _why = new();
    private readonly TextBuffer _text = new(200);

    [TestMethod]
    [DataRow(ChargerOptions.Tc)]
    [DataRow(ChargerOptions.Magnes)]
    public void ChargerIgnoresStop_MosfetIsOpenedAndOnlyTheUserGivesItBack(string protocol)
    {
        ControlBench bench = Charging(protocol, true);
        long fromMs = bench.NowMs;
        bench.Switch("chargerIgnoresStop");
        bench.Switch("hotSensor");
        long stopMs = bench.StopOnBusAfter(fromMs, 2_000);
        long openMs = bench.RunUntil(() => !bench.Site.Board.ChargeFetOn, 8_000, "the open MOSFET");
        Assert.IsTrue(openMs - stopMs is >= 5_000 and <= 6_500, $"{openMs - stopMs} ms");
        bench.Run(500);
        Assert.AreEqual(0, bench.Site.Battery.MilliAmps, 1);
        Assert.IsTrue(bench.Site.Board.DischargeFetOn, "the load keeps its supply");
        Assert.Contains("(ChargerDeliversAfterStop)", Why(bench));

        bench.Switch("hotSensor", false);
        bench.Switch("chargerIgnoresStop", false);
        bench.Run(60_000);
        Assert.IsFalse(bench.Site.Board.ChargeFetOn);
        Assert.AreEqual(CommandResult.StillPresent, Command(bench, ChargeCommand.ReleaseChargeFet), "the defiance first");
        Assert.AreEqual(CommandResult.StillPresent, Command(bench, ChargeCommand.ClearFaults), "that ends the defiance, not the open MOSFET");
        bench.Run(1_000);
        Assert.IsFalse(bench.IsActive(FaultCode.ChargerDeliversAfterStop));
        Assert.Contains("(ChargeFetOpened)", Why(bench));
        Assert.IsTrue(bench.IsActive(FaultCode.ChargeFetOff));

        Assert.AreEqual(CommandResult.Accepted, Command(bench, ChargeCommand.ReleaseChargeFet));
        bench.RunUntil(() => bench.Snapshot.Faults.WorstStop() < 0, 2_000, "the end of the faults");
        long goneMs = bench.NowMs;
        Assert.IsTrue(bench.Site.Board.ChargeFetOn);
        long backMs = bench.RunUntil(() => bench.Snapshot.RequestMilliAmps > 0, 15_000, "the charge") - goneMs;
        Assert.IsTrue(backMs >= 9_700, $"{backMs} ms");
    }

    // A broken cable, a controller that is bus-off: the receiver keeps its last output for ever, and no acknowledge ever comes.
    [TestMethod]
    [DataRow(ChargerOptions.Magnes, "canNoAck")]
    [DataRow(ChargerOptions.Magnes, "canBusOff")]
    [DataRow(ChargerOptions.Tc, "canNoAck")]
    public void StopThatNobodyHears_MosfetIsOpenedByThePacksCurrent(string protocol, string fault)
    {
        ControlBench bench = Charging(protocol, true);
        bench.Switch("chargerIgnoresStop");
        bench.Switch("chargerSilent");
        bench.Switch(fault);
        bench.Post(ChargeCommand.Stop);
        bench.RunUntil(() => !bench.Site.Board.ChargeFetOn, 8_000, "the open MOSFET");
        bench.Run(1_000);

        Assert.AreEqual(0, bench.Site.Battery.MilliAmps, 1);
        Assert.IsTrue(bench.IsActive(FaultCode.ChargeFetOpened));
        Assert.IsFalse(bench.IsActive(FaultCode.ChargerDeliversAfterStop), "it has not heard the stop");
    }

    // A transceiver that is dead and an output that is shorted: nobody has said stop, the silence has.
    [TestMethod]
    public void ChargerFallsSilentAndDeliversOn_MosfetIsOpened()
    {
        ControlBench bench = Charging(ChargerOptions.Tc, true);
        bench.Switch("chargerIgnoresStop");
        bench.Switch("chargerSilent");
        bench.Switch("canNoAck");
        bench.RunUntil(() => bench.IsActive(FaultCode.ChargerSilent), 4_000, "the silence");
        bench.RunUntil(() => !bench.Site.Board.ChargeFetOn, 8_000, "the open MOSFET");

        Assert.IsTrue(bench.IsActive(FaultCode.ChargeFetOpened));
    }

    // What the page, PROTOCOL.md and TROUBLESHOOTING.md say: unplug it, find out why, then clear.
    [TestMethod]
    public void ChargerIgnoresStop_Unplugged_CanBeCleared()
    {
        ControlBench bench = Charging(ChargerOptions.Tc, false);
        bench.Switch("chargerIgnoresStop");
        bench.Post(ChargeCommand.Stop);
        bench.RunUntil(() => bench.IsActive(FaultCode.ChargerDeliversAfterStop), 8_000, "the fault");
        bench.Switch("chargerUnplugged");
        bench.Run(5_000);
        Assert.AreEqual(CommandResult.StillPresent, Command(bench, ChargeCommand.ClearFaults), "it may only be late");
        bench.Run(7_000);

        Assert.AreEqual(CommandResult.Accepted, Command(bench, ChargeCommand.ClearFaults));
    }

    [TestMethod]
    public void ChargerIgnoresStop_OnALineThatLosesReplies_IsOpenedAllTheSame()
    {
        ControlBench bench = Charging(ChargerOptions.Tc, true);
        bench.Switch("bmsFlaky");
        bench.Switch("chargerIgnoresStop");
        bench.Post(ChargeCommand.Stop);
        bench.RunUntil(() => !bench.Site.Board.ChargeFetOn, 12_000, "the open MOSFET");
        bench.Run(5_000);

        Assert.IsTrue(bench.IsActive(FaultCode.ChargeFetOpened));
        Assert.IsFalse(bench.IsActive(FaultCode.BmsSilent));
    }

    [TestMethod]
    public void ChargerObeys_NothingIsEverWritten()
    {
        ControlBench bench = Charging(ChargerOptions.Tc, true);
        bench.Post(ChargeCommand.Stop);
        bench.Run(60_000);

        Assert.IsTrue(bench.Site.Board.ChargeFetOn);
        Assert.AreEqual(0, bench.Site.Board.ProtectionBits & Protection.SoftwareLock);
        Assert.IsFalse(bench.IsActive(FaultCode.ChargeFetOpened));
    }

    [TestMethod]
    public void Restart_WithTheMosfetOpened_ChargesNothingUntilItIsGivenBack()
    {
        ChargeStart start = new() { Mode = ChargeMode.Medium, LatchedFaults = 1L << FaultCode.ChargeFetOpened };
        ControlBench bench = new(ChargerOptions.Tc, start: start);
        bench.Site.Board.SwitchOff(1);
        bench.Run(20_000);
        Assert.AreEqual(ChargeState.Fault, bench.Snapshot.State);
        Assert.AreEqual(CommandResult.StillPresent, Command(bench, ChargeCommand.ClearFaults));
        Assert.IsTrue(bench.IsActive(FaultCode.ChargeFetOpened));

        Assert.AreEqual(CommandResult.Accepted, Command(bench, ChargeCommand.ReleaseChargeFet));
        bench.RunUntil(() => bench.Snapshot.RequestMilliAmps > 0, 20_000, "the charge");
        Assert.AreEqual(0L, bench.Snapshot.LatchedFaults);
    }

    [TestMethod]
    public void OwnersApp_HasOpenedTheMosfet_IsNotGivenBack()
    {
        ControlBench bench = Charging(ChargerOptions.Tc, true);
        bench.Switch("chargeFetOff");
        bench.Run(10_000);

        Assert.AreEqual(CommandResult.NothingToRelease, Command(bench, ChargeCommand.ReleaseChargeFet));
        bench.Run(5_000);
        Assert.IsFalse(bench.Site.Board.ChargeFetOn);
    }

    [TestMethod]
    public void Counters_OfTheBoard_AreInTheSnapshotWithinTwoMinutes()
    {
        ControlBench bench = Charging(ChargerOptions.Tc, false);
        bench.Switch("shortCircuit");
        bench.Run(1_000);
        bench.Switch("shortCircuit", false);
        bench.Run(119_000);

        int[] counts = bench.Snapshot.Battery.ProtectionCounts;
        Assert.AreEqual(1, counts[0]);
        Assert.AreEqual(0, counts[1]);
        Assert.AreEqual(1, counts[ProtectionCounter.Count - 1], "its start");
    }

    private static ControlBench Charging(string protocol, bool open)
    {
        ChargeSettings settings = ControlBench.NmcSettings(protocol);
        settings.OpenChargeFet = open;
        settings.OnlySource = true;
        ControlBench bench = new ControlBench(protocol, settings).Charging();
        bench.Run(5_000);
        return bench;
    }

    private string Why(ControlBench bench)
    {
        _text.Clear();
        _why.Write(bench.Snapshot, _text);
        return _text.ToString();
    }

    private static int Command(ControlBench bench, int kind)
    {
        int ticket = bench.Post(kind);
        int result = CommandResult.Pending;
        bench.RunUntil(() => (result = bench.Commands.Fetch(ticket)) != CommandResult.Pending, 300, "the ack");
        return result;
    }
}
