using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Says in one plain sentence what binds the charge right now. Allocates at its construction only; one thread at a time.</summary>
/// <remarks>The text is printable ASCII without characters that JSON escapes.</remarks>
public sealed class WhyText
{
    private const int MilliPerUnit = 1000;

    // Places in the list of pieces.
    private const int Colon = 0;
    private const int Amps = 1;
    private const int Volts = 2;
    private const int Degrees = 3;
    private const int NoCharge = 4;
    private const int Disabled = 5;
    private const int NoProfile = 6;
    private const int ModeOff = 7;
    private const int Stopped = 8;
    private const int WaitsForStart = 9;
    private const int SlowIsZero = 10;
    private const int ModeZero = 11;
    private const int PackLimit = 12;
    private const int PackUnknown = 13;
    private const int NoSensor = 14;
    private const int Sensor = 15;
    private const int At = 16;
    private const int MediumAtMost = 17;
    private const int ProtocolStep = 18;
    private const int WaitsForBms = 19;
    private const int WaitsForCharger = 20;
    private const int WaitsForBus = 21;
    private const int NewSettings = 22;
    private const int ResumesIn = 23;
    private const int Seconds = 24;
    private const int Full = 25;
    private const int OverVoltageHold = 26;
    private const int FirstMode = 27;
    private const int FirstFault = FirstMode + ChargeMode.Fast + 1;

    private const string Pieces =
        ": "
        + "| A"
        + "| V"
        + "| degC"
        + "|no charge: "
        + "|the BMS or the CAN part is switched off (bms.enabled, can.enabled)"
        + "|choose the chemistry of the battery first (battery.profile)"
        + "|mode off"
        + "|stopped by the user until start"
        + "|waiting for start (charge.autoStart is off)"
        + "|slow is 0 V at this receiver (magnes.slowMilliAmps is 0)"
        + "| has a current of 0 A"
        + "|battery limit: "
        + "|the BMS tells no capacity: set battery.maxMilliAmps"
        + "|no temperature sensor"
        + "|sensor "
        + "| at "
        + "|: medium at most"
        + "|the charger cannot give as little as "
        + "|waiting for two good replies of the BMS"
        + "|waiting for the charger"
        + "|waiting for the CAN bus"
        + "|stopping the charger before new settings apply"
        + "|all is well again, charging resumes in "
        + "| s"
        + "|full, charging resumes when the highest cell is below "
        + "|held after over-voltage until the highest cell is below ";

    private readonly WordList _words;

    public WhyText()
    {
        string[] pieces = (Pieces + "|" + ChargeMode.Names).Split(new char[] { WordList.Separator });
        string[] all = new string[FirstFault + FaultCode.Count];
        for (int i = 0; i < FirstFault; i++)
        {
            all[i] = pieces[i];
        }

        for (int code = 0; code < FaultCode.Count; code++)
        {
            all[FirstFault + code] = SentenceOf(code);
        }

        _words = new WordList(all);
    }

    public void Write(ChargerSnapshot snapshot, TextBuffer into)
    {
        switch (snapshot.LimitedBy)
        {
            case LimitCause.Fault:
                WriteFault(snapshot, into);
                break;
            case LimitCause.Disabled:
                into.Append(_words, Disabled);
                break;
            case LimitCause.Profile:
                into.Append(_words, NoProfile);
                break;
            case LimitCause.User:
                into.Append(_words, snapshot.Mode == ChargeMode.Off ? ModeOff : snapshot.WhySubject == WhyReason.AutoStart ? WaitsForStart : Stopped);
                break;
            case LimitCause.Precheck:
                WritePrecheck(snapshot, into);
                break;
            case LimitCause.Full:
            case LimitCause.OverVoltage:
                into.Append(_words, snapshot.LimitedBy == LimitCause.Full ? Full : OverVoltageHold);
                into.AppendDecimal(snapshot.WhyValue, 3);
                into.Append(_words, Volts);
                break;
            default:
                WriteLimit(snapshot, into);
                break;
        }
    }

    private void WriteLimit(ChargerSnapshot snapshot, TextBuffer into)
    {
        switch (snapshot.LimitedBy)
        {
            case LimitCause.Pack when snapshot.WhyValue == Unknown.Number:
                into.Append(_words, NoCharge);
                into.Append(_words, PackUnknown);
                break;
            case LimitCause.Pack:
                into.Append(_words, PackLimit);
                AppendAmps(snapshot.WhyValue, into);
                break;
            case LimitCause.Temperature:
                AppendSensor(snapshot, into);
                into.Append(_words, MediumAtMost);
                break;
            case LimitCause.Protocol:
                into.Append(_words, NoCharge);
                into.Append(_words, ProtocolStep);
                AppendAmps(snapshot.WhyValue, into);
                break;
            default:
                WriteMode(snapshot, into);
                break;
        }
    }

    private void WriteMode(ChargerSnapshot snapshot, TextBuffer into)
    {
        if (snapshot.RequestMilliAmps > 0)
        {
            into.Append(_words, FirstMode + snapshot.Mode);
            into.Append(_words, Colon);
            AppendAmps(snapshot.RequestMilliAmps, into);
            return;
        }

        into.Append(_words, NoCharge);
        if (snapshot.WhySubject == WhyReason.SlowIsZero)
        {
            into.Append(_words, SlowIsZero);
        }
        else
        {
            into.Append(_words, FirstMode + snapshot.Mode);
            into.Append(_words, ModeZero);
        }
    }

    private void WritePrecheck(ChargerSnapshot snapshot, TextBuffer into)
    {
        switch (snapshot.WhySubject)
        {
            case WhyReason.Resume:
                into.Append(_words, ResumesIn);
                into.AppendNumber((snapshot.WhyValue + MilliPerUnit - 1) / MilliPerUnit);
                into.Append(_words, Seconds);
                break;
            case WhyReason.Charger:
                into.Append(_words, WaitsForCharger);
                break;
            case WhyReason.Bus:
                into.Append(_words, WaitsForBus);
                break;
            case WhyReason.NewSettings:
                into.Append(_words, NewSettings);
                break;
            default:
                into.Append(_words, WaitsForBms);
                break;
        }
    }

    private void WriteFault(ChargerSnapshot snapshot, TextBuffer into)
    {
        int code = snapshot.WhySubject;
        into.Append(_words, FirstFault + code);
        int value = snapshot.WhyValue;
        if (value == Unknown.Number)
        {
            return;
        }

        into.Append(_words, Colon);
        switch (code)
        {
            case FaultCode.HardOverVoltage:
            case FaultCode.CellTooLow:
            case FaultCode.VoltageMismatch:
                into.AppendDecimal(value, 3);
                into.Append(_words, Volts);
                break;
            case FaultCode.TemperatureTooHigh:
            case FaultCode.TemperatureTooLow:
                into.AppendDecimal(value, 1);
                into.Append(_words, Degrees);
                break;
            default:
                into.AppendNumber(value);
                break;
        }
    }

    private void AppendSensor(ChargerSnapshot snapshot, TextBuffer into)
    {
        if (snapshot.WhyValue == Unknown.Number)
        {
            into.Append(_words, NoSensor);
            return;
        }

        into.Append(_words, Sensor);
        into.AppendNumber(snapshot.WhySubject);
        into.Append(_words, At);
        into.AppendDecimal(snapshot.WhyValue, 1);
        into.Append(_words, Degrees);
    }

    // Tenths of an ampere are what a user can read and a charger can do.
    private void AppendAmps(int milliAmps, TextBuffer into)
    {
        into.AppendDecimal(milliAmps / 100, 1);
        into.Append(_words, Amps);
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
            case FaultCode.CanControllerMissing: return "the CAN controller does not answer (CanControllerMissing)";
            case FaultCode.CanBusOff: return "the CAN bus is off (CanBusOff)";
            case FaultCode.CanBusBlocked: return "the CAN bus is never idle, check its wires and the bit rate (CanBusBlocked)";
            case FaultCode.SettingsDefaulted: return "the stored settings were lost, check them and clear the fault (SettingsDefaulted)";
            case FaultCode.RepeatedRestarts: return "the charger has failed three times in a row, see its log and clear the fault (RepeatedRestarts)";
            default: return FaultCode.NameOf(code);
        }
    }
}
