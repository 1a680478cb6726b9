namespace ChargerFirmware.Settings;

/// <summary>What the medium held at the start.</summary>
public static class LoadResult
{
    /// <summary>Nothing was ever stored.</summary>
    public const int Fresh = 0;

    public const int Loaded = 1;

    /// <summary>One slot is damaged (a write that power cut off, as a rule), the other one is used.</summary>
    public const int FellBack = 2;

    /// <summary>Something is there, nothing of it is good: defaults.</summary>
    public const int Defaulted = 3;
}
