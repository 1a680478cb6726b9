namespace ChargerFirmware.Control;

/// <summary>Where the control thread leaves the newest snapshot. Any thread may read; the lock is held for a copy only.</summary>
public sealed class SnapshotBoard
{
    private readonly object _lock = new object();
    private readonly ChargerSnapshot _newest = new ChargerSnapshot();
    private int _publications;

    /// <summary>Control thread: lets the source write the newest snapshot in its place, so that no second one is needed.</summary>
    public void Publish(ISnapshotSource source)
    {
        lock (_lock)
        {
            _publications++;
            source.Fill(_newest);
        }
    }

    public void Read(ChargerSnapshot into)
    {
        lock (_lock)
        {
            into.CopyFrom(_newest);
        }
    }

    /// <summary>Lets somebody look at the newest snapshot in its place; not before the first one.</summary>
    public void Read(ISnapshotReader reader)
    {
        lock (_lock)
        {
            if (_publications > 0)
            {
                reader.Take(_newest);
            }
        }
    }

    /// <summary>What has to survive a restart, as decided by now; false before the first snapshot. A node knows no battery: it decides neither the mode nor the hold after over-voltage.</summary>
    public bool ReadRemembered(ChargeStart into)
    {
        lock (_lock)
        {
            into.Mode = _newest.IsNode ? into.Mode : _newest.Mode;
            into.StoppedByUser = _newest.StoppedByUser;
            into.OverVoltageHold = _newest.IsNode ? into.OverVoltageHold : _newest.OverVoltageHold;
            into.LatchedFaults = _newest.LatchedFaults;
            return _newest.EventCount > 0;
        }
    }

    /// <summary>Grows with each snapshot.</summary>
    public int Publications
    {
        get
        {
            lock (_lock)
            {
                return _publications;
            }
        }
    }

    /// <summary>Whether a latched fault is known to have been cleared: false before the first snapshot.</summary>
    public bool IsCleared(int code)
    {
        lock (_lock)
        {
            return _newest.EventCount > 0 && (_newest.LatchedFaults >> code & 1) == 0;
        }
    }

    /// <summary>A charge runs, or nothing is known yet.</summary>
    public bool IsCharging
    {
        get
        {
            lock (_lock)
            {
                return _newest.EventCount == 0 || (_newest.State >= ChargeState.Precharge && _newest.State <= ChargeState.Taper);
            }
        }
    }

    /// <summary>The event count alone: whether there is something to tell at once.</summary>
    public int EventCount
    {
        get
        {
            lock (_lock)
            {
                return _newest.EventCount;
            }
        }
    }
}
