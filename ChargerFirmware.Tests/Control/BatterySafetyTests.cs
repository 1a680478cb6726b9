using ChargerFirmware.Bms;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

/// <summary>The limits of the pack and the times of its silence, each at its bound. Both replies are of 1000 ms where nothing else is said.</summary>
[TestClass]
public class BatterySafetyTests
{
    private const int NowMs = 1000;

    private readonly FaultRegister _faults = new FaultRegister();
    private readonly BatterySnapshot _battery = new ChargeRig().Battery;
    private readonly ChargeSettings _settings = ChargeRig.NmcSettings();
    private readonly BatterySafety _safety;

    public BatterySafetyTests()
    {
        _safety = new BatterySafety(_faults);
        _safety.Configure(_settings);
        Hear(NowMs);
    }

    [TestMethod]
    [DataRow(3699L, 1000L, 1000L, true)]
    [DataRow(3700L, 1000L, 1000L, false)] // 2.7 s old: both
    [DataRow(3700L, 1001L, 1000L, false)] // the cells alone
    [DataRow(3700L, 1000L, 1001L, false)] // basic info alone
    [DataRow(3700L, 1001L, 1001L, true)]
    [DataRow(100L, -1L, 50L, false)] // never
    [DataRow(100L, 50L, -1L, false)]
    [DataRow(100L, 0L, 0L, true)] // in the very first millisecond
    public void PackOnline_NeedsBothRepliesFresh(long nowMs, long basicMs, long cellsMs, bool online)
    {
        _battery.BasicAtMs = basicMs;
        _battery.CellsAtMs = cellsMs;
        _safety.Check(_battery, nowMs);

        Assert.AreEqual(online, _safety.PackOnline);
        Assert.AreEqual(!online && nowMs >= 2700, _faults.IsActive(FaultCode.BmsSilent));
    }

    [TestMethod]
    [DataRow(2699, false)]
    [DataRow(2700, true)]
    public void Silence_FromTheStart_HasItsTime(int passedMs, bool silent)
    {
        Hear(-1);
        _safety.Restart(5000);
        _safety.Check(_battery, 5000 + passedMs);

        Assert.AreEqual(silent, _faults.IsActive(FaultCode.BmsSilent));
        Assert.IsFalse(_faults.IsActive(FaultCode.BmsAsleep));
    }

    [TestMethod]
    [DataRow(1000L, 0L, 10999L, false)]
    [DataRow(1000L, 0L, 11000L, true)]
    [DataRow(1000L, 3000L, 12999L, false)] // asked since 3000 only
    [DataRow(1000L, 3000L, 13000L, true)]
    public void Asleep_AfterTenSecondsWithoutAByte(long heardMs, long sinceMs, long nowMs, bool asleep)
    {
        Hear(heardMs);
        _safety.Restart(sinceMs);
        _safety.Check(_battery, nowMs);

        Assert.AreEqual(asleep, _faults.IsActive(FaultCode.BmsAsleep));
    }

    [TestMethod]
    [DataRow(0, 0, BatterySafety.AsleepFromTheStart)]
    [DataRow(1, 0, BatterySafety.AsleepAfterWork)]
    [DataRow(0, 1, BatterySafety.AsleepAfterWork)]
    public void Asleep_SaysWhetherItHasEverAnswered(int basicCount, int cellsCount, int value)
    {
        _battery.BasicCount = basicCount;
        _battery.CellsCount = cellsCount;
        _safety.Check(_battery, 20000);

        Assert.AreEqual(value, _faults.ValueOf(FaultCode.BmsAsleep));
    }

    [TestMethod]
    public void Check_NoBmsConfigured_IsNeitherOnlineNorSilent()
    {
        _settings.BmsEnabled = false;
        _safety.Check(_battery, NowMs);
        Assert.IsFalse(_safety.PackOnline);
        _safety.Check(_battery, 60000);

        Assert.IsFalse(_faults.IsActive(FaultCode.BmsSilent));
        Assert.IsFalse(_faults.IsActive(FaultCode.BmsAsleep));
        Assert.IsFalse(_faults.IsActive(FaultCode.NoTemperatureSensor));
        Assert.IsFalse(_faults.IsActive(FaultCode.ChargeFetOff));
    }

    [TestMethod]
    public void Protection_HasGone_EndsItsFaultAndTheLatchedOnesCondition()
    {
        _battery.ProtectionFlags = Protection.ShortCircuit | Protection.FrontEndError | Protection.ChargeFetBroken | Protection.CellOverVoltage | Protection.PackOverVoltage
            | Protection.ChargeOverTemperature | Protection.ChargeUnderTemperature | Protection.ChargeOverCurrent;
        _safety.Check(_battery, NowMs);
        Assert.AreEqual(8, _faults.Changes);

        _battery.ProtectionFlags = 0;
        _safety.Check(_battery, NowMs);
        Assert.AreEqual(13, _faults.Changes, "five have gone");
        Assert.IsTrue(_faults.ClearLatched());
    }

    [TestMethod]
    public void ChargeFet_Off_IsToldWhileThePackIsHeard()
    {
        _battery.ChargeFetOn = false;
        _safety.Check(_battery, NowMs);
        Assert.IsTrue(_faults.IsActive(FaultCode.ChargeFetOff));
        _safety.Check(_battery, 10000);
        Assert.IsFalse(_faults.IsActive(FaultCode.ChargeFetOff));
    }

    [TestMethod]
    public void Ceiling_SaysTheCellOrTheMeanOfThePack()
    {
        _battery.CellMilliVolts[3] = 4260;
        _safety.Check(_battery, NowMs);
        Assert.AreEqual(4260, _faults.ValueOf(FaultCode.HardOverVoltage));

        _battery.CellMilliVolts[3] = 3800;
        _battery.PackMilliVolts = 14 * 4300;
        _safety.Check(_battery, NowMs);
        Assert.AreEqual(4300, _faults.ValueOf(FaultCode.HardOverVoltage));
    }

    [TestMethod]
    [DataRow(14, 13)]
    [DataRow(13, 14)]
    public void Ceiling_CountsDiffer_TheLargerOneIsTaken(int basicCount, int cellCount)
    {
        _battery.BasicCellCount = basicCount;
        _battery.CellCount = cellCount;
        _battery.PackMilliVolts = 60095;
        _safety.Check(_battery, NowMs);

        Assert.IsFalse(_faults.IsActive(FaultCode.HardOverVoltage), "1 % above 14 cells of 4.25 V");
    }

    [TestMethod]
    public void Ceiling_PackVoltageUnknown_IsJudgedByTheCells()
    {
        _battery.PackMilliVolts = Unknown.Number;
        _safety.Check(_battery, NowMs);
        Assert.IsFalse(_faults.IsActive(FaultCode.HardOverVoltage));

        _battery.CellMilliVolts[13] = 4251;
        _safety.Check(_battery, NowMs);
        Assert.AreEqual(4251, _faults.ValueOf(FaultCode.HardOverVoltage));
    }

    [TestMethod]
    public void Ceiling_SilentPack_IsNotJudged()
    {
        _battery.CellMilliVolts[3] = 4260;
        _safety.Check(_battery, 10000);
        Assert.IsFalse(_faults.IsActive(FaultCode.HardOverVoltage), "nobody knows what is true now");
    }

    [TestMethod]
    public void Ceiling_CellThatCannotBeReadBesideAHighOne_IsLatchedAllTheSame()
    {
        _battery.CellMilliVolts[3] = 4260;
        _battery.ImplausibleInCells = 1;
        _safety.Check(_battery, NowMs);
        Assert.IsTrue(_faults.IsActive(FaultCode.HardOverVoltage));
    }

    [TestMethod]
    public void Floor_IsToldWithTheCellAndOnlyWhereAProfileSaysOne()
    {
        _battery.CellMilliVolts[3] = 2499;
        _safety.Check(_battery, NowMs);
        Assert.IsTrue(_faults.IsActive(FaultCode.CellTooLow));
        Assert.AreEqual(2499, _faults.ValueOf(FaultCode.CellTooLow));

        _settings.ProfileChosen = false;
        _safety.Check(_battery, NowMs);
        Assert.IsFalse(_faults.IsActive(FaultCode.CellTooLow));

        _settings.ProfileChosen = true;
        _safety.Check(_battery, 10000);
        Assert.IsFalse(_faults.IsActive(FaultCode.CellTooLow), "silent");
    }

    [TestMethod]
    public void Spread_IsToldAboveItsLimitAndEndsTwentyMilliVoltsInside()
    {
        CheckSpread(300, false);
        CheckSpread(301, true);
        Assert.AreEqual(301, _faults.ValueOf(FaultCode.CellSpread));
        CheckSpread(281, true);
        CheckSpread(280, false);
        CheckSpread(300, false);
    }

    [TestMethod]
    public void Spread_OffUnreadableOrWithoutCells_IsNotJudged()
    {
        CheckSpread(400, true);
        _battery.ImplausibleInCells = 1;
        CheckSpread(400, false);
        _battery.ImplausibleInCells = 0;
        _settings.MaxSpreadMilliVolts = 0;
        CheckSpread(400, false);
        _settings.MaxSpreadMilliVolts = 300;
        CheckSpread(400, true);
        _battery.CellCount = 0;
        CheckSpread(400, false);
        _battery.CellCount = 14;
        _safety.Check(_battery, 10000);
        Assert.IsFalse(_faults.IsActive(FaultCode.CellSpread), "silent");
    }

    [TestMethod]
    public void Temperatures_OutsideTheRange_AreToldWithTheirValue()
    {
        _battery.TempDeciC[0] = 451;
        _battery.TempDeciC[1] = -1;
        _safety.Check(_battery, NowMs);
        Assert.AreEqual(451, _faults.ValueOf(FaultCode.TemperatureTooHigh));
        Assert.AreEqual(-1, _faults.ValueOf(FaultCode.TemperatureTooLow));

        _settings.ProfileChosen = false;
        _safety.Check(_battery, NowMs);
        Assert.IsFalse(_faults.IsActive(FaultCode.TemperatureTooHigh), "no chemistry, no range");
        Assert.IsFalse(_faults.IsActive(FaultCode.TemperatureTooLow));
    }

    [TestMethod]
    public void Temperatures_RangeThatExcludesZero_SaysNothingWithoutASensor()
    {
        _settings.MinDeciC = 50;
        _settings.MaxDeciC = -50;
        _battery.TempDeciC[0] = Unknown.Number;
        _battery.TempDeciC[1] = Unknown.Number;
        _safety.Check(_battery, NowMs);

        Assert.IsFalse(_faults.IsActive(FaultCode.TemperatureTooHigh));
        Assert.IsFalse(_faults.IsActive(FaultCode.TemperatureTooLow));
        Assert.IsTrue(_faults.IsActive(FaultCode.NoTemperatureSensor));

        _settings.AllowNoSensor = true;
        _safety.Check(_battery, NowMs);
        Assert.IsFalse(_faults.IsActive(FaultCode.NoTemperatureSensor));
    }

    [TestMethod]
    public void Temperatures_FirstSensorAlone_IsASensor()
    {
        _battery.SensorCount = 1;
        _safety.Check(_battery, NowMs);
        Assert.IsFalse(_faults.IsActive(FaultCode.NoTemperatureSensor));

        _battery.TempDeciC[0] = 451;
        _safety.Check(_battery, NowMs);
        Assert.IsTrue(_faults.IsActive(FaultCode.TemperatureTooHigh));
    }

    private void CheckSpread(int milliVolts, bool expected)
    {
        _battery.CellMilliVolts[0] = 3800 + milliVolts;
        _safety.Check(_battery, NowMs);
        Assert.AreEqual(expected, _faults.IsActive(FaultCode.CellSpread), milliVolts.ToString());
    }

    private void Hear(long atMs)
    {
        _battery.HeardAtMs = atMs;
        _battery.BasicAtMs = atMs;
        _battery.CellsAtMs = atMs;
        _battery.BasicCount = 1;
        _battery.CellsCount = 1;
    }
}
