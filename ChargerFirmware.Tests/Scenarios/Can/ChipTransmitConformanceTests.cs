using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>The simulated MCP2515 against the data sheet: transmit buffers and error counters.</summary>
[TestClass]
public class ChipTransmitConformanceTests
{
    [TestMethod]
    public void Rts_LoadedBuffer_SendsOnceAndSaysSo()
    {
        ChipBench bench = new ChipBench().Enter();
        TestNode node = bench.AddNode();
        bench.Spi("40 C0 2A E5 F4 08 03 D4 00 A0 00 00 00 00");
        bench.Spi("81");
        Assert.AreEqual(0x08, bench.Read(0x30));
        bench.Wait(10);

        CollectionAssert.AreEqual(new[] { "T1806E5F4803D400A000000000" }, node.Heard);
        Assert.AreEqual(0x00, bench.Read(0x30));
        Assert.AreEqual(0x04, bench.Read(0x2C) & 0x1C, "TX0IF");
    }

    [TestMethod]
    public void Priority_EqualOnes_HigherBufferFirst()
    {
        ChipBench bench = new ChipBench().Enter();
        TestNode node = bench.AddNode();
        Load(bench);
        bench.Spi("87");
        bench.Wait(5);
        CollectionAssert.AreEqual(new[] { "t1020", "t1010", "t1000" }, node.Heard);
    }

    [TestMethod]
    public void Priority_HigherTxp_First()
    {
        ChipBench bench = new ChipBench().Enter();
        TestNode node = bench.AddNode();
        Load(bench);
        bench.Spi("02 30 03");
        bench.Spi("02 40 01");
        bench.Spi("87");
        bench.Wait(5);
        CollectionAssert.AreEqual(new[] { "t1000", "t1010", "t1020" }, node.Heard);
    }

    [TestMethod]
    public void NoAcknowledge_CounterRisesTo128AndStaysThere()
    {
        ChipBench bench = new ChipBench().Enter();
        bench.Spi("81");
        bench.Wait(1000);

        Assert.AreEqual(128, bench.Read(0x1C));
        Assert.AreEqual(0x15, bench.Read(0x2D), "TXEP, TXWAR, EWARN and no TXBO");
        Assert.AreEqual(0x18, bench.Read(0x30) & 0x18, "still pending, TXERR");
        Assert.AreEqual(0xA0, bench.Read(0x2C), "MERRF, ERRIF");

        bench.AddNode();
        bench.Wait(2);
        Assert.AreEqual(127, bench.Read(0x1C));
        Assert.AreEqual(0x05, bench.Read(0x2D));
    }

    [TestMethod]
    public void ErrorLatch_EveryChangeOfState_IsKeptUntilCleared()
    {
        ChipBench bench = new ChipBench().Enter();
        bench.Spi("81");
        bench.Wait(1000);
        bench.Spi("05 2C A0 00");
        bench.Wait(1000);
        Assert.AreEqual(0x80, bench.Read(0x2C), "passive and staying so: no further change");
        bench.AddNode();
        bench.Wait(2);
        Assert.AreEqual(0x20, bench.Read(0x2C) & 0x20, "passive to warning");
    }

    [TestMethod]
    public void DestroyedFrames_EightEach_BusOffAbove255AndBackAfter128TimesElevenBits()
    {
        ChipBench bench = new ChipBench().Enter();
        bench.AddNode();
        bench.Bus.DestroyFramesOf = bench.Chip;
        int attempts = 0;
        bench.Bus.Tap += _ => attempts++;
        bench.Spi("81");
        while (!bench.Chip.IsBusOff)
        {
            bench.Wait(1);
        }

        Assert.AreEqual(32, attempts);
        Assert.AreEqual(0x20, bench.Read(0x2D) & 0x20);
        bench.Wait(4);
        Assert.AreEqual(32, attempts, "silent");
        Assert.IsTrue(bench.Chip.IsBusOff);
        bench.Wait(3);
        Assert.IsFalse(bench.Chip.IsBusOff, "5.6 ms at 250 kbit/s");
        Assert.IsTrue(attempts > 32, "the frame was still pending");
        Assert.AreEqual(0, bench.Read(0x2D) & 0x20);
        Assert.AreEqual(0x20, bench.Read(0x2C) & 0x20, "the latch tells");
    }

    [TestMethod]
    public void BusOff_DominantBus_NeverEnds()
    {
        ChipBench bench = new ChipBench().Enter();
        bench.Bus.DestroyFramesOf = bench.Chip;
        bench.Spi("81");
        while (!bench.Chip.IsBusOff)
        {
            bench.Wait(1);
        }

        bench.Bus.StuckDominant = true;
        bench.Wait(1000);
        Assert.IsTrue(bench.Chip.IsBusOff);
    }

    [TestMethod]
    public void ReceiveErrors_RiseByOneAndFallByOne_AndFromPassiveToBelow128()
    {
        ChipBench bench = new ChipBench().Enter();
        TestNode node = bench.AddNode();
        bench.AddNode();
        bench.Bus.DestroyFramesOf = node;
        node.Send("t1010");
        bench.Wait(20);
        int errors = bench.Read(0x1D);
        Assert.IsTrue(errors is > 30 and < 128, errors.ToString());
        bench.Wait(100);
        Assert.AreEqual(128, bench.Read(0x1D));
        Assert.AreEqual(0x0B, bench.Read(0x2D), "RXEP, RXWAR, EWARN");
        bench.Bus.DestroyFramesOf = null;
        bench.Wait(2);
        Assert.AreEqual(120, bench.Read(0x1D));
        node.Send("t1010", "t1010");
        bench.Wait(3);
        Assert.AreEqual(118, bench.Read(0x1D));
    }

    [TestMethod]
    public void OneShot_NobodyAcknowledges_IsTriedOnce()
    {
        ChipBench bench = new ChipBench().Enter("08");
        int attempts = 0;
        bench.Bus.Tap += _ => attempts++;
        bench.Spi("81");
        bench.Wait(20);
        Assert.AreEqual(1, attempts);
        Assert.AreEqual(0x10, bench.Read(0x30), "TXERR, no longer pending");
        Assert.AreEqual(0, bench.Read(0x2C) & 0x04);
    }

    [TestMethod]
    [DataRow(false, 0x08)]
    [DataRow(true, 0x00)]
    public void Abort_FrameOnTheWire_GoesOnAndIsGivenUpOnlyIfItFails(bool readsAtOnce, int txreqMeanwhile)
    {
        ChipBench bench = new ChipBench().Enter();
        bench.Chip.AbortReadsAtOnce = readsAtOnce;
        TestNode node = bench.AddNode();
        for (int attempt = 0; attempt < 2; attempt++)
        {
            // Behind two frames of 0.49 ms: ours is on the wire when the millisecond is over.
            node.Send("t0018FFFFFFFFFFFFFFFF", "t0018FFFFFFFFFFFFFFFF");
            bench.Spi("40 24 68 00 00 08 00 00 00 00 00 00 00 00");
            bench.Spi("81");
            node.IsRunning = attempt == 0;
            bench.Wait(1);
            bench.Spi("05 30 08 00");
            Assert.AreEqual(txreqMeanwhile, bench.Read(0x30) & 0x08);
            bench.Wait(3);
            Assert.AreEqual(0, bench.Read(0x30) & 0x48, "not pending; ABTF is for ABAT only");
            Assert.AreEqual(attempt == 0 ? 0x04 : 0, bench.Read(0x2C) & 0x04, "the flag tells which");
            bench.Spi("05 2C 04 00");
            bench.Spi("90 00");
            bench.Spi("94 00");
        }

        Assert.HasCount(1, node.Heard);
    }

    [TestMethod]
    public void Abat_PendingFrames_AreGivenUpWithABTF()
    {
        ChipBench bench = new ChipBench().Enter();
        TestNode node = bench.AddNode();
        Load(bench);
        bench.Spi("87");
        bench.Spi("05 0F 10 10");
        bench.Wait(5);
        foreach (int control in new[] { 0x30, 0x40, 0x50 })
        {
            Assert.AreEqual(0x40, bench.Read(control));
        }

        Assert.IsEmpty(node.Heard);
        bench.Spi("05 0F 10 00");
        bench.Spi("81");
        bench.Wait(3);
        CollectionAssert.AreEqual(new[] { "t1000" }, node.Heard);
        Assert.AreEqual(0, bench.Read(0x30), "a new request clears ABTF");
    }

    [TestMethod]
    public void Arbitration_Lost_IsToldAndTheFrameFollows()
    {
        ChipBench bench = new ChipBench().Enter();
        TestNode node = bench.AddNode();
        node.Send("t0018FFFFFFFFFFFFFFFF", "t0018FFFFFFFFFFFFFFFF", "t0018FFFFFFFFFFFFFFFF");
        Load(bench);
        bench.Spi("81");
        bench.Wait(1);
        Assert.AreEqual(0x28, bench.Read(0x30), "MLOA, pending");
        bench.Wait(2);
        CollectionAssert.AreEqual(new[] { "t1000" }, node.Heard);
    }

    [TestMethod]
    public void ResetByItself_FrameOnTheWire_ReachesNobody()
    {
        ChipBench bench = new ChipBench().Enter();
        TestNode node = bench.AddNode();
        TestNode other = bench.AddNode();
        node.Send("t0018FFFFFFFFFFFFFFFF", "t0018FFFFFFFFFFFFFFFF");
        bench.Spi("40 24 68 00 00 08");
        bench.Spi("81");
        bench.Wait(1);
        bench.Chip.ResetByItself();
        bench.Wait(5);
        CollectionAssert.AreEqual(new[] { "t0018FFFFFFFFFFFFFFFF", "t0018FFFFFFFFFFFFFFFF" }, other.Heard);
        Assert.AreEqual(0x80, bench.Read(0x0E));
    }

    /// <summary>Identifiers 100, 101, 102 into the three buffers.</summary>
    private static void Load(ChipBench bench)
    {
        bench.Spi("40 20 00 00 00 00");
        bench.Spi("42 20 20 00 00 00");
        bench.Spi("44 20 40 00 00 00");
    }
}
