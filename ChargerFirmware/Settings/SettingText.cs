namespace ChargerFirmware.Settings;

/// <summary>Values as text: how a command line gives them and how they are stored.</summary>
internal static class SettingText
{
    // "-2147483648" is the longest that can be in any range.
    private const int MaxIntegerCharacters = 11;

    /// <summary>Null, and <paramref name="number"/> is the value of anything that is not kept as text; or the sentence that refuses it.</summary>
    public static string Parse(Setting setting, string text, out int number)
    {
        number = 0;
        SettingRow row = setting.Row();
        switch (row.Type)
        {
            case SettingType.Bool:
                number = text == "true" ? 1 : 0;
                return number == 1 || text == "false" ? null : setting.Requirement();
            case SettingType.Int:
                return IsInteger(text) && int.TryParse(text, out number) ? setting.CheckNumber(number) : setting.Requirement();
            case SettingType.Enum:
                number = row.OptionIndex(text);
                return number >= 0 ? null : setting.Requirement();
            default:
                return setting.CheckText(text);
        }
    }

    /// <summary>The reverse of <see cref="Parse"/>.</summary>
    public static string Format(Setting setting, int number, string text)
    {
        SettingRow row = setting.Row();
        switch (row.Type)
        {
            case SettingType.Bool:
                return number != 0 ? "true" : "false";
            case SettingType.Int:
                return number.ToString();
            case SettingType.Enum:
                return row.Options[number];
            default:
                return text;
        }
    }

    // TryParse alone would take blanks, a plus sign and, on a PC, more.
    private static bool IsInteger(string text)
    {
        if (text == null || text.Length > MaxIntegerCharacters)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if ((c < '0' || c > '9') && (c != '-' || i != 0))
            {
                return false;
            }
        }

        return true;
    }
}
