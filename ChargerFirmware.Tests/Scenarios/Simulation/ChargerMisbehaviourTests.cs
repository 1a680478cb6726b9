using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Charger;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>What every charger can do wrong, whatever it speaks; tc has more in its own tests.</summary>
[TestClass]
public sealed class ChargerMisbehaviourTests
{
    /// <summary>Name, command for 10 A at 58.1 V, and the stop.</summary>
    public static object[][] Protocols { get; } =
    [
        ["tc", 0x1806E5F4u, true, "0245006400000000", "0245000001000000"],
        ["tsm", SimulatedTsmCharger.CommandId, true, "FC45021C0CFFFFFF", "FD4502800CFFFFFF"],
        ["brusa", SimulatedBrusaCharger.CommandId, false, "8000A002450064", "0000A002450000"],
        ["eltek", SimulatedEltekCharger.CommandId, false, "01E80345026400", "00E80345020000"],
        ["pylontech", SimulatedInverter.LimitsId, false, "45026400E803", "45020000E803"],
    ];

    [TestMethod]
    [DynamicData(nameof(Protocols))]
    public void Charger_Obeys_StartsAndStops(string name, uint id, bool extended, string go, string stop)
    {
        Rig rig = new(name, id, extended);
        rig.Command(go, 40);
        rig.Expect(10_000, "start");
        rig.Command(stop, 1);
        rig.Expect(0, "stop within 100 ms");
    }

    [TestMethod]
    [DynamicData(nameof(Protocols))]
    public void OverDelivery_GivesAFifthMore(string name, uint id, bool extended, string go, string stop)
    {
        Rig rig = new(name, id, extended);
        rig.Charger.Faults.DeliveryPercent = 120;
        rig.Command(go, 40);
        rig.Expect(12_000, "asked for 10 A");
        rig.Command(stop, 1);
        rig.Expect(0, "but it stops");
    }

    [TestMethod]
    [DynamicData(nameof(Protocols))]
    public void IgnoresStop_KeepsTheCurrent_OverSilenceToo(string name, uint id, bool extended, string go, string stop)
    {
        Rig rig = new(name, id, extended);
        rig.Command(go, 40);
        rig.Charger.Faults.IgnoresStop = true;
        rig.Command(stop, 10);
        rig.Expect(10_000, "after the stop");
        rig.Bench.Pass(12_000);
        rig.Expect(10_000, "after its time-out");
        rig.Charger.Faults.IgnoresStop = false;
        rig.Bench.Pass(100);
        rig.Expect(0, "mended");
    }

    [TestMethod]
    [DynamicData(nameof(Protocols))]
    public void Silent_TellsNothing_ButObeys(string name, uint id, bool extended, string go, string stop)
    {
        Rig rig = new(name, id, extended);
        rig.Charger.Faults.Silent = true;
        rig.Command(go, 40);
        rig.Expect(10_000, "obeys");
        Assert.IsEmpty(rig.Bench.Sent);
        rig.Charger.Faults.Silent = false;
        rig.Command(stop, 30);
        Assert.IsNotEmpty(rig.Bench.Sent);
    }

    [TestMethod]
    [DynamicData(nameof(Protocols))]
    public void SlowRamp_ClimbsBy200MilliAmpsASecond(string name, uint id, bool extended, string go, string stop)
    {
        Rig rig = new(name, id, extended);
        rig.Charger.Faults.SlowRamp = true;
        rig.Command(go, 20);
        rig.Expect(400, "two seconds");
        rig.Command(stop, 1);
        rig.Expect(0, "down at once");
    }

    [TestMethod]
    [DynamicData(nameof(Protocols))]
    public void RefusesRestart_StaysOffFor20Seconds_AndStartsThen(string name, uint id, bool extended, string go, string stop)
    {
        Rig rig = new(name, id, extended);
        rig.Charger.Faults.RefusesRestart = true;
        rig.Command(go, 40);
        rig.Expect(10_000, "the first start is none again");
        rig.Command(stop, 10);
        rig.Command(go, 185);
        rig.Expect(0, "19.5 s after the stop");
        rig.Command(go, 40);
        rig.Expect(10_000, "23.5 s after it");
    }

    [TestMethod]
    [DynamicData(nameof(Protocols))]
    public void Unplugged_NeitherTellsNorDelivers(string name, uint id, bool extended, string go, string stop)
    {
        Rig rig = new(name, id, extended);
        rig.Command(go, 40);
        rig.Charger.Faults.Unplugged = true;
        int sent = rig.Bench.Sent.Count;
        rig.Command(go, 20);
        rig.Expect(0, "off the bus");
        Assert.HasCount(sent, rig.Bench.Sent);
        Assert.IsFalse(rig.Charger.Acknowledges(rig.Charger.BitsPerSecond));
        rig.Charger.Faults.Unplugged = false;
        rig.Command(stop, 1);
        rig.Expect(0, "back, and stopped");
    }

    private sealed class Rig
    {
        private static readonly Dictionary<string, System.Func<ChargerBench, CanCharger>> Makers = new()
        {
            ["tc"] = bench => new SimulatedTcCharger(bench.Battery),
            ["tsm"] = bench => new SimulatedTsmCharger(bench.Battery),
            ["brusa"] = bench => new SimulatedBrusaCharger(bench.Battery),
            ["eltek"] = bench => new SimulatedEltekCharger(bench.Battery),
            ["pylontech"] = bench => new SimulatedInverter(bench.Battery),
        };

        private readonly uint _id;
        private readonly bool _extended;

        public Rig(string name, uint id, bool extended)
        {
            _id = id;
            _extended = extended;
            Charger = Makers[name](Bench);
            Bench.Put(Charger);
        }

        public ChargerBench Bench { get; } = new();

        public CanCharger Charger { get; }

        // Every 100 ms: often enough for all of them.
        public void Command(string hex, int times)
        {
            for (int i = 0; i < times; i++)
            {
                Bench.Give(_id, hex, _extended);
                Bench.Pass(100);
            }
        }

        public void Expect(double milliAmps, string when)
        {
            Assert.AreEqual(milliAmps, Charger.OutputMilliAmps, 1, when);
        }
    }
}
