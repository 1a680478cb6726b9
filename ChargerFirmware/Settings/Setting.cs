using System.Text;

namespace ChargerFirmware.Settings;

/// <summary>One row of the <see cref="SettingTable"/>: what a setting is called, what it may be and what it means. Never changes; any thread may read.</summary>
public sealed class Setting
{
    public readonly string Key;

    /// <summary>A <see cref="SettingType"/>.</summary>
    public readonly int Type;

    /// <summary>Null when there is none.</summary>
    public readonly string Unit;

    /// <summary>One sentence for the settings page.</summary>
    public readonly string Help;

    /// <summary>The words of an enum, else null.</summary>
    public readonly string[] Options;

    /// <summary>The smallest number: of an int, of an enum's index, of a bool as 0 or 1.</summary>
    public readonly int Min;
    public readonly int Max;
    public readonly int DefaultNumber;

    /// <summary>Of a text, a secret or an enum, else null.</summary>
    public readonly string DefaultText;

    /// <summary>UTF-8 bytes that a text or secret may have.</summary>
    public readonly int MaxLength;

    /// <summary>Bits of <see cref="SettingTouch"/>.</summary>
    public readonly int Touches;

    /// <summary>Kept by the charger itself: neither shown nor settable from outside.</summary>
    public readonly bool Hidden;

    private Setting(string key, int type, int min, int max, int defaultNumber, string defaultText, string[] options, int maxLength, string unit, int touches, bool hidden, string help)
    {
        Key = key;
        Type = type;
        Min = min;
        Max = max;
        DefaultNumber = defaultNumber;
        DefaultText = defaultText;
        Options = options;
        MaxLength = maxLength;
        Unit = unit;
        Touches = touches;
        Hidden = hidden;
        Help = help;
    }

    /// <summary>Place in <see cref="SettingTable.Rows"/>.</summary>
    public int Index { get; internal set; }

    public static Setting Bool(string key, bool defaultValue, int touches, string help, bool hidden = false)
    {
        return new Setting(key, SettingType.Bool, 0, 1, defaultValue ? 1 : 0, null, null, 0, null, touches, hidden, help);
    }

    public static Setting Int(string key, int defaultValue, int min, int max, string unit, int touches, string help)
    {
        return new Setting(key, SettingType.Int, min, max, defaultValue, null, null, 0, unit, touches, false, help);
    }

    public static Setting Enum(string key, int defaultIndex, string[] options, string unit, int touches, string help)
    {
        return new Setting(key, SettingType.Enum, 0, options.Length - 1, defaultIndex, options[defaultIndex], options, 0, unit, touches, false, help);
    }

    public static Setting Text(string key, string defaultText, int maxLength, int touches, string help, bool hidden = false)
    {
        return new Setting(key, SettingType.Text, 0, 0, 0, defaultText, null, maxLength, null, touches, hidden, help);
    }

    /// <summary>A secret is empty at first.</summary>
    public static Setting Secret(string key, int maxLength, int touches, string help, bool hidden = false)
    {
        return new Setting(key, SettingType.Secret, 0, 0, 0, "", null, maxLength, null, touches, hidden, help);
    }

    /// <summary>Whether the value is kept as text.</summary>
    public bool IsText()
    {
        return Type == SettingType.Text || Type == SettingType.Secret;
    }

    /// <summary>Place of a word among the options; -1 when it is none of them.</summary>
    public int OptionIndex(string option)
    {
        for (int i = 0; i < Options.Length; i++)
        {
            if (Options[i] == option)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Null, or <see cref="Requirement"/> for a number that may not be.</summary>
    public string CheckNumber(long value)
    {
        return !IsText() && value >= Min && value <= Max ? null : Requirement();
    }

    /// <summary>Null, or <see cref="Requirement"/> for a text that may not be.</summary>
    public string CheckText(string value)
    {
        return IsText() && value != null && IsPrintable(value) ? null : Requirement();
    }

    /// <summary>The sentence that refuses a wrong value. It never repeats the value: that might be a secret.</summary>
    public string Requirement()
    {
        switch (Type)
        {
            case SettingType.Bool:
                return Key + " must be true or false";
            case SettingType.Int:
                return Key + " must be an integer from " + Min.ToString() + " to " + Max.ToString() + (Unit == null ? "" : " " + Unit);
            case SettingType.Enum:
                return Key + " must be one of " + OptionList();
            default:
                return Key + " must be a text of at most " + MaxLength.ToString() + " bytes without line breaks or other control characters";
        }
    }

    private string OptionList()
    {
        string list = Options[0];
        for (int i = 1; i < Options.Length; i++)
        {
            list = list + ", " + Options[i];
        }

        return list;
    }

    // A line break would end the line of the stored record; the other control characters (C0, DEL and C1, which is C2 80..9F in UTF-8) help nobody.
    private bool IsPrintable(string value)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(value);
        if (utf8.Length > MaxLength)
        {
            return false;
        }

        for (int i = 0; i < utf8.Length; i++)
        {
            int c = utf8[i];
            if (c < 0x20 || c == 0x7F || (c == 0xC2 && i + 1 < utf8.Length && utf8[i + 1] < 0xA0))
            {
                return false;
            }
        }

        // Half a surrogate pair has no UTF-8 form: what is stored would not be what was given.
        return Encoding.UTF8.GetString(utf8, 0, utf8.Length) == value;
    }
}
