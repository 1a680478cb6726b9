using System.Linq;
using ChargerFirmware.Bms;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Bms.Jbd;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Bms;

/// <summary>A board that answers, in all the ways in which boards answer.</summary>
[TestClass]
public class JbdPollingTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Pass_HealthyBoard_TellsNameThenBasicAndCellsInTurn()
    {
        PollerBench bench = new PollerBench().AnswerAll();

        bench.Run(500);

        CollectionAssert.AreEqual(new[] { 5, 3, 4, 3, 4 }, bench.Line.Requests.Take(5).Select(r => r.Register).ToArray());
        Assert.AreEqual("JBD-SP04S034-L4S-200A-B-U", bench.Battery.HardwareName);
        Assert.AreEqual(15600, bench.Battery.PackMilliVolts);
        Assert.AreEqual(4, bench.Battery.CellCount);
        Assert.AreEqual(3909, bench.Battery.CellMilliVolts[0]);
        Assert.AreEqual(bench.Counters.Requests, bench.Line.Requests.Count);
        Assert.AreEqual(bench.Counters.Requests - 1, bench.Counters.Good);
        Assert.AreEqual(bench.Counters.Good, 1 + bench.Battery.BasicCount + bench.Battery.CellsCount);
        Assert.AreEqual(0, bench.Counters.Bad + bench.Counters.Late + bench.Counters.Unexpected + bench.Counters.Refused + bench.Counters.SkippedBytes);
    }

    [TestMethod]
    public void Pass_ValuesThatCannotBe_AreUnknownAtOnce()
    {
        byte[] basic = PollerBench.Basic[4..^3];
        basic[0] = 0;
        basic[1] = 100; // 1.00 V, then a state of charge of 200 %
        basic[19] = 200;
        byte[] cells = PollerBench.Cells[4..^3];
        cells[2] = 0;
        cells[3] = 0;
        PollerBench bench = new();
        bench.Line.OnRequest = register => bench.Line.Answer(
            register == JbdRegister.Basic ? JbdReplies.Frame(register, 0, basic) : register == JbdRegister.Cells ? JbdReplies.Frame(register, 0, cells) : PollerBench.ReplyTo(register),
            PollerBench.DelayMs);
        bench.Run(1000);

        Assert.AreEqual(Plausibility.StateOfCharge, bench.Battery.ImplausibleInBasic);
        Assert.AreEqual(Unknown.Number, bench.Battery.SocPermille);
        Assert.AreEqual(1000, bench.Battery.PackMilliVolts, "low, and possible");
        Assert.AreEqual(2, bench.Battery.ImplausibleInCells);
        Assert.AreEqual(Unknown.Number, bench.Battery.CellMilliVolts[1]);
        Assert.AreEqual(3909, bench.Battery.CellMilliVolts[0]);
    }

    [TestMethod]
    public void Pass_ReplyComplete_SendsTheNextRequestInTheSamePass()
    {
        PollerBench bench = new PollerBench().AnswerAll();
        bench.Protocol.Pass(bench.Clock.NowMs);
        bench.Clock.Advance(200);

        bench.Protocol.Pass(bench.Clock.NowMs);

        Assert.AreEqual(1, bench.Counters.Good);
        Assert.HasCount(2, bench.Line.Requests);
        Assert.AreEqual(bench.Clock.NowMs, bench.Line.Requests[1].AtMs);
    }

    [TestMethod]
    public void Pass_Replies_AreStampedWithTheTimeOfTheirPass()
    {
        PollerBench bench = new PollerBench().AnswerAll();
        bench.RunUntil(() => bench.Battery.CellsCount == 1, 1000, "cells told");

        Assert.AreEqual(bench.Line.Requests[2].AtMs, bench.Battery.BasicAtMs);
        Assert.AreEqual(bench.Line.Requests[3].AtMs, bench.Battery.CellsAtMs);
    }

    [TestMethod]
    public void Pass_AMinute_AsksTheNameAgain()
    {
        PollerBench bench = new PollerBench().AnswerAll();

        bench.Run(125_000);

        Assert.AreEqual(3, bench.Line.Requests.Count(r => r.Register == JbdRegister.Name));
    }

    [TestMethod]
    public void Pass_BoardWithoutAName_IsPolledAllTheSame()
    {
        PollerBench bench = new();
        bench.Line.OnRequest = register =>
        {
            if (register != JbdRegister.Name)
            {
                bench.Line.Answer(PollerBench.ReplyTo(register), PollerBench.DelayMs);
            }
        };

        bench.RunUntil(() => bench.Battery.CellsCount > 0, 500, "cells told");
        bench.Run(59_500);

        Assert.IsNull(bench.Battery.HardwareName);
        Assert.AreEqual(2, bench.Counters.Late);
        Assert.IsGreaterThan(400, bench.Battery.BasicCount);
    }

    [TestMethod]
    public void Pass_HalfDuplexEcho_IsCountedAndDoesNotDisturb()
    {
        PollerBench bench = new();
        bench.Line.OnRequest = register => bench.Line.Answer(Hex.Join(JbdFrame.ReadRequest(register), PollerBench.ReplyTo(register)), PollerBench.DelayMs);

        bench.Run(1000);

        Assert.IsGreaterThan(10, bench.Counters.Good);
        Assert.IsInRange(bench.Counters.Good, bench.Counters.Requests, bench.Counters.Unexpected);
        Assert.AreEqual(7 * bench.Counters.Unexpected, bench.Counters.SkippedBytes);
        Assert.AreEqual(0, bench.Counters.Late + bench.Counters.Bad);
    }

    [TestMethod]
    public void Pass_BytesBehindTheReply_AreDroppedBeforeTheNextRequest()
    {
        PollerBench bench = new();
        byte[] tail = Hex.Of("DD040000DD"); // could begin a frame
        bench.Line.OnRequest = register => bench.Line.Answer(Hex.Join(PollerBench.ReplyTo(register), tail), PollerBench.DelayMs);
        bench.Protocol.Pass(bench.Clock.NowMs);
        bench.Clock.Advance(100);

        bench.Protocol.Pass(bench.Clock.NowMs);

        Assert.AreEqual(1, bench.Counters.Good);
        Assert.AreEqual(5, bench.Counters.SkippedBytes);
        Assert.AreEqual(0, bench.Counters.Bad);
    }

    [TestMethod]
    public void Pass_LeftoversBeforeTheFirstRequest_AreDropped()
    {
        // Captured: leftovers of an earlier session stand in front of the first reply.
        PollerBench bench = new PollerBench().AnswerAll();
        bench.Line.SendNow(PollerBench.Basic[10..]);
        bench.Clock.Advance(100);

        bench.Run(300);

        Assert.AreEqual(PollerBench.Basic.Length - 10, bench.Counters.SkippedBytes);
        Assert.AreEqual(0, bench.Counters.Bad + bench.Counters.Late);
    }

    [TestMethod]
    public void Pass_OtherFramesInFront_AreSkippedWhole()
    {
        PollerBench bench = new();
        byte[] other = JbdReplies.Frame(0x10, 0, [0x6D, 0x60]);
        bench.Line.OnRequest = register => bench.Line.Answer(Hex.Join(other, PollerBench.ReplyTo(register)), PollerBench.DelayMs);

        bench.Run(1000);

        Assert.AreEqual(0, bench.Counters.Late + bench.Counters.Bad);
        Assert.IsGreaterThan(10, bench.Counters.Good);
        Assert.AreEqual(9 * bench.Counters.Unexpected, bench.Counters.SkippedBytes);
    }

    [TestMethod]
    public void Pass_ReplyWithAPauseInside_IsTaken()
    {
        PollerBench bench = new();
        bench.Line.OnRequest = register =>
        {
            bench.Line.Answer(PollerBench.ReplyTo(register)[..6], PollerBench.DelayMs);
            bench.Line.Answer(PollerBench.ReplyTo(register)[6..], PollerBench.DelayMs + 80);
        };

        bench.Run(2000);

        Assert.IsGreaterThan(10, bench.Counters.Good);
        Assert.AreEqual(0, bench.Counters.Bad + bench.Counters.Late);
    }

    [TestMethod]
    [DataRow(9600, 0)]
    [DataRow(9600, 5)]
    [DataRow(9600, 20)]
    [DataRow(9600, 50)]
    [DataRow(19200, 20)]
    [DataRow(115200, 20)]
    public void Pass_FullCycle_CostsHardlyMoreThanTheWire(int bitsPerSecond, int delayMs)
    {
        PollerBench bench = new(bitsPerSecond);
        bench.Line.OnRequest = register => bench.Line.Answer(PollerBench.ReplyTo(register), delayMs);
        bench.RunUntil(() => bench.Battery.CellsCount == 1, 1000, "cells told");
        long fromMs = bench.Clock.NowMs;
        const int Cycles = 100;

        bench.RunUntil(() => bench.Battery.CellsCount == 1 + Cycles, 60_000, "100 cycles");

        int bytes = 2 * JbdFrame.Overhead + PollerBench.Basic.Length + PollerBench.Cells.Length;
        double idealMs = Cycles * (bench.Line.WireMicros(bytes) / 1000.0 + 2 * delayMs);
        double ratio = (bench.Clock.NowMs - fromMs) / idealMs;
        TestContext.WriteLine(ratio.ToString("F3"));
        Assert.IsTrue(ratio <= 1.03, bitsPerSecond + " bit/s, " + delayMs + " ms: " + ratio.ToString("F3") + " of the wire's time");
    }

    [TestMethod]
    public void WaitMs_ReplyUnderWay_IsTheTimeOfTheMissingBytes()
    {
        PollerBench bench = new();
        bench.Line.OnRequest = _ => bench.Line.SendNow(PollerBench.Name[..30]);
        bench.Protocol.Pass(bench.Clock.NowMs);
        Assert.AreEqual(2, bench.Protocol.WaitMs);

        bench.Clock.Advance(11); // 10 of 32 bytes
        bench.Protocol.Pass(bench.Clock.NowMs);
        Assert.AreEqual(5, bench.Protocol.WaitMs);

        bench.Clock.Advance(19); // 28 of 32: 4 bytes are 4.17 ms
        bench.Protocol.Pass(bench.Clock.NowMs);
        Assert.AreEqual(4, bench.Protocol.WaitMs);

        bench.Clock.Advance(2); // 30 of 32: 2 bytes are 2.08 ms
        bench.Protocol.Pass(bench.Clock.NowMs);
        Assert.AreEqual(2, bench.Protocol.WaitMs);
    }
}
