using System;
using ChargerFirmware.Network;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Network;

[TestClass]
public class MdnsQueryTests
{
    // "charger-b2c3", and what follows it.
    private const string Label = "0C636861726765722D62326333";
    private const string Local = "056C6F63616C00";
    private const string Host = Label + Local;
    private const string Service = "055F68747470" + "045F746370" + Local;
    private const string Instance = Label + Service;
    private const string Services = "095F7365727669636573" + "075F646E732D7364" + "045F756470" + Local;

    // "charger-b2c4".
    private const string OtherLabel = "0C636861726765722D62326334";

    // A question for our name; behind it a text of that name, and an address behind ours; the same address without a question.
    private const string AnyQuestion = Host + "00FF8001";
    private const string KnownText = "C00C" + "0010" + "8001" + "00000078" + "0004" + "C0A8014D";
    private const string LaterAddress = "C00C" + "0001" + "0001" + "00000078" + "0004" + "C0A8014E";
    private const string OtherAddress = Host + "0001" + "8001" + "00000078" + "0004" + "C0A8014E";

    private readonly MdnsNames _names = new MdnsNames("charger-b2c3");
    private readonly MdnsQuery _query;
    private readonly MdnsWriter _writer;

    public MdnsQueryTests()
    {
        byte[] address = new byte[] { 192, 168, 1, 77 };
        _query = new MdnsQuery(_names, address);
        _writer = new MdnsWriter(_names, address);
    }

    [TestMethod]
    [DataRow(Host + "00010001", MdnsQuery.Address)]
    [DataRow(Host + "00FF0001", MdnsQuery.Address)]
    [DataRow(Host + "000100FF", MdnsQuery.Address)]
    [DataRow(Host + "001C0001", MdnsQuery.Nothing)]
    [DataRow(Host + "00410001", MdnsQuery.Nothing)]
    [DataRow("0C434841524745522D42324333" + "054C4F43414C00" + "00010001", MdnsQuery.Address)]
    [DataRow(Service + "000C0001", MdnsQuery.Pointer)]
    [DataRow(Service + "00010001", 0)]
    [DataRow(Instance + "00210001", MdnsQuery.Server)]
    [DataRow(Instance + "00100001", MdnsQuery.Text)]
    [DataRow(Instance + "00FF0001", MdnsQuery.Server | MdnsQuery.Text)]
    [DataRow(Services + "000C0001", MdnsQuery.Kinds)]
    [DataRow("0C636861726765722D62326334" + Local + "00010001", 0)]
    [DataRow("045F697070" + "045F746370" + Local + "000C0001", 0)] // printers
    [DataRow(Label + "00" + "00010001", 0)]
    [DataRow(Host + "00010003", 0)]
    public void Read_Question_WantsItsRecord(string question, int wanted)
    {
        Assert.IsTrue(Read("0000" + "0000" + "0001" + "0000" + "0000" + "0000" + question));
        Assert.AreEqual(wanted, _query.Wanted);
    }

    [TestMethod]
    public void Read_PointersInQuestions_AreFollowed()
    {
        // The second question's ".local" is the first one's.
        Assert.IsTrue(Read("0000" + "0000" + "0002" + "0000" + "0000" + "0000" + Service + "000C0001" + Label + "C017" + "00018001"));
        Assert.AreEqual(MdnsQuery.Pointer | MdnsQuery.Address, _query.Wanted);
        Assert.IsFalse(_query.WantsUnicast, "only one of the two");
    }

    [TestMethod]
    public void Read_UnicastBit_IsSeen()
    {
        Assert.IsTrue(Read("0000" + "0000" + "0001" + "0000" + "0000" + "0000" + Host + "00018001"));
        Assert.IsTrue(_query.WantsUnicast);
        Assert.AreEqual(MdnsQuery.Address, _query.Wanted);
    }

    [TestMethod]
    public void Read_HeaderAlone_AsksForNothing()
    {
        Assert.IsTrue(Read("0000" + "0000" + "0000" + "0000" + "0000" + "0000"));
        Assert.AreEqual(0, _query.Wanted);
        Assert.IsFalse(_query.IsProbe);
    }

    [TestMethod]
    public void Read_SameQuestionTwice_IsWantedOnce()
    {
        Assert.IsTrue(Read("0000" + "0000" + "0002" + "0000" + "0000" + "0000" + Host + "00010001" + "C00C" + "00010001"));
        Assert.AreEqual(MdnsQuery.Address, _query.Wanted);
        Assert.IsFalse(_query.IsProbe);
    }

    [TestMethod]
    [DataRow("C00C")] // to itself
    [DataRow("C0FF")] // out of the packet
    [DataRow("C014")] // forward
    public void Read_BadPointer_IsNoName(string name)
    {
        Assert.IsTrue(Read("0000" + "0000" + "0001" + "0000" + "0000" + "0000" + name + "00010001"));
        Assert.AreEqual(0, _query.Wanted);
    }

    [TestMethod]
    [DataRow("0001", "C0A8014D", "00000078", 0)] // known
    [DataRow("0001", "C0A8014D", "0000003C", 0)] // known for another half of its time
    [DataRow("0001", "C0A8014D", "0000003B", MdnsQuery.Address)] // soon forgotten
    [DataRow("0001", "C0A8014E", "00000078", MdnsQuery.Address)] // wrong
    [DataRow("0010", "C0A8014D", "00000078", MdnsQuery.Address)] // another type
    public void Read_KnownAnswer_IsNotWanted(string type, string data, string ttl, int wanted)
    {
        Assert.IsTrue(Read("0000" + "0000" + "0001" + "0001" + "0000" + "0000" + Host + "00010001" + "C00C" + type + "8001" + ttl + "0004" + data));
        Assert.AreEqual(wanted, _query.Wanted);
    }

    [TestMethod]
    public void Read_KnownPointer_IsNotWanted()
    {
        // 4500 s = 1194; the instance's service is the question's name.
        Assert.IsTrue(Read("0000" + "0000" + "0001" + "0001" + "0000" + "0000" + Service + "000C0001" + "C00C" + "000C" + "0001" + "00001194" + "000F" + Label + "C00C"));
        Assert.AreEqual(0, _query.Wanted);
    }

    // C00C is the question's name.
    [TestMethod]
    [DataRow(Service + "000C0001", "C00C" + "000C" + "0001" + "00001194" + "000F" + OtherLabel + "C00C", MdnsQuery.Pointer)] // another's page
    [DataRow(Services + "000C0001", "C00C" + "000C" + "0001" + "00001194" + "0012" + Service, 0)]
    [DataRow(Services + "000C0001", "C00C" + "000C" + "0001" + "00001194" + "0012" + "045F697070" + "00" + "000000000000000000000000", MdnsQuery.Kinds)] // another kind
    [DataRow(Services + "000C0001", Service + "000C" + "0001" + "00001194" + "0012" + Service, MdnsQuery.Kinds)] // of another name
    [DataRow(Instance + "00210001", "C00C" + "0021" + "8001" + "00000078" + "001A" + "000000000050" + Host, 0)]
    [DataRow(Instance + "00210001", "C00C" + "0021" + "8001" + "00000078" + "001A" + "000000000050" + OtherLabel + Local, MdnsQuery.Server)] // at another host
    [DataRow(Instance + "00210001", OtherLabel + Service + "0021" + "8001" + "00000078" + "001A" + "000000000050" + Host, MdnsQuery.Server)] // another's page
    public void Read_KnownPointersAndServers_CountWhereTheyAreOurs(string question, string answer, int wanted)
    {
        Assert.IsTrue(Read("0000" + "0000" + "0001" + "0001" + "0000" + "0000" + question + answer));
        Assert.AreEqual(wanted, _query.Wanted);
    }

    [TestMethod]
    [DataRow("C00C" + "0010" + "0001" + "00000078" + "0004" + "FFFFFFFF")] // no address
    [DataRow(OtherLabel + Local + "0001" + "0001" + "00000078" + "0004" + "FFFFFFFF")] // not our name
    [DataRow("C00C" + "0001" + "0001" + "00000078" + "0005" + "FFFFFFFFFF")] // not four bytes
    public void Read_ProbeForSomethingElse_WinsNothing(string record)
    {
        Assert.IsTrue(Read("0000" + "0000" + "0001" + "0000" + "0001" + "0000" + Host + "00FF8001" + record));
        Assert.IsTrue(_query.IsProbe);
        Assert.IsFalse(_query.LosesTieBreak);
    }

    [TestMethod]
    public void Read_ProbeWithTwoLaterAddresses_WinsToo()
    {
        Assert.IsTrue(Read("0000" + "0000" + "0001" + "0000" + "0002" + "0000" + Host + "00FF8001" + LaterAddress + LaterAddress));
        Assert.IsTrue(_query.LosesTieBreak);
    }

    // A question; one with an answer that the asker knows; one with both and two addresses, of which the first wins already.
    [TestMethod]
    [DataRow("0001" + "0000" + "0000" + "0000" + AnyQuestion, false)]
    [DataRow("0001" + "0001" + "0000" + "0000" + AnyQuestion + KnownText, false)]
    [DataRow("0001" + "0001" + "0002" + "0000" + AnyQuestion + KnownText + LaterAddress + LaterAddress, true)]
    public void Read_EveryCutOfAQuery_DoesNotHoldTogetherAndMeansNothing(string packet, bool loses)
    {
        byte[] whole = Hex.Parse("0000" + "0000" + packet);
        Assert.IsTrue(_query.Read(whole, whole.Length));
        Assert.AreEqual(loses, _query.LosesTieBreak);
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] cut = new byte[length];
            Array.Copy(whole, 0, cut, 0, length);
            Assert.IsFalse(_query.Read(cut, length), length.ToString());
            Assert.AreEqual(0, _query.Wanted);
            Assert.IsFalse(_query.LosesTieBreak);
        }
    }

    [TestMethod]
    [DataRow("C0A8014C", false)]
    [DataRow("C0A8014D", false)] // our own, heard again
    [DataRow("C0A8014E", true)]
    public void Read_AnothersProbe_WinsWithTheLaterAddress(string address, bool loses)
    {
        Assert.IsTrue(Read("0000" + "0000" + "0001" + "0000" + "0001" + "0000" + Host + "00FF8001" + "C00C" + "00010001" + "00000078" + "0004" + address));
        Assert.IsTrue(_query.IsProbe);
        Assert.AreEqual(loses, _query.LosesTieBreak);
    }

    [TestMethod]
    [DataRow(Host + "0001" + "8001" + "00000078" + "0004" + "C0A8014E", true)] // our name at another address
    [DataRow(Host + "0001" + "8001" + "00000078" + "0004" + "C0A8014D", false)] // our own, heard again
    [DataRow(Host + "0001" + "8001" + "00000000" + "0004" + "C0A8014E", false)] // given up
    [DataRow(Host + "001C" + "8001" + "00000078" + "0010" + "FE800000000000000000000000000001", true)] // our name with an IPv6 address
    [DataRow(Instance + "0021" + "8001" + "00000078" + "000F" + "000000000050" + "0261620161" + "6162" + "00" + "00", true)] // our page on another host
    [DataRow(Service + "000C" + "0001" + "00000078" + "0003" + "016100", false)] // another's page
    public void Read_Response_ShowsConflicts(string record, bool isConflict)
    {
        // The last but one row's data is 15 bytes of which the name takes what it needs.
        bool isWhole = Read("0000" + "8400" + "0000" + "0001" + "0000" + "0000" + record);
        Assert.AreEqual(isConflict, isWhole && _query.IsConflict);
    }

    [TestMethod]
    [DataRow("0001" + "0000" + "0000", "")]
    [DataRow("0000" + "0001" + "0000", "")]
    [DataRow("0000" + "0000" + "0001", "")]
    [DataRow("0001" + "0001" + "0000", OtherAddress)] // twice is not never
    [DataRow("0001" + "0001" + "0001", OtherAddress + OtherAddress)]
    public void Read_ConflictInAnySection_IsSeen(string counts, string more)
    {
        Assert.IsTrue(Read("0000" + "8400" + "0000" + counts + OtherAddress + more));
        Assert.IsTrue(_query.IsConflict);
        Assert.IsFalse(_query.IsProbe);
    }

    [TestMethod]
    public void Read_OurPageOnAnotherHostTwice_IsAConflict()
    {
        string server = Instance + "0021" + "8001" + "00000078" + "0009" + "000000000050" + "016100";
        Assert.IsTrue(Read("0000" + "8400" + "0000" + "0002" + "0000" + "0000" + server + server));
        Assert.IsTrue(_query.IsConflict);
    }

    [TestMethod]
    public void Read_ServerWithoutAHost_DoesNotTakeTheNextRecordsName()
    {
        string server = Instance + "0021" + "8001" + "00000078" + "0006" + "000000000050";
        Assert.IsTrue(Read("0000" + "8400" + "0000" + "0002" + "0000" + "0000" + server + Host + "0001" + "8001" + "00000078" + "0004" + "C0A8014D"));
        Assert.IsTrue(_query.IsConflict);
    }

    [TestMethod]
    public void Read_RecordWithoutDataAtTheEnd_HoldsTogether()
    {
        Assert.IsTrue(Read("0000" + "8400" + "0000" + "0001" + "0000" + "0000" + "016100" + "0010" + "0001" + "00000078" + "0000"));
        Assert.IsFalse(_query.IsConflict);
    }

    [TestMethod]
    public void Read_OurOwnPackets_AreUnderstoodAndNoConflict()
    {
        byte[] packet = new byte[MdnsWriter.MaxBytes];
        int length = _writer.WriteResponse(packet, 63);
        Assert.IsTrue(_query.Read(packet, length));
        Assert.IsFalse(_query.IsConflict);
        length = _writer.WriteProbe(packet);
        Assert.IsTrue(_query.Read(packet, length));
        Assert.IsFalse(_query.LosesTieBreak);
    }

    [TestMethod]
    public void Read_EveryCut_DoesNotHoldTogetherAndMeansNothing()
    {
        byte[] packet = new byte[MdnsWriter.MaxBytes];
        int length = _writer.WriteResponse(packet, 63);
        packet[packet.Length - 1] = 0;
        for (int cut = 0; cut < length; cut++)
        {
            Assert.IsFalse(_query.Read(packet, cut), cut.ToString());
            Assert.AreEqual(0, _query.Wanted);
            Assert.IsFalse(_query.IsConflict);
        }
    }

    [TestMethod]
    [DataRow("0000" + "2800")] // an update
    [DataRow("0000" + "0003")] // with an error code
    public void Read_OtherThanQueriesAndResponses_MeansNothing(string head)
    {
        Assert.IsFalse(Read(head + "0001" + "0000" + "0000" + "0000" + Host + "00010001"));
    }

    [TestMethod]
    public void WriteResponse_Address_IsOursAlone()
    {
        byte[] packet = new byte[MdnsWriter.MaxBytes];
        int length = _writer.WriteResponse(packet, MdnsQuery.Address);
        Assert.AreEqual("0000" + "8400" + "0000" + "0001" + "0000" + "0000" + Host + "0001" + "8001" + "00000078" + "0004" + "C0A8014D", Hex.Of(packet, length));
    }

    [TestMethod]
    public void WriteResponse_Pointer_BringsWhatIsAskedForNext()
    {
        byte[] packet = new byte[MdnsWriter.MaxBytes];
        _writer.HttpPort = 8080;
        int length = _writer.WriteResponse(packet, MdnsQuery.Pointer);
        Assert.AreEqual(
            "0000" + "8400" + "0000" + "0001" + "0000" + "0003"
            + Service + "000C" + "0001" + "00001194" + "001F" + Instance
            + Host + "0001" + "8001" + "00000078" + "0004" + "C0A8014D"
            + Instance + "0021" + "8001" + "00000078" + "001A" + "00000000" + "1F90" + Host
            + Instance + "0010" + "8001" + "00001194" + "0007" + "06706174683D2F",
            Hex.Of(packet, length));
    }

    [TestMethod]
    public void WriteResponse_Nothing_SaysThatThereIsAnAddressOnly()
    {
        byte[] packet = new byte[MdnsWriter.MaxBytes];
        int length = _writer.WriteResponse(packet, MdnsQuery.Nothing);
        Assert.AreEqual("0000" + "8400" + "0000" + "0001" + "0000" + "0000" + Host + "002F" + "8001" + "00000078" + "0017" + Host + "000140", Hex.Of(packet, length));
    }

    [TestMethod]
    public void WriteLegacy_Question_IsRepeatedWithItsNumberAndShortTimes()
    {
        byte[] query = Hex.Parse("ABCD" + "0100" + "0001" + "0000" + "0000" + "0000" + Host + "00010001");
        byte[] packet = new byte[MdnsWriter.MaxBytes];
        int length = _writer.WriteLegacy(packet, MdnsQuery.Address, query, query.Length, 1);
        Assert.AreEqual("ABCD" + "8400" + "0001" + "0001" + "0000" + "0000" + Host + "00010001" + Host + "0001" + "0001" + "0000000A" + "0004" + "C0A8014D", Hex.Of(packet, length));
        Assert.AreEqual(0, _writer.WriteLegacy(packet, MdnsQuery.Address, query, query.Length, 2));
    }

    [TestMethod]
    public void WriteGoodbye_EveryRecord_LivesNoLonger()
    {
        byte[] packet = new byte[MdnsWriter.MaxBytes];
        int length = _writer.WriteGoodbye(packet, MdnsQuery.Address);
        Assert.AreEqual("0000" + "8400" + "0000" + "0001" + "0000" + "0000" + Host + "0001" + "8001" + "00000000" + "0004" + "C0A8014D", Hex.Of(packet, length));
    }

    [TestMethod]
    public void Write_LongestName_FitsWithEverything()
    {
        MdnsNames names = new MdnsNames("12345678901234567890123456789012");
        names.Number(9999);
        MdnsWriter writer = new MdnsWriter(names, new byte[4]);
        byte[] packet = new byte[MdnsWriter.MaxBytes];
        Assert.IsTrue(writer.WriteResponse(packet, 63) <= MdnsWriter.MaxBytes);
    }

    [TestMethod]
    public void Names_Number_StandsBehindTheLabel()
    {
        _names.Number(2);
        Assert.AreEqual("charger-b2c3-2.local", _names.HostText);
        Assert.AreEqual("0E636861726765722D623263332D32" + Local, Hex.Of(_names.Host, _names.Host.Length));
    }

    private bool Read(string packet)
    {
        byte[] bytes = Hex.Parse(packet);
        return _query.Read(bytes, bytes.Length);
    }
}
