using ChargerFirmware.Core;

namespace ChargerFirmware.Bms;

/// <summary>What a BMS counts of its own protection, in JBD's order (register AA).</summary>
public static class ProtectionCounter
{
    public const int Count = 12;

    /// <summary>By their places, as <see cref="WordList"/> takes them. Older firmware does not count its restarts.</summary>
    public const string Names =
        "shortCircuit|chargeOverCurrent|dischargeOverCurrent|cellOverVoltage|cellUnderVoltage|chargeOverTemperature|chargeUnderTemperature"
        + "|dischargeOverTemperature|dischargeUnderTemperature|packOverVoltage|packUnderVoltage|restarts";

    public static string NameOf(int place)
    {
        return WordList.At(Names, place);
    }
}
