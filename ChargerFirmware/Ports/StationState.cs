namespace ChargerFirmware.Ports;

/// <summary>What the radio says of the station.</summary>
public static class StationState
{
    /// <summary>Nothing was begun, or it was given up.</summary>
    public const int Off = 0;

    /// <summary>Looking for the network and proving the password.</summary>
    public const int Joining = 1;

    /// <summary>On the network, without an address so far.</summary>
    public const int Joined = 2;

    /// <summary>On the network with an address.</summary>
    public const int Online = 3;

    // Ends of an attempt.
    public const int WrongPassword = 4;
    public const int NotFound = 5;

    /// <summary>The network, or the radio, refused without saying more.</summary>
    public const int Refused = 6;
}
