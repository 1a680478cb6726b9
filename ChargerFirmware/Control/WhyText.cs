using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Says in one plain sentence what binds the charge right now. Allocates at its construction only; one thread at a time.</summary>
/// <remarks>The text is printable ASCII without characters that JSON escapes.</remarks>
public sealed class WhyText
{
    private const int MilliPerUnit = 1000;

    private readonly byte[][] _modes = new byte[4][];
    private readonly byte[][] _faults = new byte[FaultCode.Count][];
    private readonly byte[] _colon = Ascii.Of(": ");
    private readonly byte[] _amps = Ascii.Of(" A");
    private readonly byte[] _volts = Ascii.Of(" V");
    private readonly byte[] _degrees = Ascii.Of(" degC");
    private readonly byte[] _noCharge = Ascii.Of("no charge: ");
    private readonly byte[] _disabled = Ascii.Of("the BMS or the CAN part is switched off (bms.enabled, can.enabled)");
    private readonly byte[] _noProfile = Ascii.Of("choose the chemistry of the battery first (battery.profile)");
    private readonly byte[] _modeOff = Ascii.Of("mode off");
    private readonly byte[] _stopped = Ascii.Of("stopped by the user until start");
    private readonly byte[] _waitsForStart = Ascii.Of("waiting for start (charge.autoStart is off)");
    private readonly byte[] _slowIsZero = Ascii.Of("slow is 0 V at this receiver (magnes.slowMilliAmps is 0)");
    private readonly byte[] _modeZero = Ascii.Of(" has a current of 0 A");
    private readonly byte[] _packLimit = Ascii.Of("battery limit: ");
    private readonly byte[] _packUnknown = Ascii.Of("the BMS tells no capacity: set battery.maxMilliAmps");
    private readonly byte[] _noSensor = Ascii.Of("no temperature sensor");
    private readonly byte[] _sensor = Ascii.Of("sensor ");
    private readonly byte[] _at = Ascii.Of(" at ");
    private readonly byte[] _mediumAtMost = Ascii.Of(": medium at most");
    private readonly byte[] _protocolStep = Ascii.Of("the charger cannot give as little as ");
    private readonly byte[] _waitsForBms = Ascii.Of("waiting for two good replies of the BMS");
    private readonly byte[] _waitsForCharger = Ascii.Of("waiting for the charger");
    private readonly byte[] _waitsForBus = Ascii.Of("waiting for the CAN bus");
    private readonly byte[] _newSettings = Ascii.Of("stopping the charger before new settings apply");
    private readonly byte[] _resumesIn = Ascii.Of("all is well again, charging resumes in ");
    private readonly byte[] _seconds = Ascii.Of(" s");
    private readonly byte[] _full = Ascii.Of("full, charging resumes when the highest cell is below ");
    private readonly byte[] _overVoltageHold = Ascii.Of("held after over-voltage until the highest cell is below ");

    public WhyText()
    {
        for (int mode = 0; mode < _modes.Length; mode++)
        {
            _modes[mode] = Ascii.Of(ChargeMode.NameOf(mode));
        }

        for (int code = 0; code < FaultCode.Count; code++)
        {
            _faults[code] = Ascii.Of(SentenceOf(code));
        }
    }

    public void Write(ChargerSnapshot snapshot, TextBuffer into)
    {
        switch (snapshot.LimitedBy)
        {
            case LimitCause.Fault:
                WriteFault(snapshot, into);
                break;
            case LimitCause.Disabled:
                into.Append(_disabled);
                break;
            case LimitCause.Profile:
                into.Append(_noProfile);
                break;
            case LimitCause.User:
                into.Append(snapshot.Mode == ChargeMode.Off ? _modeOff : snapshot.WhySubject == WhyReason.AutoStart ? _waitsForStart : _stopped);
                break;
            case LimitCause.Precheck:
                WritePrecheck(snapshot, into);
                break;
            case LimitCause.Full:
            case LimitCause.OverVoltage:
                into.Append(snapshot.LimitedBy == LimitCause.Full ? _full : _overVoltageHold);
                into.AppendDecimal(snapshot.WhyValue, 3);
                into.Append(_volts);
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
                into.Append(_noCharge);
                into.Append(_packUnknown);
                break;
            case LimitCause.Pack:
                into.Append(_packLimit);
                AppendAmps(snapshot.WhyValue, into);
                break;
            case LimitCause.Temperature:
                AppendSensor(snapshot, into);
                into.Append(_mediumAtMost);
                break;
            case LimitCause.Protocol:
                into.Append(_noCharge);
                into.Append(_protocolStep);
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
            into.Append(_modes[snapshot.Mode]);
            into.Append(_colon);
            AppendAmps(snapshot.RequestMilliAmps, into);
            return;
        }

        into.Append(_noCharge);
        if (snapshot.WhySubject == WhyReason.SlowIsZero)
        {
            into.Append(_slowIsZero);
        }
        else
        {
            into.Append(_modes[snapshot.Mode]);
            into.Append(_modeZero);
        }
    }

    private void WritePrecheck(ChargerSnapshot snapshot, TextBuffer into)
    {
        switch (snapshot.WhySubject)
        {
            case WhyReason.Resume:
                into.Append(_resumesIn);
                into.AppendNumber((snapshot.WhyValue + MilliPerUnit - 1) / MilliPerUnit);
                into.Append(_seconds);
                break;
            case WhyReason.Charger:
                into.Append(_waitsForCharger);
                break;
            case WhyReason.Bus:
                into.Append(_waitsForBus);
                break;
            case WhyReason.NewSettings:
                into.Append(_newSettings);
                break;
            default:
                into.Append(_waitsForBms);
                break;
        }
    }

    private void WriteFault(ChargerSnapshot snapshot, TextBuffer into)
    {
        int code = snapshot.WhySubject;
        into.Append(_faults[code]);
        int value = snapshot.WhyValue;
        if (value == Unknown.Number)
        {
            return;
        }

        into.Append(_colon);
        switch (code)
        {
            case FaultCode.HardOverVoltage:
            case FaultCode.CellTooLow:
            case FaultCode.VoltageMismatch:
                into.AppendDecimal(value, 3);
                into.Append(_volts);
                break;
            case FaultCode.TemperatureTooHigh:
            case FaultCode.TemperatureTooLow:
                into.AppendDecimal(value, 1);
                into.Append(_degrees);
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
            into.Append(_noSensor);
            return;
        }

        into.Append(_sensor);
        into.AppendNumber(snapshot.WhySubject);
        into.Append(_at);
        into.AppendDecimal(snapshot.WhyValue, 1);
        into.Append(_degrees);
    }

    // Tenths of an ampere are what a user can read and a charger can do.
    private void AppendAmps(int milliAmps, TextBuffer into)
    {
        into.AppendDecimal(milliAmps / 100, 1);
        into.Append(_amps);
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
            default: return FaultCode.NameOf(code);
        }
    }
}
