using ChargerFirmware.Bms;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

/// <summary>The limits alone, without a controller, each at its bound. The pack is a healthy one of 40 Ah (20 A), slow is 5 A, medium 10 A and fast 15 A.</summary>
[TestClass]
public class ChargeLimitsFoldTests
{
    private readonly ChargeLimits _limits = new ChargeLimits();
    private readonly ChargeRig _rig = new ChargeRig();
    private readonly ChargeSettings _settings;
    private readonly BatterySnapshot _battery;
    private long _nowMs;

    public ChargeLimitsFoldTests()
    {
        _settings = _rig.Settings;
        _battery = _rig.Battery;
    }

    [TestMethod]
    [DataRow(ChargeMode.Slow, 5000)]
    [DataRow(ChargeMode.Medium, 10000)]
    [DataRow(ChargeMode.Fast, 15000)]
    public void Fold_NothingSpeaksAgainstIt_IsTheMode(int mode, int milliAmps)
    {
        Fold(mode);

        AssertLimit(milliAmps, LimitCause.Mode, Unknown.Number, milliAmps);
        Assert.AreEqual(milliAmps, _limits.SurelyMilliAmps);
        Assert.AreEqual(milliAmps, _limits.WithoutCellMilliAmps);
        Assert.IsFalse(_limits.IsPrecharge);
    }

    [TestMethod]
    [DataRow(ChargeMode.Slow, WhyReason.SlowIsZero)]
    [DataRow(ChargeMode.Medium, Unknown.Number)]
    public void Fold_SlowThatIsTheProtocols_SaysSo(int mode, int subject)
    {
        _settings.Charger.ProtocolName = ChargerOptions.Magnes;
        Fold(mode);

        Assert.AreEqual(LimitCause.Mode, _limits.Cause);
        Assert.AreEqual(subject, _limits.WhySubject);
    }

    [TestMethod]
    [DataRow(8000, 40000, 8000, 8000)] // the setting
    [DataRow(0, 18000, 9000, 9000)] // half of the capacity an hour
    [DataRow(0, 0, 0, Unknown.Number)] // neither
    [DataRow(0, -1, 0, Unknown.Number)]
    public void Fold_Pack_IsTheSettingOrHalfOfTheCapacityOrNothing(int setting, int capacity, int milliAmps, int value)
    {
        _settings.BatteryMaxMilliAmps = setting;
        _battery.NominalMilliAmpHours = capacity;
        Fold(ChargeMode.Medium);

        AssertLimit(milliAmps, LimitCause.Pack, Unknown.Number, value);
        Assert.AreEqual(milliAmps, _limits.SurelyMilliAmps);
    }

    [TestMethod]
    [DataRow(0, 10000)] // none
    [DataRow(1, 1)]
    [DataRow(10000, 10000)]
    public void Fold_OwnersLimit_ZeroIsNone(int limit, int milliAmps)
    {
        _settings.LimitMilliAmps = limit;
        Fold(ChargeMode.Medium);
        Assert.AreEqual(milliAmps, _limits.MilliAmps);
        Assert.AreEqual(milliAmps, _limits.SurelyMilliAmps);

        _settings.LimitMilliAmps = 0;
        _settings.ChargerMaxMilliAmps = limit;
        Fold(ChargeMode.Medium);
        Assert.AreEqual(milliAmps, _limits.MilliAmps);
    }

    [TestMethod]
    public void Fold_TwoLimitsAlike_NamesTheFirst()
    {
        _settings.LimitMilliAmps = 7000;
        _settings.ChargerMaxMilliAmps = 7000;
        Fold(ChargeMode.Medium);

        Assert.AreEqual(LimitCause.User, _limits.Cause);
    }

    [TestMethod]
    public void Fold_ChargerIsWarm_IsHalfOfWhatIsLeftAndSaysWhy()
    {
        _settings.LimitMilliAmps = 7000;
        _limits.Fold(_settings, ChargeMode.Medium, _battery, 750, Unknown.Number, 0);
        AssertLimit(3500, LimitCause.Charger, WhyReason.ChargerWarm, 3500);

        _limits.Restart();
        _limits.Fold(_settings, ChargeMode.Medium, _battery, Unknown.Number, Unknown.Number, 0);
        Assert.AreEqual(7000, _limits.MilliAmps);
    }

    [TestMethod]
    [DataRow(1500, 5000)]
    [DataRow(1501, 10000)] // no charger is so hot: nothing is measured
    public void Fold_ChargerTemperature_IsBelievedUpToItsEnd(int deciC, int milliAmps)
    {
        _limits.Fold(_settings, ChargeMode.Medium, _battery, deciC, Unknown.Number, 0);

        Assert.AreEqual(milliAmps, _limits.MilliAmps);
    }

    [TestMethod]
    public void Restart_ChargerWasWarm_IsJudgedAnew()
    {
        _limits.Fold(_settings, ChargeMode.Medium, _battery, 750, Unknown.Number, 0);
        Assert.AreEqual(5000, _limits.MilliAmps);
        _limits.Fold(_settings, ChargeMode.Medium, _battery, 500, Unknown.Number, 100);
        Assert.IsTrue(_limits.MilliAmps < 5100, "it comes back slowly");

        _limits.Restart();
        _limits.Fold(_settings, ChargeMode.Medium, _battery, 500, Unknown.Number, 200);
        Assert.AreEqual(10000, _limits.MilliAmps);
    }

    [TestMethod]
    [DataRow(Protection.CellOverVoltage, true)]
    [DataRow(Protection.PackOverVoltage, true)]
    [DataRow(Protection.ChargeOverTemperature, true)]
    [DataRow(Protection.ChargeUnderTemperature, true)]
    [DataRow(Protection.ChargeOverCurrent, true)]
    [DataRow(Protection.DischargeOverCurrent, false)]
    public void Fold_WarningOfTheBms_HalvesThePackForAMinute(int warning, bool counts)
    {
        _settings.BatteryMaxMilliAmps = 12000;
        _nowMs = 5000;
        _battery.AlarmFlags = warning;
        Fold(ChargeMode.Medium);
        Assert.AreEqual(counts ? 6000 : 10000, _limits.MilliAmps);

        _battery.AlarmFlags = 0;
        _nowMs = 64999;
        Fold(ChargeMode.Medium);
        Assert.AreEqual(counts ? 6000 : 10000, _limits.MilliAmps);
        _nowMs = 65000;
        Fold(ChargeMode.Medium);
        Assert.AreEqual(10000, _limits.MilliAmps);
    }

    [TestMethod]
    [DataRow(10000, 15000, 10000)]
    [DataRow(15000, 15000, 15000)]
    [DataRow(16000, 15000, 14999)] // fast is not for a warm pack
    public void Fold_Derated_IsMediumAndLessThanFast(int medium, int fast, int milliAmps)
    {
        _settings.Charger.MediumMilliAmps = medium;
        _settings.Charger.FastMilliAmps = fast;
        _battery.TempDeciC[1] = 400;
        Fold(ChargeMode.Fast);

        Assert.AreEqual(milliAmps, _limits.MilliAmps);
        Assert.IsTrue(_limits.IsWarm);
        if (milliAmps < fast)
        {
            AssertLimit(milliAmps, LimitCause.Temperature, 2, 400);
        }
    }

    [TestMethod]
    public void Fold_DeratedWhereFastIsNothing_IsMediumAndNeverLessThanNothing()
    {
        _settings.Charger.FastMilliAmps = 0;
        _battery.TempDeciC[1] = 400;
        Fold(ChargeMode.Medium);

        AssertLimit(10000, LimitCause.Mode, Unknown.Number, 10000);
    }

    [TestMethod]
    public void Fold_FirstSensorIsTheWarmest_IsNamedWithItsValue()
    {
        _battery.TempDeciC[0] = 400;
        Fold(ChargeMode.Fast);

        AssertLimit(10000, LimitCause.Temperature, 1, 400);
    }

    [TestMethod]
    public void Fold_NoSensorAllowed_IsMediumAndNoValue()
    {
        _battery.TempDeciC[0] = Unknown.Number;
        _battery.TempDeciC[1] = Unknown.Number;
        Fold(ChargeMode.Fast);

        AssertLimit(10000, LimitCause.Temperature, 0, Unknown.Number);
    }

    [TestMethod]
    public void Fold_Cold_IsAShareOfThePackAndALittleLessForSteps()
    {
        _battery.TempDeciC[0] = 75;
        Fold(ChargeMode.Fast);

        AssertLimit(7000, LimitCause.Temperature, 1, 75);
        Assert.AreEqual(6650, _limits.SurelyMilliAmps);
    }

    [TestMethod]
    public void Fold_TwoLimitsThatMove_TheLowerOneCountsForSteps()
    {
        _battery.TempDeciC[0] = 75;
        _rig.SetCell(9, 4170);
        Fold(ChargeMode.Fast);

        AssertLimit(7000, LimitCause.Temperature, 1, 75);
        Assert.AreEqual(6650, _limits.SurelyMilliAmps, "95 % of 7 A, though the cell's limit is 12 A");
    }

    [TestMethod]
    public void Fold_ShareAboveTheMode_StillCountsForSteps()
    {
        _battery.TempDeciC[0] = 101;
        Fold(ChargeMode.Medium);

        AssertLimit(10000, LimitCause.Mode, Unknown.Number, 10000);
        Assert.AreEqual(9690, _limits.SurelyMilliAmps, "51 % of 20 A is 10.2 A, and 95 % of that less than the step");
    }

    [TestMethod]
    public void Fold_ColdAndItsSensorLost_NamesTheSensorWithoutAValue()
    {
        _battery.TempDeciC[1] = 50;
        Fold(ChargeMode.Medium);
        _battery.TempDeciC[1] = Unknown.Number;
        Fold(ChargeMode.Medium);

        AssertLimit(4000, LimitCause.Sensor, 2, Unknown.Number);
    }

    [TestMethod]
    [DataRow(300, 20000)]
    [DataRow(303, 19800)] // a hundredth less
    [DataRow(450, 10000)]
    [DataRow(599, 66)]
    [DataRow(600, 0)]
    [DataRow(601, 0)]
    public void Fold_Spread_FallsFromItsLimitToTwiceOfIt(int milliVolts, int mostMilliAmps)
    {
        _settings.Charger.FastMilliAmps = 20000;
        _rig.SetCells(14, 3400);
        _rig.SetCell(4, 3400 + milliVolts);
        Fold(ChargeMode.Fast);

        Assert.IsTrue(_limits.MilliAmps <= mostMilliAmps && _limits.MilliAmps > mostMilliAmps - 40, _limits.MilliAmps.ToString());
        Assert.AreEqual(mostMilliAmps < 20000 ? LimitCause.Spread : LimitCause.Mode, _limits.Cause);
        if (mostMilliAmps < 20000)
        {
            Assert.AreEqual(5, _limits.WhySubject);
            Assert.AreEqual(milliVolts, _limits.WhyValue);
        }
    }

    [TestMethod]
    public void Fold_FirstCellIsTheHighest_ItsSpreadCounts()
    {
        _settings.Charger.FastMilliAmps = 20000;
        _rig.SetCells(14, 3400);
        _rig.SetCell(0, 3850);
        Fold(ChargeMode.Fast);

        AssertLimit(10000, LimitCause.Spread, 1, 450);
    }

    [TestMethod]
    public void Fold_SpreadComesBack_Slowly()
    {
        _settings.Charger.FastMilliAmps = 20000;
        _rig.SetCells(14, 3400);
        _rig.SetCell(4, 3850);
        Fold(ChargeMode.Fast);
        Assert.AreEqual(10000, _limits.MilliAmps);

        _rig.SetCell(4, 3400);
        _nowMs = 3000;
        Fold(ChargeMode.Fast);
        Assert.AreEqual(11000, _limits.MilliAmps, "3 s of 30 s are a tenth of the way");
    }

    // Below 20 mV a BMS's last digits would be the limit.
    [TestMethod]
    [DataRow(5, 20000)]
    [DataRow(15, 10000)]
    [DataRow(25, 0)]
    public void Fold_NarrowSpread_HasAWindowOfTwentyMilliVolts(int milliVolts, int milliAmps)
    {
        _settings.Charger.FastMilliAmps = 20000;
        _settings.MaxSpreadMilliVolts = 5;
        _rig.SetCells(14, 3400);
        _rig.SetCell(4, 3400 + milliVolts);
        Fold(ChargeMode.Fast);

        Assert.AreEqual(milliAmps, _limits.MilliAmps);
    }

    [TestMethod]
    public void Fold_SpreadOff_IsNoLimit()
    {
        _settings.MaxSpreadMilliVolts = 0;
        _rig.SetCells(14, 3100);
        _rig.SetCell(4, 4100);
        Fold(ChargeMode.Medium);

        Assert.AreEqual(10000, _limits.MilliAmps);
    }

    [TestMethod]
    public void Fold_Precharge_IsItsShareUntilTwentyMilliVoltsAbove()
    {
        _settings.PrechargePermille = 150;
        _rig.SetCells(14, 3050);
        _rig.SetCell(6, 3000);
        Fold(ChargeMode.Medium);
        Assert.IsFalse(_limits.IsPrecharge);

        _rig.SetCell(6, 2999);
        Fold(ChargeMode.Medium);
        AssertLimit(3000, LimitCause.Precharge, 7, 2999);
        Assert.IsTrue(_limits.IsPrecharge);

        _rig.SetCell(6, 3019);
        Fold(ChargeMode.Medium);
        Assert.IsTrue(_limits.IsPrecharge);
        _limits.Restart();
        Assert.IsFalse(_limits.IsPrecharge);
        Fold(ChargeMode.Medium);
        Assert.IsFalse(_limits.IsPrecharge, "another pack has not been low");
    }

    [TestMethod]
    public void Fold_FirstCellIsTheLowest_IsBroughtUp()
    {
        _rig.SetCells(14, 3050);
        _rig.SetCell(0, 2999);
        Fold(ChargeMode.Medium);

        AssertLimit(2000, LimitCause.Precharge, 1, 2999);
    }

    [TestMethod]
    public void Fold_NoCellKnown_IsPrechargeAndNothing()
    {
        for (int i = 0; i < _battery.CellCount; i++)
        {
            _battery.CellMilliVolts[i] = Unknown.Number;
        }

        Fold(ChargeMode.Medium);
        Assert.IsTrue(_limits.IsPrecharge);
        Assert.AreEqual(0, _limits.MilliAmps);
        Assert.AreEqual(LimitCause.Cell, _limits.Cause);
        Assert.AreEqual(0, _limits.WhySubject);
    }

    [TestMethod]
    public void Fold_HighestCellNearItsLimit_LeavesAShareAndTellsWhatWouldBeWithoutIt()
    {
        _rig.SetCell(9, 4180);
        Fold(ChargeMode.Medium);

        AssertLimit(8000, LimitCause.Cell, 10, 4180);
        Assert.AreEqual(10000, _limits.WithoutCellMilliAmps);
        Assert.AreEqual(7600, _limits.SurelyMilliAmps);
    }

    [TestMethod]
    public void Fold_FirstCellIsTheHighest_LeavesItsShare()
    {
        _rig.SetCell(0, 4180);
        Fold(ChargeMode.Medium);

        AssertLimit(8000, LimitCause.Cell, 1, 4180);
    }

    [TestMethod]
    public void Restart_AnotherPackWithFewerSensors_DoesNotMissTheOldOnes()
    {
        _battery.TempDeciC[1] = 50;
        Fold(ChargeMode.Medium);
        _battery.TempDeciC[1] = Unknown.Number;
        Fold(ChargeMode.Medium);
        AssertLimit(4000, LimitCause.Sensor, 2, Unknown.Number);

        _limits.Restart();
        Fold(ChargeMode.Medium);
        AssertLimit(10000, LimitCause.Mode, Unknown.Number, 10000);
    }

    [TestMethod]
    public void Restart_AnotherPack_ForgetsCellSpreadAndWarning()
    {
        _settings.Charger.FastMilliAmps = 20000;
        _battery.AlarmFlags = Protection.CellOverVoltage;
        _rig.SetCell(9, 4200);
        Fold(ChargeMode.Fast);
        Assert.AreEqual(0, _limits.MilliAmps);

        _battery.AlarmFlags = 0;
        _rig.SetCells(14, 3800);
        _nowMs = 100;
        Fold(ChargeMode.Fast);
        Assert.IsTrue(_limits.MilliAmps < 1000, "the cell's limit comes back slowly");

        _limits.Restart();
        Fold(ChargeMode.Fast);
        Assert.AreEqual(20000, _limits.MilliAmps);
    }

    private void Fold(int mode)
    {
        _limits.Fold(_settings, mode, _battery, Unknown.Number, Unknown.Number, _nowMs);
    }

    private void AssertLimit(int milliAmps, int cause, int subject, int value)
    {
        Assert.AreEqual(milliAmps, _limits.MilliAmps);
        Assert.AreEqual(cause, _limits.Cause);
        Assert.AreEqual(subject, _limits.WhySubject);
        Assert.AreEqual(value, _limits.WhyValue);
    }
}
