using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Battery;
using Simulation.Charger;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

[TestClass]
public sealed class SimulatedTcChargerTests
{
    private const uint Command = 0x1806E5F4;

    // 58.8 V, 10.0 A, go.
    private const string Go = "024C006400000000";
    private const string Stop = "024C000001000000";

    private readonly ChargerBench _bench;
    private readonly SimulatedTcCharger _charger;

    public SimulatedTcChargerTests()
    {
        _bench = new ChargerBench();
        _charger = new SimulatedTcCharger(_bench.Battery);
        _bench.Put(_charger);
    }

    [TestMethod]
    public void Status_EverySecond_TellsVoltageCurrentAndFlags()
    {
        Command1Hz(Go, 5);
        Assert.HasCount(4, _bench.Sent);
        Assert.IsTrue(_bench.Sent.Zip(_bench.Sent.Skip(1)).All(pair => pair.Second.AtMs - pair.First.AtMs == 1000));
        (_, uint id, string data) = _bench.Sent[^1];
        Assert.AreEqual(0x18FF50E5u, id);
        string expected = ((int)Math.Round(_charger.OutputMilliVolts / 100)).ToString("X4") + "006400000000";
        Assert.AreEqual(expected, data);
    }

    [TestMethod]
    public void Status_NotAcknowledged_IsSentAgainUntilItIs()
    {
        _bench.Acknowledge = false;
        _bench.Pass(1_100);
        Assert.IsTrue(_bench.Sent.Count > 50);
        _bench.Acknowledge = true;
        _bench.Sent.Clear();
        _bench.Pass(500);
        Assert.HasCount(1, _bench.Sent);
    }

    [TestMethod]
    public void Command_Go_RampsUpAndThenDeliversTheRequest()
    {
        _bench.Give(Command, Go);
        _bench.Pass(1_000);
        Assert.AreEqual(5_000, _charger.OutputMilliAmps, 1, "5 A a second");
        _bench.Give(Command, Go);
        _bench.Pass(1_500);
        Assert.AreEqual(10_000, _charger.OutputMilliAmps, 0.001);
        Assert.AreEqual(10_000, _bench.Battery.MilliAmps, 0.001);
        Assert.AreEqual(2, _charger.Commands);
    }

    [TestMethod]
    [DataRow(Stop, DisplayName = "control 1")]
    [DataRow("024C006401000000", DisplayName = "control 1 with a current")]
    [DataRow("024C006402000000", DisplayName = "control 2")]
    [DataRow("024C000000000000", DisplayName = "no current")]
    [DataRow("0000006400000000", DisplayName = "no voltage")]
    public void Command_Stop_EndsTheCurrentWithin50Ms(string stop)
    {
        Command1Hz(Go, 5);
        _bench.Give(Command, stop);
        _bench.Pass(50);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
        Assert.AreEqual(0, _bench.Battery.MilliAmps);
    }

    [TestMethod]
    public void Command_AboveItsOwnLimits_IsObeyedUpToThem()
    {
        _charger.MaxMilliAmps = 8_000;
        Command1Hz(Go, 5);
        Assert.AreEqual(8_000, _charger.OutputMilliAmps, 0.001);

        _charger.MaxMilliVolts = 40_000;
        Command1Hz(Go, 2);
        Assert.AreEqual(0, _charger.OutputMilliAmps, "its voltage is below the battery's");
    }

    [TestMethod]
    public void Command_OtherFrames_AreNotForThisCharger()
    {
        _bench.Give(0x1806E7F4, Go);
        _bench.Give(Command, Go, extended: false);
        _bench.Give(Command, Go, remote: true);
        _bench.Give(Command, "024C0064000000");
        _bench.Pass(1_000);
        Assert.AreEqual(0, _charger.Commands);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
    }

    [TestMethod]
    [DataRow(0, 0x1806E5F4u, 0x18FF50E5u)]
    [DataRow(1, 0x1806E7F4u, 0x18FF50E7u)]
    [DataRow(2, 0x1806E8F4u, 0x18FF50E8u)]
    [DataRow(3, 0x1806E9F4u, 0x18FF50E9u)]
    public void Pair_EachOfTheFour_HasItsIds(int pair, uint command, uint status)
    {
        ChargerBench bench = new();
        SimulatedTcCharger charger = new(bench.Battery, pair);
        bench.Put(charger);
        bench.Give(command, Go);
        bench.Pass(1_100);
        Assert.AreEqual(1, charger.Commands);
        Assert.AreEqual(status, bench.Sent[^1].Id);
    }

    [TestMethod]
    public void Silence_5SecondsWithoutCommand_StopsAndTellsIt_TheNextCommandResumes()
    {
        Command1Hz(Go, 4);
        _bench.Pass(3_990);
        Assert.AreEqual(10_000, _charger.OutputMilliAmps, 0.001, "4.99 s after the last command");
        _bench.Pass(60);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
        _bench.Pass(1_000);
        Assert.AreEqual("10", _bench.Sent[^1].Data.Substring(8, 2));

        Command1Hz(Go, 4);
        Assert.AreEqual(10_000, _charger.OutputMilliAmps, 0.001);
        Assert.AreEqual("00", _bench.Sent[^1].Data.Substring(8, 2));
    }

    [TestMethod]
    public void Silence_FromTheStart_TellsTheTimeoutToo()
    {
        _bench.Pass(7_000);
        Assert.AreEqual("10", _bench.Sent[^1].Data.Substring(8, 2));
    }

    [TestMethod]
    public void Charge_NearFull_HoldsTheVoltageAndTheCurrentTapers()
    {
        ChargerBench bench = new(new BatteryOptions { SocPermille = 940 });
        SimulatedTcCharger charger = new(bench.Battery);
        bench.Put(charger);
        double last = double.MaxValue;
        for (int second = 0; second < 1_800; second++)
        {
            // 58.1 V = 14 x 4150 mV, 20 A.
            bench.Give(Command, "024500C800000000");
            bench.Pass(1_000);
            Assert.IsTrue(bench.Battery.TerminalMilliVoltsAt(charger.OutputMilliAmps) <= 58_101);
            bool settled = second > 60;
            Assert.IsTrue(!settled || charger.OutputMilliAmps <= last, "falls all the time");
            last = charger.OutputMilliAmps;
        }

        Assert.IsTrue(last < 4_000, "tapered to " + last);
        Assert.AreEqual(58_100, charger.OutputMilliVolts, 1);
    }

    [TestMethod]
    public void Charge_BmsOpensTheChargePath_DeliversNothingAndShowsItsSetVoltage()
    {
        Command1Hz(Go, 3);
        _bench.Battery.ChargePathClosed = false;
        Command1Hz(Go, 2);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
        Assert.AreEqual(58_800, _charger.OutputMilliVolts, 0.001);
    }

    [TestMethod]
    public void Charge_WholeTime_MovesExactlyTheChargeThatItDelivers()
    {
        double before = _bench.Battery.ChargeMilliAmpHours;
        double delivered = 0;
        for (int ms = 0; ms < 600_000; ms++)
        {
            if (ms % 1000 == 0)
            {
                _bench.Give(Command, Go);
            }

            _bench.Pass(1);
            delivered += _charger.OutputMilliAmps;
        }

        Assert.AreEqual(delivered / 3_600_000, _bench.Battery.ChargeMilliAmpHours - before, 0.001);
        Assert.IsTrue(delivered > 5e9);
    }

    private void Command1Hz(string hex, int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            _bench.Give(Command, hex);
            _bench.Pass(1_000);
        }
    }
}
