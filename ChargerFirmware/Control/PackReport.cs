using ChargerFirmware.Bms;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Tells a charger that wants to know how the pack is, beside what it is asked for. Control thread only; allocates nothing.</summary>
/// <remarks>What is not known stays unknown, and a BMS that is silent is an alarm by itself. While a fault says that the pack is not what it tells, or not fit for use, it is not drained either.</remarks>
public static class PackReport
{
    private const int FullPermille = 1000;

    // A pack below its last volts is not drained further, and what the BMS protects from stands in its way as well.
    private const int AgainstDischarge = Protection.CellUnderVoltage | Protection.PackUnderVoltage | Protection.DischargeOverTemperature | Protection.DischargeUnderTemperature
        | Protection.DischargeOverCurrent | Protection.ShortCircuit | Protection.FrontEndError | Protection.SoftwareLock | Protection.DischargeFetBroken;

    // What the BMS protects from charging alone (a full or a cold cell) it tells apart from discharge itself: those faults are not here.
    private static readonly byte[] FaultsOfThePack =
    {
        FaultCode.BmsSilent, FaultCode.CellTooLow, FaultCode.VoltageMismatch, FaultCode.CellCountMismatch, FaultCode.CellCountImplausible, FaultCode.ValueImplausible, FaultCode.ValuesFrozen,
        FaultCode.SensorLost, FaultCode.NoTemperatureSensor, FaultCode.TemperatureTooHigh, FaultCode.TemperatureTooLow, FaultCode.ShortCircuit, FaultCode.FrontEndError,
    };

    public static void Fill(ChargerRequest request, BatterySnapshot battery, ChargeSettings settings, bool packOnline, FaultRegister faults)
    {
        bool isSound = packOnline && !HasFault(faults);
        request.HeldMilliVolts = isSound && request.MilliVolts != Unknown.Number ? request.MilliVolts : request.HeldMilliVolts;
        if (!packOnline)
        {
            request.SocPermille = Unknown.Number;
            request.HealthPermille = Unknown.Number;
            request.EmptyMilliVolts = Unknown.Number;
            request.MayDischarge = false;
            request.Alarms = PackAlarm.System;
            return;
        }

        request.SocPermille = battery.SocPermille;
        request.HealthPermille = Health(battery);
        request.EmptyMilliVolts = settings.ProfileChosen ? settings.MinCellMilliVolts * battery.CellCount : Unknown.Number;
        request.MayDischarge = isSound && settings.ProfileChosen && battery.DischargeFetOn && (battery.ProtectionFlags & AgainstDischarge) == 0;
        request.Alarms = AlarmsOf(battery.ProtectionFlags);
    }

    private static bool HasFault(FaultRegister faults)
    {
        for (int i = 0; i < FaultsOfThePack.Length; i++)
        {
            if (faults.IsActive(FaultsOfThePack[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static int Health(BatterySnapshot battery)
    {
        if (battery.NominalMilliAmpHours <= 0 || battery.FullMilliAmpHours <= 0)
        {
            return Unknown.Number;
        }

        long permille = (long)battery.FullMilliAmpHours * FullPermille / battery.NominalMilliAmpHours;
        return permille > FullPermille ? FullPermille : (int)permille;
    }

    private static int AlarmsOf(int flags)
    {
        int alarms = (flags & (Protection.CellOverVoltage | Protection.PackOverVoltage)) != 0 ? PackAlarm.OverVoltage : 0;
        alarms |= (flags & (Protection.CellUnderVoltage | Protection.PackUnderVoltage)) != 0 ? PackAlarm.UnderVoltage : 0;
        alarms |= (flags & (Protection.ChargeOverTemperature | Protection.DischargeOverTemperature)) != 0 ? PackAlarm.Hot : 0;
        alarms |= (flags & (Protection.ChargeUnderTemperature | Protection.DischargeUnderTemperature)) != 0 ? PackAlarm.Cold : 0;
        alarms |= (flags & (Protection.DischargeOverCurrent | Protection.ShortCircuit)) != 0 ? PackAlarm.DischargeOverCurrent : 0;
        alarms |= (flags & Protection.ChargeOverCurrent) != 0 ? PackAlarm.ChargeOverCurrent : 0;
        alarms |= (flags & (Protection.FrontEndError | Protection.ChargeFetBroken | Protection.DischargeFetBroken | Protection.SoftwareLock)) != 0 ? PackAlarm.System : 0;
        return alarms;
    }
}
