using System;
using ChargerFirmware.Network;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Network;

/// <summary>Names as strangers send them, in arrays without a byte behind the packet.</summary>
[TestClass]
public class DnsNamesTests
{
    // "a.bz"
    private const string Name = "0161" + "02627A" + "00";

    [TestMethod]
    [DataRow("00", 1)]
    [DataRow("016100", 3)]
    [DataRow("C000", 2)]
    [DataRow("0161C000", 4)]
    [DataRow("", -1)]
    [DataRow("0161", -1)]
    [DataRow("02", -1)]
    [DataRow("C0", -1)] // a pointer of one byte
    [DataRow("0161C0", -1)]
    [DataRow("4000", -1)] // label types that are none (RFC 1035, section 4.1.4)
    [DataRow("8000", -1)]
    public void End_Name_EndsWithinThePacketOrNowhere(string packet, int end)
    {
        byte[] bytes = Hex.Parse(packet);
        Assert.AreEqual(end, DnsNames.End(bytes, bytes.Length, 0));
    }

    [TestMethod]
    [DataRow(Name, true)]
    [DataRow("0141" + "02425A" + "00", true)] // either case
    [DataRow("0161" + "02627B" + "00", false)]
    [DataRow("0161" + "0262" + "5B" + "00", false)] // behind Z
    [DataRow("0161" + "00", false)]
    [DataRow("0161" + "02627A" + "0163" + "00", false)]
    [DataRow("0161" + "42627A" + "00", false)]
    public void Matches_Name_IsTheSameOrNot(string packet, bool matches)
    {
        byte[] bytes = Hex.Parse(packet);
        Assert.AreEqual(matches, DnsNames.Matches(bytes, bytes.Length, 0, Hex.Parse(Name)));
    }

    [TestMethod]
    [DataRow(Name, 0)]
    [DataRow("02627A00" + "0161" + "C000", 4)]
    public void Matches_EveryCutOfAName_IsNone(string packet, int at)
    {
        byte[] whole = Hex.Parse(packet);
        Assert.IsTrue(DnsNames.Matches(whole, whole.Length, at, Hex.Parse(Name)));
        for (int length = at; length < whole.Length; length++)
        {
            byte[] cut = new byte[length];
            Array.Copy(whole, 0, cut, 0, length);
            Assert.IsFalse(DnsNames.Matches(cut, length, at, Hex.Parse(Name)), length.ToString());
        }
    }

    [TestMethod]
    public void Matches_PointerBeyondTheFirst256Bytes_IsFollowed()
    {
        byte[] packet = new byte[264];
        byte[] tail = Hex.Parse("02627A00" + "0161" + "C100");
        Array.Copy(tail, 0, packet, 256, tail.Length);
        Assert.IsTrue(DnsNames.Matches(packet, packet.Length, 260, Hex.Parse(Name)));
    }
}
