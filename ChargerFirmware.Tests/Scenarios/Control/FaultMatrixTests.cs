using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Tests.Scenarios.Can;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>Every fault that stops the charge, in every state of it, with every protocol: the stop is in time, the reason is named, and it ends by its rule.</summary>
[TestClass]
public class FaultMatrixTests
{
    private const int StopWithinMs = 200;
    private const int SilenceWithinMs = 3000;

    // What the way back may take beyond the pause: a tick, the protocol's beat, the frame.
    private const int BackToleranceMs = 1500;

    private static readonly int[] HoldsUntilDown = [FaultCode.CellOverVoltage, FaultCode.PackOverVoltage, FaultCode.HardOverVoltage];

    private static readonly MatrixFault[] Faults =
    [
        new(FaultCode.BmsSilent, (bench, on) => bench.Switch("bmsHalfFrames", on)) { IsSilence = true },
        new(FaultCode.BmsAsleep, (bench, on) => bench.Switch("bmsDeepAsleep", on)) { IsSilence = true, WithinMs = 11_000 },
        MatrixFault.Named(FaultCode.CellOverVoltage, "cellOverVoltage", b => (b.ProtectionFlags & Protection.CellOverVoltage) != 0),
        MatrixFault.Named(FaultCode.PackOverVoltage, "packOverVoltage", b => (b.ProtectionFlags & Protection.PackOverVoltage) != 0),
        MatrixFault.Named(FaultCode.ChargeOverTemperature, "chargeOverTemperature", b => (b.ProtectionFlags & Protection.ChargeOverTemperature) != 0),
        MatrixFault.Named(FaultCode.ChargeUnderTemperature, "chargeUnderTemperature", b => (b.ProtectionFlags & Protection.ChargeUnderTemperature) != 0),
        MatrixFault.Named(FaultCode.ChargeOverCurrent, "chargeOverCurrent", b => (b.ProtectionFlags & Protection.ChargeOverCurrent) != 0),
        MatrixFault.Named(FaultCode.ShortCircuit, "shortCircuit", b => (b.ProtectionFlags & Protection.ShortCircuit) != 0),
        MatrixFault.Named(FaultCode.FrontEndError, "frontEndError", b => (b.ProtectionFlags & Protection.FrontEndError) != 0),
        MatrixFault.Named(FaultCode.ChargeFetBroken, "chargeFetBroken", b => (b.ProtectionFlags & Protection.ChargeFetBroken) != 0),
        MatrixFault.Named(FaultCode.ChargeFetOff, "chargeFetOff", b => !b.ChargeFetOn),
        MatrixFault.Named(FaultCode.HardOverVoltage, "cellReadsHigh", b => b.CellMilliVolts[2] == 4400),
        MatrixFault.Named(FaultCode.CellTooLow, "cellReadsLow", b => b.CellMilliVolts[2] == 2200),
        MatrixFault.Named(FaultCode.TemperatureTooHigh, "hotSensor", b => b.TempDeciC[1] > 450),
        MatrixFault.Named(FaultCode.TemperatureTooLow, "coldSensor", b => b.TempDeciC[1] < 0),
        MatrixFault.Named(FaultCode.NoTemperatureSensor, "sensorsMissing", b => b.WarmestSensor() < 0),
        MatrixFault.Named(FaultCode.VoltageMismatch, "packVoltageWrong", b => b.CellMilliVolts.Take(b.CellCount).Sum() - b.PackMilliVolts > 1500),
        MatrixFault.Named(FaultCode.CellCountMismatch, "cellCountWrong", b => b.BasicCellCount == 15),
        MatrixFault.Named(FaultCode.CellCountImplausible, "cellsDoubled", b => b.CellCount == 28 || b.BasicCellCount == 28),
        MatrixFault.Named(FaultCode.ValueImplausible, "senseWireLost", b => b.CellMilliVolts[2] == 0),
        MatrixFault.Named(FaultCode.SensorLost, "sensorMissing", b => b.TempDeciC[1] == Unknown.Number),
        new(FaultCode.ValuesFrozen, Freeze) { WithinMs = 610_000, Exists = (_, state) => state.State != ChargeState.Precheck },
        new(FaultCode.ChargerSilent, (bench, on) => bench.Switch("chargerSilent", on)) { IsSilence = true, Exists = (bench, _) => Protocol(bench).ReportsStatus },
        Reported(FaultCode.ChargerHardwareFault, "chargerHardware", ChargerFlag.HardwareFault),
        Reported(FaultCode.ChargerOverTemperature, "chargerHot", ChargerFlag.OverTemperature),
        Reported(FaultCode.ChargerInputVoltage, "chargerMainsLost", ChargerFlag.InputVoltage),
        Reported(FaultCode.ChargerNoBattery, "chargerNoBattery", ChargerFlag.NoBattery),
        new(FaultCode.ChargerOverDelivers, OverDeliver)
        {
            GoneWithinMs = 62_000,
            WithinMs = 12_000,
            Exists = (_, state) => state.State == ChargeState.ConstantCurrent,
            Prepare = settings => settings.OnlySource = true,
        },
        new(FaultCode.ChargerDeliversAfterStop, (bench, on) => bench.Switch("chargerIgnoresStop", on))
        {
            NeedsStop = true,
            WithinMs = 5_500,
            Exists = (_, state) => state.IsCharging,
            Prepare = settings => settings.OnlySource = true,
        },
        new(FaultCode.CanControllerMissing, (bench, on) => bench.Switch("canSpiDead", on)) { HasNoBus = true, Exists = UsesBus },
        new(FaultCode.CanBusOff, (bench, on) => bench.Switch("canBusOff", on)) { HasNoBus = true, Exists = UsesBus, WithinMs = 10_000, GoneWithinMs = 40_000 },
        new(FaultCode.CanBusBlocked, BlockBus) { HasNoBus = true, Exists = UsesBus, WithinMs = 20_000, GoneWithinMs = 40_000 },
    ];

    // These hold from the start, so that none of the states is ever reached, or need hardware that no site has: tests below, in NodeTests, ChargeFetScenarioTests and RestartTests.
    private static readonly int[] Elsewhere = [FaultCode.SettingsDefaulted, FaultCode.RepeatedRestarts, FaultCode.ChargeFetOpened, FaultCode.ChargerOutputFault, FaultCode.DacFailed, FaultCode.SenderSilent];

    private static readonly MatrixState[] States =
    [
        new(ChargeState.Precheck, 780, Interrupt) { ResumeMs = 60_000 },
        new(ChargeState.Precharge, 300, _ => { }) { Prepare = Precharge },
        new(ChargeState.ConstantCurrent, 780, _ => { }),
        new(ChargeState.ConstantVoltage, 930, _ => { }) { NeedsVoltage = true },
        new(ChargeState.Taper, 930, _ => { }) { NeedsVoltage = true },
        new(ChargeState.Complete, 990, _ => { }),
        new(ChargeState.Paused, 780, bench => Command(bench, ChargeCommand.Stop)),
        new(ChargeState.Idle, 780, bench => Command(bench, ChargeCommand.Mode, ChargeMode.Off)),
    ];

    private readonly WhyText _why = new();
    private readonly TextBuffer _text = new(200);

    public TestContext TestContext { get; set; } = null!;

    private static string[] Protocols => [.. new SettingTable().ChargerProtocol.Row().Options];

    [TestMethod]
    [TestCategory("Matrix")]
    public void EveryFault_InEveryStateWithEveryProtocol_StopsIsNamedAndEndsByItsRule()
    {
        Judge(Protocols, States, Faults);
    }

    // Each protocol once in the middle of a charge, with one fault of each kind; a fault that takes minutes waits for the whole matrix.
    [TestMethod]
    public void EveryKindOfFault_InTheMiddleOfAChargeWithEveryProtocol_StopsIsNamedAndEndsByItsRule()
    {
        int[] codes = [FaultCode.BmsSilent, FaultCode.ChargeFetOff, FaultCode.ShortCircuit, FaultCode.ValueImplausible, FaultCode.ChargerSilent, FaultCode.ChargerHardwareFault, FaultCode.CanControllerMissing];
        Judge(Protocols, [.. States.Where(s => s.State == ChargeState.ConstantCurrent)], [.. Faults.Where(f => codes.Contains(f.Code))]);
    }

    [TestMethod]
    public void DacFailed_FromTheStart_IsNamedAsksForNothingAndEndsWithAnotherCharger()
    {
        ControlBench bench = new(ChargerOptions.Analog, hasDac: false);
        bench.Run(20_000);
        Assert.AreEqual(ChargeState.Fault, bench.Snapshot.State);
        Assert.AreEqual(0, bench.Snapshot.RequestMilliAmps);
        Assert.Contains("(DacFailed)", Why(bench));

        bench.Site.UseCharger(ChargerOptions.Tc, 0, 250_000);
        bench.Post(ChargeCommand.Configure, 0, ControlBench.NmcSettings(ChargerOptions.Tc));
        bench.RunUntil(() => bench.Snapshot.RequestMilliAmps > 0, 20_000, "the charge");
        Assert.IsFalse(bench.IsActive(FaultCode.DacFailed));
    }

    // The newer status of tc by hand: its output flags, at full current.
    [TestMethod]
    [DataRow("10")]
    [DataRow("20")]
    [DataRow("40")]
    [DataRow("80")]
    public void ChargerOutputFault_ToldByAStatus_StopsWithin200MsIsNamedAndResumes(string byte4)
    {
        ChargeSettings settings = ControlBench.NmcSettings(ChargerOptions.Tc);
        settings.Charger.TcIsNewer = true;
        ControlBench bench = new(ChargerOptions.Tc, settings);
        bench.Site.UseCharger(null, 0, 250_000);
        TestNode charger = new(bench.Site.Bus);
        RunWithStatus(bench, charger, "00", 20_000);
        Assert.IsTrue(bench.Snapshot.RequestMilliAmps > 0);

        long fromMs = bench.NowMs;
        charger.Send("T18FF50E58020B0000" + byte4 + "000041");
        long stopMs = bench.StopOnBusAfter(fromMs, 1_000);
        long toldMs = bench.Statuses.First(f => f.EndUs > fromMs * 1000).EndUs / 1000;
        Assert.IsTrue(stopMs - toldMs <= StopWithinMs, $"{stopMs - toldMs} ms");
        bench.Run(200);
        Assert.Contains("(ChargerOutputFault)", Why(bench));

        RunWithStatus(bench, charger, "00", 9_000);
        Assert.AreEqual(0, bench.Snapshot.RequestMilliAmps);
        RunWithStatus(bench, charger, "00", 3_000);
        Assert.IsTrue(bench.Snapshot.RequestMilliAmps > 0);
    }

    [TestMethod]
    public void Matrix_HasEveryFaultThatStops()
    {
        IEnumerable<int> stopping = Enumerable.Range(0, FaultCode.Count).Where(code => FaultCode.SeverityOf(code) >= FaultSeverity.Stop);

        CollectionAssert.AreEquivalent(stopping.ToArray(), Faults.Select(f => f.Code).Concat(Elsewhere).ToArray());
    }

    [TestMethod]
    public void Matrix_HasEveryStateButTheFaultItself()
    {
        IEnumerable<int> states = Enumerable.Range(ChargeState.Idle, ChargeState.Fault).Where(state => state is not ChargeState.Fault);

        CollectionAssert.AreEquivalent(states.ToArray(), States.Select(s => s.State).ToArray());
    }

    private static void RunWithStatus(ControlBench bench, TestNode charger, string byte4, int milliseconds)
    {
        for (int second = 0; second < milliseconds / 1000; second++)
        {
            // 52.3 V and no current: one that is just beginning, or has stopped.
            charger.Send("T18FF50E58020B0000" + byte4 + "000041");
            bench.Run(1_000);
        }
    }

    private void Judge(string[] protocols, MatrixState[] states, MatrixFault[] faults)
    {
        Stopwatch watch = Stopwatch.StartNew();
        List<string> failures = [];
        Dictionary<string, (int Cells, long WorstMs, string Where)> kinds = [];
        foreach (string protocol in protocols)
        {
            foreach (MatrixState state in states)
            {
                // One that is hours away is used again where it comes back by itself.
                ControlBench? used = null;
                foreach (MatrixFault fault in faults)
                {
                    bool again = used != null && fault.Prepare == null && state.IsFar && state.IsReached(used, 60_000);
                    used = Judge(protocol, state, fault, again ? used : null, kinds, failures);
                }
            }
        }

        TestContext.WriteLine($"{kinds.Values.Sum(k => k.Cells)} cells ({faults.Length} faults, {states.Length} states, {protocols.Length} protocols) in {watch.Elapsed.TotalSeconds:F0} s");
        foreach ((string kind, (int cells, long worstMs, string where)) in kinds)
        {
            TestContext.WriteLine($"{kind}: {cells} cells, worst {worstMs} ms ({where})");
        }

        Assert.AreEqual("", string.Join('\n', failures));
    }

    // The bench, when it may be used again.
    private ControlBench? Judge(string protocol, MatrixState state, MatrixFault fault, ControlBench? used, Dictionary<string, (int Cells, long WorstMs, string Where)> kinds, List<string> failures)
    {
        string where = $"{FaultCode.NameOf(fault.Code)}, {state.Name}, {protocol}";
        ChargeSettings probe = ControlBench.NmcSettings(protocol);
        if (state.NeedsVoltage && !ChargerProtocols.Create(probe.Charger, new FakeDac()).CarriesVoltage)
        {
            return null;
        }

        try
        {
            ControlBench bench = used ?? state.Reach(protocol, fault.Prepare);
            if (!fault.Exists(bench, state))
            {
                return fault.Prepare == null ? bench : null;
            }

            bench.Forget();

            long elapsedMs = JudgeStop(bench, state, fault);
            JudgeEnd(bench, state, fault);
            string kind = fault.IsSilence ? (SilenceMs(bench, fault) > SilenceWithinMs ? "silences of an inverter" : "silences") : fault.HasNoBus ? "failures of the bus, until the fault" : "conditions";
            kinds.TryGetValue(kind, out (int Cells, long WorstMs, string Where) sum);
            kinds[kind] = (sum.Cells + 1, Math.Max(sum.WorstMs, elapsedMs), elapsedMs > sum.WorstMs || sum.Cells == 0 ? where : sum.Where);
            return fault.Prepare == null ? bench : null;
        }
        catch (AssertFailedException e)
        {
            failures.Add(where + ": " + e.Message.ReplaceLineEndings(" "));
            return null;
        }
    }

    // From the deciding moment to the stop on the bus; where the bus says stop already, to the fault.
    private long JudgeStop(ControlBench bench, MatrixState state, MatrixFault fault)
    {
        long switchedMs = bench.NowMs;
        bench.Tap.SeenMs = -1;
        bench.Tap.Awaited = fault.SeenInReply;
        if (!state.IsCharging)
        {
            Assert.IsTrue(ControlBench.IsStop(bench.Said.Last()), "the bus says stop already");
        }

        fault.Set(bench, true);
        if (fault.NeedsStop)
        {
            Command(bench, ChargeCommand.Stop);
        }

        long stopMs = -1;
        long namedMs = -1;
        bench.RunUntil(
            () =>
            {
                stopMs = stopMs < 0 ? FirstStop(bench, switchedMs) : stopMs;
                namedMs = namedMs < 0 && bench.IsActive(fault.Code) ? bench.NowMs : namedMs;
                return namedMs >= 0 && (stopMs >= 0 || fault.HasNoBus || !state.IsCharging);
            },
            fault.WithinMs + SilenceMs(bench, fault) - SilenceWithinMs,
            "the fault and the stop");
        bool isToldByTheFault = fault.HasNoBus || fault.NeedsStop || !state.IsCharging;
        long decidedMs = DecidedMs(bench, fault, switchedMs, namedMs, isToldByTheFault ? namedMs : stopMs);

        // Where the bus says stop already, or cannot, the fault itself is what counts; that a silent board must be asleep is known later.
        long faultMs = fault.IsSilence ? bench.Snapshot.Faults.SinceMs(fault.Code == FaultCode.ChargerSilent ? FaultCode.ChargerSilent : FaultCode.BmsSilent) : namedMs;
        long elapsedMs = (isToldByTheFault ? faultMs : stopMs) - decidedMs;
        long limitMs = fault.HasNoBus ? fault.WithinMs : fault.IsSilence ? SilenceMs(bench, fault) : StopWithinMs;
        Assert.IsTrue(elapsedMs >= 0 && elapsedMs <= limitMs, $"{elapsedMs} ms");
        long fromMs = bench.NowMs;
        bench.Run(1_500);
        Assert.AreEqual(ChargeState.Fault, bench.Snapshot.State);
        AssertNamed(bench, fault);
        AssertNoChargeSince(bench, fromMs);
        return elapsedMs;
    }

    private static long DecidedMs(ControlBench bench, MatrixFault fault, long switchedMs, long namedMs, long actedMs)
    {
        if (fault.HasNoBus)
        {
            return switchedMs;
        }

        if (fault.SeenInReply != null)
        {
            Assert.IsTrue(bench.Tap.SeenMs >= 0, "no reply has told it");
            return bench.Tap.SeenMs;
        }

        if (fault.SeenInFlags != 0)
        {
            return FirstStatus(bench, switchedMs, fault.SeenInFlags);
        }

        if (fault.IsSilence)
        {
            return fault.Code == FaultCode.ChargerSilent ? LastBefore(Answers(bench), namedMs) : Math.Min(bench.Tap.LastBasicMs, bench.Tap.LastCellsMs);
        }

        // It took its time on purpose: the last thing told before it acted. A status may well come between the stop and the tick's end.
        long repliedMs = Math.Max(LatestBefore(bench.Tap.LastBasicMs, actedMs), LatestBefore(bench.Tap.LastCellsMs, actedMs));
        return Math.Max(repliedMs, LastBefore(Answers(bench), actedMs));
    }

    private void JudgeEnd(ControlBench bench, MatrixState state, MatrixFault fault)
    {
        bool latched = FaultCode.SeverityOf(fault.Code) == FaultSeverity.Latched;
        long fromMs = bench.NowMs;
        fault.Set(bench, false);
        if (IsLatchedByCharger(bench, fault))
        {
            bench.Run(3_000);
            Assert.IsTrue(bench.IsActive(fault.Code), "only the user clears it in the charger");
            Command(bench, ChargeCommand.ClearFaults);
        }

        bench.RunUntil(() => !bench.Snapshot.Faults.IsConditionTrue(fault.Code) && (latched || bench.Snapshot.Faults.WorstStop() < 0), fault.GoneWithinMs, "the end of the condition");
        if (latched)
        {
            bench.Run(12_000);
            Assert.IsTrue(bench.IsActive(fault.Code), "only the user clears it");
            Assert.AreEqual(CommandResult.Accepted, Command(bench, ChargeCommand.ClearFaults));
            bench.RunUntil(() => !bench.IsActive(fault.Code), 1_000, "the end of the fault");
        }

        if (fault.NeedsStop)
        {
            Command(bench, ChargeCommand.Start);
        }

        long goneMs = bench.NowMs;
        AssertNoChargeSince(bench, fromMs);
        if (HoldsUntilDown.Contains(fault.Code) && bench.Snapshot.Battery.HighestMilliVolts() >= bench.Settings.RechargeCellMilliVolts)
        {
            bench.Run(state.ResumeMs + 5_000);
            Assert.IsTrue(bench.Snapshot.OverVoltageHold, "held until the cells have come down");
            AssertNoChargeSince(bench, goneMs);
        }
        else if (!state.IsCharging && state.State != ChargeState.Precheck)
        {
            JudgeStillHeld(bench, state);
        }
        else
        {
            // Ten minutes of readings that stand still fill a battery that was nearly full.
            long backMs = bench.RunUntil(() => bench.Snapshot.RequestMilliAmps > 0 || (state.State == ChargeState.Taper && bench.Snapshot.State == ChargeState.Complete), state.ResumeMs + BackToleranceMs + 1_000, "the charge") - goneMs;
            Assert.IsTrue(backMs >= state.ResumeMs - 300 && backMs <= state.ResumeMs + BackToleranceMs, $"back after {backMs} ms");
        }
    }

    // The owner's stop and a full battery outlive the fault.
    private static void JudgeStillHeld(ControlBench bench, MatrixState state)
    {
        long fromMs = bench.NowMs;
        bench.Run(state.ResumeMs + 3_000);
        int now = bench.Snapshot.State;
        Assert.IsTrue(now == state.State || (state.State == ChargeState.Complete && bench.Snapshot.LimitedBy == LimitCause.OverVoltage), ChargeState.NameOf(now));
        AssertNoChargeSince(bench, fromMs);
    }

    private void AssertNamed(ControlBench bench, MatrixFault fault)
    {
        ChargerSnapshot now = bench.Snapshot;
        string why = Why(bench);

        // A dead bus is also a silent charger: whichever came first is named.
        int named = fault.HasNoBus ? now.Faults.WorstStop() : fault.Code;
        Assert.IsTrue(why.Contains("(" + FaultCode.NameOf(named) + ")", StringComparison.Ordinal), why);
    }

    private string Why(ControlBench bench)
    {
        _text.Clear();
        _why.Write(bench.Snapshot, _text);
        return _text.ToString();
    }

    private static void AssertNoChargeSince(ControlBench bench, long fromMs)
    {
        Assert.IsFalse(bench.Said.Any(f => f.EndUs > fromMs * 1000 && ControlBench.IsCharge(f)), "a charge stood on the bus");
    }

    private static long FirstStop(ControlBench bench, long fromMs)
    {
        BusFrame? stop = bench.Said.FirstOrDefault(f => f.EndUs > (fromMs - 1) * 1000 && ControlBench.IsStop(f));
        return stop == null ? -1 : stop.EndUs / 1000;
    }

    private static long FirstStatus(ControlBench bench, long fromMs, int flags)
    {
        IChargerProtocol protocol = Protocol(bench);
        ChargerStatus status = new();
        foreach (BusFrame frame in bench.Statuses.Where(f => f.EndUs > fromMs * 1000))
        {
            protocol.TryDecode(Frame(frame), status);
            if ((status.Flags & flags) != 0)
            {
                return frame.EndUs / 1000;
            }
        }

        throw new AssertFailedException("no status has told it");
    }

    private static long LastBefore(IEnumerable<BusFrame> frames, long beforeMs)
    {
        BusFrame? last = frames.LastOrDefault(f => f.EndUs <= beforeMs * 1000);
        return last == null ? -1 : last.EndUs / 1000;
    }

    private static long LatestBefore(long atMs, long beforeMs)
    {
        return atMs <= beforeMs ? atMs : -1;
    }

    private static IChargerProtocol Protocol(ControlBench bench)
    {
        return ChargerProtocols.Create(bench.Settings.Charger, new FakeDac());
    }

    // The answers that end a silence.
    private static List<BusFrame> Answers(ControlBench bench)
    {
        IChargerProtocol protocol = Protocol(bench);
        ChargerStatus status = new();
        return [.. bench.Statuses.Where(f => protocol.TryDecode(Frame(f), status))];
    }

    private static CanFrame Frame(BusFrame frame)
    {
        CanFrame told = new() { Id = frame.Id, Extended = frame.Extended, Length = frame.Data.Length };
        frame.Data.CopyTo(told.Data, 0);
        return told;
    }

    // 3 s are promised; an inverter's own protocol gives it 5.
    private static long SilenceMs(ControlBench bench, MatrixFault fault)
    {
        return fault.Code == FaultCode.ChargerSilent ? Math.Max(SilenceWithinMs, Protocol(bench).SilentAfterMs + 300) : SilenceWithinMs;
    }

    // A brusa charger keeps its error until it is given an edge of the clear bit.
    private static bool IsLatchedByCharger(ControlBench bench, MatrixFault fault)
    {
        return fault.SeenInFlags != 0 && bench.Settings.Charger.ProtocolName == ChargerOptions.Brusa;
    }

    private static bool UsesBus(ControlBench bench, MatrixState state)
    {
        return Protocol(bench).UsesBus;
    }

    // A charger that tells no output tells no flags. Of one whose status is several frames the simulated one tells only a defect of its own: for the rest of its bits nobody knows the place.
    private static bool TellsFlags(ControlBench bench, int flag)
    {
        IChargerProtocol protocol = Protocol(bench);
        bool isOneFrame = protocol.StatusMask == (protocol.StatusIsExtended ? CanFrame.MaxExtendedId : CanFrame.MaxStandardId);
        return protocol.ReportsStatus && bench.Snapshot.Charger.MilliAmps != Unknown.Number && (isOneFrame || flag == ChargerFlag.HardwareFault);
    }

    // Half of the pack's limit, so that a charger with steps has one for it.
    private static void Precharge(ChargeSettings settings)
    {
        settings.PrechargeCellMilliVolts = 3900;
        settings.PrechargePermille = 500;
    }

    private static MatrixFault Reported(int code, string name, int flag)
    {
        return new MatrixFault(code, (bench, on) => bench.Switch(name, on)) { SeenInFlags = flag, Exists = (bench, _) => TellsFlags(bench, flag) };
    }

    private static int Command(ControlBench bench, int kind, int value = 0)
    {
        int ticket = bench.Post(kind, value);
        int result = CommandResult.Pending;
        bench.RunUntil(() => (result = bench.Commands.Fetch(ticket)) != CommandResult.Pending, 300, "the ack");
        return result;
    }

    // A pause in the middle of a charge is the precheck that lasts.
    private static void Interrupt(ControlBench bench)
    {
        bench.Charging();
        bench.Switch("chargeFetOff");
        bench.RunUntil(() => bench.Snapshot.State == ChargeState.Fault, 2_000, "the interruption");
        bench.Switch("chargeFetOff", false);
    }

    // A controller that starts anew waits for an idle bus.
    private static void BlockBus(ControlBench bench, bool on)
    {
        bench.Switch("canShort", on);
        bench.Switch("canReset", on);
    }

    // Readings of no current may stand still for good.
    private static void Freeze(ControlBench bench, bool on)
    {
        if (on && bench.Snapshot.Battery.PackMilliAmps == 0)
        {
            bench.Switch("load");
            bench.Run(1_000);
        }

        bench.Switch("bmsFrozen", on);
        if (!on)
        {
            bench.Switch("load", false);
        }
    }

    // The analogue charger behind a magnes receiver gives less than the nominal current of its step.
    private static void OverDeliver(ControlBench bench, bool on)
    {
        lock (bench.Site.World.Sync)
        {
            bench.Site.ChargerFaults.DeliveryPercent = on ? 180 : 100;
        }
    }
}
