using ChargerFirmware.Charger;

namespace ChargerFirmware.Control;

/// <summary>The settings that the control loop works with, as plain numbers. Made outside the control thread, handed over whole, never changed afterwards.</summary>
public sealed class ChargeSettings
{
    public bool BmsEnabled = true;
    public int BmsBitsPerSecond = 9600;
    public bool CanEnabled = true;
    public int CanBitsPerSecond = 250000;
    public int CanCrystalHertz = 8000000;

    /// <summary>False on a new device: nothing is charged until the owner has named the chemistry.</summary>
    public bool ProfileChosen;
    public int ChargeCellMilliVolts;

    /// <summary>Above this the charge ends and stays ended (latched).</summary>
    public int MaxCellMilliVolts;
    public int MinCellMilliVolts;

    /// <summary>After full or over-voltage, charging comes back when the highest cell is below this.</summary>
    public int RechargeCellMilliVolts;
    public int MinDeciC;
    public int MaxDeciC;

    /// <summary>From this temperature up, medium is the most.</summary>
    public int DerateDeciC;

    /// <summary>0: half of the nominal capacity an hour.</summary>
    public int BatteryMaxMilliAmps;
    public bool AllowNoSensor;
    public int SlowMilliAmps;
    public bool AutoStart = true;
    public int ResumeMs = 10000;

    /// <summary>Nothing but this charger charges the pack: its current tells what a charger without a status delivers.</summary>
    public bool OnlySource;

    /// <summary>The charge MOSFET of the BMS may be opened when the charger does not follow a stop.</summary>
    public bool OpenChargeFet;

    public readonly ChargerOptions Charger = new ChargerOptions();

    /// <summary>Whether a pack that is full for the other settings is full for these: same voltages, same way of telling them.</summary>
    public bool ChargesLike(ChargeSettings other)
    {
        return ProfileChosen == other.ProfileChosen && ChargeCellMilliVolts == other.ChargeCellMilliVolts && RechargeCellMilliVolts == other.RechargeCellMilliVolts
            && Charger.ProtocolName == other.Charger.ProtocolName;
    }

    /// <summary>The current that a mode stands for.</summary>
    public int MilliAmpsOf(int mode)
    {
        switch (mode)
        {
            case ChargeMode.Slow:
                return Charger.SlowIsProtocols ? Charger.MagnesSlowMilliAmps : SlowMilliAmps;
            case ChargeMode.Medium:
                return Charger.MediumMilliAmps;
            case ChargeMode.Fast:
                return Charger.FastMilliAmps;
            default:
                return 0;
        }
    }
}
