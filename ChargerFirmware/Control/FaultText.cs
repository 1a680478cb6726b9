using ChargerFirmware.Bms;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Says in one plain sentence what a fault that stops the charge is.</summary>
/// <remarks>As <see cref="WhyText"/>: printable ASCII without characters that JSON escapes, in pieces that stay in flash.</remarks>
internal static class FaultText
{
    private const int MilliPerTenth = 100;

    /// <summary>Its sentence, and what its value says where there is one.</summary>
    public static void Write(int code, int value, TextBuffer into)
    {
        into.Append(SentenceOf(code));
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

    /// <summary>Tenths of an ampere are what a user can read and a charger can do.</summary>
    internal static void AppendAmps(int milliAmps, TextBuffer into)
    {
        into.AppendDecimal(milliAmps / MilliPerTenth, 1);
        into.Append(" A");
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

    private static string SentenceOf(int code)
    {
        // One way out: on the device every return of a value makes the frame larger.
        string sentence;
        switch (code)
        {
            case FaultCode.BmsSilent:
                sentence = "the BMS does not answer (BmsSilent)";
                break;
            case FaultCode.CellOverVoltage:
                sentence = "the BMS protects a cell from over-voltage (CellOverVoltage)";
                break;
            case FaultCode.PackOverVoltage:
                sentence = "the BMS protects the pack from over-voltage (PackOverVoltage)";
                break;
            case FaultCode.ChargeOverTemperature:
                sentence = "the BMS finds the pack too hot to charge (ChargeOverTemperature)";
                break;
            case FaultCode.ChargeUnderTemperature:
                sentence = "the BMS finds the pack too cold to charge (ChargeUnderTemperature)";
                break;
            case FaultCode.ChargeOverCurrent:
                sentence = "the BMS protects from charge over-current (ChargeOverCurrent)";
                break;
            case FaultCode.ShortCircuit:
                sentence = "the BMS reports a short circuit (ShortCircuit)";
                break;
            case FaultCode.FrontEndError:
                sentence = "the BMS reports an error of its measuring chip (FrontEndError)";
                break;
            case FaultCode.ChargeFetBroken:
                sentence = "the BMS reports a broken charge MOSFET (ChargeFetBroken)";
                break;
            case FaultCode.ChargeFetOff:
                sentence = "the BMS has switched its charge MOSFET off (ChargeFetOff)";
                break;
            case FaultCode.HardOverVoltage:
                sentence = "a cell is above the limit of the chemistry (HardOverVoltage)";
                break;
            case FaultCode.CellTooLow:
                sentence = "a cell is too low to be charged (CellTooLow)";
                break;
            case FaultCode.TemperatureTooHigh:
                sentence = "the battery is too hot to charge (TemperatureTooHigh)";
                break;
            case FaultCode.TemperatureTooLow:
                sentence = "the battery is too cold to charge (TemperatureTooLow)";
                break;
            case FaultCode.NoTemperatureSensor:
                sentence = "no temperature sensor is fitted (NoTemperatureSensor)";
                break;
            case FaultCode.VoltageMismatch:
                sentence = "the cells do not add up to the pack voltage, off by (VoltageMismatch)";
                break;
            case FaultCode.CellCountMismatch:
                sentence = "the BMS contradicts itself about the number of cells (CellCountMismatch)";
                break;
            case FaultCode.ChargerSilent:
                sentence = "the charger does not answer (ChargerSilent)";
                break;
            case FaultCode.ChargerHardwareFault:
                sentence = "the charger reports a hardware fault (ChargerHardwareFault)";
                break;
            case FaultCode.ChargerOverTemperature:
                sentence = "the charger reports over-temperature (ChargerOverTemperature)";
                break;
            case FaultCode.ChargerInputVoltage:
                sentence = "the charger reports a wrong mains voltage (ChargerInputVoltage)";
                break;
            case FaultCode.ChargerNoBattery:
                sentence = "the charger finds no battery (ChargerNoBattery)";
                break;
            case FaultCode.ChargerOutputFault:
                sentence = "the charger reports a wrong output voltage or current (ChargerOutputFault)";
                break;
            case FaultCode.DacFailed:
                sentence = "this board has no 0..10 V output (DacFailed)";
                break;
            case FaultCode.SenderSilent:
                sentence = "the charger that steers this node is silent (SenderSilent)";
                break;
            case FaultCode.CanControllerMissing:
                sentence = "the CAN controller does not answer (CanControllerMissing)";
                break;
            case FaultCode.CanBusOff:
                sentence = "the CAN bus is off (CanBusOff)";
                break;
            case FaultCode.CanBusBlocked:
                sentence = "the CAN bus is never idle, check its wires and the bit rate (CanBusBlocked)";
                break;
            case FaultCode.SettingsDefaulted:
                sentence = "the stored settings were lost, check them and clear the fault (SettingsDefaulted)";
                break;
            case FaultCode.RepeatedRestarts:
                sentence = "the charger has failed three times in a row, see its log and clear the fault (RepeatedRestarts)";
                break;
            case FaultCode.CellCountImplausible:
                sentence = "the number of cells has changed or does not fit the pack voltage (CellCountImplausible)";
                break;
            case FaultCode.ValueImplausible:
                sentence = "the BMS tells what cannot be (ValueImplausible)";
                break;
            case FaultCode.SensorLost:
                sentence = "a temperature sensor is lost (SensorLost)";
                break;
            case FaultCode.ValuesFrozen:
                sentence = "current and cells have not moved for 10 minutes (ValuesFrozen)";
                break;
            case FaultCode.BmsAsleep:
                sentence = "the BMS sleeps or is unplugged: wake it with a charger, a load or its button (BmsAsleep)";
                break;
            case FaultCode.ChargerOverDelivers:
                sentence = "the charger delivers more than asked (ChargerOverDelivers)";
                break;
            case FaultCode.ChargerDeliversAfterStop:
                sentence = "the charger goes on after a stop: unplug it, then clear the fault (ChargerDeliversAfterStop)";
                break;
            case FaultCode.ChargeFetOpened:
                sentence = "the charger did not stop, the BMS was told to cut it off (ChargeFetOpened)";
                break;
            default:
                sentence = FaultCode.NameOf(code);
                break;
        }

        return sentence;
    }
}
