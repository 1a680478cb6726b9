namespace ChargerFirmware.Control;

/// <summary>What the charger remembers over a restart, as the control loop begins with it.</summary>
public sealed class ChargeStart
{
    /// <summary>A value of <see cref="ChargeMode"/>.</summary>
    public int Mode = ChargeMode.Slow;
    public bool StoppedByUser;

    /// <summary>Bit by <see cref="Core.FaultCode"/>.</summary>
    public long LatchedFaults;

    /// <summary>No stored settings could be read although there were some.</summary>
    public bool SettingsDefaulted;

    /// <summary>One of two stored copies was damaged.</summary>
    public bool SettingsSlotDamaged;
}
