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

    /// <summary>The charger has to hear a stop for a while before it takes a start; the value is the milliseconds left.</summary>
    public const int ChargerRest = 7;

    /// <summary>Of a node: its sender rules. The value is the level of the output.</summary>
    public const int Sender = 8;
}
