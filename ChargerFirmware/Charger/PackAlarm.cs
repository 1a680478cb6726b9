namespace ChargerFirmware.Charger;

/// <summary>What a pack complains of, in words that every charger and inverter knows. The bits are those of frame 0x359 (bytes 0 and 1).</summary>
public static class PackAlarm
{
    public const int OverVoltage = 1 << 1;
    public const int UnderVoltage = 1 << 2;
    public const int Hot = 1 << 3;
    public const int Cold = 1 << 4;
    public const int DischargeOverCurrent = 1 << 7;
    public const int ChargeOverCurrent = 1 << 8;

    /// <summary>Of the BMS itself, or it is not heard.</summary>
    public const int System = 1 << 11;
}
