namespace ChargerFirmware.Control;

/// <summary>What can be asked of the control loop.</summary>
public static class ChargeCommand
{
    /// <summary>Value: a <see cref="ChargeMode"/>.</summary>
    public const int Mode = 0;
    public const int Stop = 1;
    public const int Start = 2;
    public const int ClearFaults = 3;

    /// <summary>The user gives the charge MOSFET of the BMS back.</summary>
    public const int ReleaseChargeFet = 4;

    /// <summary>New settings; the payload is a ChargeSettings. Not for browsers.</summary>
    public const int Configure = 5;
}
