namespace ChargerFirmware.Settings;

/// <summary>What must hold between settings: ranges make each value safe, these make them make sense together. As thread-safe as what it reads.</summary>
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
            error = NotAbove(changes, table.ModeSlowMilliAmps, table.ModeMediumMilliAmps);
        }

        return error == null ? NotAbove(changes, table.ModeMediumMilliAmps, table.ModeFastMilliAmps) : error;
    }

    private string CheckProfile(SettingChanges changes, ProfileSettings profile)
    {
        // The ranges alone keep the minimum voltage below the recharge voltage (a test holds them apart).
        string error = Below(changes, profile.RechargeCellMilliVolts, profile.ChargeCellMilliVolts);
        if (error == null)
        {
            error = Below(changes, profile.ChargeCellMilliVolts, profile.MaxCellMilliVolts);
        }

        if (error == null)
        {
            error = Below(changes, profile.MinDeciC, profile.DerateDeciC);
        }

        return error == null ? NotAbove(changes, profile.DerateDeciC, profile.MaxDeciC) : error;
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
