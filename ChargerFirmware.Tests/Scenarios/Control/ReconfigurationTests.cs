using System.Linq;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>Settings that change while a charge runs: stopped in the old language first, then in force, then a precheck.</summary>
[TestClass]
public class ReconfigurationTests
{
    private const uint TcCommand = 0x1806E5F4;
    private const uint MagnesCommand = 0x0000AAAA;

    [TestMethod]
    public void OtherProtocol_StopGoesOutInTheOldOneBeforeTheFirstFrameOfTheNew()
    {
        ControlBench bench = new ControlBench(ChargerOptions.Tc).Charging();
        long fromUs = bench.NowMs * 1000;
        bench.Post(ChargeCommand.Configure, 0, ControlBench.NmcSettings(ChargerOptions.Magnes));
        bench.Run(6000);

        BusFrame[] frames = [.. bench.Sent.Where(f => f.EndUs > fromUs)];
        int firstNew = System.Array.FindIndex(frames, f => f.Id == MagnesCommand);
        Assert.IsTrue(firstNew > 0);
        Assert.IsTrue(frames.Take(firstNew).All(f => f.Id == TcCommand));
        Assert.IsTrue(ControlBench.IsStop(frames[firstNew - 1]), "the last word in tc is a stop");
        Assert.IsFalse(frames.Skip(firstNew).Any(f => f.Id == TcCommand));
        Assert.IsFalse(bench.IsActive(FaultCode.ChargerStopUnconfirmed));
    }

    [TestMethod]
    public void ChargerIgnoresTheStop_SettingsApplyAfter3SecondsWithANotice()
    {
        ControlBench bench = new ControlBench(ChargerOptions.Tc).Charging();
        bench.Switch("chargerIgnoresStop");
        ChargeSettings other = ControlBench.NmcSettings(ChargerOptions.Tc);
        other.BatteryMaxMilliAmps = 7000;
        bench.Post(ChargeCommand.Configure, 0, other);
        bench.Run(2800);
        Assert.AreEqual(0, bench.Snapshot.RequestMilliAmps);
        Assert.AreEqual(WhyReason.NewSettings, bench.Snapshot.WhySubject);

        bench.RunUntil(() => bench.IsActive(FaultCode.ChargerStopUnconfirmed), 600, "the notice");
        bench.RunUntil(() => bench.Snapshot.RequestMilliAmps == 7000, 5000, "the new limit");

        bench.Post(ChargeCommand.ClearFaults);
        bench.Run(200);
        Assert.IsFalse(bench.IsActive(FaultCode.ChargerStopUnconfirmed));
    }

    [TestMethod]
    public void NobodyOnTheBus_SettingsApplyAtOnceWithoutANotice()
    {
        ControlBench bench = new(ChargerOptions.Tc);
        bench.Site.UseCharger(null, 0, 250_000);
        bench.Run(4000);
        ChargeSettings other = ControlBench.NmcSettings(ChargerOptions.Magnes);
        bench.Post(ChargeCommand.Configure, 0, other);
        bench.Run(300);

        Assert.AreEqual(ChargerOptions.Magnes, bench.Snapshot.ProtocolName);
        Assert.IsFalse(bench.IsActive(FaultCode.ChargerStopUnconfirmed));
    }

    [TestMethod]
    public void CanSwitchedOffAndOnAgain_OldStatusIsNotBelieved()
    {
        ControlBench bench = new ControlBench(ChargerOptions.Tc).Charging();
        ChargeSettings off = ControlBench.NmcSettings(ChargerOptions.Tc);
        off.CanEnabled = false;
        bench.Post(ChargeCommand.Configure, 0, off);
        bench.Run(4000);
        Assert.AreEqual(LimitCause.Disabled, bench.Snapshot.LimitedBy);

        bench.Site.UseCharger(null, 0, 250_000);
        bench.Run(600_000);
        int sent = bench.Sent.Count(ControlBench.IsCharge);
        bench.Post(ChargeCommand.Configure, 0, ControlBench.NmcSettings(ChargerOptions.Tc));
        bench.Run(8000);

        Assert.IsFalse(bench.Snapshot.ChargerOnline);
        Assert.IsTrue(bench.IsActive(FaultCode.ChargerSilent));
        Assert.AreEqual(sent, bench.Sent.Count(ControlBench.IsCharge));
    }

    [TestMethod]
    public void BitRateChangedWhileCanWasOff_IsTheOneThatRunsAfterwards()
    {
        ControlBench bench = new ControlBench(ChargerOptions.Tc).Charging();
        ChargeSettings off = ControlBench.NmcSettings(ChargerOptions.Tc);
        off.CanEnabled = false;
        off.CanBitsPerSecond = 500_000;
        bench.Post(ChargeCommand.Configure, 0, off);
        bench.Run(4000);
        bench.Site.UseCharger(ChargerOptions.Tc, 0, 500_000);
        ChargeSettings on = ControlBench.NmcSettings(ChargerOptions.Tc);
        on.CanBitsPerSecond = 500_000;
        bench.Post(ChargeCommand.Configure, 0, on);
        bench.Run(20_000);

        Assert.AreEqual(500_000, bench.Site.Controller.BitsPerSecond);
        Assert.IsTrue(bench.Snapshot.RequestMilliAmps > 0);
    }

    [TestMethod]
    public void BmsSwitchedOffAndOnAgain_WaitsForTwoNewReplies()
    {
        ControlBench bench = new ControlBench(ChargerOptions.Magnes).Charging();
        ChargeSettings off = ControlBench.NmcSettings(ChargerOptions.Magnes);
        off.BmsEnabled = false;
        bench.Post(ChargeCommand.Configure, 0, off);
        bench.Run(4000);
        Assert.IsFalse(bench.Snapshot.PackOnline);
        Assert.IsFalse(bench.IsActive(FaultCode.BmsSilent));
        Assert.AreEqual(0, bench.Snapshot.RequestMilliAmps);

        bench.Switch("bmsSilent");
        bench.Post(ChargeCommand.Configure, 0, ControlBench.NmcSettings(ChargerOptions.Magnes));
        bench.Run(2000);
        Assert.IsFalse(bench.Snapshot.PackOnline, "what was told before it was switched off proves nothing");
        bench.Run(4000);
        Assert.IsTrue(bench.IsActive(FaultCode.BmsSilent));

        bench.Switch("bmsSilent", false);
        bench.Run(15_000);
        Assert.IsTrue(bench.Snapshot.RequestMilliAmps > 0);
    }

    [TestMethod]
    [DataRow(ChargerOptions.Magnes)]
    [DataRow(ChargerOptions.Tc)]
    public void Shutdown_EndsWithAStopThatIsConfirmed(string protocol)
    {
        ControlBench bench = new ControlBench(protocol).Charging();
        bench.Loop.Shutdown();
        bench.RunUntil(() => bench.Loop.IsShutDown, 1200, "the end");

        Assert.IsTrue(ControlBench.IsStop(bench.Sent.Last()));
        Assert.IsTrue(bench.Sent.Reverse().TakeWhile(ControlBench.IsStop).Count() >= 2);
    }

    [TestMethod]
    public void Shutdown_BusIsStartingAnew_WaitsForIt()
    {
        ControlBench bench = new ControlBench(ChargerOptions.Magnes).Charging();
        bench.Switch("canReset");
        bench.RunUntil(() => bench.Snapshot.Can.State == ChargerFirmware.Can.CanState.Starting, 300, "the loss of the controller");
        bench.Loop.Shutdown();
        bench.Pass();
        Assert.IsFalse(bench.Loop.IsShutDown);

        bench.RunUntil(() => bench.Loop.IsShutDown, 2000, "the end");
        Assert.IsTrue(ControlBench.IsStop(bench.Sent.Last()));
    }
}
