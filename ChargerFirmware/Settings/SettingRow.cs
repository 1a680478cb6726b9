using System.Text;

namespace ChargerFirmware.Settings;

/// <summary>What a setting may be and what it means. Never changes; any thread may read.</summary>
/// <remarks>Made anew whenever somebody looks (<see cref="Setting.Row"/>): with its texts each row would take 200 bytes of the device's heap for ever. Plain fields: twelve arguments would take as much again while it is made.</remarks>
public sealed class SettingRow
{
    /// <summary>A <see cref="SettingType"/>.</summary>
    public readonly int Type;

    /// <summary>Null when there is none.</summary>
    public string Unit;

    /// <summary>One sentence for the settings page.</summary>
    public readonly string Help;

    /// <summary>The words of an enum, else null.</summary>
    public string[] Options;

    /// <summary>The smallest number: of an int, of an enum's index, of a bool as 0 or 1.</summary>
    public int Min;
    public int Max;
    public int DefaultNumber;

    /// <summary>Of a text, a secret or an enum, else null.</summary>
    public string DefaultText;

    /// <summary>UTF-8 bytes that a text or secret may have.</summary>
    public int MaxLength;

    /// <summary>What a text must look like: a <see cref="SettingForm"/>.</summary>
    public int Form;

    /// <summary>Bits of <see cref="SettingTouch"/>.</summary>
    public readonly int Touches;

    /// <summary>Kept by the charger itself: neither shown nor settable from outside.</summary>
    public readonly bool Hidden;

    private SettingRow(int type, int touches, string help, bool hidden)
    {
        Type = type;
        Touches = touches;
        Help = help;
        Hidden = hidden;
    }

    public static SettingRow Bool(bool defaultValue, int touches, string help, bool hidden = false)
    {
        return new SettingRow(SettingType.Bool, touches, help, hidden) { Max = 1, DefaultNumber = defaultValue ? 1 : 0 };
    }

    public static SettingRow Int(int defaultValue, int min, int max, string unit, int touches, string help)
    {
        return new SettingRow(SettingType.Int, touches, help, false) { Min = min, Max = max, DefaultNumber = defaultValue, Unit = unit };
    }

    public static SettingRow Enum(int defaultIndex, string[] options, string unit, int touches, string help)
    {
        return new SettingRow(SettingType.Enum, touches, help, false) { Max = options.Length - 1, DefaultNumber = defaultIndex, DefaultText = options[defaultIndex], Options = options, Unit = unit };
    }

    public static SettingRow Text(string defaultText, int maxLength, int touches, string help, bool hidden = false, int form = SettingForm.Any)
    {
        return new SettingRow(SettingType.Text, touches, help, hidden) { DefaultText = defaultText, MaxLength = maxLength, Form = form };
    }

    /// <summary>A secret is empty at first.</summary>
    public static SettingRow Secret(int maxLength, int touches, string help, bool hidden = false)
    {
        return new SettingRow(SettingType.Secret, touches, help, hidden) { DefaultText = "", MaxLength = maxLength };
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

    internal string OptionList()
    {
        string list = Options[0];
        for (int i = 1; i < Options.Length; i++)
        {
            list = list + ", " + Options[i];
        }

        return list;
    }

    // A line break would end the line of the stored record; the other control characters (C0, DEL and C1, which is C2 80..9F in UTF-8) help nobody.
    internal bool IsPrintable(string value)
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
