using ChargerFirmware.Can;
using ChargerFirmware.Can.Mcp2515;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Can.Mcp2515;

/// <summary>The literal bytes of each instruction (data sheet table 12-1).</summary>
[TestClass]
public class Mcp2515SpiTests
{
    [TestMethod]
    public void Reset_IsOneByte()
    {
        ScriptedSpi spi = new ScriptedSpi();
        Mcp2515Spi chip = new Mcp2515Spi(spi);
        chip.Reset();

        Assert.AreEqual(1, spi.Count);
        Assert.AreEqual("C0", spi.Sent(0));
    }

    [TestMethod]
    public void Send_EightBytes_AreTwoTransactionsAndFifteenBytes()
    {
        ScriptedSpi spi = new ScriptedSpi();
        Mcp2515Spi chip = new Mcp2515Spi(spi);
        CanFrame frame = new CanFrame();
        frame.Id = 0x1806E5F4;
        frame.Extended = true;
        frame.Length = 8;
        frame.Data[0] = 0x02;
        frame.Data[1] = 0x4C;
        frame.Data[4] = 0x01;
        frame.Data[7] = 0xEE;

        chip.Send(frame);

        Assert.AreEqual(2, spi.Count);
        Assert.AreEqual("40 C0 2A E5 F4 08 02 4C 00 00 01 00 00 EE", spi.Sent(0));
        Assert.AreEqual("81", spi.Sent(1));
    }

    [TestMethod]
    public void Receive_EitherBuffer_ReadsItWhole()
    {
        ScriptedSpi spi = new ScriptedSpi();
        Mcp2515Spi chip = new Mcp2515Spi(spi);
        spi.Answer(new byte[] { 0xFF, 0x6A, 0x20, 0xA5, 0xA5, 0x02, 0x11, 0x22, 0, 0, 0, 0, 0, 0 });
        spi.Answer(new byte[] { 0xFF, 0xC7, 0xEB, 0x50, 0xE5, 0x08, 1, 2, 3, 4, 5, 6, 7, 8 });
        CanFrame frame = new CanFrame();

        chip.Receive(0, frame);
        Assert.AreEqual("90 00 00 00 00 00 00 00 00 00 00 00 00 00", spi.Sent(0));
        Assert.AreEqual(0x351, (int)frame.Id);
        Assert.IsFalse(frame.Extended);
        Assert.AreEqual(2, frame.Length);
        Assert.AreEqual(0x22, (int)frame.Data[1]);

        chip.Receive(1, frame);
        Assert.AreEqual("94 00 00 00 00 00 00 00 00 00 00 00 00 00", spi.Sent(1));
        Assert.AreEqual(0x18FF50E5, (int)frame.Id);
        Assert.IsTrue(frame.Extended);
        Assert.AreEqual(8, (int)frame.Data[7]);
    }

    [TestMethod]
    public void ReadStatus_GivesTheSecondByte()
    {
        ScriptedSpi spi = new ScriptedSpi();
        Mcp2515Spi chip = new Mcp2515Spi(spi);
        spi.Answer(new byte[] { 0xFF, 0x09 });

        Assert.AreEqual(0x09, chip.ReadStatus());
        Assert.AreEqual("A0 00", spi.Sent(0));
    }

    [TestMethod]
    public void ClearBits_IsABitModifyWithValueZero()
    {
        ScriptedSpi spi = new ScriptedSpi();
        Mcp2515Spi chip = new Mcp2515Spi(spi);
        chip.ClearBits(Mcp2515Registers.InterruptFlags, Mcp2515Registers.InterruptError);
        chip.ClearBits(Mcp2515Registers.ErrorFlags, Mcp2515Registers.ErrorOverrun);
        chip.ClearBits(Mcp2515Registers.Transmit0Control, Mcp2515Registers.TransmitRequest);

        Assert.AreEqual("05 2C 20 00", spi.Sent(0));
        Assert.AreEqual("05 2D C0 00", spi.Sent(1));
        Assert.AreEqual("05 30 08 00", spi.Sent(2));
    }

    [TestMethod]
    public void WriteRegister_IsAWriteOfOneByte()
    {
        ScriptedSpi spi = new ScriptedSpi();
        Mcp2515Spi chip = new Mcp2515Spi(spi);
        chip.WriteRegister(Mcp2515Registers.Control, Mcp2515Registers.ControlNormal);

        Assert.AreEqual("02 0F 00", spi.Sent(0));
    }

    [TestMethod]
    public void Look_ReadsFromTheErrorCountersToTransmitBuffer0InOneTransaction()
    {
        ScriptedSpi spi = new ScriptedSpi();
        Mcp2515Spi chip = new Mcp2515Spi(spi);
        byte[] answer = new byte[23];
        answer[2] = 0x80; // 1C TEC
        answer[18] = 0x24; // 2C CANINTF
        answer[19] = 0x15; // 2D EFLG
        answer[22] = 0x08; // 30 TXB0CTRL
        spi.Answer(answer);

        chip.Look();

        Assert.AreEqual(1, spi.Count);
        Assert.AreEqual("03 1C 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00", spi.Sent(0));
        Assert.AreEqual(0x80, chip.Seen(Mcp2515Registers.TransmitErrors));
        Assert.AreEqual(0x24, chip.Seen(Mcp2515Registers.InterruptFlags));
        Assert.AreEqual(0x15, chip.Seen(Mcp2515Registers.ErrorFlags));
        Assert.AreEqual(0x08, chip.Seen(Mcp2515Registers.Transmit0Control));
    }

    [TestMethod]
    [DataRow(0x80, 0x87, true)]
    [DataRow(0x8E, 0x87, true)]
    [DataRow(0x00, 0x00, false)]
    [DataRow(0xFF, 0xFF, false)]
    [DataRow(0x80, 0x80, false)]
    [DataRow(0x00, 0x07, false)]
    public void IsFreshFromReset_TellsAChipFromADeadLine(int canstat, int canctrl, bool expected)
    {
        ScriptedSpi spi = new ScriptedSpi();
        Mcp2515Spi chip = new Mcp2515Spi(spi);
        spi.Answer(new byte[] { 0, 0, (byte)canstat, (byte)canctrl });

        Assert.AreEqual(expected, chip.IsFreshFromReset());
        Assert.AreEqual("03 0E 00 00", spi.Sent(0));
    }
}
