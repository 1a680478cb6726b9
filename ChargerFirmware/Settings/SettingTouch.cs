namespace ChargerFirmware.Settings;

/// <summary>Which part of the running firmware must hear of a change; bits, so that several changes add up.</summary>
public static class SettingTouch
{
    /// <summary>Read at the next start, or kept by the charger for itself.</summary>
    public const int Nothing = 0;

    /// <summary>Battery, BMS, CAN, charger or currents: the charge stops, the control loop is reconfigured and begins with precheck.</summary>
    public const int Charge = 1;

    /// <summary>The web server.</summary>
    public const int Network = 2;

    /// <summary>The charge mode: applied through the mode command, without a stop.</summary>
    public const int Mode = 4;
}
