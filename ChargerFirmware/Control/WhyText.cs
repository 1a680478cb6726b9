using ChargerFirmware.Bms;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Says in one plain sentence what binds the charge right now. Composes anew, and allocates, only when there is something else to say; one thread at a time.</summary>
/// <remarks>The text is printable ASCII without characters that JSON escapes. Its pieces stay in flash: kept as bytes they would take 2.6 KB of the device's heap.</remarks>
public sealed class WhyText
{
    private const int MilliPerUnit = 1000;
    private const int MilliPerTenth = 100;
    private const int PermillePerPercent = 10;
    private const int MinutesPerHour = 60;

    // The longest sentence has 96 characters; a value behind it some ten more (a test writes them all).
    private const int MaxBytes = 128;

    private readonly TextBuffer _text = new TextBuffer(MaxBytes);
    private int _limitedBy = Unknown.Number;
    private int _mode;
    private int _subject;
    private int _value;
    private int _deciAmps;

    /// <summary>Writes the sentence for this snapshot.</summary>
    public void Write(ChargerSnapshot snapshot, TextBuffer into)
    {
        int value = ShownValue(snapshot);
        int deciAmps = snapshot.RequestMilliAmps / MilliPerTenth;
        if (snapshot.LimitedBy != _limitedBy || snapshot.Mode != _mode || snapshot.WhySubject != _subject || value != _value || deciAmps != _deciAmps)
        {
            _limitedBy = snapshot.LimitedBy;
            _mode = snapshot.Mode;
            _subject = snapshot.WhySubject;
            _value = value;
            _deciAmps = deciAmps;
            _text.Clear();
            Compose(snapshot, _text);
        }

        into.Append(_text.Data, _text.Start, _text.Length);
    }

    // What is left of a waiting time goes by in every snapshot, but is told in seconds.
    private static int ShownValue(ChargerSnapshot snapshot)
    {
        return IsWaiting(snapshot) ? SecondsOf(snapshot.WhyValue) : snapshot.WhyValue;
    }

    private static bool IsWaiting(ChargerSnapshot snapshot)
    {
        return (snapshot.LimitedBy == LimitCause.Precheck && (snapshot.WhySubject == WhyReason.Resume || snapshot.WhySubject == WhyReason.ChargerRest)) || (snapshot.LimitedBy == LimitCause.Protocol && snapshot.WhySubject == WhyReason.StepHold);
    }

    private static int SecondsOf(int milliseconds)
    {
        return (milliseconds + MilliPerUnit - 1) / MilliPerUnit;
    }

    private static void Compose(ChargerSnapshot snapshot, TextBuffer into)
    {
        switch (snapshot.LimitedBy)
        {
            case LimitCause.Fault:
                WriteFault(snapshot, into);
                break;
            case LimitCause.Disabled:
                into.Append("the BMS or the CAN part is switched off (bms.enabled, can.enabled)");
                break;
            case LimitCause.Profile:
                WriteProfile(snapshot.WhySubject, into);
                break;
            case LimitCause.User when snapshot.WhyValue == Unknown.Number:
                into.Append(snapshot.Mode == ChargeMode.Off ? "mode off" : snapshot.WhySubject == WhyReason.AutoStart ? "waiting for start (charge.autoStart is off)" : "stopped by the user until start");
                break;
            case LimitCause.Precheck:
                WritePrecheck(snapshot, into);
                break;
            case LimitCause.Full:
            case LimitCause.OverVoltage:
                into.Append(snapshot.LimitedBy == LimitCause.Full ? "full, charging resumes when the highest cell is below " : "held after over-voltage until the highest cell is below ");
                into.AppendDecimal(snapshot.WhyValue, 3);
                into.Append(" V");
                break;
            case LimitCause.Soc:
                WriteSoc(snapshot, into);
                break;
            case LimitCause.Schedule:
                WriteSchedule(snapshot, into);
                break;
            default:
                WriteLimit(snapshot, into);
                break;
        }
    }

    private static void WriteProfile(int reason, TextBuffer into)
    {
        switch (reason)
        {
            case WhyReason.CustomUnset:
                into.Append("set the voltages of the profile custom first (profile.custom.*)");
                break;
            case WhyReason.Contradiction:
                into.Append("settings contradict one another: the log names them");
                break;
            default:
                into.Append("choose the chemistry of the battery first (battery.profile)");
                break;
        }
    }

    private static void WriteLimit(ChargerSnapshot snapshot, TextBuffer into)
    {
        switch (snapshot.LimitedBy)
        {
            case LimitCause.Pack when snapshot.WhyValue == Unknown.Number:
                into.Append("no charge: ");
                into.Append("the BMS tells no capacity: set battery.maxMilliAmps");
                break;
            case LimitCause.Pack:
                into.Append("battery limit: ");
                AppendAmps(snapshot.WhyValue, into);
                break;
            case LimitCause.User:
                AppendLimit("limit of the owner (charge.limitMilliAmps): ", snapshot, into);
                break;
            case LimitCause.Charger:
                AppendLimit(snapshot.WhySubject == WhyReason.ChargerWarm ? "the charger is warm: " : "the charger gives at most ", snapshot, into);
                break;
            case LimitCause.Bms:
                AppendLimit("the BMS warns of a protection: ", snapshot, into);
                break;
            case LimitCause.Remote:
                AppendLimit("remote limit: ", snapshot, into);
                break;
            case LimitCause.Protocol when snapshot.WhySubject == WhyReason.StepHold:
                into.Append("the charger's next step up is held back for ");
                into.AppendNumber(SecondsOf(snapshot.WhyValue));
                into.Append(" s");
                break;
            case LimitCause.Protocol:
                into.Append("no charge: ");
                into.Append("the charger cannot give as little as ");
                AppendAmps(snapshot.WhyValue, into);
                break;
            case LimitCause.Temperature:
            case LimitCause.Sensor:
                AppendSensor(snapshot, into);
                AppendAllowed(snapshot, into);
                break;
            case LimitCause.Cell:
            case LimitCause.Spread:
            case LimitCause.Precharge:
                AppendCell(snapshot, into);
                AppendAllowed(snapshot, into);
                break;
            default:
                WriteMode(snapshot, into);
                break;
        }
    }

    private static void WriteMode(ChargerSnapshot snapshot, TextBuffer into)
    {
        if (snapshot.WhySubject == WhyReason.Sender)
        {
            into.Append("the sender says ");
            into.Append(snapshot.Mode == ChargeMode.Off ? "nothing that is a mode" : ChargeMode.NameOf(snapshot.Mode));
            into.Append(": output level ");
            into.AppendNumber(snapshot.WhyValue);
            return;
        }

        if (snapshot.RequestMilliAmps > 0)
        {
            into.Append(ChargeMode.NameOf(snapshot.Mode));
            into.Append(": ");
            AppendAmps(snapshot.RequestMilliAmps, into);
            return;
        }

        into.Append("no charge: ");
        if (snapshot.WhySubject == WhyReason.SlowIsZero)
        {
            into.Append("slow is 0 V here (magnes.slowMilliAmps or analog.slowLevel is 0)");
        }
        else
        {
            into.Append(ChargeMode.NameOf(snapshot.Mode));
            into.Append(" has a current of 0 A");
        }
    }

    private static void WritePrecheck(ChargerSnapshot snapshot, TextBuffer into)
    {
        switch (snapshot.WhySubject)
        {
            case WhyReason.Resume:
                into.Append("all is well again, charging resumes in ");
                into.AppendNumber(SecondsOf(snapshot.WhyValue));
                into.Append(" s");
                break;
            case WhyReason.ChargerRest:
                into.Append("the charger needs a pause of ");
                into.AppendNumber(SecondsOf(snapshot.WhyValue));
                into.Append(" s before it starts");
                break;
            case WhyReason.Charger:
                into.Append("waiting for the charger");
                break;
            case WhyReason.Sender:
                into.Append("waiting for the first message of the sender");
                break;
            case WhyReason.Bus:
                into.Append("waiting for the CAN bus");
                break;
            case WhyReason.Unheard:
                into.Append("nobody on the CAN bus acknowledges: waiting for the charger");
                break;
            case WhyReason.NewSettings:
                into.Append("stopping the charger before new settings apply");
                break;
            default:
                into.Append("waiting for two good replies of the BMS");
                break;
        }
    }

    private static void WriteFault(ChargerSnapshot snapshot, TextBuffer into)
    {
        int code = snapshot.WhySubject;
        into.Append(SentenceOf(code));
        int value = snapshot.WhyValue;
        if (value == Unknown.Number)
        {
            return;
        }

        into.Append(": ");
        switch (code)
        {
            case FaultCode.HardOverVoltage:
            case FaultCode.CellTooLow:
            case FaultCode.VoltageMismatch:
                into.AppendDecimal(value, 3);
                into.Append(" V");
                break;
            case FaultCode.TemperatureTooHigh:
            case FaultCode.TemperatureTooLow:
                into.AppendDecimal(value, 1);
                into.Append(" degC");
                break;
            case FaultCode.ChargerOverDelivers:
            case FaultCode.ChargerDeliversAfterStop:
            case FaultCode.ValuesFrozen:
                AppendAmps(value, into);
                break;
            case FaultCode.ValueImplausible:
            case FaultCode.SensorLost:
                AppendPlace(code == FaultCode.SensorLost ? Plausibility.Sensors + value : value, into);
                break;
            case FaultCode.BmsAsleep:
                into.Append(value == BatterySafety.AsleepFromTheStart ? "never heard" : "it did answer");
                break;
            case FaultCode.ChargeFetOpened:
                into.Append(value == ChargeFetGuard.Opened ? "it did, give it free" : "it has not yet, unplug the charger");
                break;
            default:
                into.AppendNumber(value);
                break;
        }
    }

    private static void WriteSoc(ChargerSnapshot snapshot, TextBuffer into)
    {
        if (snapshot.WhySubject == WhyReason.SocUnknown)
        {
            into.Append("no charge: the BMS tells no state of charge, which charge.goal needs");
            return;
        }

        into.Append(snapshot.WhySubject == WhyReason.Storage ? "at the storage level of " : "charged to the target of ");
        AppendPercent(snapshot.WhyValue, into);
        into.Append(", charging resumes below ");
        AppendPercent(snapshot.WhyValue - ChargePhases.GoalHysteresisPermille, into);
    }

    private static void WriteSchedule(ChargerSnapshot snapshot, TextBuffer into)
    {
        switch (snapshot.WhySubject)
        {
            case WhyReason.ClockUnset:
                into.Append("the clock is not set, and a scheduled charge waits for it (schedule.withoutClock)");
                return;
            case WhyReason.SocUnknown:
                into.Append("the BMS tells no state of charge or capacity, which schedule.readyBy needs");
                return;
            case WhyReason.ReadyBy:
                into.Append("charging begins at about ");
                break;
            default:
                into.Append("outside of the allowed hours until ");
                break;
        }

        AppendTwoDigits(snapshot.WhyValue / MinutesPerHour, into);
        into.Append(":");
        AppendTwoDigits(snapshot.WhyValue % MinutesPerHour, into);
        into.Append(snapshot.WhySubject == WhyReason.ReadyBy ? " (schedule.readyBy)" : " (schedule.from)");
    }

    private static void AppendLimit(string what, ChargerSnapshot snapshot, TextBuffer into)
    {
        into.Append(what);
        AppendAmps(snapshot.WhyValue, into);
    }

    // What is left of the current is in the request: it moves with the cause.
    private static void AppendAllowed(ChargerSnapshot snapshot, TextBuffer into)
    {
        into.Append(": ");
        if (snapshot.RequestMilliAmps == 0)
        {
            into.Append("no charge");
            return;
        }

        AppendAmps(snapshot.RequestMilliAmps, into);
        into.Append(" at most");
    }

    // As Plausibility numbers them.
    private static void AppendPlace(int place, TextBuffer into)
    {
        if (place >= Plausibility.PackVoltage)
        {
            into.Append(place == Plausibility.PackVoltage ? "pack voltage" : place == Plausibility.PackCurrent ? "current" : "state of charge");
            return;
        }

        into.Append(place > Plausibility.Sensors ? "sensor " : "cell ");
        into.AppendNumber(place > Plausibility.Sensors ? place - Plausibility.Sensors : place);
    }

    private static void AppendSensor(ChargerSnapshot snapshot, TextBuffer into)
    {
        if (snapshot.WhySubject <= 0)
        {
            into.Append("no temperature sensor");
            return;
        }

        into.Append("sensor ");
        into.AppendNumber(snapshot.WhySubject);
        if (snapshot.WhyValue == Unknown.Number)
        {
            into.Append(" is missing");
            return;
        }

        into.Append(" at ");
        into.AppendDecimal(snapshot.WhyValue, 1);
        into.Append(" degC");
    }

    private static void AppendCell(ChargerSnapshot snapshot, TextBuffer into)
    {
        into.Append("cell ");
        into.AppendNumber(snapshot.WhySubject);
        into.Append(snapshot.LimitedBy == LimitCause.Spread ? " is above the lowest by " : snapshot.LimitedBy == LimitCause.Precharge ? " is charged gently at " : " nears its limit at ");
        into.AppendDecimal(snapshot.WhyValue, 3);
        into.Append(" V");
    }

    private static void AppendPercent(int permille, TextBuffer into)
    {
        into.AppendNumber(permille / PermillePerPercent);
        into.Append(" %");
    }

    private static void AppendTwoDigits(int number, TextBuffer into)
    {
        into.AppendNumber(number / PermillePerPercent);
        into.AppendNumber(number % PermillePerPercent);
    }

    // Tenths of an ampere are what a user can read and a charger can do.
    private static void AppendAmps(int milliAmps, TextBuffer into)
    {
        into.AppendDecimal(milliAmps / MilliPerTenth, 1);
        into.Append(" A");
    }

    private static string SentenceOf(int code)
    {
        switch (code)
        {
            case FaultCode.BmsSilent: return "the BMS does not answer (BmsSilent)";
            case FaultCode.CellOverVoltage: return "the BMS protects a cell from over-voltage (CellOverVoltage)";
            case FaultCode.PackOverVoltage: return "the BMS protects the pack from over-voltage (PackOverVoltage)";
            case FaultCode.ChargeOverTemperature: return "the BMS finds the pack too hot to charge (ChargeOverTemperature)";
            case FaultCode.ChargeUnderTemperature: return "the BMS finds the pack too cold to charge (ChargeUnderTemperature)";
            case FaultCode.ChargeOverCurrent: return "the BMS protects from charge over-current (ChargeOverCurrent)";
            case FaultCode.ShortCircuit: return "the BMS reports a short circuit (ShortCircuit)";
            case FaultCode.FrontEndError: return "the BMS reports an error of its measuring chip (FrontEndError)";
            case FaultCode.ChargeFetBroken: return "the BMS reports a broken charge MOSFET (ChargeFetBroken)";
            case FaultCode.ChargeFetOff: return "the BMS has switched its charge MOSFET off (ChargeFetOff)";
            case FaultCode.HardOverVoltage: return "a cell is above the limit of the chemistry (HardOverVoltage)";
            case FaultCode.CellTooLow: return "a cell is too low to be charged (CellTooLow)";
            case FaultCode.TemperatureTooHigh: return "the battery is too hot to charge (TemperatureTooHigh)";
            case FaultCode.TemperatureTooLow: return "the battery is too cold to charge (TemperatureTooLow)";
            case FaultCode.NoTemperatureSensor: return "no temperature sensor is fitted (NoTemperatureSensor)";
            case FaultCode.VoltageMismatch: return "the cells do not add up to the pack voltage, off by (VoltageMismatch)";
            case FaultCode.CellCountMismatch: return "the BMS contradicts itself about the number of cells (CellCountMismatch)";
            case FaultCode.ChargerSilent: return "the charger does not answer (ChargerSilent)";
            case FaultCode.ChargerHardwareFault: return "the charger reports a hardware fault (ChargerHardwareFault)";
            case FaultCode.ChargerOverTemperature: return "the charger reports over-temperature (ChargerOverTemperature)";
            case FaultCode.ChargerInputVoltage: return "the charger reports a wrong mains voltage (ChargerInputVoltage)";
            case FaultCode.ChargerNoBattery: return "the charger finds no battery (ChargerNoBattery)";
            case FaultCode.ChargerOutputFault: return "the charger reports a wrong output voltage or current (ChargerOutputFault)";
            case FaultCode.DacFailed: return "this board has no 0..10 V output (DacFailed)";
            case FaultCode.SenderSilent: return "the charger that steers this node is silent (SenderSilent)";
            case FaultCode.CanControllerMissing: return "the CAN controller does not answer (CanControllerMissing)";
            case FaultCode.CanBusOff: return "the CAN bus is off (CanBusOff)";
            case FaultCode.CanBusBlocked: return "the CAN bus is never idle, check its wires and the bit rate (CanBusBlocked)";
            case FaultCode.SettingsDefaulted: return "the stored settings were lost, check them and clear the fault (SettingsDefaulted)";
            case FaultCode.RepeatedRestarts: return "the charger has failed three times in a row, see its log and clear the fault (RepeatedRestarts)";
            case FaultCode.CellCountImplausible: return "the number of cells has changed or does not fit the pack voltage (CellCountImplausible)";
            case FaultCode.ValueImplausible: return "the BMS tells what cannot be (ValueImplausible)";
            case FaultCode.SensorLost: return "a temperature sensor is lost (SensorLost)";
            case FaultCode.ValuesFrozen: return "current and cells have not moved for 10 minutes (ValuesFrozen)";
            case FaultCode.BmsAsleep: return "the BMS sleeps or is unplugged: wake it with a charger, a load or its button (BmsAsleep)";
            case FaultCode.ChargerOverDelivers: return "the charger delivers more than asked (ChargerOverDelivers)";
            case FaultCode.ChargerDeliversAfterStop: return "the charger goes on after a stop: unplug it, then clear the fault (ChargerDeliversAfterStop)";
            case FaultCode.ChargeFetOpened: return "the charger did not stop, the BMS was told to cut it off (ChargeFetOpened)";
            default: return FaultCode.NameOf(code);
        }
    }
}
