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

    private void Put(Setting setting, int value)
    {
        _changes.Clear();
        _changes.Set(setting, value);
        _store.Commit(_changes);
    }
}
