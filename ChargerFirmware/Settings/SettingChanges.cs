using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Settings;

/// <summary>Checked values on their way into the <see cref="SettingStore"/>, all or none. One thread at a time; its owner clears and reuses it.</summary>
/// <remarks>Each Add returns null, or the sentence that refuses the value and names the key; a refused one is not added.</remarks>
public sealed class SettingChanges
{
    private readonly SettingTable _table;
    private readonly SettingList _list = new SettingList();

    public SettingChanges(SettingTable table)
    {
        _table = table;
    }

    public int Count => _list.Count;

    /// <summary>Bits of <see cref="SettingTouch"/>: what these changes touch together.</summary>
    public int Touches { get; private set; }

    public void Clear()
    {
        _list.Clear();
        Touches = SettingTouch.Nothing;
    }

    public Setting SettingAt(int i)
    {
        return _list.SettingAt(i);
    }

    /// <summary>As <see cref="SettingValues.NumberOf"/>.</summary>
    public int NumberAt(int i)
    {
        return _list.NumberAt(i);
    }

    /// <summary>Of a text or secret, else null.</summary>
    public string TextAt(int i)
    {
        return _list.TextAt(i);
    }

    /// <summary>Where a setting stands among the changes; -1 when it is not changed.</summary>
    public int IndexOf(Setting setting)
    {
        return _list.IndexOf(setting);
    }

    /// <summary>The charge mode that is among the changes, else another one.</summary>
    public int ModeOr(int other)
    {
        int at = IndexOf(_table.ChargeMode);
        return at < 0 ? other : NumberAt(at);
    }

    /// <summary>A JSON number: for ints.</summary>
    public string AddNumber(string key, long value)
    {
        Setting setting = _table.Find(key);
        string error = CheckNew(setting, key);
        if (error == null)
        {
            error = setting.Row().Type == SettingType.Int ? setting.CheckNumber(value) : setting.Requirement();
        }

        return error == null ? Append(setting, (int)value, null) : error;
    }

    public string AddBool(string key, bool value)
    {
        Setting setting = _table.Find(key);
        string error = CheckNew(setting, key);
        if (error == null && setting.Row().Type != SettingType.Bool)
        {
            error = setting.Requirement();
        }

        return error == null ? Append(setting, value ? 1 : 0, null) : error;
    }

    /// <summary>A JSON string: for enums, texts and secrets. A number in quotes is no number.</summary>
    public string AddText(string key, string value)
    {
        Setting setting = _table.Find(key);
        string error = CheckNew(setting, key);
        if (error != null)
        {
            return error;
        }

        SettingRow row = setting.Row();
        if (row.Type != SettingType.Enum)
        {
            error = setting.CheckText(value);
            return error == null ? Append(setting, 0, value) : error;
        }

        int option = row.OptionIndex(value);
        return option >= 0 ? Append(setting, option, null) : setting.Requirement();
    }

    /// <summary>A JSON null: never a value. A secret is shown as null, and sent back so it must not wipe what is stored.</summary>
    public string AddNull(string key)
    {
        Setting setting = _table.Find(key);
        string error = CheckNew(setting, key);
        return error == null ? setting.Requirement() : error;
    }

    /// <summary>A value from our own code: int, bool as 0 or 1, or index of an option; hidden rows too. The last one counts.</summary>
    public void Set(Setting setting, int value)
    {
        Put(setting, value, null, setting.CheckNumber(value));
    }

    /// <summary>A text or secret from our own code; hidden rows too. The last one counts.</summary>
    public void Set(Setting setting, string value)
    {
        Put(setting, 0, value, setting.CheckText(value));
    }

    /// <summary>Null when the row may be set from outside, else why not. <paramref name="key"/> came from a peer and may be long.</summary>
    internal static string CheckKey(Setting setting, string key)
    {
        if (setting == null)
        {
            return "there is no setting " + Log.Cut(key);
        }

        return setting.Row().Hidden ? setting.Key + " is kept by the charger itself and cannot be set" : null;
    }

    private string CheckNew(Setting setting, string key)
    {
        string error = CheckKey(setting, key);
        return error == null && IndexOf(setting) >= 0 ? setting.Key + " is given twice" : error;
    }

    private void Put(Setting setting, int number, string text, string error)
    {
        if (error != null)
        {
            throw new ArgumentException(error);
        }

        Append(setting, number, text);
    }

    private string Append(Setting setting, int number, string text)
    {
        _list.Put(setting, number, text);
        Touches |= setting.Row().Touches;
        return null;
    }
}
