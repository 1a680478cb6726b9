using ChargerFirmware.Bms;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>The second way to zero: where the owner has allowed it, has the BMS open its charge MOSFET when the charger does not follow a stop. Control thread only; allocates nothing.</summary>
/// <remarks>
/// That it was opened is the latched fault <see cref="FaultCode.ChargeFetOpened"/>, which survives a restart of ours as the MOSFET's state does; a BMS that restarts
/// forgets it, the fault stays all the same. Only the user gives it back (<see cref="Release"/>). Every write is repeated until basic info shows its effect.
/// </remarks>
public sealed class ChargeFetGuard
{
    /// <summary>How long a charger may defy a stop.</summary>
    public const int OpenAfterMs = 5000;

    /// <summary>From one write to the next: several polls lie in between, of which one shows the effect.</summary>
    public const int AgainMs = 1000;

    /// <summary>How long is tried to give the MOSFET back; then the user may ask again.</summary>
    public const int ReleaseForMs = 10000;

    /// <summary>Value of the fault: the BMS was asked, and has not shown it open yet.</summary>
    public const int AskedToOpen = 0;

    /// <summary>Value of the fault: basic info shows it open.</summary>
    public const int Opened = 1;

    // A reply that had been asked for before the write says nothing about it.
    private const int RepliesAfterWrite = 2;

    private const int HoldsChargeOff = Protection.CellOverVoltage | Protection.PackOverVoltage | Protection.ChargeOverTemperature | Protection.ChargeUnderTemperature
        | Protection.ChargeOverCurrent | Protection.ShortCircuit | Protection.FrontEndError | Protection.ChargeFetBroken;

    private readonly FaultRegister _faults;
    private long _nextMs;
    private long _releaseUntilMs = -1;
    private int _repliesNeeded;

    public ChargeFetGuard(FaultRegister faults)
    {
        _faults = faults;
    }

    /// <param name="allowed">The owner's setting safety.openChargeFet.</param>
    /// <param name="defiesForMs">As <see cref="Safety.DefiesForMs"/>.</param>
    public void Pass(IBmsProtocol bms, bool allowed, bool packOnline, long defiesForMs, long nowMs)
    {
        BatterySnapshot battery = bms.Battery;
        if (allowed && defiesForMs >= OpenAfterMs)
        {
            _releaseUntilMs = -1;

            // Off already, by us or by its own protection: there is nothing more to open.
            if (!packOnline || battery.ChargeFetOn)
            {
                _faults.Set(FaultCode.ChargeFetOpened, true, nowMs, AskedToOpen);
                Ask(bms, false, nowMs);
            }
        }
        else if (nowMs < _releaseUntilMs)
        {
            if (packOnline && battery.BasicCount >= _repliesNeeded && IsGivenBack(battery))
            {
                _releaseUntilMs = -1;
                _faults.End(FaultCode.ChargeFetOpened);
                return;
            }

            Ask(bms, true, nowMs);
        }

        // What was asked for is not what has happened: a BMS may refuse.
        if (packOnline && !battery.ChargeFetOn && _faults.IsActive(FaultCode.ChargeFetOpened))
        {
            _faults.Set(FaultCode.ChargeFetOpened, true, nowMs, Opened);
        }
    }

    /// <summary>The user wants the MOSFET back; a value of <see cref="CommandResult"/>.</summary>
    public int Release(IBmsProtocol bms, long nowMs)
    {
        if (!_faults.IsActive(FaultCode.ChargeFetOpened))
        {
            return CommandResult.NothingToRelease;
        }

        if (_faults.IsActive(FaultCode.ChargerDeliversAfterStop))
        {
            return CommandResult.StillPresent;
        }

        _releaseUntilMs = nowMs + ReleaseForMs;
        _repliesNeeded = bms.Battery.BasicCount + RepliesAfterWrite;
        _nextMs = nowMs;
        return CommandResult.Accepted;
    }

    // On, or off for a reason of the BMS's own.
    private static bool IsGivenBack(BatterySnapshot battery)
    {
        return battery.ChargeFetOn || ((battery.ProtectionFlags & Protection.SoftwareLock) == 0 && (battery.ProtectionFlags & HoldsChargeOff) != 0);
    }

    private void Ask(IBmsProtocol bms, bool on, long nowMs)
    {
        if (nowMs >= _nextMs)
        {
            _nextMs = nowMs + AgainMs;
            bms.AskChargeFet(on);
        }
    }
}
