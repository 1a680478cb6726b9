namespace ChargerFirmware.Core;

/// <summary>Every fault that the charger knows. The number is its slot in the <see cref="FaultRegister"/> and its bit in the stored set of latched faults: append only.</summary>
public static class FaultCode
{
    // The battery management system
    public const int BmsSilent = 0;
    public const int CellOverVoltage = 1;
    public const int PackOverVoltage = 2;
    public const int ChargeOverTemperature = 3;
    public const int ChargeUnderTemperature = 4;
    public const int ChargeOverCurrent = 5;
    public const int ShortCircuit = 6;
    public const int FrontEndError = 7;
    public const int ChargeFetBroken = 8;
    public const int ChargeFetOff = 9;

    // Our own judgement of what it reports
    public const int HardOverVoltage = 10;
    public const int CellTooLow = 11;
    public const int TemperatureTooHigh = 12;
    public const int TemperatureTooLow = 13;
    public const int NoTemperatureSensor = 14;
    public const int VoltageMismatch = 15;
    public const int CellCountMismatch = 16;

    // The charger
    public const int ChargerSilent = 17;
    public const int ChargerHardwareFault = 18;
    public const int ChargerOverTemperature = 19;
    public const int ChargerInputVoltage = 20;
    public const int ChargerNoBattery = 21;
    public const int ChargerCommTimeout = 22;
    public const int ReceiverHasNoTimeout = 23;
    public const int ProtocolHasNoStop = 24;
    public const int ChargerStopUnconfirmed = 25;

    // The CAN bus
    public const int CanControllerMissing = 26;
    public const int CanBusOff = 27;
    public const int CanPassive = 28;
    public const int CanOverrun = 29;

    // The device itself
    public const int SettingsDefaulted = 30;
    public const int SettingsSlotDamaged = 31;
    public const int StorageFailed = 32;

    // Later ones
    public const int CanBusBlocked = 33;
    public const int RepeatedRestarts = 34;

    // What a pack and its BMS tell that cannot be, or that has stopped being told
    public const int CellCountImplausible = 35;
    public const int ValueImplausible = 36;
    public const int SensorLost = 37;
    public const int ValuesFrozen = 38;
    public const int BmsAsleep = 39;

    // A charger that does not obey, and the second way to zero
    public const int ChargerOverDelivers = 40;
    public const int ChargerDeliversAfterStop = 41;
    public const int ChargeFetOpened = 42;

    public const int ClockUnset = 43;
    public const int ChargerOutputFault = 44;
    public const int DacFailed = 45;
    public const int JournalFailed = 46;
    public const int CellSpread = 47;

    // A node: the one that steers it
    public const int SenderSilent = 48;
    public const int SenderUnclear = 49;

    public const int Count = 50;

    /// <summary>By the values above, as <see cref="WordList"/> takes them.</summary>
    public const string Names =
        "BmsSilent|CellOverVoltage|PackOverVoltage|ChargeOverTemperature|ChargeUnderTemperature|ChargeOverCurrent|ShortCircuit|FrontEndError|ChargeFetBroken|ChargeFetOff"
        + "|HardOverVoltage|CellTooLow|TemperatureTooHigh|TemperatureTooLow|NoTemperatureSensor|VoltageMismatch|CellCountMismatch"
        + "|ChargerSilent|ChargerHardwareFault|ChargerOverTemperature|ChargerInputVoltage|ChargerNoBattery|ChargerCommTimeout|ReceiverHasNoTimeout|ProtocolHasNoStop|ChargerStopUnconfirmed"
        + "|CanControllerMissing|CanBusOff|CanPassive|CanOverrun"
        + "|SettingsDefaulted|SettingsSlotDamaged|StorageFailed"
        + "|CanBusBlocked|RepeatedRestarts"
        + "|CellCountImplausible|ValueImplausible|SensorLost|ValuesFrozen|BmsAsleep"
        + "|ChargerOverDelivers|ChargerDeliversAfterStop|ChargeFetOpened"
        + "|ClockUnset|ChargerOutputFault|DacFailed|JournalFailed|CellSpread"
        + "|SenderSilent|SenderUnclear";

    private static readonly byte[] Severities =
    {
        FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Latched, FaultSeverity.Latched, FaultSeverity.Latched, FaultSeverity.Stop,
        FaultSeverity.Latched, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop,
        FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Notice, FaultSeverity.Notice, FaultSeverity.Notice, FaultSeverity.Notice,
        FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Notice, FaultSeverity.Notice,
        FaultSeverity.Latched, FaultSeverity.Notice, FaultSeverity.Notice,
        FaultSeverity.Stop, FaultSeverity.Latched,
        FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Stop,
        FaultSeverity.Stop, FaultSeverity.Latched, FaultSeverity.Latched,
        FaultSeverity.Notice, FaultSeverity.Stop, FaultSeverity.Stop, FaultSeverity.Notice, FaultSeverity.Derate,
        FaultSeverity.Stop, FaultSeverity.Notice,
    };

    public static string NameOf(int code)
    {
        return WordList.At(Names, code);
    }

    public static int SeverityOf(int code)
    {
        return Severities[code];
    }
}
