using System.Collections.Generic;
using System.Linq;
using ChargerFirmware.Bms;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Ports;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>The charge-enable line as a hold-off circuit sees it: edges while a charge is allowed, and only then.</summary>
[TestClass]
public class ChargeEnableScenarioTests
{
    private readonly RecordingLine _line = new();

    [TestMethod]
    [DataRow(ChargerOptions.Magnes)]
    [DataRow(ChargerOptions.Tc)]
    public void Charge_Runs_TheCircuitNeverLetsGo(string protocol)
    {
        ControlBench bench = Charging(protocol);
        long fromMs = bench.NowMs;
        bench.Run(20_000);

        Assert.IsLessThan(ChargeEnable.HoldOffMs, _line.LongestGapMs(fromMs, bench.NowMs));
    }

    [TestMethod]
    public void Charge_NotAllowedYet_IsLow()
    {
        ControlBench bench = Bench(ChargerOptions.Tc, new ChargeStart { Mode = ChargeMode.Off });
        bench.Run(10_000);

        Assert.IsEmpty(_line.RisesMs);
        Assert.IsFalse(_line.IsHigh);
    }

    [TestMethod]
    [DataRow("chargeFetOff", 0)]
    [DataRow("frontEndError", 37)]
    [DataRow("chargeFetOff", 61)]
    public void StopConditionDecoded_LineIsLowWithin200Ms(string fault, int offsetMs)
    {
        ControlBench bench = Charging(ChargerOptions.Tc);
        bench.Run(offsetMs);
        bench.Tap.Awaited = battery => !battery.ChargeFetOn || (battery.ProtectionFlags & Protection.FrontEndError) != 0;
        bench.Switch(fault);
        bench.RunUntil(() => bench.Tap.SeenMs >= 0, 1_000, "the reply that tells it");
        bench.Run(2_000);

        Assert.IsFalse(_line.IsHigh);
        Assert.IsLessThanOrEqualTo(bench.Tap.SeenMs + 200, _line.LastFallMs);
        Assert.IsFalse(_line.RisesMs.Any(atMs => atMs > _line.LastFallMs));
    }

    [TestMethod]
    public void ProtocolWithoutStop_LineIsItsStop()
    {
        ChargeSettings settings = ControlBench.NmcSettings(ChargerOptions.Magnes);
        settings.Charger.MagnesSlowMilliAmps = 3000;
        ControlBench bench = new(ChargerOptions.Magnes, settings, chargeEnable: _line);
        _line.Clock = bench.Clock;
        bench.RunUntil(() => _line.IsHigh, 30_000, "the charge");
        bench.Switch("chargeFetOff");
        bench.Run(2_000);
        long stoppedMs = bench.NowMs;
        bench.Run(5_000);

        Assert.IsFalse(_line.IsHigh);
        Assert.IsFalse(_line.RisesMs.Any(atMs => atMs > stoppedMs), "byte 32 is 3 A here: the line alone stops");
    }

    [TestMethod]
    public void ControlThread_Hangs_TheCircuitLetsGoWhereverTheLineStands()
    {
        foreach (bool standsHigh in new[] { false, true })
        {
            ControlBench bench = Charging(ChargerOptions.Magnes);
            bench.RunUntil(() => _line.IsHigh == standsHigh, 1_000, "the level");
            long hangsMs = bench.NowMs;

            // Nobody calls the loop any more; the world goes on.
            bench.Clock.Advance(5_000);
            bench.Site.World.Advance();

            Assert.IsFalse(_line.RisesMs.Any(atMs => atMs > hangsMs));
            Assert.AreEqual(standsHigh, _line.IsHigh, "a level alone would have gone on charging");
            _line.RisesMs.Clear();
        }
    }

    [TestMethod]
    public void Shutdown_IsAsked_LineIsLow()
    {
        ControlBench bench = Charging(ChargerOptions.Magnes);
        bench.Loop.Shutdown();
        bench.Run(200);
        int rises = _line.RisesMs.Count;
        bench.Run(1_000);

        Assert.IsFalse(_line.IsHigh);
        Assert.HasCount(rises, _line.RisesMs);
    }

    private ControlBench Charging(string protocol)
    {
        return Bench(protocol, null).Charging();
    }

    private ControlBench Bench(string protocol, ChargeStart? start)
    {
        ControlBench bench = new(protocol, start: start, chargeEnable: _line);
        _line.Clock = bench.Clock;
        return bench;
    }

    private sealed class RecordingLine : ILine
    {
        public List<long> RisesMs { get; } = [];

        public IClock? Clock { get; set; }

        public long LastFallMs { get; private set; }

        public bool IsHigh { get; private set; }

        public void Write(bool high)
        {
            if (high && !IsHigh)
            {
                RisesMs.Add(Clock!.NowMs);
            }

            if (!high && IsHigh)
            {
                LastFallMs = Clock!.NowMs;
            }

            IsHigh = high;
        }

        public long LongestGapMs(long fromMs, long toMs)
        {
            long[] marks = [fromMs, .. RisesMs.Where(atMs => atMs > fromMs && atMs < toMs), toMs];
            return marks.Zip(marks.Skip(1), (left, right) => right - left).Max();
        }
    }
}
