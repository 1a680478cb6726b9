using ChargerFirmware.Can;
using ChargerFirmware.Can.Mcp2515;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Can.Mcp2515;

/// <summary>Frames in the chip's buffers, against computed examples (data sheet registers 3-3 to 3-8 and 4-4 to 4-9).</summary>
[TestClass]
public class Mcp2515FrameTests
{
    [TestMethod]
    [DataRow(0x1806E5F4, true, 0xC0, 0x2A, 0xE5, 0xF4)]
    [DataRow(0x18FF50E5, true, 0xC7, 0xEB, 0x50, 0xE5)]
    [DataRow(0x0000AAAA, true, 0x00, 0x08, 0xAA, 0xAA)]
    [DataRow(0x18E54024, true, 0xC7, 0x29, 0x40, 0x24)]
    [DataRow(0x18EB2440, true, 0xC7, 0x4B, 0x24, 0x40)]
    [DataRow(0x1FFFFFFF, true, 0xFF, 0xEB, 0xFF, 0xFF)]
    [DataRow(0x2FF, false, 0x5F, 0xE0, 0x00, 0x00)]
    [DataRow(0x351, false, 0x6A, 0x20, 0x00, 0x00)]
    [DataRow(0x618, false, 0xC3, 0x00, 0x00, 0x00)]
    [DataRow(0x7FF, false, 0xFF, 0xE0, 0x00, 0x00)]
    public void PackAndUnpack_IdentifierOfTheTable_Agree(int id, bool extended, int sidh, int sidl, int eid8, int eid0)
    {
        CanFrame frame = new CanFrame();
        frame.Id = (uint)id;
        frame.Extended = extended;
        frame.Length = 3;
        frame.Data[0] = 1;
        frame.Data[1] = 2;
        frame.Data[2] = 3;
        byte[] bytes = new byte[1 + Mcp2515Frame.Length];

        Mcp2515Frame.Pack(frame, bytes, 1);
        AssertBytes(new byte[] { 0, (byte)sidh, (byte)sidl, (byte)eid8, (byte)eid0, 3, 1, 2, 3, 0, 0, 0, 0, 0 }, bytes);

        CanFrame read = new CanFrame();
        Mcp2515Frame.Unpack(bytes, 1, read);
        Assert.AreEqual(id, (int)read.Id);
        Assert.AreEqual(extended, read.Extended);
        Assert.IsFalse(read.Remote);
        Assert.AreEqual(3, read.Length);
        AssertBytes(frame.Data, read.Data);
    }

    [TestMethod]
    public void Pack_RemoteFrame_SetsTheOneBitOfBothKinds()
    {
        CanFrame frame = new CanFrame();
        frame.Remote = true;
        frame.Length = 4;
        byte[] bytes = new byte[Mcp2515Frame.Length];

        Mcp2515Frame.Pack(frame, bytes, 0);
        Assert.AreEqual(0x44, (int)bytes[4]);
        frame.Extended = true;
        Mcp2515Frame.Pack(frame, bytes, 0);
        Assert.AreEqual(0x44, (int)bytes[4]);
    }

    [TestMethod]
    public void Unpack_RemoteFrame_IsToldByAnotherBitForEachKind()
    {
        CanFrame frame = new CanFrame();

        // Standard: SRR. The RTR bit of the length byte does not count (register 4-8).
        Mcp2515Frame.Unpack(new byte[] { 0x5F, 0xF0, 0xA5, 0xA5, 0x02, 0, 0, 0, 0, 0, 0, 0, 0 }, 0, frame);
        Assert.AreEqual(0x2FF, (int)frame.Id);
        Assert.IsTrue(frame.Remote);
        Mcp2515Frame.Unpack(new byte[] { 0x5F, 0xE0, 0xA5, 0xA5, 0x42, 0, 0, 0, 0, 0, 0, 0, 0 }, 0, frame);
        Assert.IsFalse(frame.Remote);

        // Extended: RTR in the length byte. SRR does not count.
        Mcp2515Frame.Unpack(new byte[] { 0xC7, 0xEB, 0x50, 0xE5, 0x48, 0, 0, 0, 0, 0, 0, 0, 0 }, 0, frame);
        Assert.AreEqual(0x18FF50E5, (int)frame.Id);
        Assert.IsTrue(frame.Remote);
        Mcp2515Frame.Unpack(new byte[] { 0xC7, 0xFB, 0x50, 0xE5, 0x08, 0, 0, 0, 0, 0, 0, 0, 0 }, 0, frame);
        Assert.IsFalse(frame.Remote);
    }

    [TestMethod]
    public void PackAndUnpack_LengthAbove8_MeansEight()
    {
        CanFrame frame = new CanFrame();
        byte[] bytes = new byte[] { 0, 0, 0, 0, 0x0F, 1, 2, 3, 4, 5, 6, 7, 8 };

        Mcp2515Frame.Unpack(bytes, 0, frame);
        Assert.AreEqual(8, frame.Length);
        Assert.AreEqual(8, (int)frame.Data[7]);

        frame.Length = 12;
        Mcp2515Frame.Pack(frame, bytes, 0);
        Assert.AreEqual(8, (int)bytes[4]);
    }

    private static void AssertBytes(byte[] expected, byte[] actual)
    {
        Assert.AreEqual(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual((int)expected[i], (int)actual[i], "byte " + i.ToString());
        }
    }
}
