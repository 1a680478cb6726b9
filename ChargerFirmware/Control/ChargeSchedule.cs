using ChargerFirmware.Bms;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Allowed hours, and a charge that begins late enough to be ready at a time. Control thread only; allocates nothing.</summary>
/// <remarks>What cannot be judged (no clock, no state of charge) is charged now or waits, as the owner has set.</remarks>
public sealed class ChargeSchedule
{
    public const int MinutesPerDay = 1440;

    private const int MinutesPerHour = 60;
    private const int MsPerMinute = 60000;

    // What the end of a charge to full takes longer than its charge over its current: constant voltage from C/2 on lasts some half an hour to an hour.
    private const int TaperMinutes = 60;

    // What a charge to less than full may take longer: a rounded percentage and a meter's error.
    private const int SpareMinutes = 15;

    private bool _hasBegun;

    /// <summary>Why it holds: a <see cref="WhyReason"/>.</summary>
    public int WhySubject { get; private set; }

    /// <summary>The minute of the day until which it holds; unknown where that cannot be told.</summary>
    public int WhyValue { get; private set; }

    /// <summary>The minute of the local day; <see cref="Unknown.Number"/> while nobody has told the time.</summary>
    public static int MinuteOfDay(long unixMs, int utcOffsetMinutes)
    {
        return unixMs < 0 ? Unknown.Number : (int)(((unixMs / MsPerMinute) + utcOffsetMinutes + MinutesPerDay) % MinutesPerDay);
    }

    /// <summary>Whether there is anything to wait for.</summary>
    public static bool IsSet(ChargeSettings settings)
    {
        return HasHours(settings) || settings.ReadyByMinute != Unknown.Number;
    }

    /// <summary>The charge is complete, or the settings are others: the next one is waited for again.</summary>
    public void Restart()
    {
        _hasBegun = false;
    }

    /// <summary>Whether the charge has to wait.</summary>
    /// <param name="settings">The owner's hours.</param>
    /// <param name="battery">What the BMS tells.</param>
    /// <param name="minute">The minute of the local day, or unknown.</param>
    /// <param name="milliAmps">What would be charged with now.</param>
    public bool Holds(ChargeSettings settings, BatterySnapshot battery, int minute, int milliAmps)
    {
        if (!IsSet(settings))
        {
            return false;
        }

        if (minute == Unknown.Number)
        {
            return settings.WaitsWithoutClock && Hold(WhyReason.ClockUnset, Unknown.Number);
        }

        if (HasHours(settings) && !IsWithin(minute, settings.FromMinute, settings.ToMinute))
        {
            return Hold(WhyReason.Hours, settings.FromMinute);
        }

        return settings.ReadyByMinute != Unknown.Number && !_hasBegun && HoldsForReadyBy(settings, battery, minute, milliAmps);
    }

    private static bool HasHours(ChargeSettings settings)
    {
        return settings.FromMinute != Unknown.Number && settings.ToMinute != Unknown.Number;
    }

    private static bool IsWithin(int minute, int from, int to)
    {
        return from < to ? minute >= from && minute < to : minute >= from || minute < to;
    }

    private bool HoldsForReadyBy(ChargeSettings settings, BatterySnapshot battery, int minute, int milliAmps)
    {
        int needed = NeededMinutes(settings, battery, milliAmps);
        if (needed == Unknown.Number && settings.WaitsWithoutClock)
        {
            return Hold(WhyReason.SocUnknown, Unknown.Number);
        }

        int left = (settings.ReadyByMinute - minute + MinutesPerDay) % MinutesPerDay;
        _hasBegun = needed == Unknown.Number || left <= needed;
        return !_hasBegun && Hold(WhyReason.ReadyBy, (settings.ReadyByMinute - needed + MinutesPerDay) % MinutesPerDay);
    }

    // Never more than a day; unknown without a capacity or a state of charge.
    private static int NeededMinutes(ChargeSettings settings, BatterySnapshot battery, int milliAmps)
    {
        int capacity = battery.FullMilliAmpHours > battery.NominalMilliAmpHours ? battery.FullMilliAmpHours : battery.NominalMilliAmpHours;
        if (battery.SocPermille == Unknown.Number || capacity <= 0)
        {
            return Unknown.Number;
        }

        bool toFull = settings.Goal == ChargeGoal.Full;
        int missing = (toFull ? LimitShare.Whole : settings.GoalPermille) - battery.SocPermille;
        missing = missing < 0 ? 0 : missing;
        long minutes = milliAmps <= 0 ? MinutesPerDay : (long)capacity * missing / LimitShare.Whole * MinutesPerHour / milliAmps;
        minutes += toFull ? TaperMinutes : SpareMinutes;
        return minutes > MinutesPerDay ? MinutesPerDay : (int)minutes;
    }

    private bool Hold(int subject, int value)
    {
        WhySubject = subject;
        WhyValue = value;
        return true;
    }
}
