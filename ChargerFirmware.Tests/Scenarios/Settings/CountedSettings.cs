using System.Globalization;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Tests.Scenarios.Settings;

/// <summary>A counter spread over several settings, so that a record of which only a part is new gives itself away.</summary>
internal static class CountedSettings
{
    public const long Torn = -1;

    public static void Put(SettingChanges changes, SettingTable table, long value)
    {
        changes.Clear();
        changes.Set(table.FaultsLatched, TextOf(value));
        changes.Set(table.BatteryMaxMilliAmps, MilliAmpsOf(table, value));
        changes.Set(table.WebAllowedHosts, HostsOf(table, value));
    }

    /// <summary>The counter; 0 when it was never stored, <see cref="Torn"/> when its parts disagree.</summary>
    public static long Read(SettingValues values)
    {
        SettingTable table = values.Table;
        long value = long.Parse(values.TextOf(table.FaultsLatched), CultureInfo.InvariantCulture);
        string hosts = value == 0 ? "" : HostsOf(table, value);
        return values.NumberOf(table.BatteryMaxMilliAmps) == MilliAmpsOf(table, value) && values.TextOf(table.WebAllowedHosts) == hosts ? value : Torn;
    }

    private static string TextOf(long value)
    {
        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static int MilliAmpsOf(SettingTable table, long value)
    {
        return (int)(value % table.BatteryMaxMilliAmps.Row().Max);
    }

    // Its length changes with the value: copies of different lengths follow each other.
    private static string HostsOf(SettingTable table, long value)
    {
        int length = 1 + (int)(value * 37 % table.WebAllowedHosts.Row().MaxLength);
        return new string((char)('a' + value % 26), length);
    }
}
