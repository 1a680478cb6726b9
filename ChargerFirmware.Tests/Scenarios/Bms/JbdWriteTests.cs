using System;
using System.Linq;
using ChargerFirmware.Bms;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Bms.Jbd;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Bms;

/// <summary>The one thing that is written, and the counters: both live between the polls and never at their cost.</summary>
[TestClass]
public class JbdWriteTests
{
    [TestMethod]
    public void AskChargeFet_TakesOneSlotAndThePollsGoOn()
    {
        PollerBench bench = new PollerBench().AnswerAll();
        bench.Run(1000);
        int before = bench.Line.Requests.Count;
        bench.Protocol.AskChargeFet(false);
        bench.Run(1000);

        int[] after = [.. bench.Line.Requests.Skip(before).Select(r => r.Register)];
        Assert.AreEqual(1, after.Count(r => r == JbdRegister.MosControl));
        Assert.IsLessThan(2, Array.IndexOf(after, JbdRegister.MosControl));
        int[] polls = [.. after.Where(r => r != JbdRegister.MosControl)];
        Assert.IsTrue(polls.Zip(polls.Skip(1)).All(pair => pair.First != pair.Second), "basic info and cells stay in turn");
        Assert.AreEqual(0, bench.Counters.Late + bench.Counters.Bad + bench.Counters.Refused);
    }

    // jbd-bms.md, section 6: the bits are inverted.
    [TestMethod]
    [DataRow(false, "DD5AE1020001FF1C77")]
    [DataRow(true, "DD5AE1020000FF1D77")]
    public void AskChargeFet_OffAndOn_GoOutAsTheyAreMeant(bool on, string frame)
    {
        PollerBench bench = new PollerBench().AnswerAll();
        bench.Run(1000);
        bench.Protocol.AskChargeFet(on);
        bench.Run(1000);

        Assert.AreEqual(frame, Convert.ToHexString(bench.Line.Written.Single(bytes => bytes[2] == JbdRegister.MosControl)));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void AskChargeFet_EachSecondForAMinute_NoPollIsMissed(bool answered)
    {
        PollerBench bench = new();
        bench.Line.OnRequest = register =>
        {
            if (answered || register != JbdRegister.MosControl)
            {
                bench.Line.Answer(PollerBench.ReplyTo(register), PollerBench.DelayMs);
            }
        };
        bench.Run(1000);
        for (int second = 0; second < 60; second++)
        {
            bench.Protocol.AskChargeFet(second % 2 == 0);
            bench.Run(1000);
            Assert.IsLessThan(600, bench.Clock.NowMs - bench.Battery.BasicAtMs);
            Assert.IsLessThan(600, bench.Clock.NowMs - bench.Battery.CellsAtMs);
        }

        Assert.AreEqual(60, bench.Line.Requests.Count(r => r.Register == JbdRegister.MosControl));
    }

    [TestMethod]
    public void AskChargeFet_RefusedByTheBoard_IsCountedAndNotRepeatedByItself()
    {
        PollerBench bench = new();
        bench.Line.OnRequest = register => bench.Line.Answer(register == JbdRegister.MosControl ? JbdReplies.Frame(register, 0x81, []) : PollerBench.ReplyTo(register), PollerBench.DelayMs);
        bench.Run(1000);
        bench.Protocol.AskChargeFet(false);
        bench.Run(5000);

        Assert.AreEqual(1, bench.Counters.Refused);
        Assert.AreEqual(1, bench.Line.Requests.Count(r => r.Register == JbdRegister.MosControl));
    }

    [TestMethod]
    public void Pass_NobodyAsks_WritesNothing()
    {
        PollerBench bench = new PollerBench().AnswerAll();
        bench.Run(200_000);

        int[] registers = [.. bench.Line.Requests.Select(r => r.Register).Distinct().Order()];
        CollectionAssert.AreEqual(new[] { JbdRegister.Basic, JbdRegister.Cells, JbdRegister.Name, JbdRegister.ErrorCounters }, registers);
    }

    [TestMethod]
    public void Pass_Counters_AreAskedForOnceAMinuteAndNamed()
    {
        PollerBench bench = new PollerBench().AnswerAll();
        bench.Run(29_000);
        Assert.AreEqual(Unknown.Number, bench.Battery.ProtectionCounts[0]);
        bench.Run(185_000);

        Assert.AreEqual(4, bench.Line.Requests.Count(r => r.Register == JbdRegister.ErrorCounters));
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, Unknown.Number }, bench.Battery.ProtectionCounts);
        Assert.AreEqual("packUnderVoltage", ProtectionCounter.NameOf(10));
    }

    [TestMethod]
    public void Pass_BoardWithoutCounters_LosesOneSlotInTenMinutes()
    {
        PollerBench bench = new();
        bench.Line.OnRequest = register =>
        {
            if (register != JbdRegister.ErrorCounters)
            {
                bench.Line.Answer(PollerBench.ReplyTo(register), PollerBench.DelayMs);
            }
        };
        bench.Run(1_200_000);

        Assert.AreEqual(2, bench.Counters.Late);
    }
}
