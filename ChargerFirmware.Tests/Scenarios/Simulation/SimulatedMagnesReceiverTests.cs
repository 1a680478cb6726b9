using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Battery;
using Simulation.Charger;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

[TestClass]
public sealed class SimulatedMagnesReceiverTests
{
    private const uint Identifier = 0xAAAA;

    private readonly ChargerBench _bench;
    private readonly SimulatedMagnesReceiver _receiver;

    public SimulatedMagnesReceiverTests()
    {
        _bench = new ChargerBench();
        _receiver = new SimulatedMagnesReceiver(_bench.Battery, 58_100);
        _bench.Put(_receiver);
    }

    [TestMethod]
    [DataRow("145001F4A532", 0, 0)]
    [DataRow("16F80401B464", 97, 4778)]
    [DataRow("12C5FEC09696", 200, 9852)]
    public void Received_ModeByte_SetsTheOutputOfTheOriginalsTable(string frame, int code, int milliVolts)
    {
        _bench.Give(Identifier, frame);
        Assert.AreEqual(code, _receiver.Code);
        Assert.AreEqual(milliVolts, _receiver.ControlMilliVolts, 0.5);

        _bench.Pass(4_000);
        Assert.AreEqual(milliVolts * 1.5, _receiver.OutputMilliAmps, 1, "15 A at 10 V");
        Assert.AreEqual(milliVolts * 1.5, _bench.Battery.MilliAmps, 1);
    }

    [TestMethod]
    [DataRow("000000000000", DisplayName = "before the first choice")]
    [DataRow("145001F4A533", DisplayName = "unknown mode")]
    [DataRow("145001F4A5", DisplayName = "old sender without mode byte")]
    public void Received_AnythingElse_KeepsTheLastOutput(string frame)
    {
        _bench.Give(Identifier, "145001F4A564");
        _bench.Give(Identifier, frame);
        Assert.AreEqual(97, _receiver.Code);
    }

    [TestMethod]
    public void Received_AnotherIdentifier_IsNotForIt()
    {
        _bench.Give(0xAAAB, "145001F4A564");
        Assert.AreEqual(0, _receiver.Code);
    }

    [TestMethod]
    public void Silence_HasNoTimeout_TheLastOutputStays()
    {
        _bench.Give(Identifier, "145001F4A564");
        _bench.Pass(60_000);
        Assert.AreEqual(7_167, _bench.Battery.MilliAmps, 1);
        Assert.IsEmpty(_bench.Sent, "and it never sends");
    }

    [TestMethod]
    public void Unplugged_DropsTheOutputAndForgetsTheMode()
    {
        _bench.Give(Identifier, "145001F4A596");
        _bench.Pass(4_000);
        _receiver.Faults.Unplugged = true;
        _bench.Pass(1);
        Assert.AreEqual(0, _bench.Battery.MilliAmps);
        Assert.IsFalse(_receiver.Acknowledges(250_000));
        _receiver.Faults.Unplugged = false;
        _bench.Pass(100);
        Assert.AreEqual(0, _receiver.Code);
    }

    [TestMethod]
    public void Charge_AtItsOwnVoltage_HoldsIt()
    {
        ChargerBench bench = new(new BatteryOptions { SocPermille = 930 });
        SimulatedMagnesReceiver receiver = new(bench.Battery, 58_100);
        bench.Put(receiver);
        bench.Give(Identifier, "145001F4A596");
        bench.Pass(120_000);
        Assert.IsTrue(receiver.OutputMilliAmps > 1_000);
        Assert.IsTrue(receiver.OutputMilliAmps < 14_000);
        Assert.AreEqual(58_100, bench.Battery.TerminalMilliVoltsAt(receiver.OutputMilliAmps), 2);
    }
}
