using System;
using ChargerFirmware.Network;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Network;

[TestClass]
public class DhcpReplyTests
{
    private const string Ours = "C0A80401";
    private const string Mac = "AABBCCDDEEFF";

    private readonly DhcpReply _server = new DhcpReply(new byte[] { 192, 168, 4, 1 });
    private readonly byte[] _reply = new byte[300];

    [TestMethod]
    public void Make_Discover_OffersTheFirstAddressWithUsAsEverything()
    {
        Assert.AreEqual(300, Make(Mac, "350101"));
        Assert.AreEqual("02010600" + "12345678" + "0000" + "8000" + "00000000" + "C0A80402" + "00000000" + "00000000" + Mac, Hex.Of(_reply, 34));
        Assert.AreEqual("63825363" + "350102" + "3604" + Ours + "0104FFFFFF00" + "0304" + Ours + "0604" + Ours + "330400000E10" + "FF", Part(236, 240 + 3 + 6 + 6 + 6 + 6 + 6 + 1));
    }

    [TestMethod]
    public void Make_RequestForTheOffer_IsAcknowledged()
    {
        Make(Mac, "350101");
        Make(Mac, "350103" + "3204C0A80402" + "3604" + Ours);
        Assert.AreEqual("C0A80402", Part(16, 20));
        Assert.AreEqual("350105", Part(240, 243));
    }

    [TestMethod]
    public void Make_Renewal_IsAcknowledgedByTheAddressInUse()
    {
        Make(Mac, "350101");
        byte[] packet = Packet(Mac, "350103");
        Array.Copy(Hex.Parse("C0A80402"), 0, packet, 12, 4);
        Assert.AreEqual(300, _server.Make(packet, packet.Length, _reply, 1000));
        Assert.AreEqual("350105", Part(240, 243));
        Assert.AreEqual("C0A80402" + "C0A80402", Part(12, 20));
    }

    [TestMethod]
    [DataRow("3204C0A80102")] // from another network
    [DataRow("3204C0A80409")] // not its own
    public void Make_RequestForAnotherAddress_IsRefused(string requested)
    {
        Assert.AreEqual(300, Make(Mac, "350103" + requested));
        Assert.AreEqual("350106" + "3604" + Ours + "FF", Part(240, 250));
        Assert.AreEqual("00000000", Part(16, 20));
    }

    [TestMethod]
    public void Make_RenewalOfAForeignAddress_IsRefusedWithoutRepeatingIt()
    {
        byte[] packet = Packet(Mac, "350103FF");
        Array.Copy(Hex.Parse("C0A80105"), 0, packet, 12, 4);
        Assert.AreEqual(300, _server.Make(packet, packet.Length, _reply, 1000));
        Assert.AreEqual("350106", Part(240, 243));
        Assert.AreEqual("00000000", Part(12, 16));
    }

    [TestMethod]
    public void Make_AddressesOfTheAskerAndAUsedReplyArray_AreNotSentBack()
    {
        for (int i = 0; i < _reply.Length; i++)
        {
            _reply[i] = 0xEE;
        }

        byte[] packet = Packet(Mac, "350108FF");
        Array.Copy(Hex.Parse("0102030405060708"), 0, packet, 16, 8);
        Assert.AreEqual(300, _server.Make(packet, packet.Length, _reply, 1000));
        Assert.AreEqual("00000000" + "00000000", Part(16, 24));
        Assert.AreEqual("0000", Part(298, 300));
    }

    // Options that look like the ones that count, by their length or by their number alone.
    [TestMethod]
    [DataRow("350101" + "330400000E10")] // a lease time is no server
    [DataRow("350101" + "2E0108")] // a node type is no message type
    [DataRow("350101" + "35020303")] // a message type has one byte
    [DataRow("350101" + "3602C0A8")] // a server has four
    public void Make_OtherOptions_ChangeNothing(string options)
    {
        Assert.AreEqual(300, Make(Mac, options));
        Assert.AreEqual("350102", Part(240, 243));
    }

    [TestMethod]
    public void Make_NoEndOption_IsReadToTheEndOfThePacket()
    {
        Assert.AreEqual(300, _server.Make(Packet(Mac, "350101"), 243, _reply, 1000));
        Assert.AreEqual("350102", Part(240, 243));
    }

    [TestMethod]
    [DataRow("37")]
    [DataRow("37FF")]
    [DataRow("3702AA")]
    public void Make_OptionRunsOverTheEnd_IsSilentWhateverStoodBefore(string last)
    {
        byte[] whole = Packet(Mac, "350101" + last);
        byte[] packet = new byte[243 + last.Length / 2];
        Array.Copy(whole, 0, packet, 0, packet.Length);
        Assert.AreEqual(0, _server.Make(packet, packet.Length, _reply, 1000));
    }

    [TestMethod]
    public void Make_RequestToAnotherServer_IsSilent()
    {
        Assert.AreEqual(0, Make(Mac, "350103" + "3204C0A80402" + "3604C0A80101"));
    }

    [TestMethod]
    public void Make_Inform_TellsWithoutAnAddress()
    {
        Assert.AreEqual(300, Make(Mac, "350108"));
        Assert.AreEqual("00000000", Part(16, 20));
        Assert.AreEqual("350105", Part(240, 243));
    }

    [TestMethod]
    public void Make_ElevenDevices_TheOldestPlaceIsGivenAnew()
    {
        for (int i = 0; i < DhcpReply.Places; i++)
        {
            Make("AABBCCDDEE" + i.ToString("X2"), "350101", 1000 + i);
            Assert.AreEqual("C0A804" + (i + 2).ToString("X2"), Part(16, 20));
        }

        // The first one comes again and keeps its address; so the second one is the oldest.
        Make("AABBCCDDEE00", "350101", 2000);
        Assert.AreEqual("C0A80402", Part(16, 20));
        Make("AABBCCDDEE09", "350101", 2500);
        Assert.AreEqual("C0A8040B", Part(16, 20));
        Make("AABBCCDDEE10", "350101", 3000);
        Assert.AreEqual("C0A80403", Part(16, 20));
    }

    [TestMethod]
    public void Make_Release_FreesThePlace()
    {
        Make(Mac, "350101");
        Assert.AreEqual(0, Make(Mac, "350107" + "3604" + Ours));
        Make("AABBCCDDEE10", "350101");
        Assert.AreEqual("C0A80402", Part(16, 20));
    }

    [TestMethod]
    public void Make_ReleaseByTheSecondDevice_FreesItsPlaceAlone()
    {
        Make(Mac, "350101");
        Make("AABBCCDDEE10", "350101");
        Make("AABBCCDDEE10", "350107");
        Make("AABBCCDDEE11", "350101");
        Assert.AreEqual("C0A80403", Part(16, 20));
        Make(Mac, "350101");
        Assert.AreEqual("C0A80402", Part(16, 20));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("FF")]
    [DataRow("350102")] // an offer
    [DataRow("3501")] // cut in its value
    [DataRow("35")] // cut before its length
    [DataRow("37FF")] // longer than the packet
    public void Make_OptionsWrong_IsSilent(string options)
    {
        byte[] packet = Packet(Mac, options);
        Assert.AreEqual(0, _server.Make(packet, 240 + options.Length / 2, _reply, 1000));
    }

    [TestMethod]
    public void Make_EveryCutOfTheHead_IsSilent()
    {
        byte[] packet = Packet(Mac, "350101FF");
        for (int length = 0; length <= 240; length++)
        {
            Assert.AreEqual(0, _server.Make(packet, length, _reply, 1000));
        }
    }

    [TestMethod]
    [DataRow(0, 2)] // a reply
    [DataRow(1, 6)] // no Ethernet
    [DataRow(2, 16)] // another length of address
    [DataRow(236, 0)] // no cookie
    public void Make_HeadWrong_IsSilent(int at, int value)
    {
        byte[] packet = Packet(Mac, "350101FF");
        Assert.AreEqual(300, _server.Make(packet, packet.Length, _reply, 1000), "it was right before");
        packet[at] = (byte)value;
        Assert.AreEqual(0, _server.Make(packet, packet.Length, _reply, 1000));
    }

    private static byte[] Packet(string mac, string options)
    {
        byte[] packet = new byte[300];
        byte[] head = Hex.Parse("01010600" + "12345678" + "0005" + "8000" + "00000000" + "00000000" + "00000000" + "00000000" + mac);
        Array.Copy(head, 0, packet, 0, head.Length);
        byte[] tail = Hex.Parse("63825363" + options);
        Array.Copy(tail, 0, packet, 236, tail.Length);
        return packet;
    }

    private int Make(string mac, string options, long nowMs = 1000)
    {
        byte[] packet = Packet(mac, options + "FF");
        return _server.Make(packet, packet.Length, _reply, nowMs);
    }

    private string Part(int from, int to)
    {
        byte[] part = new byte[to - from];
        Array.Copy(_reply, from, part, 0, part.Length);
        return Hex.Of(part, part.Length);
    }
}
