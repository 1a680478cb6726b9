using System.Linq;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Battery;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>What the further outputs do beside a whole charge: a stop in time, a fault of the charger, and the level of the 0..10 V output.</summary>
[TestClass]
public sealed class OutputTests
{
    [TestMethod]
    public void Analog_Charging_StopsToZeroVoltsWithin200MsOfAProtection()
    {
        ControlBench bench = new("analog");
        bench.RunUntil(() => bench.Site.Dac.Code == 97, 20_000, "charging");
        bench.Run(1_000);
        Assert.AreEqual(97, bench.Snapshot.OutputLevel);
        Assert.AreEqual(10_000, bench.Snapshot.RequestMilliAmps);
        Assert.IsTrue(bench.IsActive(FaultCode.ReceiverHasNoTimeout));
        Assert.IsFalse(bench.IsActive(FaultCode.ProtocolHasNoStop));
        Assert.IsFalse(bench.Sent.Any());

        bench.Switch("chargeFetOff");
        bench.RunUntil(() => bench.IsActive(FaultCode.ChargeFetOff), 2_000, "the fault");
        bench.Run(5);

        Assert.AreEqual(0, bench.Site.Dac.Code);
        bench.Run(ControlLoop.TickMs);
        Assert.AreEqual(0, bench.Snapshot.OutputLevel);
    }

    [TestMethod]
    public void Analog_SilentBms_IsZeroVoltsWithin3S()
    {
        ControlBench bench = new("analog");
        bench.RunUntil(() => bench.Site.Dac.Code == 97, 20_000, "charging");
        bench.Switch("bmsSilent");
        bench.Run(3_000);

        Assert.AreEqual(0, bench.Site.Dac.Code);
    }

    [TestMethod]
    public void Analog_LastWordAndShutdown_AreZeroVolts()
    {
        ControlBench bench = new("analog");
        bench.RunUntil(() => bench.Site.Dac.Code == 97, 20_000, "charging");
        bench.Loop.StopCharger();
        Assert.AreEqual(0, bench.Site.Dac.Code);

        bench = new ControlBench("analog");
        bench.RunUntil(() => bench.Site.Dac.Code == 97, 20_000, "charging");
        bench.Loop.Shutdown();
        bench.RunUntil(() => bench.Loop.IsShutDown, 500, "the end");
        Assert.AreEqual(0, bench.Site.Dac.Code);
    }

    // The control thread is done for, the bus is not: what a charger heard last is a stop, in every frame that could say otherwise.
    [TestMethod]
    [DataRow("magnes")]
    [DataRow("tc")]
    [DataRow("tsm")]
    [DataRow("brusa")]
    [DataRow("eltek")]
    [DataRow("pylontech")]
    public void LastWord_LeavesNoFrameThatCharges(string protocol)
    {
        ControlBench bench = new ControlBench(protocol).Charging();
        bench.Frames.Clear();
        bench.Loop.StopCharger();

        Assert.IsTrue(bench.Sent.Any(ControlBench.IsStop), "no stop");
        foreach (IGrouping<uint, BusFrame> sameId in bench.Sent.GroupBy(frame => frame.Id))
        {
            Assert.IsFalse(ControlBench.IsCharge(sameId.Last()), "the last " + sameId.Key.ToString("X") + " charges");
        }
    }

    [TestMethod]
    public void LastWord_Pylontech_IsFlagsAndLimits()
    {
        const uint Limits = 0x351;
        const uint Flags = 0x35C;
        ControlBench bench = new ControlBench("pylontech").Charging();
        bench.Frames.Clear();
        bench.Loop.StopCharger();

        Assert.IsTrue(bench.Sent.Any(frame => frame.Id == Limits), "limits");
        Assert.IsTrue(bench.Sent.Any(frame => frame.Id == Flags), "flags");
    }

    [TestMethod]
    public void Analog_ToAnotherProtocol_LeavesTheOutputAtZero()
    {
        ControlBench bench = new("analog");
        bench.RunUntil(() => bench.Site.Dac.Code == 97, 20_000, "charging");
        bench.Post(ChargeCommand.Configure, 0, ControlBench.NmcSettings("tc"));
        bench.Run(1_000);

        Assert.AreEqual(0, bench.Site.Dac.Code);
        Assert.AreEqual("tc", bench.Snapshot.ProtocolName);
        Assert.AreEqual(Unknown.Number, bench.Snapshot.OutputLevel);
    }

    [TestMethod]
    public void Tsm_ThatIsFull_IsCompleteAndWaitsForNothing()
    {
        ControlBench bench = new("tsm", site: new SiteOptions { Battery = new BatteryOptions { SocPermille = 990 } });
        bench.RunUntil(() => bench.Snapshot.State == ChargeState.Complete, 120_000, "the end of the charge");
        for (int i = 0; i < 100; i++)
        {
            bench.Run(ControlLoop.TickMs);
            Assert.AreEqual(ChargeState.Complete, bench.Snapshot.State);
        }
    }

    [TestMethod]
    public void Tsm_HearsFiveSecondsOfStopBeforeItsFirstStart()
    {
        ControlBench bench = new("tsm");
        bench.RunUntil(() => bench.Sent.Any(f => (f.Data[0] & 3) == 0), 20_000, "a start");
        BusFrame[] frames = bench.Sent.ToArray();
        long heardUs = bench.Statuses.First().EndUs;
        BusFrame start = frames.First(f => (f.Data[0] & 3) == 0);

        Assert.IsGreaterThanOrEqualTo(heardUs + 4_990_000, start.EndUs);
        Assert.IsTrue(frames.TakeWhile(f => f != start).All(f => f.Data[0] == 0xFD));
    }

    [TestMethod]
    [DataRow("brusa", "chargerHardware", FaultCode.ChargerHardwareFault)]
    [DataRow("tsm", "chargerMainsLost", FaultCode.ChargerInputVoltage)]
    [DataRow("eltek", "chargerSilent", FaultCode.ChargerSilent)]
    [DataRow("pylontech", "chargerSilent", FaultCode.ChargerSilent)]
    public void Charger_InTrouble_EndsTheCharge(string protocol, string fault, int code)
    {
        ControlBench bench = new(protocol);
        bench.RunUntil(() => bench.Snapshot.RequestMilliAmps > 0, 30_000, "charging");
        bench.Run(2_000);
        bench.Switch(fault);
        bench.RunUntil(() => bench.IsActive(code), 8_000, "the fault");
        bench.Run(200);

        Assert.AreEqual(0, bench.Snapshot.RequestMilliAmps);
        bench.Run(2_000);
        Assert.AreEqual(0, bench.Site.ChargerMilliAmps, 1);
    }

    // An inverter takes a lower charge voltage for an order to drain the pack down to it.
    [TestMethod]
    [DataRow("bmsSilent", FaultCode.BmsSilent)]
    [DataRow("cellsMissing", FaultCode.CellCountMismatch)]
    [DataRow("cellReadsLow", FaultCode.CellTooLow)]
    public void Pylontech_FaultOfThePack_ForbidsTheDischargeAndKeepsTheChargeVoltage(string fault, int code)
    {
        ChargeSettings settings = ControlBench.NmcSettings("pylontech");
        settings.Charger.PylontechDischargeMilliAmps = 50_000;
        ControlBench bench = new("pylontech", settings);
        bench.RunUntil(() => bench.Snapshot.RequestMilliAmps > 0, 30_000, "charging");
        bench.Run(3_000);
        Assert.AreEqual(0xC0, bench.Sent.Last(f => f.Id == 0x35C).Data[0]);
        bench.Switch(fault);
        bench.RunUntil(() => bench.IsActive(code), 5_000, "the fault");
        bench.Run(3_000);

        Assert.AreEqual(0, bench.Sent.Last(f => f.Id == 0x35C).Data[0]);
        BusFrame limits = bench.Sent.Last(f => f.Id == 0x351);
        Assert.AreEqual(581, limits.Data[0] + (limits.Data[1] << 8), "14 cells of 4150 mV");
        Assert.AreEqual(0, limits.Data[2] + (limits.Data[3] << 8) + limits.Data[4] + (limits.Data[5] << 8));
    }

    [TestMethod]
    public void Pylontech_EverySecond_TellsWhatThePackIs()
    {
        ControlBench bench = new("pylontech");
        bench.RunUntil(() => bench.Snapshot.RequestMilliAmps == 10_000, 30_000, "the end of the ramp");
        bench.Run(2_000);
        BusFrame[] last = bench.Sent.TakeLast(6).ToArray();

        CollectionAssert.AreEquivalent(new uint[] { 0x351, 0x355, 0x356, 0x359, 0x35C, 0x35E }, last.Select(f => f.Id).ToArray());
        Assert.AreEqual(0x80, last.Single(f => f.Id == 0x35C).Data[0], "charge allowed, discharge not as it comes");
        BusFrame limits = last.Single(f => f.Id == 0x351);
        Assert.AreEqual(581, limits.Data[0] + (limits.Data[1] << 8), "14 cells of 4150 mV");
        Assert.AreEqual(100, limits.Data[2] + (limits.Data[3] << 8));
    }

    [TestMethod]
    public void Pylontech_BeforeTheFirstReplyOfTheBms_TellsNoVoltageAndNoCharge()
    {
        ControlBench bench = new("pylontech");
        bench.Switch("bmsSilent");
        bench.Run(10_000);

        Assert.IsFalse(bench.Sent.Any(frame => frame.Id == 0x351));
        Assert.IsTrue(bench.Sent.Any(frame => frame.Id == 0x35C));
        Assert.IsFalse(bench.Sent.Any(ControlBench.IsCharge));
    }
}
