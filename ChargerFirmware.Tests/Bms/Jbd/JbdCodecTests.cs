using ChargerFirmware.Bms;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Bms.Jbd;

[TestClass]
public class JbdCodecTests
{
    private readonly BatterySnapshot _battery = new BatterySnapshot();

    [TestMethod]
    public void Apply_ErrorStatus_IsRefusedWhateverTheData()
    {
        byte[] data = Hex.Of(JbdReplies.BareBasicData);

        Assert.AreEqual(JbdError.BmsStatus, JbdCodec.Apply(JbdRegister.Basic, 0x80, data, 0, data.Length, _battery));
        Assert.AreEqual(Unknown.Number, _battery.PackMilliVolts);
    }

    [TestMethod]
    public void Basic_WithoutSensors_IsComplete()
    {
        Assert.AreEqual(JbdError.None, Apply(JbdRegister.Basic, JbdReplies.BareBasicData));

        Assert.AreEqual(52000, _battery.PackMilliVolts);
        Assert.AreEqual(30000, _battery.PackMilliAmps);
        Assert.AreEqual(1000, _battery.RemainingMilliAmpHours);
        Assert.AreEqual(2000, _battery.NominalMilliAmpHours);
        Assert.AreEqual(2000, _battery.FullMilliAmpHours);
        Assert.AreEqual(5, _battery.CycleCount);
        Assert.AreEqual(1000, _battery.SocPermille);
        Assert.AreEqual(14, _battery.BasicCellCount);
        Assert.AreEqual(0, _battery.SensorCount);
        Assert.AreEqual(-1, _battery.WarmestSensor());
        Assert.AreEqual(Unknown.Number, _battery.HumidityPercent);
        Assert.AreEqual(Unknown.Number, _battery.BalanceMilliAmps);
        Assert.AreEqual(Unknown.Number, _battery.RepeatedRemainingMilliAmpHours);
    }

    [TestMethod]
    [DataRow("0000", 0)]
    [DataRow("0001", 10)]
    [DataRow("7FFF", 327670)]
    [DataRow("8000", -327680)]
    [DataRow("FFFF", -10)]
    [DataRow("FF9C", -1000)]
    public void Basic_Current_IsSigned(string raw, int milliAmps)
    {
        Assert.AreEqual(JbdError.None, Apply(JbdRegister.Basic, "1450" + raw + "0064 00C8 0005 2EE1 0000 0000 0000 20 64 03 0E 00"));
        Assert.AreEqual(milliAmps, _battery.PackMilliAmps);
    }

    [TestMethod]
    public void Basic_BigUnits_ScaleCurrentAndAllCapacities()
    {
        Assert.AreEqual(JbdError.None, Apply(JbdRegister.Basic, "1450 FFF6 0064 00C8 0005 2EE1 0000 0000 0000 20 64 83 0E 00" + "00 0000 00C6 0063 0007"));

        Assert.AreEqual(52000, _battery.PackMilliVolts);
        Assert.AreEqual(-1000, _battery.PackMilliAmps);
        Assert.AreEqual(10000, _battery.RemainingMilliAmpHours);
        Assert.AreEqual(20000, _battery.NominalMilliAmpHours);
        Assert.AreEqual(19800, _battery.FullMilliAmpHours);
        Assert.AreEqual(9900, _battery.RepeatedRemainingMilliAmpHours);
        Assert.AreEqual(7, _battery.BalanceMilliAmps);
        Assert.AreEqual(0x83, _battery.FetStatus);
        Assert.IsTrue(_battery.ChargeFetOn);
        Assert.IsTrue(_battery.DischargeFetOn);
    }

    [TestMethod]
    [DataRow("00", false, false)]
    [DataRow("01", true, false)]
    [DataRow("02", false, true)]
    [DataRow("0C", false, false)]
    public void Basic_FetBits_AreTold(string fets, bool charge, bool discharge)
    {
        Assert.AreEqual(JbdError.None, Apply(JbdRegister.Basic, "1450 0000 0064 00C8 0005 2EE1 0000 0000 0000 20 64 " + fets + " 0E 00"));
        Assert.AreEqual(charge, _battery.ChargeFetOn);
        Assert.AreEqual(discharge, _battery.DischargeFetOn);
    }

    [TestMethod]
    [DataRow("0001 0000", 1)]
    [DataRow("8000 0000", 16)]
    [DataRow("0000 0001", 17)]
    [DataRow("0000 8000", 32)]
    public void Basic_BalanceWords_LowWordFirst(string words, int cell)
    {
        Assert.AreEqual(JbdError.None, Apply(JbdRegister.Basic, "1450 0000 0064 00C8 0005 2EE1" + words + "0000 20 64 03 0E 00"));
        Assert.IsTrue(_battery.BalanceMask == 1u << (cell - 1));
    }

    [TestMethod]
    [DataRow(0, Unknown.Number, 0, 2000, Unknown.Number, Unknown.Number)]
    [DataRow(1, 45, 0, 2000, Unknown.Number, Unknown.Number)]
    [DataRow(2, 45, 0, 2000, Unknown.Number, Unknown.Number)]
    [DataRow(3, 45, 0x0801, 2000, Unknown.Number, Unknown.Number)]
    [DataRow(4, 45, 0x0801, 2000, Unknown.Number, Unknown.Number)]
    [DataRow(5, 45, 0x0801, 1980, Unknown.Number, Unknown.Number)]
    [DataRow(7, 45, 0x0801, 1980, 990, Unknown.Number)]
    [DataRow(8, 45, 0x0801, 1980, 990, Unknown.Number)]
    [DataRow(9, 45, 0x0801, 1980, 990, 258)]
    [DataRow(12, 45, 0x0801, 1980, 990, 258)]
    public void Basic_AppendedBlock_IsReadAsFarAsItGoes(int length, int humidity, int alarms, int full, int remaining, int balance)
    {
        byte[] data = Hex.Of(JbdReplies.BareBasicData + "2D 0801 00C6 0063 0102 FFFFFF");

        Assert.AreEqual(JbdError.None, JbdCodec.Apply(JbdRegister.Basic, 0, data, 0, 23 + length, _battery));
        Assert.AreEqual(humidity, _battery.HumidityPercent);
        Assert.AreEqual(alarms, _battery.AlarmFlags);
        Assert.AreEqual(full, _battery.FullMilliAmpHours);
        Assert.AreEqual(remaining, _battery.RepeatedRemainingMilliAmpHours);
        Assert.AreEqual(balance, _battery.BalanceMilliAmps);
    }

    [TestMethod]
    public void Basic_AppendedBlockGoneAgain_IsForgotten()
    {
        Apply(JbdRegister.Basic, JbdReplies.BareBasicData + "2D 0801 00C6 0063 0102");
        Apply(JbdRegister.Basic, JbdReplies.BareBasicData);

        Assert.AreEqual(Unknown.Number, _battery.HumidityPercent);
        Assert.AreEqual(0, _battery.AlarmFlags);
        Assert.AreEqual(2000, _battery.FullMilliAmpHours);
    }

    [TestMethod]
    public void Basic_FullCapacityZero_IsTheNominalOne()
    {
        Apply(JbdRegister.Basic, JbdReplies.BareBasicData + "00 0000 0000 0063 0000");

        Assert.AreEqual(2000, _battery.FullMilliAmpHours);
    }

    [TestMethod]
    [DataRow("097E", Unknown.Number)]
    [DataRow("097F", Unknown.Number)]
    [DataRow("0980", -299)]
    [DataRow("0AAB", 0)]
    [DataRow("0BA5", 250)]
    [DataRow("0000", Unknown.Number)]
    [DataRow("FFFF", 62804)]
    public void Basic_Sensor_AtOrBelowMinusThirtyIsNotFitted(string raw, int deciC)
    {
        Assert.AreEqual(JbdError.None, ApplyWithSensors("01" + raw));
        Assert.AreEqual(1, _battery.SensorCount);
        Assert.AreEqual(deciC, _battery.TempDeciC[0]);
    }

    [TestMethod]
    public void Basic_EightSensors_AreKeptInOrder()
    {
        Assert.AreEqual(JbdError.None, ApplyWithSensors("08 0AAC 0AAD 0AAE 0AAF 0AB0 0AB1 0AB2 0AB3"));
        Assert.AreEqual(8, _battery.SensorCount);
        for (int i = 0; i < 8; i++)
        {
            Assert.AreEqual(i + 1, _battery.TempDeciC[i]);
        }
    }

    [TestMethod]
    public void Basic_MoreThanEightSensors_KeepsTheWarmestAndTheColdest()
    {
        // 20.0 six times, then 30.0, 80.0, not fitted, -10.0, 25.0
        Assert.AreEqual(JbdError.None, ApplyWithSensors("0B 0B73 0B73 0B73 0B73 0B73 0B73 0BD7 0DCB 097F 0A47 0BA5"));
        Assert.AreEqual(8, _battery.SensorCount);
        Assert.AreEqual(200, _battery.TempDeciC[5]);
        Assert.AreEqual(800, _battery.TempDeciC[_battery.WarmestSensor()]);
        Assert.AreEqual(-100, _battery.TempDeciC[_battery.ColdestSensor()]);
    }

    [TestMethod]
    public void Basic_MoreThanEightSensorsNoneFittedBehindSix_AreNotInvented()
    {
        Assert.AreEqual(JbdError.None, ApplyWithSensors("09 0B73 0B73 0B73 0B73 0B73 0B73 097F 097F 0000"));
        Assert.AreEqual(Unknown.Number, _battery.TempDeciC[6]);
        Assert.AreEqual(Unknown.Number, _battery.TempDeciC[7]);
    }

    [TestMethod]
    public void Basic_TooShort_ChangesNothing()
    {
        byte[] data = Hex.Of(JbdReplies.BareBasicData);

        Assert.AreEqual(JbdError.PayloadTooShort, JbdCodec.Apply(JbdRegister.Basic, 0, data, 0, 22, _battery));
        Assert.AreEqual(JbdError.PayloadTooShort, JbdCodec.Apply(JbdRegister.Basic, 0, data, 0, 0, _battery));
        Assert.AreEqual(Unknown.Number, _battery.PackMilliVolts);
    }

    [TestMethod]
    public void Basic_MoreSensorsThanData_ChangesNothing()
    {
        Assert.AreEqual(JbdError.PayloadInconsistent, ApplyWithSensors("02 0B73 0B"));
        Assert.AreEqual(JbdError.PayloadInconsistent, ApplyWithSensors("FF 0B73"));
        Assert.AreEqual(Unknown.Number, _battery.PackMilliVolts);
    }

    [TestMethod]
    [DataRow(0, JbdError.PayloadTooShort)]
    [DataRow(1, JbdError.PayloadTooShort)]
    [DataRow(2, JbdError.None)]
    [DataRow(7, JbdError.PayloadInconsistent)]
    [DataRow(28, JbdError.None)]
    [DataRow(64, JbdError.None)]
    [DataRow(65, JbdError.PayloadInconsistent)]
    [DataRow(66, JbdError.PayloadInconsistent)]
    public void Cells_DataLength_MustBeOneToThirtyTwoPairs(int length, int expected)
    {
        Assert.AreEqual(expected, JbdCodec.Apply(JbdRegister.Cells, 0, new byte[128], 0, length, _battery));
        Assert.AreEqual(expected == JbdError.None ? length / 2 : 0, _battery.CellCount);
    }

    [TestMethod]
    public void Cells_BrokenSenseWire_IsToldAsZero()
    {
        // Captured: syssi/esphome-jbd-bms docs/pdus/JBD-SP25S003-L16S-100A-100A-B.txt, the last of 16.
        Assert.AreEqual(JbdError.None, Apply(JbdRegister.Cells, "0E10 0000"));
        Assert.AreEqual(2, _battery.CellCount);
        Assert.AreEqual(3600, _battery.CellMilliVolts[_battery.HighestCell()]);
        Assert.AreEqual(0, _battery.CellMilliVolts[_battery.LowestCell()]);
    }

    [TestMethod]
    [DataRow("414243", "ABC")]
    [DataRow("41424300", "ABC")]
    [DataRow("4142430000000000", "ABC")]
    [DataRow("03414243", "ABC")]
    [DataRow("0000", "")]
    [DataRow("00", "")]
    [DataRow("2D7E20", "-~ ")]
    public void Name_Text_IsTrimmed(string hex, string expected)
    {
        Assert.AreEqual(JbdError.None, Apply(JbdRegister.Name, hex));
        Assert.AreEqual(expected, _battery.HardwareName);
    }

    [TestMethod]
    [DataRow("", JbdError.PayloadTooShort)]
    [DataRow("41FF", JbdError.PayloadInconsistent)]
    [DataRow("417F", JbdError.PayloadInconsistent)]
    [DataRow("411F", JbdError.PayloadInconsistent)]
    [DataRow("410042", JbdError.PayloadInconsistent)]
    [DataRow("4141414141414141414141414141414141414141414141414141414141414141", JbdError.PayloadInconsistent)]
    public void Name_NoText_ChangesNothing(string hex, int expected)
    {
        Assert.AreEqual(expected, Apply(JbdRegister.Name, hex));
        Assert.IsNull(_battery.HardwareName);
    }

    [TestMethod]
    public void Name_LongestAllowed_IsTaken()
    {
        byte[] name = new byte[JbdCodec.MaxNameLength];
        for (int i = 0; i < name.Length; i++)
        {
            name[i] = (byte)'x';
        }

        Assert.AreEqual(JbdError.None, JbdCodec.Apply(JbdRegister.Name, 0, name, 0, name.Length, _battery));
        Assert.AreEqual(31, _battery.HardwareName.Length);
    }

    [TestMethod]
    public void Name_ToldAgain_KeepsTheSameString()
    {
        Apply(JbdRegister.Name, "414243");
        string first = _battery.HardwareName;
        Apply(JbdRegister.Name, "414243");

        Assert.IsTrue(ReferenceEquals(first, _battery.HardwareName));
    }

    [TestMethod]
    [DataRow("414244")]
    [DataRow("4142")]
    public void Name_Changed_IsStored(string other)
    {
        Apply(JbdRegister.Name, "414243");
        Apply(JbdRegister.Name, other);

        Assert.AreNotEqual("ABC", _battery.HardwareName);
    }

    [TestMethod]
    public void ErrorCounters_NewerFirmware_HasTwelve()
    {
        int[] counters = new int[JbdCodec.MaxErrorCounters];
        byte[] data = Hex.Of("0001 0002 0003 0004 0005 0006 0007 0008 0009 000A 000B FFFF");

        Assert.AreEqual(JbdError.None, JbdCodec.ReadErrorCounters(data, 0, data.Length, counters));
        Assert.AreEqual(1, counters[0]);
        Assert.AreEqual(11, counters[10]);
        Assert.AreEqual(65535, counters[11]);
    }

    [TestMethod]
    public void ErrorCounters_OlderFirmware_LeavesTheRestartsUnknown()
    {
        int[] counters = new int[JbdCodec.MaxErrorCounters];

        Assert.AreEqual(JbdError.None, JbdCodec.ReadErrorCounters(new byte[22], 0, 22, counters));
        Assert.AreEqual(0, counters[10]);
        Assert.AreEqual(Unknown.Number, counters[11]);
    }

    [TestMethod]
    [DataRow(0, JbdError.PayloadTooShort)]
    [DataRow(21, JbdError.PayloadTooShort)]
    [DataRow(23, JbdError.PayloadInconsistent)]
    [DataRow(26, JbdError.None)]
    public void ErrorCounters_DataLength_IsChecked(int length, int expected)
    {
        Assert.AreEqual(expected, JbdCodec.ReadErrorCounters(new byte[32], 0, length, new int[JbdCodec.MaxErrorCounters]));
    }

    private int ApplyWithSensors(string countAndSensors)
    {
        return Apply(JbdRegister.Basic, "1450 0000 0064 00C8 0005 2EE1 0000 0000 0000 20 64 03 0E" + countAndSensors);
    }

    private int Apply(int register, string hex)
    {
        byte[] data = Hex.Of(hex);
        return JbdCodec.Apply(register, 0, data, 0, data.Length, _battery);
    }
}
