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
                FaultText.Write(snapshot.WhySubject, snapshot.WhyValue, into);
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
                FaultText.AppendAmps(snapshot.WhyValue, into);
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
                FaultText.AppendAmps(snapshot.WhyValue, into);
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
            FaultText.AppendAmps(snapshot.RequestMilliAmps, into);
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
        FaultText.AppendAmps(snapshot.WhyValue, into);
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

        FaultText.AppendAmps(snapshot.RequestMilliAmps, into);
        into.Append(" at most");
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
}
