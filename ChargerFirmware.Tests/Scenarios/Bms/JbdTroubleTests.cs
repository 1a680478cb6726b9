using System;
using System.Linq;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Bms.Jbd;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Bms;

/// <summary>A board, or a line, that misbehaves. Each counter has its assertion.</summary>
[TestClass]
public class JbdTroubleTests
{
    [TestMethod]
    public void Pass_BoardAppearsLate_IsFoundWithinASecondWithItsName()
    {
        PollerBench bench = new();
        bench.Run(5000);
        Assert.AreEqual(0, bench.Counters.Good);
        Assert.AreEqual(-1L, bench.Battery.BasicAtMs);
        Assert.AreEqual(Unknown.Number, bench.Battery.PackMilliVolts);

        bench.AnswerAll();

        bench.RunUntil(() => bench.Battery.BasicCount > 0 && bench.Battery.CellsCount > 0 && bench.Battery.HardwareName != null, 1000, "board told");
    }

    [TestMethod]
    public void Pass_LineComesBack_TheNameIsNotKnownUntilItIsToldAgain()
    {
        PollerBench bench = new PollerBench().AnswerAll();
        bench.RunUntil(() => bench.Battery.CellsCount > 0, 500, "cells told");
        Assert.IsNotNull(bench.Battery.HardwareName);

        // Long enough for another board to have been plugged in.
        bench.Line.OnRequest = _ => { };
        bench.Run(3_000);
        int before = bench.Battery.CellsCount;
        bench.Line.OnRequest = register =>
        {
            if (register != JbdRegister.Name)
            {
                bench.Line.Answer(PollerBench.ReplyTo(register), PollerBench.DelayMs);
            }
        };
        bench.RunUntil(() => bench.Battery.CellsCount > before, 1500, "cells told again");
        Assert.IsNull(bench.Battery.HardwareName);

        bench.AnswerAll();
        bench.RunUntil(() => bench.Battery.HardwareName != null, JbdSchedule.NameAgainMs + 1000, "the name");
    }

    [TestMethod]
    public void Pass_BoardAsleep_IsWokenByRepeating()
    {
        // The vendor's document: the first request after sleep is lost. Here the first two.
        PollerBench bench = new();
        int lost = 2;
        bench.Line.OnRequest = register =>
        {
            if (lost-- <= 0)
            {
                bench.Line.Answer(PollerBench.ReplyTo(register), PollerBench.DelayMs);
            }
        };

        bench.RunUntil(() => bench.Battery.CellsCount > 0, 1000, "cells told");

        CollectionAssert.AreEqual(new[] { 5, 3, 3, 4 }, bench.Line.Requests.Take(4).Select(r => r.Register).ToArray());
        Assert.AreEqual(2, bench.Counters.Late);
        Assert.AreEqual(bench.Line.Requests.Count, bench.Counters.Requests);
    }

    [TestMethod]
    public void Pass_BasicNotAnswered_IsRepeatedThreeTimesAtTheTimeOut()
    {
        PollerBench bench = Healthy();
        bench.Line.OnRequest = _ => { };
        int before = bench.Line.Requests.Count; // the last of these is still answered

        bench.Run(2000);

        long[] times = bench.Line.Requests.Skip(before).Select(r => r.AtMs).ToArray();
        int[] registers = bench.Line.Requests.Skip(before).Select(r => r.Register).ToArray();
        Assert.AreEqual(registers[0], registers[1]);
        Assert.AreEqual(registers[0], registers[2]);
        Assert.AreNotEqual(registers[0], registers[3]);
        Assert.IsInRange(300L, 305L, times[1] - times[0]);
        Assert.IsInRange(300L, 305L, times[2] - times[1]);
        Assert.IsInRange(500L, 505L, times[3] - times[2]);
    }

    [TestMethod]
    public void Pass_Silence_AsksForEverAtACalmRate()
    {
        PollerBench bench = Healthy();
        long basicAtMs = bench.Battery.BasicAtMs;
        bench.Line.OnRequest = _ => { };
        bench.Run(5000);
        int before = bench.Line.Requests.Count;
        int late = bench.Counters.Late;

        bench.Run(600_000);

        Assert.IsInRange(1180, 1201, bench.Line.Requests.Count - before);
        Assert.IsInRange(1180, 1201, bench.Counters.Late - late);
        Assert.IsTrue(bench.Line.Requests.Skip(before).Zip(bench.Line.Requests.Skip(before + 1), (a, b) => a.Register != b.Register).All(isTurn => isTurn));
        Assert.IsInRange(basicAtMs, basicAtMs + 200, bench.Battery.BasicAtMs);
        Assert.AreEqual(15600, bench.Battery.PackMilliVolts);

        bench.AnswerAll();
        bench.RunUntil(() => bench.Battery.BasicAtMs > basicAtMs + 500_000 && bench.Battery.CellsAtMs > basicAtMs + 500_000, 800, "board told");
    }

    [TestMethod]
    [DataRow(JbdRegister.Basic)]
    [DataRow(JbdRegister.Cells)]
    public void Pass_OneReplyMissing_AgesAloneWhileTheOtherStaysFresh(int missing)
    {
        PollerBench bench = Healthy();
        long goneAtMs = bench.Clock.NowMs;
        bench.Line.OnRequest = register =>
        {
            if (register != missing)
            {
                bench.Line.Answer(PollerBench.ReplyTo(register), PollerBench.DelayMs);
            }
        };

        bench.Run(10_000);

        long missingAtMs = missing == JbdRegister.Basic ? bench.Battery.BasicAtMs : bench.Battery.CellsAtMs;
        long otherAtMs = missing == JbdRegister.Basic ? bench.Battery.CellsAtMs : bench.Battery.BasicAtMs;
        Assert.IsLessThanOrEqualTo(goneAtMs + 100, missingAtMs);
        Assert.IsGreaterThan(bench.Clock.NowMs - 700, otherAtMs);
    }

    [TestMethod]
    public void Pass_DamagedReply_IsCountedAndAskedAgain()
    {
        PollerBench bench = Healthy();
        int good = bench.Counters.Good;
        byte[] damaged = (byte[])PollerBench.Basic.Clone();
        damaged[5] ^= 0x04;
        bool isFirst = true;
        bench.Line.OnRequest = register =>
        {
            bench.Line.Answer(isFirst && register == JbdRegister.Basic ? damaged : PollerBench.ReplyTo(register), PollerBench.DelayMs);
            isFirst &= register != JbdRegister.Basic;
        };

        bench.Run(1000);

        Assert.AreEqual(1, bench.Counters.Bad);
        Assert.AreEqual(1, bench.Counters.Late);
        Assert.AreEqual(damaged.Length, bench.Counters.SkippedBytes);
        Assert.IsGreaterThan(good + 5, bench.Counters.Good);
    }

    [TestMethod]
    public void Pass_HalfAReply_IsGivenUpAndAskedAgain()
    {
        PollerBench bench = Healthy();
        bool isFirst = true;
        bench.Line.OnRequest = register =>
        {
            byte[] reply = PollerBench.ReplyTo(register);
            bench.Line.Answer(isFirst ? reply[..12] : reply, PollerBench.DelayMs);
            isFirst = false;
        };

        bench.Run(1000);

        Assert.AreEqual(1, bench.Counters.Bad);
        Assert.AreEqual(1, bench.Counters.Late);
        Assert.AreEqual(12, bench.Counters.SkippedBytes);
    }

    [TestMethod]
    public void Pass_FalseStartInFrontOfTheReply_IsFoundAfterTheSilence()
    {
        PollerBench bench = new();
        byte[] falseStart = Hex.Of("DD040060");
        bench.Line.OnRequest = register => bench.Line.Answer(Hex.Join(falseStart, PollerBench.ReplyTo(register)), PollerBench.DelayMs);

        bench.Run(1000);

        Assert.AreEqual(0, bench.Counters.Late);
        Assert.IsGreaterThanOrEqualTo(5, bench.Counters.Good);
        Assert.AreEqual(bench.Counters.Good, bench.Counters.Bad);
        Assert.AreEqual(4 * bench.Counters.Good, bench.Counters.SkippedBytes);
    }

    [TestMethod]
    public void Pass_ErrorStatus_IsCountedAndThePollingGoesOn()
    {
        PollerBench bench = new();
        byte[] refusal = JbdReplies.Frame(JbdRegister.Name, 0x80, []);
        bench.Line.OnRequest = register => bench.Line.Answer(register == JbdRegister.Name ? refusal : PollerBench.ReplyTo(register), PollerBench.DelayMs);

        bench.Run(1000);

        Assert.AreEqual(1, bench.Counters.Refused);
        Assert.AreEqual(0, bench.Counters.Late + bench.Counters.Bad);
        Assert.IsGreaterThan(10, bench.Counters.Good);
        Assert.IsNull(bench.Battery.HardwareName);
    }

    [TestMethod]
    public void Pass_DataWithoutSense_IsCountedAndNotStamped()
    {
        PollerBench bench = new();
        byte[] empty = JbdReplies.Frame(JbdRegister.Basic, 0, []);
        bench.Line.OnRequest = register => bench.Line.Answer(register == JbdRegister.Basic ? empty : PollerBench.ReplyTo(register), PollerBench.DelayMs);

        bench.Run(1000);

        Assert.AreEqual(0, bench.Battery.BasicCount);
        Assert.AreEqual(-1L, bench.Battery.BasicAtMs);
        Assert.IsGreaterThan(5, bench.Battery.CellsCount);
        Assert.IsInRange(bench.Battery.CellsCount, bench.Battery.CellsCount + 1, bench.Counters.Bad);
        Assert.AreEqual(0, bench.Counters.Late);
    }

    [TestMethod]
    public void Pass_GoodReplyGluedToABadOne_IsTaken()
    {
        PollerBench bench = new();
        bench.Line.OnRequest = register => bench.Line.Answer(Hex.Join(JbdReplies.Frame(register, 0x80, []), PollerBench.ReplyTo(register)), 0);

        bench.Run(1000, slowestPassMs: 100);

        Assert.IsGreaterThanOrEqualTo(4, bench.Counters.Good);
        Assert.AreEqual(bench.Counters.Good, bench.Counters.Refused);
    }

    [TestMethod]
    public void Pass_ReplyToAnEarlierRequest_IsSkipped()
    {
        // A board that answers after the time-out: its reply meets the next request.
        PollerBench bench = Healthy();
        bench.Line.OnRequest = register => bench.Line.Answer(PollerBench.ReplyTo(register), 350);

        bench.Run(20_000);

        Assert.IsGreaterThan(0, bench.Counters.Late);
        Assert.IsGreaterThan(0, bench.Counters.Unexpected);
        Assert.IsGreaterThan(bench.Clock.NowMs - 2500, bench.Battery.BasicAtMs);
        Assert.IsGreaterThan(bench.Clock.NowMs - 2500, bench.Battery.CellsAtMs);
    }

    [TestMethod]
    public void Pass_ControlLoopHeldUp_TakesWhatHasArrivedMeanwhile()
    {
        PollerBench bench = new PollerBench().AnswerAll();

        bench.Run(60_000, slowestPassMs: 1500);

        Assert.AreEqual(0, bench.Counters.Late + bench.Counters.Bad);
        Assert.AreEqual(bench.Counters.Requests - 1, bench.Counters.Good);
    }

    [TestMethod]
    public void Pass_ControlLoopHeldUpWithHalfAReplyThere_WaitsForTheRest()
    {
        PollerBench bench = new();
        bench.Line.OnRequest = register =>
        {
            bench.Line.Answer(PollerBench.ReplyTo(register)[..20], 960);
            bench.Line.Answer(PollerBench.ReplyTo(register)[20..], 1020);
        };
        bench.Protocol.Pass(bench.Clock.NowMs);
        bench.Clock.Advance(1000);

        bench.Protocol.Pass(bench.Clock.NowMs);
        Assert.AreEqual(0, bench.Counters.Late);
        bench.Run(80);

        Assert.AreEqual(1, bench.Counters.Good);
        Assert.AreEqual(0, bench.Counters.Late + bench.Counters.Bad);
    }

    [TestMethod]
    public void Pass_ReplyBeginsJustInTime_MayEnd()
    {
        PollerBench bench = new();
        bench.Line.OnRequest = register => bench.Line.Answer(PollerBench.ReplyTo(register), 285);

        bench.Run(3000);

        Assert.AreEqual(0, bench.Counters.Late + bench.Counters.Bad);
        Assert.IsGreaterThanOrEqualTo(8, bench.Counters.Good);
    }

    [TestMethod]
    public void Pass_DribblingLine_DoesNotStopTheAsking()
    {
        // A byte every 90 ms behind a false start keeps a frame 'growing' for 12 s.
        PollerBench bench = new();
        for (int i = 0; i < 400; i++)
        {
            bench.Line.SendNow(i % 100 == 0 ? Hex.Of("DD040080") : [0x00]);
            bench.Run(90);
        }

        long[] times = bench.Line.Requests.Select(r => r.AtMs).ToArray();
        long longestMs = times.Zip(times.Skip(1), (a, b) => b - a).Max();
        Assert.IsLessThanOrEqualTo(650L, longestMs);
    }

    [TestMethod]
    public void Pass_BabblingLine_ReadsABoundedAmountAndGoesOnAsking()
    {
        PollerBench bench = new();
        Random random = new(7);
        byte[] noise = new byte[100_000];
        random.NextBytes(noise);
        bench.Line.SendNow(noise);
        bench.Clock.Advance(200_000); // all of it is there at once

        for (int i = 0; i < 3; i++)
        {
            int reads = bench.Line.Reads;
            bench.Protocol.Pass(bench.Clock.NowMs);
            Assert.IsInRange(1, 4, bench.Line.Reads - reads);
        }

        bench.AnswerAll();

        bench.RunUntil(() => bench.Battery.BasicCount > 0 && bench.Battery.CellsCount > 0, 5000, "board told");
        Assert.IsGreaterThan(90_000, bench.Counters.SkippedBytes);
    }

    [TestMethod]
    public void Pass_LineGone_IsLateWithoutARequestAndComesBack()
    {
        PollerBench bench = Healthy();
        bench.Line.IsGone = true;
        bench.Run(300); // what was sent before
        int requests = bench.Counters.Requests;
        int late = bench.Counters.Late;
        bench.Run(5000);

        Assert.AreEqual(requests, bench.Counters.Requests);
        Assert.IsInRange(9, 12, bench.Counters.Late - late);

        bench.Line.IsGone = false;
        int good = bench.Counters.Good;
        bench.RunUntil(() => bench.Counters.Good > good, 700, "board told");
    }

    /// <summary>A bench that has told everything once.</summary>
    private static PollerBench Healthy()
    {
        PollerBench bench = new PollerBench().AnswerAll();
        bench.RunUntil(() => bench.Battery.CellsCount == 1, 1000, "cells told");
        return bench;
    }
}
