using System;
using ChargerFirmware.Bms;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Battery;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

[TestClass]
public sealed class JbdMisbehaviourTests
{
    private const int BasicLength = 34;
    private const int CellsLength = 35;

    [TestMethod]
    public void Silent_AnswersNothing_UntilItEnds()
    {
        BmsBench bench = new();
        bench.Bms.Faults.Silent = true;
        Assert.IsEmpty(bench.AskBasicInfo());
        Assert.AreEqual(1, bench.Bms.Requests, "heard, not answered");
        bench.Bms.Faults.Silent = false;
        Assert.HasCount(BasicLength, bench.AskBasicInfo());
    }

    [TestMethod]
    public void Pulled_InTheMiddleOfAReply_LosesTheRestAndRefusesWrites()
    {
        BmsBench bench = new();
        bench.Send("DDA50300FFFD77");
        Assert.IsNotEmpty(bench.Receive(40));
        bench.Bms.Faults.Pulled = true;
        Assert.IsEmpty(bench.Receive(300));
        Assert.IsFalse(bench.Send("DDA50300FFFD77"));

        bench.Bms.Faults.Pulled = false;
        Assert.HasCount(BasicLength, bench.AskBasicInfo());
    }

    [TestMethod]
    public void OneRegisterSilent_AnswersTheOthers()
    {
        BmsBench bench = new();
        bench.Bms.Faults.BasicInfoSilent = true;
        Assert.IsEmpty(bench.AskBasicInfo());
        Assert.HasCount(CellsLength, bench.AskCells());

        bench.Bms.Faults.BasicInfoSilent = false;
        bench.Bms.Faults.CellsSilent = true;
        Assert.HasCount(BasicLength, bench.AskBasicInfo());
        Assert.IsEmpty(bench.AskCells());
    }

    [TestMethod]
    public void Echo_SendsTheRequestBackFirst()
    {
        BmsBench bench = new();
        bench.Bms.Faults.Echo = true;
        byte[] received = bench.AskBasicInfo();
        Assert.HasCount(7 + BasicLength, received);
        Assert.AreEqual("DDA50300FFFD77", Convert.ToHexString(received, 0, 7));
        BmsBench.DataOf(received[7..], 0x03);
    }

    [TestMethod]
    public void Noise_StandsBeforeEachReplyAndOnTheIdleLine_WithTheReplyWhole()
    {
        BmsBench bench = new();
        bench.Bms.Faults.Noise = true;
        bool falseStart = false;
        for (int i = 0; i < 20; i++)
        {
            bench.Receive(500);
            byte[] received = bench.AskBasicInfo();
            int at = Convert.ToHexString(received).IndexOf("DD03001B", StringComparison.Ordinal) / 2;
            Assert.IsTrue(at >= 1, "garbage first");
            BmsBench.DataOf(received[at..(at + BasicLength)], 0x03);
            falseStart |= Array.IndexOf(received, (byte)0xDD) < at;
        }

        Assert.IsTrue(falseStart, "some of it looks like a frame");
        Assert.IsNotEmpty(bench.Receive(500), "on the idle line too");
    }

    [TestMethod]
    public void Leftovers_TheEndOfTheReplyBefore_StandsInFront()
    {
        BmsBench bench = new();
        byte[] before = bench.AskCells();
        bench.Bms.Faults.Leftovers = true;
        byte[] received = bench.AskBasicInfo();
        Assert.HasCount(9 + BasicLength, received);
        CollectionAssert.AreEqual(before[^9..], received[..9]);
    }

    [TestMethod]
    public void CutEvery_EndsEachNthReplyInItsMiddle()
    {
        BmsBench bench = new();
        bench.Bms.Faults.CutEvery = 1;
        Assert.HasCount(BasicLength / 2, bench.AskBasicInfo());
        Assert.HasCount(BasicLength / 2, bench.AskBasicInfo());

        bench.Bms.Faults.CutEvery = 4;
        Assert.HasCount(BasicLength, bench.AskBasicInfo());
        Assert.HasCount(BasicLength / 2, bench.AskBasicInfo());
    }

    [TestMethod]
    public void SpoilEvery_MakesTheChecksumWrong()
    {
        BmsBench bench = new();
        bench.Bms.Faults.SpoilEvery = 1;
        byte[] received = bench.AskBasicInfo();
        Assert.HasCount(BasicLength, received);
        Assert.IsFalse(BmsBench.IsRight(received, 0x03));
    }

    [TestMethod]
    public void ReplyDelay_Long_ComesThatMuchLater()
    {
        BmsBench bench = new();
        bench.Bms.Faults.ReplyDelayMs = 250;
        bench.Send("DDA50300FFFD77");
        Assert.IsEmpty(bench.Receive(257));
        Assert.HasCount(BasicLength, bench.Receive(40));
    }

    [TestMethod]
    public void IgnoreRequests_AsleepBoard_LosesThatMany()
    {
        BmsBench bench = new();
        bench.Bms.Faults.IgnoreRequests = 2;
        Assert.IsEmpty(bench.AskBasicInfo());
        Assert.IsEmpty(bench.AskBasicInfo());
        Assert.HasCount(BasicLength, bench.AskBasicInfo());
    }

    [TestMethod]
    public void CellCounts_CanContradict()
    {
        BmsBench bench = new();
        bench.Board.Faults.ExtraCellsInBasicInfo = 1;
        Assert.AreEqual(15, BmsBench.DataOf(bench.AskBasicInfo(), 0x03)[21]);
        Assert.HasCount(28, BmsBench.DataOf(bench.AskCells(), 0x04));

        bench.Board.Faults.CellsNotReported = 2;
        Assert.HasCount(24, BmsBench.DataOf(bench.AskCells(), 0x04));
    }

    [TestMethod]
    public void DoubledCells_InBasicInfoAndInTheList_TellEveryCellTwice()
    {
        BmsBench bench = new(new BatteryOptions { Cells = 32 });
        bench.Board.Faults.DoubledCellCount = true;
        Assert.AreEqual(64, BmsBench.DataOf(bench.AskBasicInfo(), 0x03)[21]);
        Assert.HasCount(64, BmsBench.DataOf(bench.AskCells(), 0x04));

        bench.Board.Faults.DoubledCellList = true;
        byte[] cells = BmsBench.DataOf(bench.AskCells(), 0x04);
        Assert.HasCount(128, cells);
        CollectionAssert.AreEqual(cells[..64], cells[64..]);
    }

    [TestMethod]
    public void FloatingSenseWire_MovesItsTwoCells_AndNotTheirSum()
    {
        BmsBench bench = new();
        bench.Clock.Advance(200);
        byte[] before = BmsBench.DataOf(bench.AskCells(), 0x04);
        bench.Board.Faults.FloatingSenseWire = 3;
        bench.Clock.Advance(200);
        byte[] after = BmsBench.DataOf(bench.AskCells(), 0x04);
        Assert.AreEqual(-400, BmsBench.Word(after, 4) - BmsBench.Word(before, 4));
        Assert.AreEqual(400, BmsBench.Word(after, 6) - BmsBench.Word(before, 6));
        CollectionAssert.AreEqual(before[8..], after[8..]);
    }

    [TestMethod]
    public void CellNoise_MovesReadingsWithinItsBound_AndTheOffsetStays()
    {
        BmsBench bench = new();
        bench.Board.CellOffsetMilliVolts = 3;
        bench.Board.CellNoiseMilliVolts = 2;
        int lowest = int.MaxValue;
        int highest = int.MinValue;
        for (int i = 0; i < 50; i++)
        {
            int read = BmsBench.Word(BmsBench.DataOf(bench.AskCells(), 0x04), 0);
            lowest = Math.Min(lowest, read);
            highest = Math.Max(highest, read);
        }

        // Cell 1 is off by (2 - 3) / 3 of the offset: one millivolt less.
        double truth = bench.Battery.CellMilliVolts(0) - 1;
        Assert.IsTrue(highest - lowest is >= 2 and <= 5, lowest + ".." + highest);
        Assert.IsTrue(lowest >= truth - 2.6 && highest <= truth + 2.6, truth + ": " + lowest + ".." + highest);
    }

    [TestMethod]
    public void Sleep_OpensBothMosfetsAndAnswersNothing_UntilWokenByHand()
    {
        BmsBench bench = new();
        bench.ConnectSource(10_000);
        bench.Board.Sleep(true);
        for (int i = 0; i < 10; i++)
        {
            Assert.IsEmpty(bench.AskBasicInfo(), "no request wakes it");
        }

        Assert.AreEqual(0, bench.Battery.MilliAmps);
        bench.Clock.Advance(1_000);
        Assert.AreEqual(0, bench.Battery.MilliAmps);
        bench.Board.Sleep(false);
        Assert.HasCount(BasicLength, bench.AskBasicInfo());
        Assert.AreEqual(10_000, bench.Battery.MilliAmps);
    }

    [TestMethod]
    public void SpoilAtChargeStart_SpoilsForTwoSeconds_AtEveryStart()
    {
        BmsBench bench = new();
        bench.Bms.Faults.SpoilAtChargeStart = true;
        Assert.IsTrue(BmsBench.IsRight(bench.AskBasicInfo(), 0x03), "no charge yet");
        ConstantSource source = bench.ConnectSource(5_000);
        for (int start = 0; start < 2; start++)
        {
            bench.Clock.Advance(10);
            Assert.IsFalse(BmsBench.IsRight(bench.AskBasicInfo(), 0x03));
            bench.Clock.Advance(1_300);
            Assert.IsFalse(BmsBench.IsRight(bench.AskBasicInfo(), 0x03));
            bench.Clock.Advance(500);
            Assert.IsTrue(BmsBench.IsRight(bench.AskBasicInfo(), 0x03), "the charge runs");
            source.OutputMilliAmps = 0;
            bench.Receive(500);
            source.OutputMilliAmps = 5_000;
        }
    }

    [TestMethod]
    public void LostSenseWire_ReadsZeroAndCountsAsUnderVoltage()
    {
        BmsBench bench = new();
        bench.Board.Faults.LostSenseWire = 3;
        bench.Clock.Advance(1_500);
        byte[] cells = BmsBench.DataOf(bench.AskCells(), 0x04);
        Assert.AreEqual(0, BmsBench.Word(cells, 4));
        Assert.AreNotEqual(0, BmsBench.Word(cells, 2));

        byte[] basic = BmsBench.DataOf(bench.AskBasicInfo(), 0x03);
        Assert.AreEqual(bench.Battery.StackMilliVolts / 10, BmsBench.Word(basic, 0), 0.6, "the pack's own measurement stays right");
        Assert.AreEqual(Protection.CellUnderVoltage, BmsBench.Word(basic, 16));
    }

    [TestMethod]
    public void Sensors_WrongAndMissing_ReadAsTheyDo()
    {
        BmsBench bench = new();
        bench.Board.Faults.WrongSensor = 2;
        bench.Board.Faults.SensorCelsius = 52;
        bench.Board.Faults.MissingSensors = 1;
        bench.Clock.Advance(100);
        byte[] data = BmsBench.DataOf(bench.AskBasicInfo(), 0x03);
        Assert.AreEqual(2431, BmsBench.Word(data, 23));
        Assert.AreEqual(2731 + 520, BmsBench.Word(data, 25));
    }

    [TestMethod]
    public void Frozen_KeepsWhatItSaid_WhileThePackGoesOn()
    {
        BmsBench bench = new();
        bench.ConnectSource(20_000);
        bench.Clock.Advance(1_000);
        bench.Board.Faults.Frozen = true;
        byte[] then = bench.AskBasicInfo();
        byte[] thenCells = bench.AskCells();
        bench.Clock.Advance(600_000);
        CollectionAssert.AreEqual(then, bench.AskBasicInfo());
        CollectionAssert.AreEqual(thenCells, bench.AskCells());

        bench.Board.Faults.Frozen = false;
        CollectionAssert.AreNotEqual(then, bench.AskBasicInfo());
    }

    [TestMethod]
    public void ProtectionBits_EachForcedOne_IsToldAndOpensTheRightMosfets()
    {
        const int chargeStops = 0x2D35;
        for (int bit = 0; bit < 15; bit++)
        {
            if (1 << bit == Protection.SoftwareLock)
            {
                continue;
            }

            BmsBench bench = new();
            bench.Board.Faults.ProtectionBits = 1 << bit;
            bench.Clock.Advance(200);
            byte[] data = BmsBench.DataOf(bench.AskBasicInfo(), 0x03);
            Assert.AreEqual(1 << bit, BmsBench.Word(data, 16));
            Assert.AreEqual((chargeStops >> bit & 1) == 0, (data[20] & 1) != 0, Protection.NameOf(bit) + ": charge MOSFET");
            Assert.AreEqual((chargeStops >> bit & 1) == 0, bench.Battery.ChargePathClosed);
        }
    }

    [TestMethod]
    public void ChargeFetStuckClosed_TellsItIsBroken_AndTheCurrentGoesOn()
    {
        BmsBench bench = new();
        bench.ConnectSource(10_000);
        bench.Board.Faults.ChargeFetStuckClosed = true;
        bench.Clock.Advance(200);
        byte[] data = BmsBench.DataOf(bench.AskBasicInfo(), 0x03);
        Assert.AreEqual(Protection.ChargeFetBroken, BmsBench.Word(data, 16));
        Assert.AreEqual(0, data[20] & 1);
        Assert.AreEqual(1000, BmsBench.Word(data, 2));
    }

    [TestMethod]
    public void Current_BelowTheDeadBandOfAnOffset_IsToldAsMeasured()
    {
        BmsBench bench = new();
        bench.Board.Faults.CurrentOffsetMilliAmps = 800;
        bench.Clock.Advance(200);
        Assert.AreEqual(80, BmsBench.Word(BmsBench.DataOf(bench.AskBasicInfo(), 0x03), 2));
    }
}
