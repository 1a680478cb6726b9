using System;
using ChargerFirmware.Can;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

[TestClass]
public sealed class SimulatedSiteTests
{
    // 58.1 V, 10 A.
    private const string TcGo = "0245006400000000";

    private readonly ManualClock _clock = new();

    [TestMethod]
    public void UseCharger_Tc_IsCommandedOverTheBusAndChargesTheBattery()
    {
        SimulatedSite site = new(_clock, new SiteOptions());
        site.UseCharger("tc", 0, 250_000);
        Sender sender = new();
        site.Bus.Attach(sender);
        double before = site.Battery.ChargeMilliAmpHours;
        for (int second = 0; second < 360; second++)
        {
            sender.Send(0x1806E5F4, TcGo);
            Pass(site, 1_000);
        }

        Assert.AreEqual(1_000, site.Battery.ChargeMilliAmpHours - before, 5, "10 A for a tenth of an hour, less the ramp");
        Assert.IsTrue(sender.Received > 350, "status every second");
        Assert.AreEqual(10_000, site.ChargerMilliAmps, 0.001);
    }

    [TestMethod]
    public void UseCharger_AnotherProtocol_TakesThePlaceOfTheOneBefore()
    {
        SimulatedSite site = new(_clock, new SiteOptions());
        Sender sender = new();
        site.Bus.Attach(sender);
        site.UseCharger("magnes", 0, 250_000);
        sender.Send(0xAAAA, "145001F4A564");
        Pass(site, 5_000);
        Assert.AreEqual(7_167, site.Battery.MilliAmps, 1);

        site.UseCharger("tc", 1, 250_000);
        Pass(site, 5);
        Assert.AreEqual(0, site.Battery.MilliAmps, "the old one has gone");
        Assert.IsNull(site.Magnes);
        sender.Send(0x1806E7F4, TcGo);
        Pass(site, 3_000);
        Assert.AreEqual(10_000, site.Battery.MilliAmps, 0.001);

        site.UseCharger(null, 0, 500_000);
        Assert.IsNull(site.Tc);
        Assert.AreEqual(500_000, site.Bus.BitsPerSecond);
        Pass(site, 5);
        Assert.AreEqual(0, site.Battery.MilliAmps);
    }

    [TestMethod]
    public void Faults_StayWithThePlace_WhenTheChargerChanges()
    {
        SimulatedSite site = new(_clock, new SiteOptions());
        site.ChargerFaults.Unplugged = true;
        site.UseCharger("tc", 0, 250_000);
        Assert.IsFalse(site.Tc!.Acknowledges(250_000));
        site.UseCharger("magnes", 0, 250_000);
        Assert.IsFalse(site.Magnes!.Acknowledges(250_000));
    }

    [TestMethod]
    public void RealBattery_TheChargerSeesTheVoltageThatIsReported()
    {
        SimulatedSite site = new(_clock, new SiteOptions { HasRealBattery = true });
        site.UseCharger("tc", 0, 250_000);
        Sender sender = new();
        site.Bus.Attach(sender);
        sender.Send(0x1806E5F4, TcGo);
        Pass(site, 3_000);
        Assert.AreEqual(0, site.ChargerMilliAmps, "nothing is known of the pack yet");

        site.FollowedPack!.MilliVolts = 52_000;
        sender.Send(0x1806E5F4, TcGo);
        Pass(site, 3_000);
        Assert.AreEqual(10_000, site.ChargerMilliAmps, 0.001);
        Assert.AreEqual(10_000, site.FollowedPack.SourceMilliAmps, 0.001);
        Assert.AreEqual(52_400, site.Tc!.OutputMilliVolts, 0.001);
        Assert.AreEqual(0, site.Battery.MilliAmps, "the simulated battery is out of it");

        site.FollowedPack.MilliVolts = 58_100;
        Pass(site, 100);
        Assert.AreEqual(0, site.ChargerMilliAmps);
    }

    private void Pass(SimulatedSite site, int milliseconds)
    {
        _clock.Advance(milliseconds);
        site.World.Advance();
    }

    private sealed class Sender : ICanNode
    {
        private readonly CanFrame _frame = new();
        private bool _waits;

        public int Received { get; private set; }

        public void Send(uint id, string hex)
        {
            byte[] data = Convert.FromHexString(hex);
            _frame.Id = id;
            _frame.Extended = true;
            _frame.Length = data.Length;
            data.CopyTo(_frame.Data, 0);
            _waits = true;
        }

        public bool Acknowledges(int bitsPerSecond)
        {
            return true;
        }

        public bool TryPeekTransmit(CanFrame frame)
        {
            frame.CopyFrom(_frame);
            return _waits;
        }

        public void Transmitted(bool acknowledged, long nowMs)
        {
            _waits = !acknowledged;
        }

        void ICanNode.Received(CanFrame frame, long nowMs)
        {
            Received++;
        }
    }
}
