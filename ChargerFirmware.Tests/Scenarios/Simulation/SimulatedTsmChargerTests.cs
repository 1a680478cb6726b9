using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Battery;
using Simulation.Charger;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>The frames are those of the public collection, kinds tsm-command and tsm-status.</summary>
[TestClass]
public sealed class SimulatedTsmChargerTests
{
    // 116.4 V, 10.0 A: start, and stop at the same voltage.
    private const string Go = "FC8C041C0CFFFFFF";
    private const string Stop = "FD8C04800CFFFFFF";

    private readonly ChargerBench _bench = new();
    private readonly FollowedPack _pack = new() { MilliVolts = 110_000 };
    private readonly SimulatedTsmCharger _charger;

    public SimulatedTsmChargerTests()
    {
        _charger = new SimulatedTsmCharger(_pack) { MaxMilliVolts = 120_000 };
        _bench.Put(_charger);
    }

    [TestMethod]
    public void Command_StartAndStop_AreUnderstoodAsTheCollectionDoes()
    {
        _bench.Give(SimulatedTsmCharger.CommandId, Go);
        Assert.IsTrue(_charger.IsAsked);
        Assert.AreEqual(116_400, _charger.AskedMilliVolts);
        Assert.AreEqual(10_000, _charger.AskedMilliAmps);
        _bench.Pass(3_000);
        Assert.AreEqual(10_000, _charger.OutputMilliAmps, 0.001);

        _bench.Give(SimulatedTsmCharger.CommandId, Stop);
        Assert.IsFalse(_charger.IsAsked);
        Assert.AreEqual(0, _charger.AskedMilliAmps);
        _bench.Pass(50);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
    }

    [TestMethod]
    [DataRow("FE8C041C0CFFFFFF", false)]
    [DataRow("FF8C041C0CFFFFFF", false)]
    [DataRow("058C041C0CFFFFFF", false, DisplayName = "stop of the other project")]
    [DataRow("048C041C0CFFFFFF", true, DisplayName = "start of the other project")]
    public void Command_ControlByte_OnlyTheTwoLowBitsCount(string frame, bool starts)
    {
        _bench.Give(SimulatedTsmCharger.CommandId, frame);
        Assert.AreEqual(starts, _charger.IsAsked);
    }

    [TestMethod]
    public void Command_CurrentCodedTheOtherWay_IsNoCurrent()
    {
        // 3200 + 100 instead of 3200 - 100.
        _bench.Give(SimulatedTsmCharger.CommandId, "FC8C04E40CFFFFFF");
        Assert.AreEqual(0, _charger.AskedMilliAmps);
    }

    [TestMethod]
    public void Status_Charging_IsTheFrameOfTheCollection()
    {
        // 9.9 A over the pack's 40 mOhm: 396 mV.
        _pack.MilliVolts = 115_504;
        for (int second = 0; second < 4; second++)
        {
            _bench.Give(SimulatedTsmCharger.CommandId, "FC8C041D0CFFFFFF");
            _bench.Pass(1_000);
        }

        Assert.AreEqual(SimulatedTsmCharger.StatusId, _bench.Sent[^1].Id);
        Assert.AreEqual("000087041D0C4BFF", _bench.Sent[^1].Data);
        Assert.AreEqual(500, _bench.Sent[^1].AtMs - _bench.Sent[^2].AtMs);
    }

    [TestMethod]
    public void Status_NoMainsAndNoBattery_IsTheFrameOfTheCollection()
    {
        _pack.MilliVolts = 0;
        _charger.Faults.MainsLost = true;
        _charger.Faults.NoBattery = true;
        _bench.Pass(1_100);

        // The collection's unit is at 20 degC, this one at 35.
        Assert.AreEqual("10050000800C4BFF", _bench.Sent[^1].Data);
    }

    [TestMethod]
    public void Status_HotDefectAndTimedOut_HasTheirBits()
    {
        _charger.Faults.Hot = true;
        _charger.Faults.HardwareFault = true;
        _bench.Pass(5_000);
        Assert.AreEqual("45", _bench.Sent[^1].Data[..2]);
        Assert.AreEqual("87", _bench.Sent[^1].Data.Substring(12, 2), "95 degC");
    }

    [TestMethod]
    public void Silence_FourSeconds_EndsTheCurrent()
    {
        _bench.Give(SimulatedTsmCharger.CommandId, Go);
        _bench.Pass(3_990);
        Assert.AreEqual(10_000, _charger.OutputMilliAmps, 0.001);
        _bench.Pass(60);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
        _bench.Give(SimulatedTsmCharger.CommandId, Go);
        _bench.Pass(3_000);
        Assert.AreEqual(10_000, _charger.OutputMilliAmps, 0.001, "resumes");
    }
}
