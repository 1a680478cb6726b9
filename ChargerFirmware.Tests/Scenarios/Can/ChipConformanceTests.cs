using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Can.Mcp2515;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>The simulated MCP2515 against the data sheet: SPI, registers and modes.</summary>
[TestClass]
public class ChipConformanceTests
{
    [TestMethod]
    public void Reset_Registers_AreAtTheirDefaults()
    {
        var bench = new ChipBench();
        bench.Enter();
        bench.Spi("C0");
        bench.Wait(1);

        Assert.AreEqual("FF FF 80 87", bench.Spi("03 0E 00 00"));
        Assert.AreEqual("FF FF 00 00 00 00 00 00", bench.Spi("03 28 00 00 00 00 00 00"));
        Assert.AreEqual(0x00, bench.Read(0x60));
        Assert.AreEqual(0x00, bench.Read(0x30));
    }

    [TestMethod]
    public void Reset_OscillatorStartUp_AnswersNobody()
    {
        var bench = new ChipBench();
        bench.Spi("C0");

        Assert.AreEqual("00 00 00", bench.Spi("03 0E 00"));
        Assert.HasCount(1, bench.Chip.Complaints);
        bench.Wait(1);
        Assert.AreEqual("FF FF 80", bench.Spi("03 0E 00"));
    }

    [TestMethod]
    public void ReadAndWrite_Address_CountsUpAndWrapsAtTheEndOfTheMap()
    {
        var bench = new ChipBench();
        bench.Spi("02 28 01 B5 00 03");

        Assert.AreEqual("FF FF 01 B5 00 03", bench.Spi("03 28 00 00 00 00"));
        bench.Spi("02 00 11");
        Assert.AreEqual("FF FF 00 80 87 11", bench.Spi("03 7D 00 00 00 00"));
    }

    [TestMethod]
    public void StatusAndControl_AreAtTheEndOfEveryRow()
    {
        ChipBench bench = new ChipBench().Enter();
        for (int row = 0; row < 8; row++)
        {
            Assert.AreEqual(0x00, bench.Read(row * 16 + 0x0E));
            Assert.AreEqual(0x00, bench.Read(row * 16 + 0x0F));
        }

        bench.Spi("02 5F 80");
        bench.Wait(1);
        Assert.AreEqual(0x80, bench.Read(0x1E));
    }

    [TestMethod]
    public void ConfigurationRegisters_OutsideConfigurationMode_CannotBeWrittenAndFiltersReadZero()
    {
        var bench = new ChipBench();
        bench.Spi("02 00 C7 EB 50 E5");
        bench.Spi("02 20 FF E3 FF F0");
        Assert.AreEqual("FF FF C7 EB 50 E5", bench.Spi("03 00 00 00 00 00"));
        bench.Enter();

        Assert.AreEqual("FF FF 00 00 00 00", bench.Spi("03 00 00 00 00 00"));
        Assert.AreEqual("FF FF 00 00 00 00", bench.Spi("03 20 00 00 00 00"));
        foreach (string address in new[] { "00", "10", "20", "28", "29", "2A", "0D" })
        {
            bench.Spi("02 " + address + " 07");
        }

        Assert.HasCount(7, bench.Chip.Complaints);
        Assert.AreEqual("FF FF 01 B5 00", bench.Spi("03 28 00 00 00"));
        bench.Spi("02 0F 80");
        bench.Wait(1);
        Assert.AreEqual("FF FF C7 EB 50 E5", bench.Spi("03 00 00 00 00 00"), "kept all the same");
    }

    [TestMethod]
    public void Bits_ThatDoNotExistOrAreReadOnly_KeepTheirValue()
    {
        var bench = new ChipBench();
        foreach ((string address, int expected) in new[]
        {
            ("01", 0xEB), ("21", 0xE3), ("28", 0xC7), ("0C", 0x3F), ("0D", 0x3F), ("1C", 0x00), ("1D", 0x00), ("2D", 0xC0), ("60", 0x66), ("70", 0x60), ("61", 0x00), ("31", 0xFF),
        })
        {
            bench.Spi("02 " + address + " FF");
            Assert.AreEqual(expected, bench.Read(int.Parse(address, System.Globalization.NumberStyles.HexNumber)), address);
        }
    }

    [TestMethod]
    public void RtsPins_Unused_ReadHighByTheirPullUps()
    {
        Assert.AreEqual(0x38, new ChipBench().Read(0x0D));
    }

    [TestMethod]
    public void BitModify_AllowedRegister_ChangesTheMaskedBitsOnly()
    {
        var bench = new ChipBench();
        bench.Spi("02 2B 0F");
        bench.Spi("05 2B 33 F0");
        Assert.AreEqual(0x3C, bench.Read(0x2B));
        Assert.IsEmpty(bench.Chip.Complaints);
    }

    [TestMethod]
    public void BitModify_OtherRegister_WritesTheWholeByte()
    {
        var bench = new ChipBench();
        bench.Spi("02 36 0F");
        bench.Spi("05 36 33 F0");
        Assert.AreEqual(0xF0, bench.Read(0x36));
        Assert.HasCount(1, bench.Chip.Complaints);
    }

    [TestMethod]
    public void Mode_Normal_NeedsElevenRecessiveBits()
    {
        var bench = new ChipBench();
        bench.Spi("02 28 01 B5 00");
        bench.Bus.StuckDominant = true;
        bench.Spi("02 0F 00");
        bench.Wait(1000);
        Assert.AreEqual(0x80, bench.Read(0x0E), "not on a dead bus");

        bench.Bus.StuckDominant = false;
        Assert.AreEqual(0x80, bench.Read(0x0E), "not at once");
        bench.Wait(1);
        Assert.AreEqual(0x00, bench.Read(0x0E));
    }

    [TestMethod]
    public void Mode_ConfigurationWithAFramePending_WaitsForIt()
    {
        ChipBench bench = new ChipBench().Enter();
        bench.Spi("40 24 60 00 00 00");
        bench.Spi("81");
        bench.Wait(1);
        bench.Spi("02 0F 80");
        bench.Wait(50);
        Assert.AreEqual(0x00, bench.Read(0x0E) & 0xE0, "10.0: not before all pending transmissions are complete");

        bench.Spi("05 30 08 00");
        bench.Wait(2);
        Assert.AreEqual(0x80, bench.Read(0x0E) & 0xE0);
        Assert.AreEqual("FF FF 00 00", bench.Spi("03 1C 00 00"), "10.1: the error counters are cleared");
    }

    [TestMethod]
    public void Mode_ListenOnly_ReceivesButNeitherAcknowledgesNorSends()
    {
        ChipBench bench = new ChipBench().Enter("60");
        TestNode node = bench.AddNode();
        node.Send("t1230");
        bench.Wait(20);
        Assert.IsTrue(node.Failed > 10);
        Assert.AreEqual(0, bench.Read(0x2C) & 3);

        bench.AddNode();
        bench.Wait(5);
        Assert.AreEqual(1, bench.Read(0x2C) & 3, "another one acknowledged");
    }

    [TestMethod]
    public void Mode_Loopback_WorksWithoutABus()
    {
        ChipBench bench = new ChipBench().Enter("40");
        TestNode node = bench.AddNode();
        bench.Spi("40 C7 EB 50 E5 02 AB CD");
        bench.Spi("81");
        bench.Wait(1);

        Assert.AreEqual("FF C7 EB 50 E5 02 AB CD", bench.Spi("90 00 00 00 00 00 00 00"));
        Assert.AreEqual(0x04, bench.Read(0x2C), "sent; read");
        Assert.IsEmpty(node.Heard);
    }

    [TestMethod]
    public void Mode_Sleep_WakesByTheBusIntoListenOnly()
    {
        ChipBench bench = new ChipBench().Enter();
        bench.Spi("02 2B 40");
        bench.Spi("02 0F 20");
        bench.Wait(1);
        Assert.AreEqual(0x20, bench.Read(0x0E));
        TestNode node = bench.AddNode();
        bench.AddNode();
        node.Send("t1230");
        bench.Wait(2);

        Assert.AreEqual(0x64, bench.Read(0x0E), "listen-only, wake-up interrupt");
        Assert.IsTrue(bench.Interrupt);
        Assert.AreEqual(0, bench.Read(0x2C) & 3, "the frame that wakes is lost");
    }

    [TestMethod]
    [DataRow(8_000_000, "01 B5 00", 250_000)]
    [DataRow(16_000_000, "01 B5 00", 500_000)]
    [DataRow(16_000_000, "01 B5 01", 250_000)]
    [DataRow(8_000_000, "01 91 00", 500_000)]
    [DataRow(8_000_000, "02 90 00", 500_000)]
    [DataRow(8_000_000, "03 AC 40", 250_000)]
    [DataRow(16_000_000, "86 F0 03", 125_000)]
    public void BitRate_FollowsFromTheCrystalAndCnf(int crystal, string cnf3To1, int bitsPerSecond)
    {
        var bench = new ChipBench(crystal);
        bench.Spi("02 28 " + cnf3To1);

        Assert.AreEqual(bitsPerSecond, bench.Chip.BitsPerSecond);
    }

    [TestMethod]
    public void Spi_WrongUse_IsComplainedOf()
    {
        ChipBench bench = new ChipBench().Enter();
        bench.Spi("55");
        bench.Spi("03 0E");
        bench.Spi("05 2C 01");
        bench.Spi("05 30 08 08");
        bench.Spi("40 FF");

        Assert.HasCount(5, bench.Chip.Complaints);
        StringAssert.Contains(bench.Chip.Complaints[0], "unknown instruction 55");
        StringAssert.Contains(bench.Chip.Complaints[3], "erratum 5");
        StringAssert.Contains(bench.Chip.Complaints[4], "pending");
        Assert.AreEqual(0, bench.Read(0x31));
    }

    [TestMethod]
    public void Spi_Faults_AnswerAndForget()
    {
        ChipBench bench = new ChipBench().Enter();
        bench.Chip.SpiFault = SpiFault.Ones;
        Assert.AreEqual("FF FF FF", bench.Spi("03 0E 00"));
        bench.Spi("C0");
        bench.Chip.SpiFault = SpiFault.Zeros;
        Assert.AreEqual("00 00 00", bench.Spi("03 2A 00"));
        bench.Chip.SpiFault = SpiFault.None;
        Assert.AreEqual(0xB5, bench.Read(0x29), "the reset has not arrived");
    }

    [TestMethod]
    public void Counters_TransactionsBytesAndRecording_AreTrue()
    {
        var bench = new ChipBench();
        bench.Chip.StartRecording();
        bench.Spi("A0 00");
        bench.Chip.Write([0x02, 0x2B, 0x03]);

        Assert.AreEqual(2, bench.Chip.Transactions);
        Assert.AreEqual(5, bench.Chip.Bytes);
        CollectionAssert.AreEqual(new[] { "A0 00", "02 2B 03" }, bench.Chip.Recording.ToArray());
    }
}
