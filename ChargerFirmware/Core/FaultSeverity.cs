namespace ChargerFirmware.Core;

/// <summary>What a fault does to the charge, from harmless to final.</summary>
public static class FaultSeverity
{
    /// <summary>Told to the user, nothing else.</summary>
    public const int Notice = 0;

    /// <summary>Lowers the current.</summary>
    public const int Derate = 1;

    /// <summary>Stops the charge; clears itself when its condition has gone.</summary>
    public const int Stop = 2;

    /// <summary>Stops the charge until the user clears it, over restarts too.</summary>
    public const int Latched = 3;

    /// <summary>By the values above, as <see cref="WordList"/> takes them.</summary>
    public const string Names = "notice|derate|stop|latched";

    public static string NameOf(int severity)
    {
        return WordList.At(Names, severity);
    }
}
