using System;
using ChargerFirmware.Settings;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Settings;

[TestClass]
public sealed class SettingChangesTests
{
    private readonly SettingTable _table;
    private readonly SettingChanges _changes;

    public SettingChangesTests()
    {
        _table = new SettingTable(new Setting[] { new Setting("test.secret", SettingRow.Secret(8, SettingTouch.Network, "A secret.")) });
        _changes = new SettingChanges(_table);
    }

    [TestMethod]
    public void Add_EveryRow_TakesItsEndsAndRefusesWhatLiesBeyondAndOtherTypes()
    {
        for (int i = 0; i < _table.Count; i++)
        {
            Setting row = _table.At(i);
            if (row.Row().Hidden)
            {
                continue;
            }

            switch (row.Row().Type)
            {
                case SettingType.Int:
                    AssertIntRange(row);
                    break;
                case SettingType.Bool:
                    AssertBool(row);
                    break;
                case SettingType.Enum:
                    AssertOptions(row);
                    break;
                default:
                    AssertText(row);
                    break;
            }
        }
    }

    [TestMethod]
    public void Add_UnknownKey_IsRefusedByName()
    {
        AssertNames("no.such", _changes.AddNumber("no.such", 1));
        AssertNames("no.such", _changes.AddBool("no.such", true));
        AssertNames("no.such", _changes.AddText("no.such", "x"));
        AssertNames("no.such", _changes.AddNull("no.such"));
        Assert.AreEqual(0, _changes.Count);
    }

    [TestMethod]
    public void Add_UnknownKeyOfAPeersLength_IsCutInTheAnswer()
    {
        string error = _changes.AddNumber(new string('k', 60000), 1);

        Assert.IsTrue(error.Length < 200, error.Length.ToString());
    }

    [TestMethod]
    public void Add_HiddenRow_IsRefusedByName()
    {
        AssertNames("charge.stopped", _changes.AddBool("charge.stopped", true));
        AssertNames("faults.latched", _changes.AddText("faults.latched", "1"));
        AssertNames("faults.latched", _changes.AddNull("faults.latched"));
        Assert.AreEqual(0, _changes.Count);
    }

    [TestMethod]
    public void Add_TheSameKeyTwice_IsRefusedByName()
    {
        Assert.IsNull(_changes.AddNumber("mode.fast.milliAmps", 1));

        AssertNames("mode.fast.milliAmps", _changes.AddNumber("mode.fast.milliAmps", 2));
        Assert.AreEqual(1, _changes.Count);
        Assert.AreEqual(1, _changes.NumberAt(0));
    }

    [TestMethod]
    public void AddNumber_BeyondAnInt_DoesNotWrapIntoTheRange()
    {
        AssertNames("mode.fast.milliAmps", _changes.AddNumber("mode.fast.milliAmps", 4294967296L + 5));
        AssertNames("mode.fast.milliAmps", _changes.AddNumber("mode.fast.milliAmps", long.MinValue));
        AssertNames("mode.fast.milliAmps", _changes.AddNumber("mode.fast.milliAmps", long.MaxValue));
    }

    [TestMethod]
    public void AddNumber_OutOfRange_SaysTheRange()
    {
        Assert.AreEqual("mode.fast.milliAmps must be an integer from 0 to 100000 mA", _changes.AddNumber("mode.fast.milliAmps", 100001));
    }

    [TestMethod]
    public void AddText_NoOption_SaysTheOptions()
    {
        Assert.AreEqual("charger.protocol must be one of magnes, tc, analog, tsm, brusa, eltek, pylontech", _changes.AddText("charger.protocol", "TC"));
    }

    [TestMethod]
    public void AddText_Secret_IsNeverRepeatedInAnError()
    {
        string error = _changes.AddText("test.secret", "hunter2hunter2");

        AssertNames("test.secret", error);
        Assert.IsTrue(error.IndexOf("hunter2") < 0, error);
    }

    [TestMethod]
    [DataRow("a\nb")]
    [DataRow("a\r")]
    [DataRow("\ta")]
    [DataRow("a\u001Fb")]
    [DataRow("a\u007Fb")]
    [DataRow("a\u0085b")]
    [DataRow("a\u009Fb")]
    public void AddText_ControlCharacters_AreRefused(string text)
    {
        AssertNames("web.allowedHosts", _changes.AddText("web.allowedHosts", text));
        AssertNames("test.secret", _changes.AddText("test.secret", text));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" a = b ")]
    [DataRow("\u00A0\u00E9")]
    [DataRow("\u4F60\u597D")]
    public void AddText_PrintableText_IsTaken(string text)
    {
        Assert.IsNull(_changes.AddText("test.secret", text));
        Assert.AreEqual(text, _changes.TextAt(0));
    }

    [TestMethod]
    public void AddText_Length_CountsUtf8Bytes()
    {
        // Two bytes each: four of them are the eight that the secret may have.
        Assert.IsNull(_changes.AddText("test.secret", "\u00E9\u00E9\u00E9\u00E9"));
        _changes.Clear();
        AssertNames("test.secret", _changes.AddText("test.secret", "\u00E9\u00E9\u00E9\u00E9a"));
    }

    [TestMethod]
    public void Touches_AddUp_AndClearForgetsAll()
    {
        Assert.AreEqual(SettingTouch.Nothing, _changes.Touches);
        _changes.AddBool("charge.autoStart", false);
        Assert.AreEqual(SettingTouch.Nothing, _changes.Touches);
        _changes.AddText("charge.mode", "fast");
        Assert.AreEqual(SettingTouch.Mode, _changes.Touches);
        _changes.AddNumber("web.maxBrowsers", 3);
        _changes.AddText("battery.profile", "lfp");
        Assert.AreEqual(SettingTouch.Mode | SettingTouch.Network | SettingTouch.Charge, _changes.Touches);

        _changes.Clear();

        Assert.AreEqual(0, _changes.Count);
        Assert.AreEqual(SettingTouch.Nothing, _changes.Touches);
        Assert.IsNull(_changes.AddText("charge.mode", "slow"));
        Assert.IsNull(_changes.TextAt(0));
    }

    [TestMethod]
    public void Set_ByCode_TakesHiddenRowsAndTheLastValueCounts()
    {
        _changes.Set(_table.ChargeStopped, 1);
        _changes.Set(_table.FaultsLatched, "12");
        _changes.Set(_table.FaultsLatched, "13");

        Assert.AreEqual(2, _changes.Count);
        Assert.AreEqual(_table.ChargeStopped.Key, _changes.SettingAt(0).Key);
        Assert.AreEqual(1, _changes.NumberAt(0));
        Assert.AreEqual("13", _changes.TextAt(1));
        Assert.AreEqual(1, _changes.IndexOf(_table.FaultsLatched));
        Assert.AreEqual(-1, _changes.IndexOf(_table.ChargeMode));
    }

    // The stop after a fault is said for 5 s at least (rules of the chargers' protocols).
    [TestMethod]
    public void AddNumber_PauseShorterThanFiveSeconds_IsRefused()
    {
        Assert.IsNotNull(_changes.AddNumber("charge.resumeSeconds", 4));
        Assert.IsNull(_changes.AddNumber("charge.resumeSeconds", 5));
    }

    [TestMethod]
    public void Set_ValueThatMayNotBe_IsAProgrammingError()
    {
        Assert.IsTrue(SetThrows(_table.ChargeMode, 4));
        Assert.IsTrue(SetThrows(_table.ChargeStopped, 2));
        Assert.IsTrue(SetThrows(_table.FaultsLatched, 1));
        Assert.AreEqual(0, _changes.Count);
    }

    private bool SetThrows(Setting setting, int value)
    {
        try
        {
            _changes.Set(setting, value);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private void AssertIntRange(Setting row)
    {
        AssertTaken(row, row.Row().Min);
        AssertTaken(row, row.Row().Max);
        AssertNames(row.Key, _changes.AddNumber(row.Key, (long)row.Row().Min - 1));
        AssertNames(row.Key, _changes.AddNumber(row.Key, (long)row.Row().Max + 1));
        AssertNames(row.Key, _changes.AddBool(row.Key, true));
        AssertNames(row.Key, _changes.AddText(row.Key, row.Row().DefaultNumber.ToString()));
        AssertNames(row.Key, _changes.AddNull(row.Key));
        Assert.AreEqual(0, _changes.Count);
    }

    private void AssertTaken(Setting row, int value)
    {
        Assert.IsNull(_changes.AddNumber(row.Key, value), row.Key);
        Assert.AreEqual(value, _changes.NumberAt(0));
        _changes.Clear();
    }

    private void AssertBool(Setting row)
    {
        Assert.IsNull(_changes.AddBool(row.Key, true), row.Key);
        Assert.AreEqual(1, _changes.NumberAt(0));
        _changes.Clear();
        Assert.IsNull(_changes.AddBool(row.Key, false), row.Key);
        Assert.AreEqual(0, _changes.NumberAt(0));
        _changes.Clear();
        AssertNames(row.Key, _changes.AddNumber(row.Key, 1));
        AssertNames(row.Key, _changes.AddText(row.Key, "true"));
        AssertNames(row.Key, _changes.AddNull(row.Key));
        Assert.AreEqual(0, _changes.Count);
    }

    private void AssertOptions(Setting row)
    {
        for (int i = 0; i < row.Row().Options.Length; i++)
        {
            Assert.IsNull(_changes.AddText(row.Key, row.Row().Options[i]), row.Key);
            Assert.AreEqual(i, _changes.NumberAt(0));
            Assert.IsNull(_changes.TextAt(0));
            _changes.Clear();
        }

        AssertNames(row.Key, _changes.AddText(row.Key, ""));
        AssertNames(row.Key, _changes.AddText(row.Key, row.Row().Options[0] + "x"));
        AssertNames(row.Key, _changes.AddNumber(row.Key, 0));
        AssertNames(row.Key, _changes.AddBool(row.Key, true));
        AssertNames(row.Key, _changes.AddNull(row.Key));
        Assert.AreEqual(0, _changes.Count);
    }

    private void AssertText(Setting row)
    {
        string longest = new string('a', row.Row().MaxLength);
        if (row.Row().Form == SettingForm.Any)
        {
            Assert.IsNull(_changes.AddText(row.Key, longest), row.Key);
            _changes.Clear();
        }
        else
        {
            AssertNames(row.Key, _changes.AddText(row.Key, longest));
        }

        AssertNames(row.Key, _changes.AddText(row.Key, longest + "a"));
        AssertNames(row.Key, _changes.AddNumber(row.Key, 0));
        AssertNames(row.Key, _changes.AddBool(row.Key, true));
        AssertNames(row.Key, _changes.AddNull(row.Key));
        Assert.AreEqual(0, _changes.Count);
    }

    private static void AssertNames(string key, string error)
    {
        Assert.IsNotNull(error, key);
        Assert.IsTrue(error.IndexOf(key) >= 0, error);
    }

    // The list grows for a large change and gives the room back.
    [TestMethod]
    public void Clear_AfterALargeChange_TakesTheNextOne()
    {
        SettingTable table = new SettingTable();
        SettingChanges changes = new SettingChanges(table);
        for (int round = 0; round < 3; round++)
        {
            int expected = 0;
            for (int i = 0; i < 20; i++)
            {
                Setting setting = table.At(i);
                if (!setting.Row().IsText())
                {
                    changes.Set(setting, setting.Row().DefaultNumber);
                    expected++;
                }
            }

            Assert.AreEqual(expected, changes.Count);
            Assert.IsTrue(expected > 4, "more than at first there is room for");
            for (int i = 0; i < changes.Count; i++)
            {
                Assert.AreEqual(i, changes.IndexOf(changes.SettingAt(i)));
            }

            changes.Clear();
            Assert.AreEqual(0, changes.Count);
            Assert.AreEqual(-1, changes.IndexOf(table.At(0)));
        }
    }
}
