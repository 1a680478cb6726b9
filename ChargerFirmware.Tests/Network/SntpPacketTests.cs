using ChargerFirmware.Network;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Network;

[TestClass]
public class SntpPacketTests
{
    private const string Nonce = "0102030405060708";

    // 2026-01-01 00:00:00 UTC: 1767225600 + 2208988800 seconds.
    private const string NewYear = "ED003780";
    private const long NewYearMs = 1767225600000L;

    private readonly byte[] _nonce = Hex.Parse(Nonce);

    [TestMethod]
    public void WriteRequest_IsAClientOfVersion4WithTheNonce()
    {
        byte[] packet = new byte[60];
        packet[20] = 9;
        SntpPacket.WriteRequest(packet, _nonce);
        Assert.AreEqual("23" + Zeros(39) + Nonce, Hex.Of(packet, SntpPacket.Length));
    }

    [TestMethod]
    public void UnixMs_GoodAnswer_IsTheServersTimeAndHalfOfTheWay()
    {
        // Received at .000, sent at .250: of 1250 ms 1000 were the way.
        byte[] packet = Answer("24", "02", "00000000", Nonce, NewYear + "00000000", NewYear + "40000000");
        Assert.AreEqual(SntpPacket.Good, SntpPacket.Judge(packet, packet.Length, _nonce));
        Assert.AreEqual(NewYearMs + 250 + 500, SntpPacket.UnixMs(packet, 1250));
    }

    [TestMethod]
    public void UnixMs_ServerTookLongerThanTheRoundTrip_IsNotBelieved()
    {
        byte[] packet = Answer("24", "02", "00000000", Nonce, "ED00377000000000", NewYear + "00000000");
        Assert.AreEqual(NewYearMs + 50, SntpPacket.UnixMs(packet, 100));
    }

    [TestMethod]
    public void UnixMs_ServerTookAllOfTheRoundTrip_IsNotBelievedEither()
    {
        byte[] packet = Answer("24", "02", "00000000", Nonce, "ED00377FC0000000", NewYear + "00000000");
        Assert.AreEqual(NewYearMs + 125, SntpPacket.UnixMs(packet, 250));
    }

    [TestMethod]
    public void UnixMs_After2036_IsInTheNextEra()
    {
        // Second 0 of era 1 is 2036-02-07 06:28:16 UTC.
        byte[] packet = Answer("24", "01", "00000000", Nonce, "0000000100000000", "0000000100000000");
        Assert.AreEqual(SntpPacket.Good, SntpPacket.Judge(packet, packet.Length, _nonce));
        Assert.AreEqual(2085978497000L, SntpPacket.UnixMs(packet, 0));
    }

    [TestMethod]
    [DataRow("24", "02", "00000000", Nonce, SntpPacket.Good)] // version 4
    [DataRow("1C", "0F", "00000000", Nonce, SntpPacket.Good)] // version 3, stratum 15
    [DataRow("64", "02", "00000000", Nonce, SntpPacket.Good)] // a leap second is announced
    [DataRow("E4", "02", "00000000", Nonce, SntpPacket.Unsynchronised)] // leap 3
    [DataRow("24", "10", "00000000", Nonce, SntpPacket.Unsynchronised)] // stratum 16
    [DataRow("23", "02", "00000000", Nonce, SntpPacket.NotOurs)] // a client
    [DataRow("25", "02", "00000000", Nonce, SntpPacket.NotOurs)] // a broadcast
    [DataRow("14", "02", "00000000", Nonce, SntpPacket.NotOurs)] // version 2
    [DataRow("2C", "02", "00000000", Nonce, SntpPacket.NotOurs)] // version 5
    [DataRow("24", "02", "00000000", "0102030405060709", SntpPacket.NotOurs)] // another's answer
    [DataRow("24", "00", "44454E59", Nonce, SntpPacket.Denied)] // DENY
    [DataRow("E4", "00", "52535452", Nonce, SntpPacket.Denied)] // RSTR
    [DataRow("E4", "00", "52415445", Nonce, SntpPacket.TooOften)] // RATE
    [DataRow("E4", "00", "52415445", "0000000000000000", SntpPacket.NotOurs)] // a kiss of death that we did not ask for
    public void Judge_Heads(string first, string stratum, string reference, string originate, int judgement)
    {
        byte[] packet = Answer(first, stratum, reference, originate, NewYear + "00000000", NewYear + "00000000");
        Assert.AreEqual(judgement, SntpPacket.Judge(packet, packet.Length, _nonce));
    }

    [TestMethod]
    [DataRow("0000000000000000", NewYear + "00000000")] // no receive time
    [DataRow(NewYear + "00000000", "0000000000000000")] // no transmit time
    [DataRow("BC17C20000000000", "BC17C20000000000")] // the year 2000
    public void Judge_ImpossibleTimes_AreUnsynchronised(string receive, string transmit)
    {
        byte[] packet = Answer("24", "02", "00000000", Nonce, receive, transmit);
        Assert.AreEqual(SntpPacket.Unsynchronised, SntpPacket.Judge(packet, packet.Length, _nonce));
    }

    // 2025-01-01 is 1735689600 + 2208988800 seconds; with the top bit set alone it is the year 1968.
    [TestMethod]
    [DataRow("EB1F0400", SntpPacket.Good)]
    [DataRow("EB1F03FF", SntpPacket.Unsynchronised)]
    [DataRow("80000000", SntpPacket.Unsynchronised)]
    public void Judge_TimeBeforeThisProgram_IsUnsynchronised(string seconds, int judgement)
    {
        byte[] packet = Answer("24", "02", "00000000", Nonce, seconds + "00000000", seconds + "00000000");
        Assert.AreEqual(judgement, SntpPacket.Judge(packet, packet.Length, _nonce));
    }

    [TestMethod]
    public void Judge_ServerUnsureBySixteenSeconds_IsUnsynchronised()
    {
        byte[] packet = Answer("24", "02", "00000000", Nonce, NewYear + "00000000", NewYear + "00000000");
        packet[9] = 16;
        Assert.AreEqual(SntpPacket.Unsynchronised, SntpPacket.Judge(packet, packet.Length, _nonce));
        packet[9] = 15;
        Assert.AreEqual(SntpPacket.Good, SntpPacket.Judge(packet, packet.Length, _nonce));
    }

    [TestMethod]
    public void Judge_EveryCut_IsNotOurs()
    {
        byte[] packet = Answer("24", "02", "00000000", Nonce, NewYear + "00000000", NewYear + "00000000");
        for (int length = 0; length < SntpPacket.Length; length++)
        {
            Assert.AreEqual(SntpPacket.NotOurs, SntpPacket.Judge(packet, length, _nonce));
        }
    }

    private static string Zeros(int count)
    {
        string zeros = "";
        for (int i = 0; i < count; i++)
        {
            zeros += "00";
        }

        return zeros;
    }

    private static byte[] Answer(string first, string stratum, string reference, string originate, string receive, string transmit)
    {
        return Hex.Parse(first + stratum + "06EC" + "00000000" + "00000000" + reference + Zeros(8) + originate + receive + transmit);
    }
}
