using ChargerFirmware.Bms;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

/// <summary>The phases alone, at their bounds: 14 cells that are charged to 4150 mV, 58.10 V asked for, 40 Ah (a tail of 2 A).</summary>
[TestClass]
public class ChargePhasesBoundTests
{
    private const int PackMilliVolts = 14 * 4150;

    private readonly ChargePhases _phases = new ChargePhases();
    private readonly ChargeRig _rig = new ChargeRig();
    private readonly ChargeSettings _settings;
    private readonly BatterySnapshot _battery;

    public ChargePhasesBoundTests()
    {
        _settings = _rig.Settings;
        _battery = _rig.Battery;
        _rig.SetCells(14, 4130);
        _battery.PackMilliAmps = 10000;
    }

    // 20 mV a cell below is at voltage, and back only 50 mV below.
    [TestMethod]
    [DataRow(ChargeState.ConstantCurrent, PackMilliVolts - 281, ChargeState.ConstantCurrent)]
    [DataRow(ChargeState.ConstantCurrent, PackMilliVolts - 280, ChargeState.ConstantVoltage)]
    [DataRow(ChargeState.ConstantVoltage, PackMilliVolts - 700, ChargeState.ConstantVoltage)]
    [DataRow(ChargeState.ConstantVoltage, PackMilliVolts - 701, ChargeState.ConstantCurrent)]
    [DataRow(ChargeState.Taper, PackMilliVolts - 700, ChargeState.Taper)]
    [DataRow(ChargeState.Taper, PackMilliVolts - 701, ChargeState.ConstantCurrent)]
    [DataRow(ChargeState.Precheck, PackMilliVolts - 281, ChargeState.ConstantCurrent)]
    public void PhaseOf_PackVoltage_HasAWayBack(int state, int packMilliVolts, int expected)
    {
        _rig.SetCells(14, 4000);
        _battery.PackMilliVolts = packMilliVolts;

        Assert.AreEqual(expected, PhaseOf(state, PackMilliVolts));
    }

    [TestMethod]
    [DataRow(ChargeState.ConstantCurrent, 4149, ChargeState.ConstantCurrent)]
    [DataRow(ChargeState.ConstantCurrent, 4150, ChargeState.ConstantVoltage)]
    [DataRow(ChargeState.ConstantVoltage, 4100, ChargeState.ConstantVoltage)]
    [DataRow(ChargeState.ConstantVoltage, 4099, ChargeState.ConstantCurrent)]
    public void PhaseOf_HighestCell_HasAWayBackToo(int state, int cellMilliVolts, int expected)
    {
        _rig.SetCells(14, 3900);
        _rig.SetCell(5, cellMilliVolts);

        Assert.AreEqual(expected, PhaseOf(state, PackMilliVolts));
    }

    [TestMethod]
    public void PhaseOf_NoVoltageAskedFor_IsConstantCurrent()
    {
        _rig.SetCells(14, 4150);
        Assert.AreEqual(ChargeState.ConstantCurrent, PhaseOf(ChargeState.ConstantCurrent, Unknown.Number));
    }

    [TestMethod]
    [DataRow(5000, ChargeState.ConstantVoltage)] // half of the 10 A asked for
    [DataRow(4999, ChargeState.Taper)]
    [DataRow(Unknown.Number, ChargeState.ConstantVoltage)]
    public void PhaseOf_HalfOfTheCurrent_IsTaper(int milliAmps, int expected)
    {
        _rig.SetCells(14, 4140);
        _battery.PackMilliAmps = milliAmps;

        Assert.AreEqual(expected, PhaseOf(ChargeState.ConstantVoltage, PackMilliVolts));
    }

    [TestMethod]
    [DataRow(2500, ChargeState.ConstantVoltage)] // half of the 5 A that the owner allows
    [DataRow(2499, ChargeState.Taper)]
    public void PhaseOf_OtherLimits_AreNoTaper(int milliAmps, int expected)
    {
        _rig.SetCells(14, 4140);
        _settings.LimitMilliAmps = 5000;
        _battery.PackMilliAmps = milliAmps;

        Assert.AreEqual(expected, PhaseOf(ChargeState.ConstantVoltage, PackMilliVolts));
    }

    [TestMethod]
    [DataRow(2500, ChargeState.ConstantVoltage)] // half of the 5 A that are asked for, where 10 A are allowed
    [DataRow(2499, ChargeState.Taper)]
    public void PhaseOf_LessAskedForThanAllowed_IsWhatTheHalfIsOf(int milliAmps, int expected)
    {
        _rig.SetCells(14, 4140);
        _battery.PackMilliAmps = milliAmps;

        Assert.AreEqual(expected, PhaseOf(ChargeState.ConstantVoltage, PackMilliVolts, 20000, 5000));
    }

    // A cell 20 mV below its limit leaves two fifths of the pack's limit; without it 10 A would be given.
    [TestMethod]
    [DataRow(12500, ChargeState.ConstantVoltage)] // exactly half of them
    [DataRow(12495, ChargeState.Taper)]
    public void PhaseOf_CellLeavesHalf_IsTaperBelowIt(int maxMilliAmps, int expected)
    {
        _rig.SetCells(14, 4140);
        _rig.SetCell(5, 4180);

        Assert.AreEqual(expected, PhaseOf(ChargeState.ConstantVoltage, PackMilliVolts, maxMilliAmps, 10000));
    }

    [TestMethod]
    public void PhaseOf_FirstCellIsTheHighest_Counts()
    {
        _rig.SetCells(14, 3900);
        _rig.SetCell(0, 4150);

        Assert.AreEqual(ChargeState.ConstantVoltage, PhaseOf(ChargeState.ConstantCurrent, PackMilliVolts));
    }

    [TestMethod]
    public void PhaseOf_NoCellKnown_GoesByThePackVoltage()
    {
        _settings.PrechargeCellMilliVolts = 0;
        _battery.CellCount = 0;
        _battery.PackMilliVolts = PackMilliVolts - 1;
        Assert.AreEqual(ChargeState.ConstantCurrent, PhaseOf(ChargeState.ConstantCurrent, PackMilliVolts));
    }

    [TestMethod]
    public void IsComplete_FirstCellIsTheFullOne_EndsWhereNoVoltageIsAskedFor()
    {
        _rig.SetCells(14, 3900);
        _rig.SetCell(0, 4150);

        Assert.IsTrue(_phases.IsComplete(_settings, _battery, 10000, Unknown.Number, 0));
    }

    [TestMethod]
    public void IsBelowRecharge_FirstCellIsTheHighest_Counts()
    {
        _rig.SetCells(14, 3900);
        _rig.SetCell(0, 4049);
        Assert.IsTrue(ChargePhases.IsBelowRecharge(_settings, _battery));

        _rig.SetCell(0, 4050);
        Assert.IsFalse(ChargePhases.IsBelowRecharge(_settings, _battery));
    }

    [TestMethod]
    [DataRow(58100, 59999, false)]
    [DataRow(58100, 60000, true)]
    [DataRow(57820, 60000, true)] // 20 mV a cell below
    [DataRow(57819, 60000, false)]
    [DataRow(Unknown.Number, 60000, false)]
    public void IsComplete_TailAtVoltage_HasToLastAMinute(int packMilliVolts, int passedMs, bool complete)
    {
        _battery.PackMilliVolts = packMilliVolts;
        _battery.PackMilliAmps = 2000;
        Assert.IsFalse(IsComplete(1000));

        Assert.AreEqual(complete, IsComplete(1000 + passedMs));
        Assert.AreEqual(complete, _phases.IsFull);
    }

    [TestMethod]
    [DataRow(0, 40000, 20000, 2000, true)] // a twentieth of the capacity
    [DataRow(0, 40000, 20000, 2001, false)]
    [DataRow(3000, 40000, 20000, 3000, true)] // the owner's
    [DataRow(3000, 40000, 20000, 3001, false)]
    [DataRow(0, 0, 20000, 2000, true)] // the pack's limit for half of it
    [DataRow(0, 0, 20000, 2001, false)]
    [DataRow(1, 40000, 20000, 2, false)]
    public void IsComplete_Tail_IsTheOwnersOrATwentieth(int tail, int capacity, int pack, int milliAmps, bool complete)
    {
        _settings.TailMilliAmps = tail;
        _battery.NominalMilliAmpHours = capacity;
        _settings.BatteryMaxMilliAmps = pack;
        _battery.PackMilliVolts = PackMilliVolts;
        _battery.PackMilliAmps = milliAmps;
        IsComplete(0);

        Assert.AreEqual(complete, IsComplete(60000));
    }

    [TestMethod]
    public void IsComplete_TailInterrupted_BeginsAnew()
    {
        _battery.PackMilliVolts = PackMilliVolts;
        _battery.PackMilliAmps = 2000;
        IsComplete(0);
        _battery.PackMilliAmps = 2001;
        IsComplete(30000);
        _battery.PackMilliAmps = 2000;
        IsComplete(40000);
        Assert.IsFalse(IsComplete(60000));
        _phases.Interrupt();
        IsComplete(70000);
        Assert.IsFalse(IsComplete(110000));
        _phases.Forget();
        IsComplete(120000);
        Assert.IsFalse(IsComplete(179999));
        Assert.IsTrue(IsComplete(180000));
    }

    [TestMethod]
    [DataRow(4150, 2000, true)] // a cell is full, and its limit leaves no more than the tail
    [DataRow(4149, 2000, false)]
    [DataRow(4150, 2001, false)]
    public void IsComplete_CellIsFullAndNothingIsLeftForIt_IsTheEnd(int cellMilliVolts, int limitMilliAmps, bool complete)
    {
        _rig.SetCells(14, 3900);
        _rig.SetCell(5, cellMilliVolts);
        _phases.IsComplete(_settings, _battery, limitMilliAmps, PackMilliVolts, 0);

        Assert.AreEqual(complete, _phases.IsComplete(_settings, _battery, limitMilliAmps, PackMilliVolts, 60000));
    }

    [TestMethod]
    [DataRow(599999, false)]
    [DataRow(600000, true)]
    public void IsComplete_AtVoltageForTooLong_IsTheEnd(int passedMs, bool complete)
    {
        _settings.TaperMs = 600000;
        _battery.PackMilliVolts = PackMilliVolts;
        IsComplete(1000);

        Assert.AreEqual(complete, IsComplete(1000 + passedMs));
    }

    [TestMethod]
    public void IsComplete_VoltageDrops_TheTimeAtItBeginsAnew()
    {
        _settings.TaperMs = 600000;
        _battery.PackMilliVolts = PackMilliVolts;
        IsComplete(0);
        _battery.PackMilliVolts = 57000;
        Assert.IsFalse(IsComplete(599000));
        Assert.IsFalse(IsComplete(600000));
        _battery.PackMilliVolts = PackMilliVolts;
        IsComplete(601000);
        _phases.Forget();
        Assert.IsFalse(IsComplete(1201000), "forgotten");
        Assert.IsTrue(IsComplete(1801000));
    }

    [TestMethod]
    public void IsComplete_VoltageComesBack_TheTimeAtItCountsFromThere()
    {
        _settings.TaperMs = 600000;
        _battery.PackMilliVolts = 57000;
        IsComplete(1000);
        _battery.PackMilliVolts = PackMilliVolts;
        IsComplete(2000);
        Assert.IsFalse(IsComplete(601999));
        Assert.IsTrue(IsComplete(602000));
    }

    [TestMethod]
    [DataRow(4149, false)]
    [DataRow(4150, true)]
    public void IsComplete_ChargerWithoutAVoltage_EndsWithTheFirstFullCell(int milliVolts, bool complete)
    {
        _rig.SetCell(5, milliVolts);
        Assert.AreEqual(complete, _phases.IsComplete(_settings, _battery, 10000, Unknown.Number, 0));
        Assert.AreEqual(complete, _phases.IsFull);
    }

    [TestMethod]
    public void IsComplete_NoCellKnown_IsNotFull()
    {
        _battery.CellCount = 0;
        Assert.IsFalse(_phases.IsComplete(_settings, _battery, 10000, Unknown.Number, 0));
        Assert.IsFalse(ChargePhases.IsBelowRecharge(_settings, _battery));
    }

    [TestMethod]
    [DataRow(4050, false)]
    [DataRow(4049, true)]
    public void EndsFull_HighestCellBelowItsThreshold(int milliVolts, bool ends)
    {
        MakeFull(1000);
        _rig.SetCells(14, milliVolts);

        Assert.AreEqual(ends, _phases.EndsFull(_settings, _battery));
        Assert.AreEqual(!ends, _phases.IsFull);
        Assert.IsFalse(_phases.EndsFull(_settings, _battery), "once");
    }

    [TestMethod]
    [DataRow(1000, 900, false)] // not below the threshold
    [DataRow(1000, 899, true)]
    [DataRow(910, 890, true)] // a fall of 20
    [DataRow(909, 890, false)]
    [DataRow(Unknown.Number, 890, false)]
    [DataRow(1000, Unknown.Number, false)]
    public void EndsFull_StateOfChargeBelowItsThresholdAndFallen(int whenFull, int now, bool ends)
    {
        _settings.RechargePermille = 900;
        MakeFull(whenFull);
        _rig.SetCells(14, 4100);
        _battery.SocPermille = now;

        Assert.AreEqual(ends, _phases.EndsFull(_settings, _battery));
    }

    [TestMethod]
    public void EndsFull_NotFull_IsNothing()
    {
        _rig.SetCells(14, 3900);
        Assert.IsFalse(_phases.EndsFull(_settings, _battery));
    }

    [TestMethod]
    public void IsGoalReached_OtherGoal_IsJudgedAnew()
    {
        Goal(ChargeGoal.Target, 800);
        Assert.IsTrue(IsGoalReached(800));
        Assert.IsTrue(IsGoalReached(750));
        Goal(ChargeGoal.Target, 790);
        Assert.IsFalse(IsGoalReached(750), "another goal");
        Assert.IsTrue(IsGoalReached(790));
        _phases.Forget();
        Assert.IsFalse(IsGoalReached(780), "the user wants to charge");
        Assert.IsFalse(IsGoalReached(Unknown.Number));
        Goal(ChargeGoal.Full, 790);
        Assert.IsFalse(IsGoalReached(1000));
    }

    private int PhaseOf(int state, int packMilliVolts)
    {
        return PhaseOf(state, packMilliVolts, 20000, 10000);
    }

    private int PhaseOf(int state, int packMilliVolts, int maxMilliAmps, int askedMilliAmps)
    {
        ChargeLimits limits = new ChargeLimits();
        _settings.BatteryMaxMilliAmps = maxMilliAmps;
        limits.Fold(_settings, ChargeMode.Medium, _battery, Unknown.Number, Unknown.Number, 0);
        return ChargePhases.PhaseOf(state, _settings, _battery, limits, packMilliVolts, askedMilliAmps);
    }

    private bool IsComplete(long nowMs)
    {
        return _phases.IsComplete(_settings, _battery, 10000, PackMilliVolts, nowMs);
    }

    private void MakeFull(int socPermille)
    {
        _battery.SocPermille = socPermille;
        _rig.SetCells(14, 4150);
        Assert.IsTrue(_phases.IsComplete(_settings, _battery, 10000, Unknown.Number, 0));
    }

    private void Goal(int goal, int permille)
    {
        _settings.Goal = goal;
        _settings.GoalPermille = permille;
    }

    private bool IsGoalReached(int socPermille)
    {
        _battery.SocPermille = socPermille;
        return _phases.IsGoalReached(_settings, _battery);
    }
}
