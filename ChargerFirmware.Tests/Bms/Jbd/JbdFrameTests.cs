using ChargerFirmware.Bms.Jbd;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Bms.Jbd;

[TestClass]
public class JbdFrameTests
{
    [TestMethod]
    [DataRow(JbdRegister.Basic, "DDA50300FFFD77")]
    [DataRow(JbdRegister.Cells, "DDA50400FFFC77")]
    [DataRow(JbdRegister.Name, "DDA50500FFFB77")]
    [DataRow(JbdRegister.ErrorCounters, "DDA5AA00FF5677")]
    [DataRow(0, "DDA50000000077")]
    public void ReadRequest_Register_IsExactToTheByte(int register, string expected)
    {
        Assert.AreEqual(expected, Hex.From(JbdFrame.ReadRequest(register)));
    }

    [TestMethod]
    [DataRow(true, "DD5AE1020000FF1D77")]
    [DataRow(false, "DD5AE1020001FF1C77")]
    public void ChargeFetRequest_IsExactToTheByteAndLeavesTheLoadAlone(bool on, string expected)
    {
        Assert.AreEqual(expected, Hex.From(JbdFrame.ChargeFetRequest(on)));
    }

    [TestMethod]
    public void Checksum_OfNothing_IsZero()
    {
        // A write acknowledge, DD rr 00 00 00 00 77, is right: 10000 - 0 has no place in two bytes.
        Assert.AreEqual(0, JbdFrame.Checksum(Hex.Of("DD2D0000000077"), 2, 2));
    }

    [TestMethod]
    public void Checksum_LargestData_DoesNotOverflow()
    {
        byte[] data = new byte[JbdFrame.MaxPayload];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = 0xFF;
        }

        Assert.AreEqual(0x10000 - JbdFrame.MaxPayload * 0xFF, JbdFrame.Checksum(data, 0, data.Length));
    }
}
