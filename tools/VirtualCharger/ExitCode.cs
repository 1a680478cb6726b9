namespace VirtualCharger;

/// <summary>How the process ends.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>A bad option, a line or port that cannot be had.</summary>
    public const int BadStart = 2;

    /// <summary>The firmware asked for a restart, as after an error of its own; whoever watches over the process starts it again.</summary>
    public const int Restart = 3;
}
