using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Battery;
using Simulation.Charger;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>The frames of the public collection were captured from a Pylontech battery (kinds bms-351, pylon-359, pylon-35C).</summary>
[TestClass]
public sealed class SimulatedInverterTests
{
    // 53.2 V, 480.0 A in, 480.0 A out, 45.0 V.
    private const string Captured = "1402C012C012C201";

    // 53.2 V, 10.0 A in.
    private const string Ten = "14026400C012C201";

    private readonly ChargerBench _bench = new();
    private readonly FollowedPack _pack = new() { MilliVolts = 50_000 };
    private readonly SimulatedInverter _inverter;

    public SimulatedInverterTests()
    {
        _inverter = new SimulatedInverter(_pack);
        _bench.Put(_inverter);
    }

    [TestMethod]
    public void Limits_Captured_AreObeyedUpToItsOwn()
    {
        Give(SimulatedInverter.LimitsId, Captured);
        Assert.AreEqual(53_200, _inverter.AskedMilliVolts);
        Assert.AreEqual(480_000, _inverter.AskedMilliAmps);
        for (int second = 0; second < 6; second++)
        {
            Give(SimulatedInverter.LimitsId, Captured);
            _bench.Pass(1_000);
        }

        Assert.AreEqual(25_000, _inverter.OutputMilliAmps, 0.001);
    }

    [TestMethod]
    [DataRow("14020000C012", DisplayName = "no current")]
    [DataRow("14029CFFC012", DisplayName = "a negative current")]
    public void Limits_WithoutCharge_EndTheCurrent(string stop)
    {
        Start();
        Give(SimulatedInverter.LimitsId, stop);
        _bench.Pass(50);
        Assert.AreEqual(0, _inverter.OutputMilliAmps);
    }

    [TestMethod]
    public void Limits_Absent3Seconds_EndTheCurrent()
    {
        Start();
        _bench.Pass(1_990);
        Assert.AreEqual(10_000, _inverter.OutputMilliAmps, 0.001);
        _bench.Pass(60);
        Assert.AreEqual(0, _inverter.OutputMilliAmps);
    }

    [TestMethod]
    [DataRow("0000000006504E", true, DisplayName = "captured: nothing")]
    [DataRow("0200000006504E", false, DisplayName = "over-voltage")]
    [DataRow("0400000006504E", true, DisplayName = "under-voltage")]
    [DataRow("0800000006504E", false, DisplayName = "hot")]
    [DataRow("1000000006504E", false, DisplayName = "cold")]
    [DataRow("0001000006504E", false, DisplayName = "charge over-current")]
    [DataRow("0008000006504E", false, DisplayName = "system error")]
    public void Protection_OfTheChargeSide_EndsTheCurrentUntilItHasGone(string frame, bool charges)
    {
        Start();
        Give(SimulatedInverter.ProtectionId, frame);
        _bench.Pass(50);
        Assert.AreEqual(charges ? 10_000 : 0, _inverter.OutputMilliAmps, 0.001);
        Give(SimulatedInverter.ProtectionId, "0000000006504E");
        Start();
    }

    [TestMethod]
    public void Request_ChargeEnableBit_IsObeyed()
    {
        Start();
        Give(SimulatedInverter.RequestId, "4000");
        _bench.Pass(50);
        Assert.AreEqual(0, _inverter.OutputMilliAmps);
        Give(SimulatedInverter.RequestId, "C000");
        Start();
    }

    [TestMethod]
    public void KeepAlive_EverySecond_IsZeros()
    {
        _bench.Pass(2_100);
        Assert.HasCount(2, _bench.Sent);
        Assert.AreEqual((SimulatedInverter.KeepAliveId, "0000000000000000"), (_bench.Sent[1].Id, _bench.Sent[1].Data));
    }

    private void Start()
    {
        for (int second = 0; second < 3; second++)
        {
            Give(SimulatedInverter.LimitsId, Ten);
            _bench.Pass(1_000);
        }

        Assert.AreEqual(10_000, _inverter.OutputMilliAmps, 0.001);
    }

    private void Give(uint id, string hex)
    {
        _bench.Give(id, hex, extended: false);
    }
}
