using System;
using System.Linq;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Network;
using ChargerFirmware.Tests.Scenarios.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Battery;

namespace ChargerFirmware.Tests.Scenarios.Network;

/// <summary>Charging does not notice what the network goes through: both live on one clock, so a wait of the one would be a missed tick of the other.</summary>
[TestClass]
public sealed class ChargeBesideNetworkTests
{
    private const int HourMs = 3_600_000;

    // Far from full: it charges all the time.
    private readonly ControlBench _charge = new("tc", null, null, new SiteOptions { Battery = new BatteryOptions { SocPermille = 300 } });
    private long _tickMs;
    private int _ticks;

    [TestMethod]
    public void Router_GoneForAnHourAndBack_NoTickIsMissed()
    {
        NetworkBench bench = Beside();
        bench.Online();
        bench.Home.IsUp = false;
        bench.Run(HourMs);
        Assert.AreEqual(NetworkState.Waiting, bench.Status.State);
        Assert.AreEqual(NetworkError.NotFound, bench.Status.LastError);
        Assert.IsTrue(bench.Status.IsAccessPointUp);
        bench.Home.IsUp = true;
        bench.RunUntil(() => bench.Status.State == NetworkState.Online, 70_000, "online");
        bench.Run(AccessPoint.LingerMs + 200);
        Assert.IsFalse(bench.Status.IsAccessPointUp);
        AssertCharged(bench);
    }

    [TestMethod]
    [DataRow("wrongPassword")]
    [DataRow("noDhcp")]
    [DataRow("hangs")]
    [DataRow("cannotBegin")]
    public void Network_Trouble_NoTickIsMissed(string trouble)
    {
        NetworkBench bench = Beside();
        bench.Radio.Store("Home", trouble == "wrongPassword" ? "wrong" : "charge-me");
        bench.Home.GivesAddresses = trouble != "noDhcp";
        bench.Radio.ConnectHangs = trouble == "hangs";
        bench.Radio.RefusesToBegin = trouble == "cannotBegin";
        bench.Run(5 * 60_000);
        Assert.AreNotEqual(NetworkError.None, bench.Status.LastError);
        Assert.IsTrue(bench.Status.IsAccessPointUp);
        AssertCharged(bench);
    }

    private NetworkBench Beside()
    {
        _charge.Charging();
        _tickMs = _charge.Snapshot.NowMs;
        return new NetworkBench(_charge.Clock) { Beside = Charge };
    }

    // The control thread's passes between two of the network's.
    private void Charge()
    {
        long untilMs = _charge.NowMs + NetworkBench.PassMs;
        while (_charge.NowMs < untilMs)
        {
            _charge.Pass();
            long publishedMs = _charge.Snapshot.NowMs;
            if (publishedMs != _tickMs)
            {
                Assert.IsTrue(publishedMs - _tickMs <= ControlLoop.TickMs + ControlLoop.MaxSleepMs, "a tick was missed: " + (publishedMs - _tickMs) + " ms");
                _tickMs = publishedMs;
                _ticks++;
            }
        }

        _charge.Frames.Clear();
    }

    private void AssertCharged(NetworkBench bench)
    {
        Assert.IsTrue(_ticks > 2000, _ticks + " ticks");
        ChargerSnapshot snapshot = _charge.Snapshot;
        Assert.IsTrue(snapshot.RequestMilliAmps > 0, "still charging");
        Assert.AreEqual(0, Enumerable.Range(0, FaultCode.Count).Count(snapshot.Faults.IsActive));
        Assert.DoesNotContain("restart", bench.LogText(), StringComparison.OrdinalIgnoreCase);
    }
}
