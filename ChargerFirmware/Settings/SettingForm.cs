namespace ChargerFirmware.Settings;

/// <summary>What a text setting must look like beyond being printable.</summary>
public static class SettingForm
{
    public const int Any = 0;

    /// <summary>HH:MM, or empty.</summary>
    public const int TimeOfDay = 1;

    /// <summary>As <see cref="Control.TemperatureTable"/> takes it.</summary>
    public const int TemperatureTable = 2;

    private const int Length = 5;

    /// <summary>Null for a text of the form, else what is wrong with it.</summary>
    public static string ProblemOf(int form, string text)
    {
        switch (form)
        {
            case TimeOfDay:
                return text.Length == 0 || MinuteOf(text) >= 0 ? null : "it must be a time such as 07:30, or empty";
            case TemperatureTable:
                return Control.TemperatureTable.ProblemOf(text);
            default:
                return null;
        }
    }

    /// <summary>The minute of the day that HH:MM stands for; -1 when it is none.</summary>
    public static int MinuteOf(string text)
    {
        if (text.Length != Length || text[2] != ':')
        {
            return -1;
        }

        int hour = TwoDigits(text, 0);
        int minute = TwoDigits(text, 3);
        return hour < 0 || hour > 23 || minute < 0 || minute > 59 ? -1 : (hour * 60) + minute;
    }

    private static int TwoDigits(string text, int at)
    {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : (tens * 10) + ones;
    }
}
