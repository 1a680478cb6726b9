namespace ChargerFirmware.Control;

/// <summary>What <see cref="ChargerSnapshot.WhySubject"/> says where it is neither a fault code nor a sensor's number.</summary>
public static class WhyReason
{
    public const int Bms = 0;
    public const int Charger = 1;
    public const int Bus = 2;

    /// <summary>The value is the milliseconds left.</summary>
    public const int Resume = 3;
    public const int NewSettings = 4;
    public const int AutoStart = 5;
    public const int SlowIsZero = 6;

    /// <summary>A charger with steps changes them once a minute at most; the value is the milliseconds left.</summary>
    public const int StepHold = 7;

    /// <summary>Outside of the allowed hours; the value is the minute of the day when they begin.</summary>
    public const int Hours = 8;

    /// <summary>Early enough for schedule.readyBy; the value is the minute of the day when the charge begins.</summary>
    public const int ReadyBy = 9;

    /// <summary>A schedule is set and the clock is not.</summary>
    public const int ClockUnset = 10;

    /// <summary>What is missing cannot be computed: the BMS tells no state of charge, or no capacity.</summary>
    public const int SocUnknown = 11;

    /// <summary>charge.goal; the value is the state of charge in permille.</summary>
    public const int Target = 12;
    public const int Storage = 13;

    /// <summary>The charger itself says that it is too warm.</summary>
    public const int ChargerWarm = 14;

    /// <summary>The profile custom has no voltages yet.</summary>
    public const int CustomUnset = 15;

    /// <summary>The charger has to hear a stop for a while before it takes a start; the value is the milliseconds left.</summary>
    public const int ChargerRest = 16;

    /// <summary>Of a node: its sender rules. The value is the level of the output.</summary>
    public const int Sender = 17;

    /// <summary>Nobody on the bus acknowledges.</summary>
    public const int Unheard = 18;

    /// <summary>Settings contradict one another.</summary>
    public const int Contradiction = 19;
}
