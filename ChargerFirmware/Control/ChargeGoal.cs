namespace ChargerFirmware.Control;

/// <summary>How far to charge; by the options of the setting charge.goal.</summary>
public static class ChargeGoal
{
    /// <summary>To the profile's voltage.</summary>
    public const int Full = 0;

    /// <summary>To a state of charge that spares the cells.</summary>
    public const int Target = 1;

    /// <summary>To a state of charge to be left at for months.</summary>
    public const int Storage = 2;
}
