using System.Collections.Generic;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Scenarios.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Journal;

/// <summary>A charge of the real control loop on the simulated site, snapshot by snapshot: with a fault in its middle and a shutdown at its end.</summary>
internal sealed class RecordedCharge
{
    private readonly List<ChargerSnapshot> _ticks = [];

    public RecordedCharge()
    {
        ControlBench bench = new(ChargerOptions.Tc);
        StartMs = bench.NowMs;
        Record(bench, 45_000);
        bench.Switch("chargerSilent");
        Record(bench, 8_000);
        bench.Switch("chargerSilent", false);
        Record(bench, 45_000);
        bench.Loop.Shutdown();
        Record(bench, 3_000);
        Assert.IsTrue(_ticks.Exists(t => t.Faults.IsActive(FaultCode.ChargerSilent)), "the fault");
        Assert.AreEqual(1, _ticks[^1].Session.Count, "one session in spite of the fault");
        Assert.AreEqual(SessionEnd.Shutdown, _ticks[^1].Session.End);
        Assert.IsGreaterThan(5_000, _ticks[^1].Session.MilliWattHours);
    }

    public long StartMs { get; }

    public IReadOnlyList<ChargerSnapshot> Ticks => _ticks;

    private void Record(ControlBench bench, int milliseconds)
    {
        for (long untilMs = bench.NowMs + milliseconds; bench.NowMs < untilMs;)
        {
            bench.Pass();
            ChargerSnapshot snapshot = bench.Snapshot;
            if (_ticks.Count == 0 || snapshot.NowMs != _ticks[^1].NowMs)
            {
                _ticks.Add(snapshot);
            }
        }
    }
}
