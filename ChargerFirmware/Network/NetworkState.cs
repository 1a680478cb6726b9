namespace ChargerFirmware.Network;

/// <summary>Where the station stands.</summary>
public static class NetworkState
{
    /// <summary>No network has been chosen.</summary>
    public const int Unconfigured = 0;
    public const int Connecting = 1;

    /// <summary>An attempt has failed; the next one comes by itself.</summary>
    public const int Waiting = 2;
    public const int Online = 3;

    private static readonly string[] Names = { "unconfigured", "connecting", "waiting", "online" };

    public static string NameOf(int state)
    {
        return Names[state];
    }
}
