using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Can.Mcp2515;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>The simulated MCP2515 against the data sheet: filters, receive buffers, interrupts.</summary>
[TestClass]
public class ChipReceiveConformanceTests
{
    [TestMethod]
    public void Buffers_EachKindOfFrame_AreFilledAsTheRegistersSay()
    {
        ChipBench bench = new ChipBench().Enter();
        TestNode node = bench.AddNode();
        node.Send("T18FF50E521122");
        bench.Wait(2);
        Assert.AreEqual("FF C7 EB 50 E5 02 11 22", bench.Spi("90 00 00 00 00 00 00 00"));
        node.Send("R18FF50E53");
        bench.Wait(2);
        Assert.AreEqual("FF C7 EB 50 E5 43", bench.Spi("90 00 00 00 00 00"));
        node.Send("t3511AB");
        bench.Wait(2);
        Assert.AreEqual("FF 6A 20", bench.Spi("90 00 00"));
        node.Send("r3515");
        bench.Wait(2);
        Assert.AreEqual("FF FF 6A 30", bench.Spi("03 61 00 00"));
        Assert.AreEqual(0x05, bench.Read(0x65));
        Assert.AreEqual(0x08, bench.Read(0x60) & 0x08, "RXRTR");
    }

    [TestMethod]
    [DataRow("90 00 00 00 00 00 00 00 00 00 00 00 00 00")]
    [DataRow("90 00")]
    [DataRow("92 00 00")]
    public void ReadRxBuffer_ChipSelectRises_FreesTheBufferEvenAfterAPart(string instruction)
    {
        ChipBench bench = new ChipBench().Enter();
        bench.Spi("02 2B 03");
        TestNode node = bench.AddNode();
        node.Send("t3512ABCD");
        bench.Wait(2);
        Assert.IsTrue(bench.Interrupt);
        Assert.AreEqual(1, bench.Read(0x2C) & 3, "a plain READ frees nothing");
        Assert.AreEqual("FF FF AB CD", bench.Spi("03 66 00 00"));
        Assert.AreEqual(1, bench.Read(0x2C) & 3);

        string answer = bench.Spi(instruction);
        Assert.AreEqual(0, bench.Read(0x2C) & 3);
        Assert.IsFalse(bench.Interrupt);
        if (instruction == "92 00 00")
        {
            Assert.AreEqual("FF AB CD", answer);
        }
    }

    [TestMethod]
    public void Rollover_On_FillsBuffer1ThenOverrunsIt()
    {
        ChipBench bench = new ChipBench().Enter();
        TestNode node = bench.AddNode();
        node.Send("t1010", "t1020", "t1030");
        bench.Wait(5);

        Assert.AreEqual("FF 20 20", bench.Spi("90 00 00"));
        Assert.AreEqual("FF 20 40", bench.Spi("94 00 00"));
        Assert.AreEqual(0x80, bench.Read(0x2D), "RX1OVR");
        Assert.AreEqual(0x20, bench.Read(0x2C) & 0x20, "ERRIF");
        Assert.AreEqual(0, node.Failed, "the frame was acknowledged and then lost");
    }

    [TestMethod]
    public void Rollover_Off_OverrunsBuffer0AndLeavesBuffer1Empty()
    {
        ChipBench bench = new ChipBench();
        bench.Spi("02 28 01 B5 00");
        bench.Spi("02 20 00 00 00 00 FF E0 00 00"); // RXB1: standard id 000 only
        bench.Spi("02 0F 00");
        bench.Wait(2);
        TestNode node = bench.AddNode();
        node.Send("t1010", "t1020");
        bench.Wait(5);

        Assert.AreEqual(0x40, bench.Read(0x2D), "RX0OVR");
        Assert.AreEqual(0x01, bench.Read(0x2C) & 3);
    }

    [TestMethod]
    public void Overrun_HoldsTheErrorInterruptUntilItIsCleared()
    {
        ChipBench bench = new ChipBench().Enter();
        bench.Spi("02 2B 20");
        TestNode node = bench.AddNode();
        node.Send("t1010", "t1020", "t1030");
        bench.Wait(5);
        Assert.IsTrue(bench.Interrupt);
        bench.Spi("05 2C 20 00");
        Assert.IsTrue(bench.Interrupt, "the cause is still there");
        bench.Spi("05 2D C0 00");
        bench.Spi("05 2C 20 00");
        Assert.IsFalse(bench.Interrupt);
    }

    [TestMethod]
    public void Filter_MaskZero_StillLooksAtTheKindOfIdentifier()
    {
        ChipBench bench = new ChipBench();
        bench.Spi("02 28 01 B5 00");
        bench.Spi("02 0F 00");
        bench.Wait(2);
        TestNode node = bench.AddNode();
        node.Send("T18FF50E50");
        bench.Wait(2);
        Assert.AreEqual(0, bench.Read(0x2C) & 3, "all filters standard: extended frames never arrive");

        node.Send("t1230");
        bench.Wait(2);
        Assert.AreEqual(1, bench.Read(0x2C) & 3);
    }

    [TestMethod]
    public void Filter_StandardFrame_ComparesTheFirstTwoDataBytes()
    {
        ChipBench bench = new ChipBench();
        bench.Spi("02 28 01 B5 00");
        bench.Spi("02 00 24 60 11 22 24 60 11 22 24 60 11 22");
        bench.Spi("02 10 24 60 11 22 24 60 11 22 24 60 11 22");
        bench.Spi("02 20 FF E0 FF FF FF E0 FF FF");
        bench.Spi("02 0F 00");
        bench.Wait(2);
        TestNode node = bench.AddNode();
        node.Send("t12321133", "t1231" + "11");
        bench.Wait(3);
        Assert.AreEqual(0, bench.Read(0x2C) & 3);
        node.Send("t12321122");
        bench.Wait(3);
        Assert.AreEqual(1, bench.Read(0x2C) & 3);
    }

    [TestMethod]
    public void Filter_Hits_AreToldByNumber()
    {
        ChipBench bench = new ChipBench();
        bench.Spi("02 28 01 B5 00");
        bench.Spi("02 00 20 20 00 00 20 40 00 00 20 60 00 00"); // RXF0 101, RXF1 102, RXF2 103
        bench.Spi("02 10 20 80 00 00 20 A0 00 00 20 C0 00 00"); // RXF3 104, RXF4 105, RXF5 106
        bench.Spi("02 20 FF E0 00 00 FF E0 00 00");
        bench.Spi("02 60 04");
        bench.Spi("02 0F 00");
        bench.Wait(2);
        TestNode node = bench.AddNode();
        foreach ((string frame, string status) in new[] { ("t1010", "40"), ("t1020", "41"), ("t1030", "82"), ("t1060", "85"), ("r1040", "8B") })
        {
            node.Send(frame);
            bench.Wait(2);
            Assert.AreEqual("FF " + status, bench.Spi("B0 00"), frame);
            bench.Spi("90 00");
            bench.Spi("94 00");
        }

        node.Send("t1020", "t1020");
        bench.Wait(2);
        Assert.AreEqual("FF C1 C1", bench.Spi("B0 00 00"), "both; repeated while it is clocked");
        bench.Spi("90 00");
        Assert.AreEqual("FF 87", bench.Spi("B0 00"), "filter 1, rolled over");
    }

    [TestMethod]
    public void ReadStatus_Bits_AreWhereTheDataSheetHasThem()
    {
        ChipBench bench = new ChipBench().Enter();
        bench.Spi("87");
        Assert.AreEqual("FF 54", bench.Spi("A0 00"), "three requests");
        TestNode node = bench.AddNode();
        bench.Wait(5);
        Assert.AreEqual("FF A8 A8", bench.Spi("A0 00 00"), "three sent; repeated");
        node.Send("t1010", "t1020");
        bench.Wait(3);
        Assert.AreEqual("FF AB", bench.Spi("A0 00"));
    }

    [TestMethod]
    public void InterruptCode_NamesTheFlagOfHighestPriority()
    {
        var bench = new ChipBench();
        bench.Spi("02 2B FF");
        foreach ((string flags, int code) in new[] { ("00", 0), ("02", 7), ("03", 6), ("13", 5), ("1B", 4), ("1F", 3), ("5F", 2), ("7F", 1) })
        {
            bench.Spi("02 2C " + flags);
            Assert.AreEqual(code, bench.Read(0x0E) >> 1 & 7, flags);
        }

        bench.Spi("02 2B 01");
        Assert.AreEqual(6, bench.Read(0x0E) >> 1 & 7, "only enabled ones count");
    }

    [TestMethod]
    public void Interrupt_IsALevelOfEnabledFlags()
    {
        ChipBench bench = new ChipBench().Enter();
        TestNode node = bench.AddNode();
        node.Send("t1010");
        bench.Wait(2);
        Assert.IsFalse(bench.Interrupt, "not enabled");
        bench.Spi("02 2B 01");
        Assert.IsTrue(bench.Interrupt);
        bench.Chip.InterruptFault = InterruptFault.StuckHigh;
        Assert.IsFalse(bench.Interrupt);
        bench.Chip.InterruptFault = InterruptFault.None;
        bench.Spi("05 2C 01 00");
        Assert.IsFalse(bench.Interrupt);
        bench.Chip.InterruptFault = InterruptFault.StuckLow;
        Assert.IsTrue(bench.Interrupt);
    }

    [TestMethod]
    public void LengthCode_AboveEightInTheTransmitBuffer_IsEightOnTheWire()
    {
        ChipBench bench = new ChipBench().Enter();
        TestNode node = bench.AddNode();
        bench.Spi("40 24 60 00 00 0C 01 02 03 04 05 06 07 08");
        bench.Spi("81");
        bench.Wait(2);
        Assert.AreEqual("t12380102030405060708", node.Heard[0]);
    }
}
