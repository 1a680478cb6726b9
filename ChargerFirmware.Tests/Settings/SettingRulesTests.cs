using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Settings;

[TestClass]
public sealed class SettingRulesTests
{
    private readonly SettingTable _table;
    private readonly SettingValues _values;
    private readonly SettingStore _store;
    private readonly SettingChanges _changes;

    public SettingRulesTests()
    {
        _table = new SettingTable();
        _values = new SettingValues(_table);
        _store = new SettingStore(new FakeFlash(), _values);
        _store.Load();
        _changes = new SettingChanges(_table);
    }

    [TestMethod]
    public void CheckAll_Defaults_FitTogether()
    {
        Assert.IsNull(_store.CheckAll());
        Assert.IsNull(_store.Check(_changes));
    }

    // The lower one, the higher one and its value; the lower one's value that breaks the rule, and the nearest that does not.
    [TestMethod]
    [DataRow("profile.lfp.chargeCellMilliVolts", "profile.lfp.maxCellMilliVolts", 3600, 3600, 3599)]
    [DataRow("profile.nmc.chargeCellMilliVolts", "profile.nmc.maxCellMilliVolts", 4200, 4200, 4199)]
    [DataRow("profile.lto.chargeCellMilliVolts", "profile.lto.maxCellMilliVolts", 2800, 2800, 2799)]
    public void Check_OrderOfTwo_IsHeldAndBothAreNamed(string low, string high, int highValue, int refused, int taken)
    {
        Assert.IsNull(_changes.AddNumber(low, refused));
        Assert.IsNull(_changes.AddNumber(high, highValue));
        string error = _store.Check(_changes);
        Assert.IsNotNull(error);
        Assert.IsTrue(error.IndexOf(low) >= 0 && error.IndexOf(high) >= 0, error);

        _changes.Clear();
        _changes.AddNumber(low, taken);
        _changes.AddNumber(high, highValue);
        Assert.IsNull(_store.Check(_changes));
    }

    // What contradicts another: the key that is set, its value, and the other one.
    [TestMethod]
    [DataRow("profile.nmc.rechargeCellMilliVolts", 4150, "profile.nmc.chargeCellMilliVolts")]
    [DataRow("charge.tailMilliAmps", 15000, "mode.fast.milliAmps")]
    [DataRow("charge.tailMilliAmps", 13000, "battery.maxMilliAmps")]
    [DataRow("charge.tailMilliAmps", 12000, "charge.limitMilliAmps")]
    [DataRow("charge.tailMilliAmps", 11000, "charger.maxMilliAmps")]
    [DataRow("profile.custom.prechargeCellMilliVolts", 3200, "profile.custom.chargeCellMilliVolts")]
    [DataRow("profile.custom.minCellMilliVolts", 3200, "profile.custom.chargeCellMilliVolts")]
    [DataRow("profile.custom.rechargeCellMilliVolts", 3200, "profile.custom.chargeCellMilliVolts")]
    public void Check_Contradiction_IsRefusedAndBothAreNamed(string key, int refused, string other)
    {
        _values.Overlay("battery.maxMilliAmps", other == "battery.maxMilliAmps" ? "13000" : "20000");
        _values.Overlay("charge.limitMilliAmps", other == "charge.limitMilliAmps" ? "12000" : "0");
        _values.Overlay("charger.maxMilliAmps", other == "charger.maxMilliAmps" ? "11000" : "0");
        _values.Overlay("profile.custom.chargeCellMilliVolts", "3200");
        _values.Overlay("profile.custom.maxCellMilliVolts", "3300");
        Assert.IsNull(_store.CheckAll());
        Assert.IsNull(_changes.AddNumber(key, refused));
        string error = _store.Check(_changes);
        Assert.IsNotNull(error);
        Assert.IsTrue(error.IndexOf(key) >= 0 && error.IndexOf(other) >= 0, error);

        _changes.Clear();
        _changes.AddNumber(key, refused - 1);
        Assert.IsNull(_store.Check(_changes));
    }

    [TestMethod]
    public void Check_CustomWithoutItsMaximum_IsRefusedAndWithoutItsChargeVoltageItMayBe()
    {
        Assert.IsNull(_changes.AddNumber("profile.custom.chargeCellMilliVolts", 3600));
        Assert.IsNotNull(_store.Check(_changes));

        _changes.Clear();
        Assert.IsNull(_changes.AddNumber("profile.custom.maxCellMilliVolts", 3700));
        Assert.IsNull(_store.Check(_changes));
    }

    [TestMethod]
    public void Check_MinimumNotAboveHalfOfTheMaximum_IsRefusedAndBothAreNamed()
    {
        _values.Overlay("profile.custom.chargeCellMilliVolts", "3900");
        _values.Overlay("profile.custom.maxCellMilliVolts", "4000");
        Assert.IsNull(_changes.AddNumber("profile.custom.minCellMilliVolts", 2000));
        string error = _store.Check(_changes);
        Assert.IsNotNull(error);
        Assert.IsTrue(error.IndexOf("profile.custom.minCellMilliVolts") >= 0 && error.IndexOf("profile.custom.maxCellMilliVolts") >= 0, error);

        _changes.Clear();
        Assert.IsNull(_changes.AddNumber("profile.custom.minCellMilliVolts", 2001));
        Assert.IsNull(_store.Check(_changes));
    }

    [TestMethod]
    public void Check_RechargeNotAboveTheMinimum_IsRefusedAndBothAreNamed()
    {
        _values.Overlay("profile.custom.chargeCellMilliVolts", "4100");
        _values.Overlay("profile.custom.maxCellMilliVolts", "4200");
        _values.Overlay("profile.custom.minCellMilliVolts", "2500");
        Assert.IsNull(_changes.AddNumber("profile.custom.rechargeCellMilliVolts", 2500));
        string error = _store.Check(_changes);
        Assert.IsNotNull(error);
        Assert.IsTrue(error.IndexOf("profile.custom.minCellMilliVolts") >= 0 && error.IndexOf("profile.custom.rechargeCellMilliVolts") >= 0, error);

        _changes.Clear();
        Assert.IsNull(_changes.AddNumber("profile.custom.rechargeCellMilliVolts", 2501));
        Assert.IsNull(_store.Check(_changes));

        _changes.Clear();
        Assert.IsNull(_changes.AddNumber("profile.custom.rechargeCellMilliVolts", 0));
        Assert.IsNull(_store.Check(_changes), "100 mV below the charge voltage");
    }

    [TestMethod]
    public void Check_HoursThatNeverOpen_AreRefusedAndBothAreNamed()
    {
        _values.Overlay("schedule.from", "22:00");
        Assert.IsNull(_store.CheckAll());
        Assert.IsNull(_changes.AddText("schedule.to", "22:00"));
        string error = _store.Check(_changes);
        Assert.IsNotNull(error);
        Assert.IsTrue(error.IndexOf("schedule.from") >= 0 && error.IndexOf("schedule.to") >= 0, error);

        _changes.Clear();
        _changes.AddText("schedule.to", "22:01");
        Assert.IsNull(_store.Check(_changes));
    }

    // Of hours and readyBy: what may be.
    [TestMethod]
    [DataRow("10:00", "11:00", "07:00", false)]
    [DataRow("10:00", "11:00", "10:00", false)] // a day later at the soonest
    [DataRow("10:00", "11:00", "10:01", true)]
    [DataRow("10:00", "11:00", "11:00", true)]
    [DataRow("10:00", "11:00", "11:01", false)]
    [DataRow("22:00", "06:00", "22:00", false)]
    [DataRow("22:00", "06:00", "22:01", true)]
    [DataRow("22:00", "06:00", "00:00", true)]
    [DataRow("22:00", "06:00", "06:00", true)]
    [DataRow("22:00", "06:00", "06:01", false)]
    [DataRow("22:00", "", "07:00", true)] // no hours
    [DataRow("", "06:00", "07:00", true)]
    [DataRow("22:00", "06:00", "", true)]
    public void Check_ReadyByOutsideOfTheHours_IsRefusedAndTheKeysAreNamed(string from, string to, string readyBy, bool taken)
    {
        Assert.IsNull(_changes.AddText("schedule.from", from));
        Assert.IsNull(_changes.AddText("schedule.to", to));
        Assert.IsNull(_changes.AddText("schedule.readyBy", readyBy));
        string error = _store.Check(_changes);
        Assert.AreEqual(taken, error == null, error);
        Assert.IsTrue(taken || (error.IndexOf("schedule.readyBy") >= 0 && error.IndexOf("schedule.from") >= 0 && error.IndexOf("schedule.to") >= 0), error);
    }

    [TestMethod]
    public void Check_OneOfTwoChanged_IsHeldAgainstTheOtherInForce()
    {
        _values.Overlay("profile.nmc.maxCellMilliVolts", "4200");
        _changes.AddNumber("profile.nmc.chargeCellMilliVolts", 4200);
        Assert.IsNotNull(_store.Check(_changes));

        _changes.Clear();
        _changes.AddNumber("profile.nmc.chargeCellMilliVolts", 4199);
        Assert.IsNull(_store.Check(_changes));
    }

    [TestMethod]
    public void CheckAll_OverlayAndHostDefault_AreJudgedToo()
    {
        _values.SetHostDefault("profile.nmc.maxCellMilliVolts", "4150");
        Assert.IsNotNull(_store.CheckAll());

        _values.Overlay("profile.nmc.chargeCellMilliVolts", "4100");
        Assert.IsNull(_store.CheckAll());
    }

    [TestMethod]
    public void Ranges_OfLowAndHigh_NeverMeet()
    {
        for (int i = 1; i < _table.BatteryProfile.Row().Options.Length; i++)
        {
            ProfileSettings profile = _table.ProfileAt(i);
            Assert.IsTrue(profile.MinDeciC.Row().Max < profile.MaxDeciC.Row().Min, profile.MinDeciC.Key);
            if (i == SettingTable.CustomProfile)
            {
                continue;
            }

            Assert.IsTrue(profile.MinCellMilliVolts.Row().Max < profile.RechargeCellMilliVolts.Row().Min, profile.MinCellMilliVolts.Key);
            Assert.IsTrue(profile.MinCellMilliVolts.Row().Min * 2 > profile.MaxCellMilliVolts.Row().Max, profile.MaxCellMilliVolts.Key);
        }
    }
}
