namespace ChargerFirmware.Settings;

/// <summary>One setting, which is its key: made when somebody looks at it, so two of one key are the same setting. Never changes; any thread may read.</summary>
public sealed class Setting
{
    public readonly string Key;

    // Of a setting that the table does not know by itself.
    private readonly SettingRow _row;

    public Setting(string key, SettingRow row = null)
    {
        Key = key;
        _row = row;
    }

    /// <summary>What it may be and what it means. Allocates.</summary>
    public SettingRow Row()
    {
        return _row == null ? SettingRows.Of(Key) : _row;
    }

    /// <summary>Null, or <see cref="Requirement"/> for a number that may not be.</summary>
    public string CheckNumber(long value)
    {
        SettingRow row = Row();
        return !row.IsText() && value >= row.Min && value <= row.Max ? null : Requirement();
    }

    /// <summary>Null, or for a text that may not be <see cref="Requirement"/> or what is wrong with its form.</summary>
    public string CheckText(string value)
    {
        SettingRow row = Row();
        if (!row.IsText() || value == null || !row.IsPrintable(value))
        {
            return Requirement();
        }

        string problem = SettingForm.ProblemOf(row.Form, value);
        return problem == null ? null : Key + ": " + problem;
    }

    /// <summary>The sentence that refuses a wrong value. It never repeats the value: that might be a secret.</summary>
    public string Requirement()
    {
        SettingRow row = Row();
        switch (row.Type)
        {
            case SettingType.Bool:
                return Key + " must be true or false";
            case SettingType.Int:
                return Key + " must be an integer from " + row.Min.ToString() + " to " + row.Max.ToString() + (row.Unit == null ? "" : " " + row.Unit);
            case SettingType.Enum:
                return Key + " must be one of " + row.OptionList();
            default:
                return Key + " must be a text of at most " + row.MaxLength.ToString() + " bytes without line breaks or other control characters";
        }
    }
}
