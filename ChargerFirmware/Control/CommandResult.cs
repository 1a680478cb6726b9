namespace ChargerFirmware.Control;

/// <summary>What became of a command.</summary>
public static class CommandResult
{
    /// <summary>Not decided yet.</summary>
    public const int Pending = 0;
    public const int Accepted = 1;

    /// <summary>clearFaults: at least one latched fault's condition still holds. releaseChargeFet: the charger's defiance has not been cleared.</summary>
    public const int StillPresent = 2;

    /// <summary>mode: a node takes it from its sender alone.</summary>
    public const int NotHere = 3;

    /// <summary>releaseChargeFet: the charge MOSFET was not opened by us.</summary>
    public const int NothingToRelease = 4;
}
