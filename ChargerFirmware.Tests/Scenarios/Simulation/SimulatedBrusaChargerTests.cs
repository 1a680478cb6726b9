using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Battery;
using Simulation.Charger;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>The frames are those of the public collection, kinds brusa-command and brusa-act1.</summary>
[TestClass]
public sealed class SimulatedBrusaChargerTests
{
    // Enabled, 16 A of mains, 116.4 V, 12.0 A.
    private const string Go = "8000A0048C0078";

    private readonly ChargerBench _bench = new();
    private readonly FollowedPack _pack = new() { MilliVolts = 115_920 };
    private readonly SimulatedBrusaCharger _charger;

    public SimulatedBrusaChargerTests()
    {
        _charger = new SimulatedBrusaCharger(_pack) { MaxMilliVolts = 120_000 };
        _bench.Put(_charger);
    }

    [TestMethod]
    public void Command_Enabled_IsUnderstoodAsTheCollectionDoes()
    {
        Command(Go, 40);
        Assert.AreEqual(116_400, _charger.AskedMilliVolts);
        Assert.AreEqual(12_000, _charger.OutputMilliAmps, 0.001);
    }

    [TestMethod]
    public void Command_NotEnabled_DeliversNothing()
    {
        // Mains 2 A, 400 V, 1 A, not enabled.
        Command("0000140FA0000A", 10);
        Assert.IsFalse(_charger.IsAsked);
        Assert.AreEqual(400_000, _charger.AskedMilliVolts);
        Assert.AreEqual(1_000, _charger.AskedMilliAmps);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
    }

    [TestMethod]
    public void Command_MainsLimit_CapsTheOutput()
    {
        Command("80001E048C0078", 40);
        double watts = _charger.OutputMilliAmps * _charger.OutputMilliVolts / 1e6;
        Assert.AreEqual(3 * 230 * 0.9, watts, 5, "3 A of mains");
        Command("800000048C0078", 10);
        Assert.AreEqual(0, _charger.OutputMilliAmps, 0.001, "no mains current allowed is no charge");
    }

    [TestMethod]
    public void Status_Charging_TellsActualValuesAsTheCollection()
    {
        Command(Go, 40);
        (_, _, string actual) = _bench.Sent.Last(frame => frame.Id == 0x611);
        Assert.AreEqual("08FC048C04B0", actual[4..], "230.0 V of mains, 116.4 V, 12.00 A");
        Assert.AreEqual("80000000", _bench.Sent.Last(frame => frame.Id == 0x610).Data);
        Assert.AreEqual("015E015E015E015E", _bench.Sent.Last(frame => frame.Id == 0x613).Data);
        Assert.IsTrue(_bench.Sent.Count(frame => frame.Id == 0x611) is > 35 and <= 40, "every 100 ms");
        Assert.IsTrue(_bench.Sent.Count(frame => frame.Id == 0x614) is >= 3 and <= 4, "every second");
    }

    [TestMethod]
    public void Silence_300Milliseconds_EndsTheCurrent()
    {
        Command(Go, 40);
        _bench.Pass(190);
        Assert.AreEqual(12_000, _charger.OutputMilliAmps, 0.001);
        _bench.Pass(60);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
        Command(Go, 40);
        Assert.AreEqual(12_000, _charger.OutputMilliAmps, 0.001);
    }

    [TestMethod]
    public void HardwareFault_StaysLatched_UntilAnEdgeOfTheClearBit()
    {
        Command(Go, 40);
        _charger.Faults.HardwareFault = true;
        Command(Go, 5);
        _charger.Faults.HardwareFault = false;
        Command(Go, 40);
        Assert.AreEqual(0, _charger.OutputMilliAmps, "latched");
        Assert.AreEqual("40000000", _bench.Sent.Last(frame => frame.Id == 0x610).Data);

        Command("C000A0048C0078", 2);
        Assert.IsFalse(_charger.IsLatched);
        Command(Go, 40);
        Assert.AreEqual(12_000, _charger.OutputMilliAmps, 0.001);
    }

    [TestMethod]
    public void HardwareFault_ClearBitHeldAllTheTime_IsNoEdge()
    {
        Command("C000A0048C0078", 5);
        _charger.Faults.HardwareFault = true;
        Command("C000A0048C0078", 5);
        _charger.Faults.HardwareFault = false;
        Command("C000A0048C0078", 5);
        Assert.IsTrue(_charger.IsLatched);
    }

    private void Command(string hex, int times)
    {
        for (int i = 0; i < times; i++)
        {
            _bench.Give(SimulatedBrusaCharger.CommandId, hex, extended: false);
            _bench.Pass(100);
        }
    }
}
