using ChargerFirmware.Bms;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Where a charge that runs stands, when it is complete, and when a complete one begins again. Control thread only; allocates nothing.</summary>
/// <remarks>What is unknown completes nothing and begins nothing; a state of charge that is asked for and not told holds the charge.</remarks>
public sealed class ChargePhases
{
    /// <summary>A goal that was reached is charged for again when so much is gone: less would be a charge after every use of the pack.</summary>
    public const int GoalHysteresisPermille = 50;

    // The tail current is the nominal capacity an hour divided by this (C/20) where the setting names none...
    private const int TailDivisor = 20;

    // ...and has to last this long at charge voltage.
    private const int TailMs = 60000;

    // The charger regulates its own terminals: cable loss and two meters' errors keep the BMS's reading some 0.5 % below the target.
    private const int AtVoltagePerCellMilliVolts = 20;

    // Back from constant voltage only when the pack has clearly dropped.
    private const int BelowVoltagePerCellMilliVolts = 50;

    // A state of charge that has not fallen since the pack was full is only wrong about it.
    private const int SocFallPermille = 20;

    private bool _goalReached;
    private int _goalPermille;
    private int _socWhenFull = Unknown.Number;
    private long _tailSinceMs = -1;
    private long _atVoltageMs;
    private long _atVoltageSeenMs = -1;

    /// <summary>Charged to the profile's voltage, and not yet used again.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Nothing is charged at the moment.</summary>
    public void Interrupt()
    {
        _tailSinceMs = -1;
        _atVoltageSeenMs = -1;
    }

    /// <summary>The user wants to charge, or the settings want another voltage: what was complete is not any more.</summary>
    public void Forget()
    {
        IsFull = false;
        _goalReached = false;
        _tailSinceMs = -1;
        _atVoltageMs = 0;
        _atVoltageSeenMs = -1;
    }

    /// <summary>Whether a full pack has just been used enough to be charged again.</summary>
    public bool EndsFull(ChargeSettings settings, BatterySnapshot battery)
    {
        if (!IsFull)
        {
            return false;
        }

        int soc = battery.SocPermille;
        bool byVoltage = IsBelowRecharge(settings, battery);
        bool bySoc = soc != Unknown.Number && soc < settings.RechargePermille && _socWhenFull != Unknown.Number && soc <= _socWhenFull - SocFallPermille;
        IsFull = !byVoltage && !bySoc;
        return !IsFull;
    }

    public static bool IsBelowRecharge(ChargeSettings settings, BatterySnapshot battery)
    {
        int highest = battery.HighestCell();
        return highest >= 0 && battery.CellMilliVolts[highest] < settings.RechargeCellMilliVolts;
    }

    /// <summary>Whether the state of charge that the owner wants is reached.</summary>
    public bool IsGoalReached(ChargeSettings settings, BatterySnapshot battery)
    {
        if (settings.GoalPermille != _goalPermille)
        {
            _goalPermille = settings.GoalPermille;
            _goalReached = false;
        }

        int soc = battery.SocPermille;
        if (settings.Goal == ChargeGoal.Full || soc == Unknown.Number)
        {
            return false;
        }

        _goalReached = soc >= _goalPermille || (_goalReached && soc >= _goalPermille - GoalHysteresisPermille);
        return _goalReached;
    }

    /// <summary>The phase of a charge that runs.</summary>
    /// <param name="state">The phase up to now.</param>
    /// <param name="settings">What the owner allows.</param>
    /// <param name="battery">What the BMS tells.</param>
    /// <param name="limits">What binds the current.</param>
    /// <param name="packMilliVolts">The voltage asked for; unknown where the charger does not regulate one.</param>
    /// <param name="askedMilliAmps">The current asked for.</param>
    public static int PhaseOf(int state, ChargeSettings settings, BatterySnapshot battery, ChargeLimits limits, int packMilliVolts, int askedMilliAmps)
    {
        if (limits.IsPrecharge)
        {
            return ChargeState.Precharge;
        }

        if (packMilliVolts == Unknown.Number || !IsAtVoltage(state, settings, battery, packMilliVolts))
        {
            return ChargeState.ConstantCurrent;
        }

        // Taper begins when half of what might flow flows, whether the charger or a cell's limit holds the rest back, and lasts until the charge ends or the voltage drops.
        int open = limits.WithoutCellMilliAmps < askedMilliAmps ? limits.WithoutCellMilliAmps : askedMilliAmps;
        bool lessThanHalf = battery.PackMilliAmps != Unknown.Number && battery.PackMilliAmps < open / 2;
        return state == ChargeState.Taper || lessThanHalf || limits.MilliAmps < limits.WithoutCellMilliAmps / 2 ? ChargeState.Taper : ChargeState.ConstantVoltage;
    }

    /// <summary>Follows the end of a charge; true once it is complete. Where the charger does not regulate a voltage, the first cell that is full ends it.</summary>
    public bool IsComplete(ChargeSettings settings, BatterySnapshot battery, int limitMilliAmps, int packMilliVolts, long nowMs)
    {
        int highest = battery.HighestCell();
        bool cellIsFull = highest >= 0 && battery.CellMilliVolts[highest] >= settings.ChargeCellMilliVolts;
        if (packMilliVolts == Unknown.Number)
        {
            return cellIsFull && SetFull(battery);
        }

        bool packIsFull = IsKnown(battery.PackMilliVolts) && battery.PackMilliVolts >= packMilliVolts - (AtVoltagePerCellMilliVolts * battery.CellCount);
        int tail = TailMilliAmps(settings, battery);
        bool isTail = (packIsFull && IsKnown(battery.PackMilliAmps) && battery.PackMilliAmps <= tail) || (cellIsFull && limitMilliAmps <= tail);
        _tailSinceMs = Since(_tailSinceMs, isTail, nowMs);
        FollowVoltage(packIsFull || cellIsFull, nowMs);
        bool isDone = isTail && nowMs - _tailSinceMs >= TailMs;
        bool isOver = settings.TaperMs > 0 && _atVoltageMs >= settings.TaperMs;
        return (isDone || isOver) && SetFull(battery);
    }

    private static bool IsAtVoltage(int state, ChargeSettings settings, BatterySnapshot battery, int packMilliVolts)
    {
        bool was = state == ChargeState.ConstantVoltage || state == ChargeState.Taper;
        int highest = battery.HighestCell();
        int cellMilliVolts = highest < 0 ? 0 : battery.CellMilliVolts[highest];
        return battery.PackMilliVolts >= packMilliVolts - ((was ? BelowVoltagePerCellMilliVolts : AtVoltagePerCellMilliVolts) * battery.CellCount)
            || cellMilliVolts >= settings.ChargeCellMilliVolts - (was ? BelowVoltagePerCellMilliVolts : 0);
    }

    private static int TailMilliAmps(ChargeSettings settings, BatterySnapshot battery)
    {
        if (settings.TailMilliAmps > 0)
        {
            return settings.TailMilliAmps;
        }

        // Without a capacity the pack's limit stands in for C/2.
        return battery.NominalMilliAmpHours > 0 ? battery.NominalMilliAmpHours / TailDivisor : settings.BatteryMaxMilliAmps * 2 / TailDivisor;
    }

    // Only the time in which it charges: a pause in between counts for nothing.
    private void FollowVoltage(bool isAtVoltage, long nowMs)
    {
        if (!isAtVoltage)
        {
            _atVoltageMs = 0;
            _atVoltageSeenMs = -1;
            return;
        }

        _atVoltageMs += _atVoltageSeenMs < 0 ? 0 : nowMs - _atVoltageSeenMs;
        _atVoltageSeenMs = nowMs;
    }

    private static long Since(long sinceMs, bool holds, long nowMs)
    {
        return !holds ? -1 : sinceMs < 0 ? nowMs : sinceMs;
    }

    private static bool IsKnown(int number)
    {
        return number != Unknown.Number;
    }

    private bool SetFull(BatterySnapshot battery)
    {
        IsFull = true;
        _socWhenFull = battery.SocPermille;
        _tailSinceMs = -1;
        _atVoltageMs = 0;
        _atVoltageSeenMs = -1;
        return true;
    }
}
