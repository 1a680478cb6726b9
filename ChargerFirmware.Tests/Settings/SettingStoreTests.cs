using System;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Settings;

[TestClass]
public sealed class SettingStoreTests
{
    private readonly FakeFlash _flash = new FakeFlash();
    private readonly Log _log = new Log(new ManualClock(), 4096);
    private readonly Setting _secret = new Setting("test.secret", SettingRow.Secret(20, SettingTouch.Network, "A secret."));
    private readonly SettingTable _table;
    private readonly SettingChanges _changes;
    private SettingValues _values;
    private SettingStore _store;

    public SettingStoreTests()
    {
        _table = new SettingTable(new Setting[] { _secret });
        _changes = new SettingChanges(_table);
        _values = new SettingValues(_table);
        _store = new SettingStore(_flash, _values, _log);
    }

    [TestMethod]
    public void Load_EmptyMedium_IsFreshWithDefaults()
    {
        Assert.AreEqual(LoadResult.Fresh, _store.Load());
        Assert.AreEqual(15000, _values.NumberOf(_table.ModeFastMilliAmps));
        Assert.AreEqual(0L, _log.Written);
    }

    [TestMethod]
    public void Commit_EveryType_IsInForceAtOnceAndAfterARestart()
    {
        _store.Load();
        _changes.AddText("battery.profile", "lto");
        _changes.AddNumber("profile.lto.minDeciC", -150);
        _changes.AddBool("charge.autoStart", false);
        _changes.AddText("web.allowedHosts", " a=b, \u00E9 ");
        _changes.AddText("test.secret", "hunter2=\\n");
        _changes.Set(_table.ChargeStopped, 1);
        _changes.Set(_table.FaultsLatched, "9223372036854775807");

        Assert.IsTrue(_store.Commit(_changes));

        AssertCommitted();
        Assert.AreEqual(LoadResult.Loaded, Restart());
        AssertCommitted();
    }

    [TestMethod]
    public void Commit_OneKey_KeepsTheOthersThatAreStored()
    {
        _store.Load();
        CommitFast(11000);
        _changes.Clear();
        _changes.AddNumber("mode.slow.milliAmps", 2000);
        Assert.IsTrue(_store.Commit(_changes));
        Restart();

        Assert.AreEqual(11000, _values.NumberOf(_table.ModeFastMilliAmps));
        Assert.AreEqual(2000, _values.NumberOf(_table.ModeSlowMilliAmps));
    }

    [TestMethod]
    public void Commit_OverlayAndHostDefault_AreNotStored()
    {
        _store.Load();
        _values.Overlay("mode.slow.milliAmps", "1000");
        _values.SetHostDefault("battery.profile", "nmc");
        CommitFast(11000);
        Restart();

        Assert.AreEqual(5000, _values.NumberOf(_table.ModeSlowMilliAmps));
        Assert.AreEqual(0, _values.NumberOf(_table.BatteryProfile));
    }

    [TestMethod]
    public void Commit_MediumRefuses_ChangesNothing()
    {
        _store.Load();
        CommitFast(11000);
        _values.Overlay("mode.fast.milliAmps", "12000");
        _flash.Refuses = true;

        _changes.Clear();
        _changes.AddNumber("mode.fast.milliAmps", 13000);
        Assert.IsFalse(_store.Commit(_changes));

        Assert.AreEqual(12000, _values.NumberOf(_table.ModeFastMilliAmps));
        Assert.IsTrue(LogText().IndexOf("refused") >= 0);
        _flash.Refuses = false;
        Assert.AreEqual(LoadResult.Loaded, Restart());
        Assert.AreEqual(11000, _values.NumberOf(_table.ModeFastMilliAmps));
    }

    [TestMethod]
    public void Commit_NothingNew_DoesNotWriteAgain()
    {
        _store.Load();
        CommitFast(11000);
        int writes = _flash.Writes;

        CommitFast(11000);
        _changes.Clear();
        Assert.IsTrue(_store.Commit(_changes));

        Assert.AreEqual(writes, _flash.Writes);
    }

    [TestMethod]
    public void Load_NewestCopyDamaged_FallsBackToTheOneBefore()
    {
        _store.Load();
        CommitFast(11000);
        CommitFast(12000);
        _flash.Record("settings.1")[20] ^= 1;

        Assert.AreEqual(LoadResult.FellBack, Restart());
        Assert.AreEqual(11000, _values.NumberOf(_table.ModeFastMilliAmps));

        CommitFast(13000);
        Assert.AreEqual(LoadResult.Loaded, Restart());
        Assert.AreEqual(13000, _values.NumberOf(_table.ModeFastMilliAmps));
    }

    [TestMethod]
    public void Load_BothCopiesDamaged_GivesDefaultsAndSaysSo()
    {
        _store.Load();
        CommitFast(11000);
        CommitFast(12000);
        _flash.Record("settings.0")[20] ^= 1;
        _flash.Record("settings.1")[20] ^= 1;

        Assert.AreEqual(LoadResult.Defaulted, Restart());
        Assert.AreEqual(15000, _values.NumberOf(_table.ModeFastMilliAmps));
        Assert.IsTrue(LogText().IndexOf("both copies are damaged") >= 0);
    }

    [TestMethod]
    public void Load_KeyThatIsGoneAndValueOutOfRange_AreDroppedWithALogLine()
    {
        PutRecord("mode.fast.milliAmps=11000\nold.key=7\nmode.slow.milliAmps=100001\ncharge.mode=turbo\nno equals sign\nmode.medium.milliAmps=9000\n");

        Assert.AreEqual(LoadResult.Loaded, Restart());

        Assert.AreEqual(11000, _values.NumberOf(_table.ModeFastMilliAmps));
        Assert.AreEqual(9000, _values.NumberOf(_table.ModeMediumMilliAmps));
        Assert.AreEqual(5000, _values.NumberOf(_table.ModeSlowMilliAmps));
        Assert.AreEqual("slow", _values.TextOf(_table.ChargeMode));
        string log = LogText();
        Assert.IsTrue(log.IndexOf("old.key") >= 0 && log.IndexOf("mode.slow.milliAmps") >= 0 && log.IndexOf("charge.mode") >= 0, log);
    }

    [TestMethod]
    public void Load_SecretThatNoLongerFits_IsNotInTheLog()
    {
        PutRecord("test.secret=hunter2hunter2hunter2\n");

        Restart();

        Assert.IsFalse(_values.IsSet(_secret));
        string log = LogText();
        Assert.IsTrue(log.IndexOf("test.secret") >= 0 && log.IndexOf("hunter2") < 0, log);
    }

    [TestMethod]
    public void Commit_PowerLostAtAnyByte_KeepsAllOldValuesOrHasAllNewOnes()
    {
        int length = 0;
        for (int n = 0; n == 0 || n <= length; n++)
        {
            FakeFlash flash = new FakeFlash();
            SettingStore store = Opened(flash);
            CommitPair(store, 1000);
            CommitPair(store, 2000);
            length = flash.Record("settings.1").Length;
            flash.LosePowerAtByte = n;
            flash.TailKind = n % FakeFlash.TailKinds;
            Assert.IsFalse(CommitPair(store, 3000));
            Assert.AreEqual(2000, _values.NumberOf(_table.ModeFastMilliAmps));
            flash.PowerOn();

            SettingStore after = new SettingStore(flash, _values, _log);
            int result = after.Load();
            int fast = _values.NumberOf(_table.ModeFastMilliAmps);
            Assert.IsTrue(result == LoadResult.Loaded || result == LoadResult.FellBack, n.ToString());
            Assert.IsTrue(fast == 2000 || fast == 3000, n.ToString() + ": " + fast.ToString());
            Assert.AreEqual(fast, _values.NumberOf(_table.ModeMediumMilliAmps), n.ToString());
        }

        Assert.IsTrue(length > 50, length.ToString());
    }

    private SettingStore Opened(FakeFlash flash)
    {
        _values = new SettingValues(_table);
        SettingStore store = new SettingStore(flash, _values, _log);
        store.Load();
        return store;
    }

    private bool CommitPair(SettingStore store, int value)
    {
        _changes.Clear();
        _changes.Set(_table.ModeFastMilliAmps, value);
        _changes.Set(_table.ModeMediumMilliAmps, value);
        return store.Commit(_changes);
    }

    private void AssertCommitted()
    {
        Assert.AreEqual("lto", _values.TextOf(_table.BatteryProfile));
        Assert.AreEqual(-150, _values.NumberOf(_table.Lto.MinDeciC));
        Assert.AreEqual(0, _values.NumberOf(_table.ChargeAutoStart));
        Assert.AreEqual(" a=b, \u00E9 ", _values.TextOf(_table.WebAllowedHosts));
        Assert.AreEqual("hunter2=\\n", _values.TextOf(_secret));
        Assert.AreEqual(1, _values.NumberOf(_table.ChargeStopped));
        Assert.AreEqual("9223372036854775807", _values.TextOf(_table.FaultsLatched));
    }

    private void CommitFast(int milliAmps)
    {
        _changes.Clear();
        Assert.IsNull(_changes.AddNumber("mode.fast.milliAmps", milliAmps));
        Assert.IsTrue(_store.Commit(_changes));
    }

    private int Restart()
    {
        _values = new SettingValues(_table);
        _store = new SettingStore(_flash, _values, _log);
        return _store.Load();
    }

    private void PutRecord(string lines)
    {
        byte[] buffer = new byte[1024];
        byte[] text = Ascii.Of(lines);
        Array.Copy(text, 0, buffer, TwoSlotRecord.HeaderLength, text.Length);
        TwoSlotRecord record = new TwoSlotRecord(_flash, "settings", buffer);
        record.Load();
        Array.Copy(text, 0, buffer, TwoSlotRecord.HeaderLength, text.Length);
        Assert.IsTrue(record.Store(text.Length));
    }

    private string LogText()
    {
        byte[] buffer = new byte[4096];
        long position = 0;
        int count = _log.Read(ref position, buffer, 0, buffer.Length);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, count);
    }
}
