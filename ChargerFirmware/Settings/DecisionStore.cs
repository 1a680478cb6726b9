using ChargerFirmware.Control;

namespace ChargerFirmware.Settings;

/// <summary>Stores what the control loop has decided and a restart must not undo: mode, stop, the hold after over-voltage, latched faults. Any thread but the control thread.</summary>
/// <remarks>
/// There is one source, the newest snapshot, and not what somebody asked for: whoever asked may have gone since, and of two who asked at once the loop knows the order.
/// Only what has changed since it was last stored is written. A mode that was stored by way of the settings is not undone while it is on its way to the loop; once it has arrived, the loop's
/// mode is held against what is really stored: a command may have followed it.
/// </remarks>
public sealed class DecisionStore
{
    private readonly SettingStore _store;
    private readonly SettingValues _values;
    private readonly SettingTable _table;
    private readonly SettingChanges _changes;
    private readonly SnapshotBoard _board;
    private readonly ChargeStart _decided = new ChargeStart();
    private readonly object _lock = new object();
    private readonly ChargeStart _stored = new ChargeStart();
    private bool _isModeOnItsWay;

    public DecisionStore(SettingStore store, SettingValues values, SnapshotBoard board)
    {
        _store = store;
        _values = values;
        _table = values.Table;
        _changes = new SettingChanges(_table);
        _board = board;
    }

    /// <summary>What was decided before the restart.</summary>
    public ChargeStart Read()
    {
        long latched;
        if (!long.TryParse(_values.TextOf(_table.FaultsLatched), out latched))
        {
            latched = 0;
        }

        _stored.Mode = _values.NumberOf(_table.ChargeMode);
        _stored.StoppedByUser = _values.NumberOf(_table.ChargeStopped) != 0;
        _stored.OverVoltageHold = _values.NumberOf(_table.ChargeHeld) != 0;
        _stored.LatchedFaults = latched;
        _decided.CopyRemembered(_stored);
        ChargeStart start = new ChargeStart();
        start.CopyRemembered(_stored);
        return start;
    }

    /// <summary>Settings have stored a mode that the control loop does not know yet.</summary>
    public void ModeLeaves()
    {
        lock (_lock)
        {
            _isModeOnItsWay = true;
        }
    }

    /// <summary>It is in the newest snapshot, or will never be.</summary>
    public void ModeArrived()
    {
        lock (_lock)
        {
            _isModeOnItsWay = false;
            _stored.Mode = _values.NumberOf(_table.ChargeMode);
        }
    }

    /// <summary>Stores what differs from what is stored; true when everything decided by now is stored.</summary>
    public bool Store()
    {
        lock (_lock)
        {
            // A node does not decide all of it.
            _decided.CopyRemembered(_stored);
            if (!_board.ReadRemembered(_decided))
            {
                return true;
            }

            if (_isModeOnItsWay)
            {
                _decided.Mode = _stored.Mode;
            }

            AddChanges_NeedsLock();
            if (_changes.Count > 0 && !_store.Commit(_changes))
            {
                return false;
            }

            _stored.CopyRemembered(_decided);
            return true;
        }
    }

    private void AddChanges_NeedsLock()
    {
        _changes.Clear();
        if (_decided.Mode != _stored.Mode)
        {
            _changes.Set(_table.ChargeMode, _decided.Mode);
        }

        if (_decided.StoppedByUser != _stored.StoppedByUser)
        {
            _changes.Set(_table.ChargeStopped, _decided.StoppedByUser ? 1 : 0);
        }

        if (_decided.OverVoltageHold != _stored.OverVoltageHold)
        {
            _changes.Set(_table.ChargeHeld, _decided.OverVoltageHold ? 1 : 0);
        }

        if (_decided.LatchedFaults != _stored.LatchedFaults)
        {
            _changes.Set(_table.FaultsLatched, _decided.LatchedFaults.ToString());
        }
    }
}
