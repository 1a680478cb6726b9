using ChargerFirmware.Control;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Settings;

[TestClass]
public class DecisionStoreTests
{
    private readonly SettingValues _values = new SettingValues(new SettingTable());
    private readonly SnapshotBoard _board = new SnapshotBoard();
    private readonly SettingStore _store;
    private readonly SettingChanges _changes;
    private readonly DecisionStore _decisions;

    public DecisionStoreTests()
    {
        _store = new SettingStore(new FakeFlash(), _values);
        _store.Load();
        _changes = new SettingChanges(_values.Table);
        _decisions = new DecisionStore(_store, _values, _board);
    }

    [TestMethod]
    [DataRow(true, 1)]
    [DataRow(false, 0)]
    public void Store_HoldAfterOverVoltage_IsOnlyAChargersToEnd(bool isNode, int expected)
    {
        Put(_values.Table.ChargeHeld, 1);
        Assert.IsTrue(_decisions.Read().OverVoltageHold);
        _board.Publish(new ChargerSnapshot { EventCount = 1, IsNode = isNode, OverVoltageHold = false });

        Assert.IsTrue(_decisions.Store());
        Assert.AreEqual(expected, _values.NumberOf(_values.Table.ChargeHeld));
    }

    // What the settings have stored is what counts, not what was stored before: with another browser's 'off' behind the mode of a PUT, the loop was 'off' before and after.
    [TestMethod]
    public void Store_OffBehindAModeBySettings_IsStored()
    {
        Decide(ChargeMode.Off, 1);
        PutMode(ChargeMode.Fast);
        _decisions.ModeArrived();
        Decide(ChargeMode.Off, 2);

        Assert.AreEqual(ChargeMode.Off, _values.NumberOf(_values.Table.ChargeMode));
    }

    [TestMethod]
    public void Store_ModeBySettingsOnItsWay_IsNotUndone()
    {
        Decide(ChargeMode.Off, 1);
        PutMode(ChargeMode.Fast);
        Decide(ChargeMode.Off, 2);
        Assert.AreEqual(ChargeMode.Fast, _values.NumberOf(_values.Table.ChargeMode));

        // A command that the loop took just before it.
        Decide(ChargeMode.Medium, 3);
        Assert.AreEqual(ChargeMode.Fast, _values.NumberOf(_values.Table.ChargeMode));

        _decisions.ModeArrived();
        Decide(ChargeMode.Fast, 4);
        Assert.AreEqual(ChargeMode.Fast, _values.NumberOf(_values.Table.ChargeMode));
        Decide(ChargeMode.Slow, 5);
        Assert.AreEqual(ChargeMode.Slow, _values.NumberOf(_values.Table.ChargeMode));
    }

    [TestMethod]
    public void Store_ModeBySettingsOfANode_Stays()
    {
        _decisions.Read();
        PutMode(ChargeMode.Fast);
        _decisions.ModeArrived();
        _board.Publish(new ChargerSnapshot { EventCount = 1, IsNode = true, Mode = ChargeMode.Off });

        Assert.IsTrue(_decisions.Store());
        Assert.AreEqual(ChargeMode.Fast, _values.NumberOf(_values.Table.ChargeMode));
    }

    private void PutMode(int mode)
    {
        Put(_values.Table.ChargeMode, mode);
        _decisions.ModeLeaves();
    }

    private void Decide(int mode, int eventCount)
    {
        _board.Publish(new ChargerSnapshot { EventCount = eventCount, Mode = mode });
        Assert.IsTrue(_decisions.Store());
    }

    private void Put(Setting setting, int value)
    {
        _changes.Clear();
        _changes.Set(setting, value);
        _store.Commit(_changes);
    }
}
