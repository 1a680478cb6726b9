using ChargerFirmware.Charger;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>The settings that the control loop works with, as plain numbers. Made outside the control thread, handed over whole, never changed afterwards.</summary>
public sealed class ChargeSettings
{
    public bool BmsEnabled = true;
    public int BmsBitsPerSecond = 9600;
    /// <summary>False too where the charger is no node of a bus.</summary>
    public bool CanEnabled = true;
    public int CanBitsPerSecond = 250000;
    public int CanCrystalHertz = 8000000;

    /// <summary>False on a new device: nothing is charged until the owner has named the chemistry.</summary>
    public bool ProfileChosen;

    /// <summary>The settings contradict one another: nothing is charged, whatever the profile.</summary>
    public bool Contradict;

    /// <summary>The profile is the owner's own; without its voltages it is not chosen.</summary>
    public bool IsCustom;
    public int ChargeCellMilliVolts;

    /// <summary>Above this the charge ends and stays ended (latched).</summary>
    public int MaxCellMilliVolts;
    public int MinCellMilliVolts;

    /// <summary>While the lowest cell is below this, the pack gets <see cref="PrechargePermille"/> of its limit.</summary>
    public int PrechargeCellMilliVolts;
    public int PrechargePermille = 100;

    /// <summary>After full or over-voltage, charging comes back when the highest cell is below this.</summary>
    public int RechargeCellMilliVolts;
    public int MinDeciC;
    public int MaxDeciC;

    /// <summary>From this temperature up, medium is the most.</summary>
    public int DerateDeciC;
    public TemperatureTable Temperatures = new TemperatureTable();

    /// <summary>0: half of the nominal capacity an hour.</summary>
    public int BatteryMaxMilliAmps;

    /// <summary>From this difference of the cells on the current falls, to nothing at twice of it; 0: it does not.</summary>
    public int MaxSpreadMilliVolts;

    /// <summary>The user's own limit; 0: none.</summary>
    public int LimitMilliAmps;

    /// <summary>What the charger can give; 0: not known.</summary>
    public int ChargerMaxMilliAmps;

    /// <summary>How fast the asked current may rise; 0: at once.</summary>
    public int RampMilliAmpsPerSecond;

    /// <summary>0: a twentieth of the nominal capacity an hour.</summary>
    public int TailMilliAmps;

    /// <summary>The longest time at charge voltage; 0: no limit.</summary>
    public int TaperMs;

    /// <summary>A full pack is charged again below this state of charge too; 0: by voltage alone.</summary>
    public int RechargePermille;

    /// <summary>A value of <see cref="ChargeGoal"/>, and the state of charge at which it is reached.</summary>
    public int Goal;
    public int GoalPermille;

    /// <summary>Minutes of the local day; <see cref="Unknown.Number"/> where none is set.</summary>
    public int FromMinute = Unknown.Number;
    public int ToMinute = Unknown.Number;
    public int ReadyByMinute = Unknown.Number;

    /// <summary>What a schedule cannot judge waits, instead of being charged now.</summary>
    public bool WaitsWithoutClock;
    public int UtcOffsetMinutes;
    public bool AllowNoSensor;
    /// <summary>Beside those of the other modes, which protocols know too.</summary>
    public int SlowMilliAmps
    {
        get
        {
            return Charger.SlowMilliAmps;
        }

        set
        {
            Charger.SlowMilliAmps = value;
        }
    }

    public bool AutoStart = true;
    public int ResumeMs = 10000;

    /// <summary>Nothing but this charger charges the pack: its current tells what a charger without a status delivers.</summary>
    public bool OnlySource;

    /// <summary>The charge MOSFET of the BMS may be opened when the charger does not follow a stop.</summary>
    public bool OpenChargeFet;

    public readonly ChargerOptions Charger = new ChargerOptions();

    /// <summary>Whether there is a way to tell a charger anything.</summary>
    public bool OutputEnabled => CanEnabled || !Charger.UsesBus;

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
                return Charger.SlowIsProtocols ? Charger.ProtocolSlowMilliAmps : SlowMilliAmps;
            case ChargeMode.Medium:
                return Charger.MediumMilliAmps;
            case ChargeMode.Fast:
                return Charger.FastMilliAmps;
            default:
                return 0;
        }
    }
}
