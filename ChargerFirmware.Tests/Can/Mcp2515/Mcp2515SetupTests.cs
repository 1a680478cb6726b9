using ChargerFirmware.Can.Mcp2515;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Can.Mcp2515;

/// <summary>The registers that are written before the chip goes on the bus, as literal bytes, and their comparison.</summary>
[TestClass]
public class Mcp2515SetupTests
{
    [TestMethod]
    public void TryApply_NoChoice_WritesOneFilterOfEachKindABufferUnderMasksOfZero()
    {
        ScriptedSpi spi = new ScriptedSpi();
        Mcp2515Setup setup = NewSetup(spi);
        AnswerAsWritten(spi);

        Assert.IsTrue(setup.TryApply());
        Assert.AreEqual("02 00 00 00 00 00 00 08 00 00 00 00 00 00 00 00", spi.Sent(0));
        Assert.AreEqual("02 10 00 08 00 00 00 00 00 00 00 08 00 00", spi.Sent(1));
        Assert.AreEqual("02 20 00 00 00 00 00 00 00 00 01 B5 00 03", spi.Sent(2));
        Assert.AreEqual("02 30 00", spi.Sent(3));
        Assert.AreEqual("02 40 00", spi.Sent(4));
        Assert.AreEqual("02 50 00", spi.Sent(5));
        Assert.AreEqual("02 60 04", spi.Sent(6));
        Assert.AreEqual("02 70 00", spi.Sent(7));
        Assert.AreEqual("03 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00", spi.Sent(8));
        Assert.AreEqual(16, spi.Count);
    }

    [TestMethod]
    public void TryApply_OnlyTheChargersOfOneMaker_WritesTheirRangeToEveryFilter()
    {
        ScriptedSpi spi = new ScriptedSpi();
        Mcp2515Setup setup = NewSetup(spi);
        setup.AcceptOnly(0x18FF50E0, 0x1FFFFFF0, true);

        setup.TryApply();
        Assert.AreEqual("02 00 C7 EB 50 E0 C7 EB 50 E0 C7 EB 50 E0 00 00", spi.Sent(0));
        Assert.AreEqual("02 10 C7 EB 50 E0 C7 EB 50 E0 C7 EB 50 E0", spi.Sent(1));
        Assert.AreEqual("02 20 FF E3 FF F0 FF E3 FF F0 01 B5 00 03", spi.Sent(2));
    }

    [TestMethod]
    public void TryApply_StandardRange_LeavesTheDataBytesOutOfTheFilter()
    {
        ScriptedSpi spi = new ScriptedSpi();
        Mcp2515Setup setup = NewSetup(spi);
        setup.AcceptOnly(0x305, 0x7FF, false);

        setup.TryApply();
        Assert.AreEqual("02 00 60 A0 00 00 60 A0 00 00 60 A0 00 00 00 00", spi.Sent(0));
        Assert.AreEqual("02 20 FF E0 00 00 FF E0 00 00 01 B5 00 03", spi.Sent(2));
    }

    [TestMethod]
    public void AcceptAll_AfterAChoice_TakesItBack()
    {
        ScriptedSpi spi = new ScriptedSpi();
        Mcp2515Setup setup = NewSetup(spi);
        setup.AcceptOnly(0x305, 0x7FF, false);
        setup.AcceptAll();
        AnswerAsWritten(spi);

        Assert.IsTrue(setup.TryApply());
        Assert.AreEqual("02 00 00 00 00 00 00 08 00 00 00 00 00 00 00 00", spi.Sent(0));
        Assert.AreEqual("02 20 00 00 00 00 00 00 00 00 01 B5 00 03", spi.Sent(2));
    }

    [TestMethod]
    [DataRow(0, 13, 0x04, true, "a filter that did not take")]
    [DataRow(0, 15, 0x38, false, "RTS pins in TXRTSCTRL")]
    [DataRow(2, 11, 0x04, true, "CNF2")]
    [DataRow(2, 13, 0x80, true, "CANINTE")]
    [DataRow(3, 2, 0x70, false, "results of an earlier transmission")]
    [DataRow(3, 2, 0x08, true, "a frame that still waits")]
    [DataRow(6, 2, 0x0B, false, "copy of BUKT, remote flag and filter hit")]
    [DataRow(6, 2, 0x60, true, "filters off")]
    [DataRow(7, 2, 0x0F, false, "remote flag and filter hit")]
    public void TryApply_RegisterReadsDifferently_FailsWhereItMatters(int block, int index, int difference, bool matters, string what)
    {
        ScriptedSpi spi = new ScriptedSpi();
        Mcp2515Setup setup = NewSetup(spi);
        for (int i = 0; i < 8; i++)
        {
            byte[] answer = AsWritten(i);
            if (i == block)
            {
                answer[index] ^= (byte)difference;
            }

            spi.Answer(answer);
        }

        Assert.AreEqual(!matters, setup.TryApply(), what);
    }

    private static Mcp2515Setup NewSetup(ScriptedSpi spi)
    {
        BitTiming timing = new BitTiming();
        Assert.IsTrue(timing.TryFind(8000000, 250000));
        Mcp2515Setup setup = new Mcp2515Setup(spi);
        setup.UseTiming(timing);
        return setup;
    }

    private static byte[] AsWritten(int block)
    {
        switch (block)
        {
            case 0:
                return new byte[] { 0, 0, 0, 0, 0, 0, 0, 0x08, 0, 0, 0, 0, 0, 0, 0, 0 };
            case 1:
                return new byte[] { 0, 0, 0, 0x08, 0, 0, 0, 0, 0, 0, 0, 0x08, 0, 0 };
            case 2:
                return new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x01, 0xB5, 0x00, 0x03 };
            case 6:
                return new byte[] { 0, 0, 0x04 };
            default:
                return new byte[] { 0, 0, 0 };
        }
    }

    private static void AnswerAsWritten(ScriptedSpi spi)
    {
        for (int i = 0; i < 8; i++)
        {
            spi.Answer(AsWritten(i));
        }
    }
}
