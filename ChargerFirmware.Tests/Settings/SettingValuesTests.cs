using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Settings;

[TestClass]
public sealed class SettingValuesTests
{
    private readonly FakeFlash _flash = new FakeFlash();
    private readonly SettingTable _table;
    private readonly SettingValues _values;

    public SettingValuesTests()
    {
        _table = new SettingTable(new Setting[] { new Setting("test.secret", SettingRow.Secret(20, SettingTouch.Network, "A secret.")) });
        _values = new SettingValues(_table);
    }

    [TestMethod]
    public void Values_AtFirst_AreTheTables()
    {
        for (int i = 0; i < _table.Count; i++)
        {
            Setting row = _table.At(i);
            Assert.AreEqual(row.Row().DefaultNumber, _values.NumberOf(row), row.Key);
            if (row.Row().DefaultText != null)
            {
                Assert.AreEqual(row.Row().DefaultText, _values.TextOf(row), row.Key);
            }
        }
    }

    [TestMethod]
    public void Layers_TheHighestThatHoldsAValue_Wins()
    {
        Setting fast = _table.ModeFastMilliAmps;
        Assert.IsNull(_values.SetHostDefault(fast.Key, "11000"));
        Assert.AreEqual(11000, _values.NumberOf(fast));

        Commit(fast, 12000);
        Assert.AreEqual(12000, _values.NumberOf(fast));

        Assert.IsNull(_values.Overlay(fast.Key, "13000"));
        Assert.AreEqual(13000, _values.NumberOf(fast));

        Assert.IsNull(_values.SetHostDefault(fast.Key, "14000"));
        Assert.AreEqual(13000, _values.NumberOf(fast));
    }

    [TestMethod]
    public void Commit_OfAKeyWithAnOverlay_EndsThatOverlayOnly()
    {
        _values.Overlay("mode.fast.milliAmps", "13000");
        _values.Overlay("mode.slow.milliAmps", "3000");

        Commit(_table.ModeFastMilliAmps, 12000);

        Assert.AreEqual(12000, _values.NumberOf(_table.ModeFastMilliAmps));
        Assert.AreEqual(3000, _values.NumberOf(_table.ModeSlowMilliAmps));
    }

    [TestMethod]
    public void Commit_OfWhatIsStoredAlready_EndsTheOverlayToo()
    {
        Commit(_table.ModeFastMilliAmps, 12000);
        _values.Overlay("mode.fast.milliAmps", "13000");

        Commit(_table.ModeFastMilliAmps, 12000);

        Assert.AreEqual(12000, _values.NumberOf(_table.ModeFastMilliAmps));
    }

    [TestMethod]
    public void Overlay_EveryType_IsParsedFromText()
    {
        Assert.IsNull(_values.Overlay("battery.allowNoSensor", "true"));
        Assert.IsNull(_values.Overlay("charge.autoStart", "false"));
        Assert.IsNull(_values.Overlay("profile.lto.minDeciC", "-200"));
        Assert.IsNull(_values.Overlay("charger.protocol", "tc"));
        Assert.IsNull(_values.Overlay("web.allowedHosts", "charger.example"));
        Assert.IsNull(_values.Overlay("test.secret", "hunter2"));

        Assert.AreEqual(1, _values.NumberOf(_table.BatteryAllowNoSensor));
        Assert.AreEqual(0, _values.NumberOf(_table.ChargeAutoStart));
        Assert.AreEqual(-200, _values.NumberOf(_table.Lto.MinDeciC));
        Assert.AreEqual(1, _values.NumberOf(_table.ChargerProtocol));
        Assert.AreEqual("charger.example", _values.TextOf(_table.WebAllowedHosts));
        Assert.AreEqual("hunter2", _values.TextOf(_table.Find("test.secret")));
    }

    [TestMethod]
    public void TextOf_EveryType_IsItsValueAsText()
    {
        Assert.AreEqual("true", _values.TextOf(_table.ChargeAutoStart));
        Assert.AreEqual("false", _values.TextOf(_table.BatteryAllowNoSensor));
        Assert.AreEqual("-100", _values.TextOf(_table.Lto.MinDeciC));
        Assert.AreEqual("slow", _values.TextOf(_table.ChargeMode));
        Assert.AreEqual("", _values.TextOf(_table.WebAllowedHosts));
    }

    [TestMethod]
    [DataRow("mode.fast.milliAmps", "")]
    [DataRow("mode.fast.milliAmps", "-1")]
    [DataRow("mode.fast.milliAmps", "100001")]
    [DataRow("mode.fast.milliAmps", "5 ")]
    [DataRow("mode.fast.milliAmps", " 5")]
    [DataRow("mode.fast.milliAmps", "+5")]
    [DataRow("mode.fast.milliAmps", "5.0")]
    [DataRow("mode.fast.milliAmps", "5e3")]
    [DataRow("mode.fast.milliAmps", "0x10")]
    [DataRow("mode.fast.milliAmps", "1,000")]
    [DataRow("mode.fast.milliAmps", "-")]
    [DataRow("mode.fast.milliAmps", "1-1")]
    [DataRow("mode.fast.milliAmps", "4294967301")]
    [DataRow("mode.fast.milliAmps", "99999999999999999999")]
    [DataRow("mode.fast.milliAmps", "true")]
    [DataRow("charge.autoStart", "True")]
    [DataRow("charge.autoStart", "1")]
    [DataRow("charge.autoStart", "")]
    [DataRow("charge.mode", "Fast")]
    [DataRow("charge.mode", "2")]
    [DataRow("web.allowedHosts", "a\nb")]
    [DataRow("charge.stopped", "true")]
    [DataRow("no.such", "1")]
    [DataRow("", "1")]
    public void SetHostDefaultAndOverlay_BadValue_AreRefusedByNameAndChangeNothing(string key, string text)
    {
        string overlayError = _values.Overlay(key, text);
        string hostError = _values.SetHostDefault(key, text);

        Assert.IsNotNull(overlayError);
        Assert.AreEqual(overlayError, hostError);
        Assert.IsTrue(key.Length == 0 || overlayError.IndexOf(key) >= 0, overlayError);
        Values_AtFirst_AreTheTables();
    }

    [TestMethod]
    public void OptionNumber_IsTheNumberThatTheOptionSpells()
    {
        Assert.AreEqual(250000, _values.OptionNumber(_table.CanBitRate));
        Assert.AreEqual(8000000, _values.OptionNumber(_table.CanCrystalHertz));
        Assert.AreEqual(9600, _values.OptionNumber(_table.BmsBaudRate));

        _values.Overlay("can.bitRate", "500000");

        Assert.AreEqual(500000, _values.OptionNumber(_table.CanBitRate));
        Assert.AreEqual(2, _values.NumberOf(_table.CanBitRate));
    }

    [TestMethod]
    public void IsSet_Secret_TellsWhetherThereIsOne()
    {
        Setting secret = _table.Find("test.secret");
        Assert.IsFalse(_values.IsSet(secret));
        Assert.IsTrue(_values.IsSet(_table.ModeFastMilliAmps));

        _values.Overlay("test.secret", "x");
        Assert.IsTrue(_values.IsSet(secret));

        _values.Overlay("test.secret", "");
        Assert.IsFalse(_values.IsSet(secret));
    }

    private void Commit(Setting setting, int value)
    {
        SettingStore store = new SettingStore(_flash, _values);
        store.Load();
        SettingChanges changes = new SettingChanges(_table);
        changes.Set(setting, value);
        Assert.IsTrue(store.Commit(changes));
    }
}
