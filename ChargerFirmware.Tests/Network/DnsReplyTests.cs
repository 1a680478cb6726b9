using System;
using ChargerFirmware.Network;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Network;

[TestClass]
public class DnsReplyTests
{
    // "captive.apple.com"
    private const string Apple = "076361707469766505" + "6170706C6503636F6D00";
    private const string Header = "1234" + "0100" + "0001" + "0000" + "0000" + "0000";

    private readonly byte[] _address = { 192, 168, 4, 1 };
    private readonly byte[] _reply = new byte[DnsReply.MaxBytes];

    [TestMethod]
    public void Make_QuestionForAnAddress_IsHereForThirtySeconds()
    {
        Assert.AreEqual(
            "1234" + "8580" + "0001" + "0001" + "0000" + "0000" + Apple + "00010001" + "C00C" + "00010001" + "0000001E" + "0004" + "C0A80401",
            Reply(Header + Apple + "00010001"));
    }

    [TestMethod]
    [DataRow("001C")] // AAAA
    [DataRow("0041")] // HTTPS
    [DataRow("000C")] // PTR
    [DataRow("00FF")] // ANY
    [DataRow("FFFF")] // unassigned
    public void Make_QuestionForSomethingElse_HasNoErrorAndNoRecord(string type)
    {
        Assert.AreEqual("1234" + "8580" + "0001" + "0000" + "0000" + "0000" + Apple + type + "0001", Reply(Header + Apple + type + "0001"));
    }

    [TestMethod]
    public void Make_NoRecursionDesired_DoesNotClaimIt()
    {
        Assert.AreEqual("12348480", Reply("1234" + "0000" + "000100000000" + "0000" + Apple + "00010001").Substring(0, 8));
    }

    [TestMethod]
    public void Make_ClassAny_IsAnswered()
    {
        Assert.AreEqual(Apple.Length / 2 + 12 + 4 + 16, Make(Header + Apple + "000100FF"));
    }

    [TestMethod]
    public void Make_OtherClass_IsRefused()
    {
        Assert.AreEqual("123485850000000000000000", Reply(Header + Apple + "00010003"));
    }

    [TestMethod]
    public void Make_WithEdns_AnswersWithoutIt()
    {
        string reply = Reply("1234" + "0120" + "0001" + "0000" + "0000" + "0001" + Apple + "00010001" + "0000291000000000000000");
        Assert.AreEqual("00010001" + "00000000", reply.Substring(8, 16));
    }

    [TestMethod]
    public void Make_RootName_IsHereToo()
    {
        Assert.AreEqual(12 + 1 + 4 + 16, Make(Header + "00" + "00010001"));
    }

    [TestMethod]
    public void Make_PointerInTheQuestion_IsAFormatError()
    {
        Assert.AreEqual("123485810000000000000000", Reply(Header + "C00C" + "00010001"));
    }

    [TestMethod]
    public void Make_PointerBehindALabel_IsAFormatError()
    {
        Assert.AreEqual("123485810000000000000000", Reply(Header + "0161C00C" + "00010001"));
    }

    [TestMethod]
    [DataRow("0000")]
    [DataRow("0002")]
    [DataRow("FFFF")]
    public void Make_NotOneQuestion_IsAFormatError(string count)
    {
        Assert.AreEqual("123485810000000000000000", Reply("1234" + "0100" + count + "000000000000" + Apple + "00010001" + Apple + "00010001"));
    }

    [TestMethod]
    public void Make_OtherOpcode_IsNotImplemented()
    {
        // NOTIFY (4).
        Assert.AreEqual("1234A5840000000000000000", Reply("1234" + "2100" + "0001" + "000000000000" + Apple + "00060001"));
    }

    [TestMethod]
    public void Make_LongerThanAMessageMayBe_IsAFormatError()
    {
        byte[] packet = new byte[DnsReply.MaxBytes + 1];
        byte[] query = Hex.Parse(Header + Apple + "00010001");
        Array.Copy(query, 0, packet, 0, query.Length);
        Assert.AreEqual(12, DnsReply.Make(packet, packet.Length, _reply, _address));
        Assert.AreEqual("123485810000000000000000", Hex.Of(_reply, 12));
    }

    [TestMethod]
    public void Make_AReply_IsSilent()
    {
        Assert.AreEqual(0, Make("1234" + "8180" + "0001" + "000000000000" + Apple + "00010001"));
    }

    [TestMethod]
    public void Make_AsLongAsAMessageMayBe_IsAnswered()
    {
        byte[] packet = new byte[DnsReply.MaxBytes];
        byte[] query = Hex.Parse(Header + Apple + "00010001");
        Array.Copy(query, 0, packet, 0, query.Length);
        Assert.AreEqual(query.Length + 16, DnsReply.Make(packet, packet.Length, _reply, _address));
    }

    [TestMethod]
    public void Make_HeaderWithoutAQuestion_IsAFormatError()
    {
        Assert.AreEqual("123485810000000000000000", Reply("1234" + "0100" + "0000" + "0000" + "0000" + "0000"));
    }

    [TestMethod]
    public void Make_ReplyArrayWasUsedBefore_NothingOfThatIsSent()
    {
        for (int i = 0; i < _reply.Length; i++)
        {
            _reply[i] = 0xEE;
        }

        Assert.AreEqual(
            "1234" + "8580" + "0001" + "0001" + "0000" + "0000" + Apple + "00010001" + "C00C" + "00010001" + "0000001E" + "0004" + "C0A80401",
            Reply(Header + Apple + "00010001"));
    }

    [TestMethod]
    public void Make_EveryCutOfAQuery_IsSilent()
    {
        byte[] packet = Hex.Parse(Header + Apple + "00010001");
        for (int length = 0; length < packet.Length; length++)
        {
            Assert.AreEqual(0, DnsReply.Make(packet, length, _reply, _address), length.ToString());
        }
    }

    [TestMethod]
    [DataRow("3F6161")]
    [DataRow("0161")] // ends where the next label would begin
    public void Make_NameRunsOverTheEnd_IsSilent(string name)
    {
        Assert.AreEqual(0, Make(Header + name));
    }

    [TestMethod]
    public void Make_LongestName_IsAnswered()
    {
        // Three labels of 63 and one of 61: 255 bytes with the lengths and the end (RFC 1035, section 2.3.4).
        Assert.AreEqual(12 + 255 + 4 + 16, Make(Header + Label(63) + Label(63) + Label(63) + Label(61) + "00" + "00010001"));
    }

    [TestMethod]
    public void Make_NameLongerThanNamesMayBe_IsSilent()
    {
        Assert.AreEqual(0, Make(Header + Label(63) + Label(63) + Label(63) + Label(62) + "00" + "00010001"));
    }

    private static string Label(int length)
    {
        string label = "";
        for (int i = 0; i < length; i++)
        {
            label += "61";
        }

        return length.ToString("X2") + label;
    }

    private int Make(string packet)
    {
        byte[] bytes = Hex.Parse(packet);
        return DnsReply.Make(bytes, bytes.Length, _reply, _address);
    }

    private string Reply(string packet)
    {
        return Hex.Of(_reply, Make(packet));
    }
}
