using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Charger;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

[TestClass]
public sealed class TcChargerMisbehaviourTests
{
    private const uint Command = 0x1806E5F4;
    private const string Go = "024C006400000000";
    private const string Stop = "024C000001000000";

    private readonly ChargerBench _bench;
    private readonly SimulatedTcCharger _charger;

    public TcChargerMisbehaviourTests()
    {
        _bench = new ChargerBench();
        _charger = new SimulatedTcCharger(_bench.Battery);
        _bench.Put(_charger);
        Charge(3);
        Assert.AreEqual(10_000, _charger.OutputMilliAmps, 0.001);
    }

    [TestMethod]
    public void Silent_SendsNoStatus_ButObeys()
    {
        _charger.Faults.Silent = true;
        int sent = _bench.Sent.Count;
        Charge(3);
        Assert.HasCount(sent, _bench.Sent);
        Assert.AreEqual(10_000, _charger.OutputMilliAmps, 0.001);
        Assert.IsTrue(_charger.Acknowledges(250_000));
    }

    [TestMethod]
    public void Unplugged_NeitherStatusNorAcknowledgeNorCurrent_AndStartsStoppedAgain()
    {
        _charger.Faults.Unplugged = true;
        int sent = _bench.Sent.Count;
        Charge(3);
        Assert.HasCount(sent, _bench.Sent);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
        Assert.IsFalse(_charger.Acknowledges(250_000));

        _charger.Faults.Unplugged = false;
        _bench.Pass(500);
        Assert.AreEqual(0, _charger.OutputMilliAmps, "not before a command");
        Charge(3);
        Assert.AreEqual(10_000, _charger.OutputMilliAmps, 0.001);
    }

    [TestMethod]
    public void Acknowledges_AnotherBitRate_IsErrorsForIt()
    {
        Assert.IsFalse(_charger.Acknowledges(500_000));
        Assert.IsTrue(new SimulatedTcCharger(_bench.Battery, 0, 500_000).Acknowledges(500_000));
    }

    [TestMethod]
    public void HardwareFault_IsToldAndEndsTheCurrent()
    {
        _charger.Faults.HardwareFault = true;
        ExpectFlags("01");
    }

    [TestMethod]
    public void Hot_IsToldAndEndsTheCurrent()
    {
        _charger.Faults.Hot = true;
        ExpectFlags("02");
    }

    [TestMethod]
    public void MainsLost_IsToldAndEndsTheCurrent()
    {
        _charger.Faults.MainsLost = true;
        ExpectFlags("04");
        _charger.Faults.MainsLost = false;
        Charge(3);
        Assert.AreEqual(10_000, _charger.OutputMilliAmps, 0.001, "back with the mains");
    }

    [TestMethod]
    public void NoBattery_IsToldAndEndsTheCurrent()
    {
        _charger.Faults.NoBattery = true;
        ExpectFlags("08");
    }

    [TestMethod]
    public void OverDelivery_GivesAFifthMoreThanAsked()
    {
        _charger.Faults.DeliveryPercent = 120;
        Charge(2);
        Assert.AreEqual(12_000, _charger.OutputMilliAmps, 0.001);
        Assert.AreEqual("0078", _bench.Sent[^1].Data.Substring(4, 4), "and tells what it gives");
    }

    [TestMethod]
    public void IgnoresStop_KeepsTheLastCurrent_OverSilenceToo()
    {
        _charger.Faults.IgnoresStop = true;
        _bench.Give(Command, Stop);
        _bench.Pass(1_000);
        Assert.AreEqual(10_000, _charger.OutputMilliAmps, 0.001);
        _bench.Pass(7_000);
        Assert.AreEqual(10_000, _charger.OutputMilliAmps, 0.001);

        _charger.Faults.IgnoresStop = false;
        _bench.Pass(100);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
    }

    [TestMethod]
    public void SlowRamp_ClimbsBy200MilliAmpsASecond()
    {
        _bench.Give(Command, Stop);
        _bench.Pass(100);
        _charger.Faults.SlowRamp = true;
        Charge(5);
        Assert.AreEqual(1_000, _charger.OutputMilliAmps, 1);
    }

    [TestMethod]
    public void WeakMains_LimitsTheCurrent()
    {
        _charger.Faults.LimitMilliAmps = 3_000;
        Charge(1);
        Assert.AreEqual(3_000, _charger.OutputMilliAmps, 0.001);
    }

    [TestMethod]
    public void MeterOffset_IsToldButNotDelivered()
    {
        _charger.Faults.MeterOffsetMilliAmps = 2_000;
        Charge(2);
        Assert.AreEqual("0078", _bench.Sent[^1].Data.Substring(4, 4));
        Assert.AreEqual(10_000, _bench.Battery.MilliAmps, 0.001);
    }

    private void ExpectFlags(string flags)
    {
        Charge(2);
        Assert.AreEqual(flags, _bench.Sent[^1].Data.Substring(8, 2));
        Assert.AreEqual(0, _charger.OutputMilliAmps);
        Assert.AreEqual(0, _bench.Battery.MilliAmps);
    }

    private void Charge(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            _bench.Give(Command, Go);
            _bench.Pass(1_000);
        }
    }
}
