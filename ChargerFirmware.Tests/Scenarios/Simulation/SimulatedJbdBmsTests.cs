using System;
using System.Linq;
using System.Text;
using ChargerFirmware.Bms;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Battery;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

[TestClass]
public sealed class SimulatedJbdBmsTests
{
    [TestMethod]
    public void BasicInfo_RestingPack_TellsItInTheProtocolsUnits()
    {
        BmsBench bench = new();

        byte[] data = BmsBench.DataOf(bench.AskBasicInfo(), 0x03);

        Assert.HasCount(27, data);
        Assert.AreEqual(bench.Battery.StackMilliVolts / 10, BmsBench.Word(data, 0), 0.6);
        Assert.AreEqual(0, BmsBench.Word(data, 2));
        Assert.AreEqual(3120, BmsBench.Word(data, 4));
        Assert.AreEqual(4000, BmsBench.Word(data, 6));
        Assert.AreEqual(0, BmsBench.Word(data, 16), "no protection");
        Assert.AreEqual(78, data[19]);
        Assert.AreEqual(3, data[20], "both MOSFETs on");
        Assert.AreEqual(14, data[21]);
        Assert.AreEqual(2, data[22]);
        Assert.AreEqual(2731 + 251, BmsBench.Word(data, 23));
        Assert.AreEqual(2731 + 248, BmsBench.Word(data, 25));
    }

    [TestMethod]
    [DataRow(10_004, 1000)]
    [DataRow(-10_004, 65_536 - 1000)]
    [DataRow(190, 0)]
    [DataRow(-190, 0)]
    [DataRow(210, 21)]
    public void BasicInfo_Current_IsSignedIn10MilliAmpsAndZeroBelow200(int milliAmps, int expected)
    {
        BmsBench bench = new();
        bench.ConnectSource(Math.Max(0, milliAmps));
        bench.Battery.LoadMilliAmps = Math.Max(0, -milliAmps);
        bench.Clock.Advance(200);

        Assert.AreEqual(expected, BmsBench.Word(BmsBench.DataOf(bench.AskBasicInfo(), 0x03), 2));
    }

    [TestMethod]
    [DataRow(0, 23)]
    [DataRow(1, 25)]
    [DataRow(8, 39)]
    public void BasicInfo_AnyNumberOfSensors_IsAsLongAsTheyNeed(int sensors, int length)
    {
        BmsBench bench = new(sensors: sensors);
        Assert.HasCount(length, BmsBench.DataOf(bench.AskBasicInfo(), 0x03));

        bench.Bms.TrailingBlock = true;
        byte[] longer = BmsBench.DataOf(bench.AskBasicInfo(), 0x03);
        Assert.HasCount(length + 9, longer);
        Assert.AreEqual(4000, BmsBench.Word(longer, length + 3), "full capacity");
    }

    [TestMethod]
    public void BasicInfo_CapacityBeyond16Bits_IsToldInHundreds()
    {
        BmsBench bench = new(new BatteryOptions { CapacityMilliAmpHours = 800_000, SocPermille = 500 });
        bench.ConnectSource(30_000);
        bench.Clock.Advance(200);

        byte[] data = BmsBench.DataOf(bench.AskBasicInfo(), 0x03);

        Assert.AreEqual(0x83, data[20]);
        Assert.AreEqual(8000, BmsBench.Word(data, 6));
        Assert.AreEqual(4000, BmsBench.Word(data, 4));
        Assert.AreEqual(300, BmsBench.Word(data, 2));
    }

    [TestMethod]
    [DataRow(4)]
    [DataRow(14)]
    [DataRow(32)]
    public void Cells_AnyPack_AreTheModelsVoltages(int cells)
    {
        BmsBench bench = new(new BatteryOptions { Cells = cells });

        byte[] data = BmsBench.DataOf(bench.AskCells(), 0x04);

        Assert.HasCount(2 * cells, data);
        for (int i = 0; i < cells; i++)
        {
            Assert.AreEqual(bench.Battery.CellMilliVolts(i), BmsBench.Word(data, 2 * i), 0.6);
        }
    }

    [TestMethod]
    public void OtherRegisters_AreAnsweredAsARealBoardDoes()
    {
        BmsBench bench = new();

        Assert.AreEqual("JBD-SP14S004-L14S-60A-B-U", Encoding.ASCII.GetString(BmsBench.DataOf(bench.Ask("DDA50500FFFB77"), 0x05)));
        Assert.HasCount(24, BmsBench.DataOf(bench.Ask("DDA5AA00FF5677"), 0xAA));
        Assert.HasCount(2, BmsBench.DataOf(bench.Ask("DDA50000000077"), 0x00));
        Assert.AreEqual("DD108000FF8077", Convert.ToHexString(bench.Ask("DDA51000FFF077")), "a register that it does not know: status 80");
        Assert.AreEqual("DD008100FF7F77", Convert.ToHexString(bench.Ask("DD5A00025678FF3077")), "factory mode: not allowed");
    }

    [TestMethod]
    [DataRow("DDA50300FFFE77", DisplayName = "wrong checksum")]
    [DataRow("DDA50300FFFD78", DisplayName = "wrong end")]
    [DataRow("DDA60300FFFD77", DisplayName = "neither read nor write")]
    [DataRow("DDA50300FFFD", DisplayName = "cut")]
    public void Request_Wrong_GetsNoAnswer(string hex)
    {
        BmsBench bench = new();
        Assert.IsEmpty(bench.Ask(hex));
        Assert.AreEqual(0, bench.Bms.Requests);
        bench.Receive(200);
        Assert.HasCount(34, bench.AskBasicInfo(), "and the next right one gets its own");
    }

    [TestMethod]
    public void Request_AtAnotherSpeed_GetsNoAnswer()
    {
        BmsBench bench = new();
        bench.Bms.Open(19_200);
        Assert.IsEmpty(bench.AskBasicInfo());
        bench.Bms.Open(9600);
        Assert.HasCount(34, bench.AskBasicInfo());
    }

    [TestMethod]
    public void Reply_Bytes_ComeOneByOneAtTheLinesSpeed()
    {
        BmsBench bench = new();
        bench.Send("DDA50300FFFD77");

        // 7 bytes of request (7.29 ms) and the board's 20 ms: byte n is complete 1.0417 ms x n later.
        int received = 0;
        for (int ms = 1; ms <= 70; ms++)
        {
            received += bench.Receive(1).Length;
            int expected = Math.Clamp((int)Math.Floor((ms - 27.29) / (10_000 / 9600.0)), 0, 34);
            Assert.AreEqual(expected, received, 0, "after " + ms + " ms");
        }

        Assert.AreEqual(34, received);
    }

    [TestMethod]
    public void Request_WhileTheBoardStillAnswers_IsLost()
    {
        BmsBench bench = new();
        bench.Send("DDA50300FFFD77");
        bench.Clock.Advance(40);
        bench.Send("DDA50400FFFC77");

        Assert.HasCount(34, bench.Receive(300));
        Assert.AreEqual(7, bench.Bms.CollidedBytes);
    }

    [TestMethod]
    public void Sleep_AfterAMinuteWithoutCurrentAndRequest_LosesTheFirstRequest()
    {
        BmsBench bench = new();
        Assert.HasCount(34, bench.AskBasicInfo());
        bench.Clock.Advance(61_000);

        Assert.IsEmpty(bench.AskBasicInfo());
        Assert.HasCount(34, bench.AskBasicInfo());

        bench.ConnectSource(5_000);
        bench.Clock.Advance(61_000);
        Assert.HasCount(34, bench.AskBasicInfo(), "with current it stays awake");
    }

    [TestMethod]
    public void MosControl_InvertedBits_SwitchTheMosfetsAndSetTheSoftwareLock()
    {
        BmsBench bench = new();
        bench.ConnectSource(10_000);

        Assert.AreEqual("DDE10000000077", Convert.ToHexString(bench.Ask("DD5AE1020001FF1C77")));
        byte[] data = BmsBench.DataOf(bench.AskBasicInfo(), 0x03);
        Assert.AreEqual(2, data[20]);
        Assert.AreEqual(Protection.SoftwareLock, BmsBench.Word(data, 16));
        Assert.AreEqual(0, bench.Battery.MilliAmps, "the battery takes no current");

        bench.Ask("DD5AE1020000FF1D77");
        data = BmsBench.DataOf(bench.AskBasicInfo(), 0x03);
        Assert.AreEqual(3, data[20]);
        Assert.AreEqual(0, BmsBench.Word(data, 16));
        Assert.AreEqual(10_000, bench.Battery.MilliAmps);
    }

    [TestMethod]
    public void MosControl_OtherValues_AreRefused()
    {
        BmsBench bench = new();
        Assert.AreEqual("DDE18100FF7F77", Convert.ToHexString(bench.Ask("DD5AE1020004FF1977")));
        Assert.IsTrue(bench.Board.ChargeFetOn);
    }

    [TestMethod]
    public void Balancing_NearFullWhileCharging_BleedsTheHighCells()
    {
        BmsBench bench = new(new BatteryOptions { SocPermille = 900, SpreadPermille = 30 });
        ConstantSource source = bench.ConnectSource(2_000);
        bench.Clock.Advance(1_000);

        byte[] data = BmsBench.DataOf(bench.AskBasicInfo(), 0x03);
        int mask = BmsBench.Word(data, 12);
        int lowest = Enumerable.Range(0, 14).MinBy(bench.Battery.CellMilliVolts);
        int highest = Enumerable.Range(0, 14).MaxBy(bench.Battery.CellMilliVolts);
        Assert.AreEqual(1, mask >> highest & 1);
        Assert.AreEqual(0, mask >> lowest & 1);
        Assert.AreEqual(60, bench.Battery.Cells[highest].BleedMilliAmps);

        source.OutputMilliAmps = 0;
        bench.Clock.Advance(1_000);
        Assert.AreEqual(0, BmsBench.Word(BmsBench.DataOf(bench.AskBasicInfo(), 0x03), 12), "only while charging");
    }
}
