using ChargerFirmware.Core;

namespace ChargerFirmware.Bms;

/// <summary>The protection bits of a BMS, in JBD's numbering (basic info, offset 16; vendor protocol V11 for bits 13 and 14).</summary>
public static class Protection
{
    public const int CellOverVoltage = 1 << 0;
    public const int CellUnderVoltage = 1 << 1;
    public const int PackOverVoltage = 1 << 2;
    public const int PackUnderVoltage = 1 << 3;
    public const int ChargeOverTemperature = 1 << 4;
    public const int ChargeUnderTemperature = 1 << 5;
    public const int DischargeOverTemperature = 1 << 6;
    public const int DischargeUnderTemperature = 1 << 7;
    public const int ChargeOverCurrent = 1 << 8;
    public const int DischargeOverCurrent = 1 << 9;
    public const int ShortCircuit = 1 << 10;
    public const int FrontEndError = 1 << 11;
    public const int SoftwareLock = 1 << 12;
    public const int ChargeFetBroken = 1 << 13;
    public const int DischargeFetBroken = 1 << 14;

    /// <summary>Bits with a name.</summary>
    public const int Count = 15;

    /// <summary>By the values above, as <see cref="WordList"/> takes them.</summary>
    public const string Names =
        "cellOverVoltage|cellUnderVoltage|packOverVoltage|packUnderVoltage"
        + "|chargeOverTemperature|chargeUnderTemperature|dischargeOverTemperature|dischargeUnderTemperature"
        + "|chargeOverCurrent|dischargeOverCurrent|shortCircuit|frontEndError"
        + "|softwareLock|chargeFetBroken|dischargeFetBroken";

    public static string NameOf(int bit)
    {
        return WordList.At(Names, bit);
    }
}
