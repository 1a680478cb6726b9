using System;
using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class FrameHeaderTests
{
    // RFC 6455, section 5.7, and the borders of the length's forms.
    [TestMethod]
    [DataRow("8105", 1, true, false, 5, true)]
    [DataRow("818537FA213D", 1, true, true, 5, true)]
    [DataRow("0103", 1, false, false, 3, true)]
    [DataRow("8002", 0, true, false, 2, true)]
    [DataRow("8905", 9, true, false, 5, true)]
    [DataRow("8A8537FA213D", 10, true, true, 5, true)]
    [DataRow("827E0100", 2, true, false, 256, true)]
    [DataRow("827F0000000000010000", 2, true, false, 65536, true)]
    [DataRow("827D", 2, true, false, 125, true)]
    [DataRow("827E007E", 2, true, false, 126, true)]
    [DataRow("827EFFFF", 2, true, false, 65535, true)]
    [DataRow("827E007D", 2, true, false, 125, false)]
    [DataRow("827E0000", 2, true, false, 0, false)]
    [DataRow("827F000000000000FFFF", 2, true, false, 65535, false)]
    [DataRow("827F0000000000000000", 2, true, false, 0, false)]
    [DataRow("827F000000007FFFFFFF", 2, true, false, 2147483647, true)]
    [DataRow("827F0000000080000000", 2, true, false, -1, true)]
    [DataRow("827F7FFFFFFFFFFFFFFF", 2, true, false, -1, true)]
    [DataRow("827F8000000000000000", 2, true, false, -1, false)]
    [DataRow("82FF000000000001000011223344", 2, true, true, 65536, true)]
    public void Read_WholeHead_GivesItsFields(string hex, int opcode, bool isFinal, bool isMasked, int length, bool isLegal)
    {
        byte[] bytes = Hex.Parse("EE" + hex + "EE");
        int headLength = bytes.Length - 2;
        FrameHeader header = new FrameHeader();
        for (int count = 0; count < headLength; count++)
        {
            Assert.AreEqual(0, header.Read(bytes, 1, count), "too few bytes: " + count.ToString());
        }

        Assert.AreEqual(headLength, header.Read(bytes, 1, headLength));
        Assert.AreEqual(headLength, header.Read(bytes, 1, headLength + 1));
        Assert.AreEqual(opcode, header.Opcode);
        Assert.AreEqual(isFinal, header.IsFinal);
        Assert.AreEqual(isMasked, header.IsMasked);
        Assert.AreEqual(length, header.PayloadLength);
        Assert.AreEqual(isLegal, header.IsLengthLegal);
        Assert.AreEqual(0, header.Reserved);
        if (isMasked)
        {
            Assert.AreEqual(1 + headLength - 4, header.KeyOffset);
        }
    }

    [TestMethod]
    public void Read_ArrayEndsWithinTheHead_IsNotReadOver()
    {
        byte[] head = Hex.Parse("82FF000000000001000011223344");
        FrameHeader header = new FrameHeader();
        for (int count = 0; count < head.Length; count++)
        {
            byte[] cut = new byte[count];
            Array.Copy(head, 0, cut, 0, count);
            Assert.AreEqual(0, header.Read(cut, 0, count));
        }
    }

    [TestMethod]
    [DataRow("C100", 0x40)]
    [DataRow("A100", 0x20)]
    [DataRow("9100", 0x10)]
    [DataRow("F100", 0x70)]
    public void Read_ReservedBits_AreTold(string hex, int reserved)
    {
        FrameHeader header = new FrameHeader();
        header.Read(Hex.Parse(hex), 0, 2);
        Assert.AreEqual(reserved, header.Reserved);
    }

    [TestMethod]
    [DataRow(0, "8100")]
    [DataRow(125, "817D")]
    [DataRow(126, "817E007E")]
    [DataRow(65535, "817EFFFF")]
    [DataRow(65536, "817F0000000000010000")]
    [DataRow(16777216, "817F0000000001000000")]
    public void Write_Length_TakesItsShortestForm(int length, string hex)
    {
        byte[] target = new byte[FrameHeader.MaxLength];
        int written = FrameHeader.Write(target, 1, Opcode.Text, true, length);
        Assert.AreEqual(hex, Hex.Of(target, 1 + written).Substring(2));
        Assert.AreEqual(written, FrameHeader.LengthFor(length));
    }

    [TestMethod]
    public void Write_NotFinal_LeavesFinOut()
    {
        byte[] target = new byte[2];
        FrameHeader.Write(target, 0, Opcode.Binary, false, 3);
        Assert.AreEqual("0203", Hex.Of(target, 2));
    }

    [TestMethod]
    public void WriteMasked_WhatIsWritten_IsReadAgain()
    {
        byte[] target = new byte[FrameHeader.MaxLength];
        int written = FrameHeader.WriteMasked(target, 0, Opcode.Ping, true, 70000, 0x37FA213D);
        FrameHeader header = new FrameHeader();
        Assert.AreEqual(written, header.Read(target, 0, written));
        Assert.AreEqual(FrameHeader.MaxLength, written);
        Assert.IsTrue(header.IsMasked);
        Assert.AreEqual(70000, header.PayloadLength);
        Assert.AreEqual(Opcode.Ping, header.Opcode);
        Assert.AreEqual("37FA213D", Hex.Of(target, written).Substring(2 * header.KeyOffset));
    }
}
