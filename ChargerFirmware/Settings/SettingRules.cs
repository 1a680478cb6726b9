namespace ChargerFirmware.Settings;

/// <summary>What must hold between settings: ranges make each value safe, these make them make sense together. As thread-safe as what it reads.</summary>
/// <remarks>Only contradictions are refused. What merely has no effect (a derating point above the limit, fast below medium) is the owner's to choose: limits fold by minimum.</remarks>
internal sealed class SettingRules
{
    // Three digits are tried out in an hour, whatever the brake does.
    private const int MinPinCharacters = 4;

    private readonly SettingValues _values;

    public SettingRules(SettingValues values)
    {
        _values = values;
    }

    /// <summary>Null, or the first rule that the values break once these changes are in force; the sentence names both keys. Without changes (null) it judges what is in force now.</summary>
    public string Check(SettingChanges changes)
    {
        SettingTable table = _values.Table;
        string error = null;
        for (int i = 1; error == null && table.ProfileAt(i) != null; i++)
        {
            error = CheckProfile(changes, table.ProfileAt(i), i == SettingTable.CustomProfile);
        }

        // Both at once: a tail that is never fallen short of would end a charge where it reaches its voltage.
        Setting[] limits = new Setting[] { table.BatteryMaxMilliAmps, table.ChargeLimitMilliAmps, table.ChargerMaxMilliAmps, table.ModeFastMilliAmps };
        for (int i = 0; error == null && i < limits.Length; i++)
        {
            bool areSet = NumberOf(changes, table.ChargeTailMilliAmps) > 0 && NumberOf(changes, limits[i]) > 0;
            error = areSet ? Below(changes, table.ChargeTailMilliAmps, limits[i]) : null;
        }

        if (error == null)
        {
            error = CheckPin(changes, table.WebPin);
        }

        if (error == null)
        {
            error = CheckHours(changes, table);
        }

        if (error == null)
        {
            error = NotAbove(changes, table.AnalogSlowLevel, table.AnalogMediumLevel);
        }

        return error == null ? NotAbove(changes, table.AnalogMediumLevel, table.AnalogFastLevel) : error;
    }

    private string CheckProfile(SettingChanges changes, ProfileSettings profile, bool isCustom)
    {
        if (NumberOf(changes, profile.ChargeCellMilliVolts) == 0)
        {
            // Not set: nothing is charged by this profile.
            return null;
        }

        // The ranges alone keep the lowest temperature below the highest, and of the three chemistries the minimum voltage below the recharge voltage and above half of the maximum (a test holds them apart).
        string error = Below(changes, profile.ChargeCellMilliVolts, profile.MaxCellMilliVolts);
        if (error == null)
        {
            error = Below(changes, profile.RechargeCellMilliVolts, profile.ChargeCellMilliVolts);
        }

        if (error == null)
        {
            error = Below(changes, profile.PrechargeCellMilliVolts, profile.ChargeCellMilliVolts);
        }

        if (error == null)
        {
            error = Below(changes, profile.MinCellMilliVolts, profile.ChargeCellMilliVolts);
        }

        // A cell below the minimum is not charged at all: a full pack would never be charged again. 0 is a distance to the charge voltage.
        if (error == null && isCustom && NumberOf(changes, profile.RechargeCellMilliVolts) != 0)
        {
            error = Below(changes, profile.MinCellMilliVolts, profile.RechargeCellMilliVolts);
        }

        return error == null ? AboveHalf(changes, profile.MinCellMilliVolts, profile.MaxCellMilliVolts) : error;
    }

    private string CheckHours(SettingChanges changes, SettingTable table)
    {
        int from = MinuteOf(changes, table.ScheduleFrom);
        int to = from < 0 ? -1 : MinuteOf(changes, table.ScheduleTo);
        if (to < 0)
        {
            return null;
        }

        if (from == to)
        {
            return table.ScheduleFrom.Key + " must differ from " + table.ScheduleTo.Key + ": these hours never open";
        }

        // Where all allowed hours have passed long before, a short charge would be put off from day to day.
        int readyBy = MinuteOf(changes, table.ScheduleReadyBy);
        return readyBy < 0 || EndsWithin(readyBy, from, to) ? null : table.ScheduleReadyBy.Key + " must be after " + table.ScheduleFrom.Key + " and not after " + table.ScheduleTo.Key;
    }

    // Behind the first minute of the hours, and at the last one's end; they may span midnight.
    private static bool EndsWithin(int minute, int from, int to)
    {
        return from < to ? minute > from && minute <= to : minute > from || minute <= to;
    }

    private string CheckPin(SettingChanges changes, Setting pin)
    {
        int at = changes == null ? -1 : changes.IndexOf(pin);
        int length = (at < 0 ? _values.TextOf(pin) : changes.TextAt(at)).Length;
        return length == 0 || length >= MinPinCharacters ? null : pin.Key + " must have at least " + MinPinCharacters.ToString() + " characters, or be empty";
    }

    private string Below(SettingChanges changes, Setting low, Setting high)
    {
        return NumberOf(changes, low) < NumberOf(changes, high) ? null : low.Key + " must be below " + high.Key;
    }

    // A doubled cell count halves the mean cell voltage: it is seen (CellCountImplausible) only where no cell may be so low.
    private string AboveHalf(SettingChanges changes, Setting low, Setting high)
    {
        return NumberOf(changes, low) * 2 > NumberOf(changes, high) ? null : low.Key + " must be above half of " + high.Key;
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

    private int MinuteOf(SettingChanges changes, Setting setting)
    {
        return SettingForm.MinuteOf(TextOf(changes, setting));
    }

    private string TextOf(SettingChanges changes, Setting setting)
    {
        int at = changes == null ? -1 : changes.IndexOf(setting);
        return at < 0 ? _values.TextOf(setting) : changes.TextAt(at);
    }
}
