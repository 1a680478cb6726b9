using System.Linq;
using ChargerFirmware.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>A bus on which nobody acknowledges: the controller goes on trying and is never bus-off, but nobody charges on our word.</summary>
[TestClass]
public sealed class UnheardTests
{
    [TestMethod]
    [DataRow("magnes")]
    [DataRow("tc")]
    [DataRow("tsm")]
    [DataRow("brusa")]
    [DataRow("eltek")]
    [DataRow("pylontech")]
    public void InTheMiddleOfACharge_EndsWithin3SAndResumesTenSecondsAfterTheFirstAcknowledge(string protocol)
    {
        ControlBench bench = new(protocol);
        bench.Charging();
        bench.Run(8_000);
        long goneMs = bench.NowMs;
        bench.Switch("canNoAck");
        long endMs = bench.RunUntil(() => bench.Snapshot.RequestMilliAmps == 0, 5_000, "the end");
        Assert.IsTrue(endMs - goneMs <= 3_200, $"{endMs - goneMs} ms");
        bench.Run(60_000);
        Assert.AreEqual(0, bench.Snapshot.RequestMilliAmps);

        long backUs = bench.NowMs * 1000;
        bench.Switch("canNoAck", false);
        bench.Run(20_000);
        BusFrame? first = bench.Sent.FirstOrDefault(f => f.EndUs > backUs && ControlBench.IsCharge(f));
        Assert.IsNotNull(first);
        Assert.IsTrue(first.EndUs - backUs >= 9_900_000, $"{(first.EndUs - backUs) / 1000} ms");
    }

    // The charger's statuses still come: only what we say is lost.
    [TestMethod]
    [DataRow("tc")]
    [DataRow("eltek")]
    [DataRow("brusa")]
    public void FromTheStart_AsksForNothingAndSaysSo(string protocol)
    {
        ControlBench bench = new(protocol);
        bench.Switch("canNoAck");
        bench.Run(30_000);

        Assert.IsTrue(bench.Statuses.Any());
        Assert.AreEqual(0, bench.Snapshot.RequestMilliAmps);
        Assert.AreEqual(ChargeState.Precheck, bench.Snapshot.State);
        Assert.AreEqual(WhyReason.Unheard, bench.Snapshot.WhySubject);
    }

    // Nothing was charged before: there is nothing to wait for.
    [TestMethod]
    public void FirstAcknowledge_BeginsTheChargeAtOnce()
    {
        ControlBench bench = new("magnes");
        bench.Switch("canNoAck");
        bench.Run(30_000);
        long backMs = bench.NowMs;
        bench.Switch("canNoAck", false);
        long chargesMs = bench.RunUntil(() => bench.Snapshot.RequestMilliAmps > 0, 5_000, "the charge");

        Assert.IsTrue(chargesMs - backMs <= 1_000, $"{chargesMs - backMs} ms");
    }
}
