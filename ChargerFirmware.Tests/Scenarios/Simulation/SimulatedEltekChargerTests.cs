using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Battery;
using Simulation.Charger;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>The frames are those of the public collection, kind eltek-command.</summary>
[TestClass]
public sealed class SimulatedEltekChargerTests
{
    // 100 %, 395.0 V, 6.0 A: on, and off.
    private const string Go = "01E8036E0F3C00";
    private const string Off = "00E8036E0F0000";

    private readonly ChargerBench _bench = new();
    private readonly FollowedPack _pack = new() { MilliVolts = 380_000 };
    private readonly SimulatedEltekCharger _charger;

    public SimulatedEltekChargerTests()
    {
        _charger = new SimulatedEltekCharger(_pack) { MaxMilliVolts = 420_000 };
        _bench.Put(_charger);
    }

    [TestMethod]
    public void Command_OnAndOff_AreUnderstoodAsTheCollectionDoes()
    {
        Give(Go);
        Assert.AreEqual(395_000, _charger.AskedMilliVolts);
        _bench.Pass(3_000);
        Assert.AreEqual(6_000, _charger.OutputMilliAmps, 0.001);
        Give(Off);
        _bench.Pass(50);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
    }

    [TestMethod]
    public void Command_PowerLimit_CapsTheOutput()
    {
        // 50.0 % of 3 kW.
        Give("01F4016E0F3C00");
        _bench.Pass(3_000);
        Assert.AreEqual(1_500, _charger.OutputMilliAmps * _charger.OutputMilliVolts / 1e6, 5);
        Give("0100006E0F3C00");
        _bench.Pass(100);
        Assert.AreEqual(0, _charger.OutputMilliAmps, 0.001, "no power allowed is no charge");
    }

    [TestMethod]
    public void Command_OtherFrames_AreNotForIt()
    {
        _bench.Give(SimulatedEltekCharger.CommandId, Go);
        _bench.Give(0x2FE, Go, extended: false);
        _bench.Give(SimulatedEltekCharger.CommandId, Go + "00", extended: false);
        Assert.AreEqual(0, _charger.Commands);
    }

    [TestMethod]
    public void Status_EverySecond_IsThere()
    {
        _bench.Pass(3_100);
        Assert.HasCount(3, _bench.Sent);
        Assert.AreEqual(SimulatedEltekCharger.StatusId, _bench.Sent[0].Id);
    }

    [TestMethod]
    public void Silence_TenSeconds_EndsTheCurrent()
    {
        Give(Go);
        _bench.Pass(9_990);
        Assert.AreEqual(6_000, _charger.OutputMilliAmps, 0.001);
        _bench.Pass(60);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
    }

    private void Give(string hex)
    {
        _bench.Give(SimulatedEltekCharger.CommandId, hex, extended: false);
    }
}
