namespace ChargerFirmware.Settings;

/// <summary>What must hold between settings: ranges make each value safe, these make them make sense together. As thread-safe as what it reads.</summary>
/// <remarks>Only contradictions are refused. What merely has no effect (a derating point above the limit, fast below medium) is the owner's to choose: limits fold by minimum.</remarks>
internal sealed class SettingRules
{
    private readonly SettingValues _values;

    public SettingRules(SettingValues values)
    {
        _values = values;
    }

    /// <summary>Null, or the first rule that the values break once these changes are in force; the sentence names both keys. Without changes (null) it judges what is in force now.</summary>
    public string Check(SettingChanges changes)
    {
        SettingTable table = _values.Table;
        string error = CheckProfile(changes, table.Lfp);
        if (error == null)
        {
            error = CheckProfile(changes, table.Nmc);
        }

        if (error == null)
        {
            error = CheckProfile(changes, table.Lto);
        }

        if (error == null)
        {
            error = NotAbove(changes, table.AnalogSlowLevel, table.AnalogMediumLevel);
        }

        return error == null ? NotAbove(changes, table.AnalogMediumLevel, table.AnalogFastLevel) : error;
    }

    private string CheckProfile(SettingChanges changes, ProfileSettings profile)
    {
        // The ranges alone keep the lowest temperature below the highest, and the minimum voltage below the recharge voltage (a test holds them apart).
        return Below(changes, profile.ChargeCellMilliVolts, profile.MaxCellMilliVolts);
    }

    private string Below(SettingChanges changes, Setting low, Setting high)
    {
        return NumberOf(changes, low) < NumberOf(changes, high) ? null : low.Key + " must be below " + high.Key;
    }

    private string NotAbove(SettingChanges changes, Setting low, Setting high)
    {
        return NumberOf(changes, low) <= NumberOf(changes, high) ? null : low.Key + " must not be above " + high.Key;
    }

    private int NumberOf(SettingChanges changes, Setting setting)
    {
        int at = changes == null ? -1 : changes.IndexOf(setting);
        return at < 0 ? _values.NumberOf(setting) : changes.NumberAt(at);
    }
}
