namespace ChargerFirmware.Core;

/// <summary>A moment as ISO 8601 in UTC, for instance 2026-11-20T12:06:39Z, without strings.</summary>
public static class UtcText
{
    private const int SecondsPerDay = 86400;

    /// <param name="text">Where it is written.</param>
    /// <param name="unixSeconds">Seconds since 1970-01-01 UTC, from 0 to the end of the year 9999.</param>
    public static void Append(TextBuffer text, long unixSeconds)
    {
        int second = (int)(unixSeconds % SecondsPerDay);
        AppendDate(text, (int)(unixSeconds / SecondsPerDay));
        text.AppendByte('T');
        AppendTwo(text, second / 3600);
        text.AppendByte(':');
        AppendTwo(text, second / 60 % 60);
        text.AppendByte(':');
        AppendTwo(text, second % 60);
        text.AppendByte('Z');
    }

    // Years begin in March here, so that the leap day is the last of its year: 400 of them have 146097 days, and the months before any month 153 / 5 days each, rounded.
    private static void AppendDate(TextBuffer text, int daysSince1970)
    {
        // 1970-01-01 is day 719468 of a calendar that begins on March 1 of the year 0.
        int days = daysSince1970 + 719468;
        int era = days / 146097;
        int dayOfEra = days % 146097;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
        int dayOfYear = dayOfEra - (yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (dayOfYear * 5 + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
        AppendTwo(text, year / 100);
        AppendTwo(text, year % 100);
        text.AppendByte('-');
        AppendTwo(text, month);
        text.AppendByte('-');
        AppendTwo(text, dayOfYear - (monthFromMarch * 153 + 2) / 5 + 1);
    }

    private static void AppendTwo(TextBuffer text, int value)
    {
        text.AppendByte('0' + value / 10);
        text.AppendByte('0' + value % 10);
    }
}
