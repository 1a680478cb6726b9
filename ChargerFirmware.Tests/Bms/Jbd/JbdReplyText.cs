using ChargerFirmware.Bms;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Core;

namespace ChargerFirmware.Tests.Bms.Jbd;

/// <summary>Writes a good reply down in the words of the vectors.</summary>
public static class JbdReplyText
{
    private const int MakerName = 0xA0;
    private const int BarCode = 0xA2;

    private static readonly string[] Protections =
    {
        "cell_overvoltage", "cell_undervoltage", "pack_overvoltage", "pack_undervoltage",
        "charge_overtemperature", "charge_undertemperature", "discharge_overtemperature", "discharge_undertemperature",
        "charge_overcurrent", "discharge_overcurrent", "short_circuit", "frontend_ic_error", "mosfet_software_lock",
        "charge_mosfet_broken", "discharge_mosfet_broken", "reserved15",
    };

    private static readonly string[] Counters =
    {
        "short_circuit", "charge_overcurrent", "discharge_overcurrent", "cell_overvoltage", "cell_undervoltage",
        "charge_overtemperature", "charge_undertemperature", "discharge_overtemperature", "discharge_undertemperature",
        "pack_overvoltage", "pack_undervoltage", "system_restart",
    };

    public static string Of(int register, JbdParser parser, BatterySnapshot battery)
    {
        string text = "register=" + register.ToString() + " status=" + parser.Status.ToString() + " payload_length=" + parser.PayloadLength.ToString();
        if (parser.PayloadLength == 0)
        {
            return text + " ack=true";
        }

        switch (register)
        {
            case JbdRegister.Basic:
                return text + Basic(battery) + Appended(battery);
            case JbdRegister.Cells:
                return text + " cell_mv=" + List(battery.CellMilliVolts, battery.CellCount);
            case JbdRegister.Name:
                return text + " hardware_version=" + battery.HardwareName;
            case JbdRegister.ErrorCounters:
                return text + ErrorCounters(parser);
            default:
                return register >= MakerName && register <= BarCode
                    ? text + " text=" + LengthAndText(parser)
                    : text + JbdParameterText.Of(register, Bytes.ReadUInt16BigEndian(parser.Buffer, parser.PayloadOffset));
        }
    }

    public static string Date(int value)
    {
        return (2000 + (value >> 9)).ToString() + "-" + (value >> 5 & 15).ToString("D2") + "-" + (value & 31).ToString("D2");
    }

    private static string Basic(BatterySnapshot battery)
    {
        return " total_voltage_mv=" + battery.PackMilliVolts.ToString()
            + " current_ma=" + battery.PackMilliAmps.ToString()
            + " remaining_capacity_mah=" + battery.RemainingMilliAmpHours.ToString()
            + " nominal_capacity_mah=" + battery.NominalMilliAmpHours.ToString()
            + " cycles=" + battery.CycleCount.ToString()
            + " production_date_raw=" + battery.ProductionDate.ToString()
            + " production_date=" + Date(battery.ProductionDate)
            + " balance_bits=" + battery.BalanceMask.ToString()
            + " protection_bits=" + battery.ProtectionFlags.ToString()
            + " protections=" + ProtectionNames(battery.ProtectionFlags)
            + " software_version_raw=" + battery.SoftwareVersion.ToString()
            + " software_version=" + (battery.SoftwareVersion >> 4).ToString() + "." + (battery.SoftwareVersion & 15).ToString()
            + " soc_percent=" + (battery.SocPermille / 10).ToString()
            + " fet_raw=" + battery.FetStatus.ToString()
            + " charge_fet_on=" + (battery.ChargeFetOn ? "true" : "false")
            + " discharge_fet_on=" + (battery.DischargeFetOn ? "true" : "false")
            + " cell_count=" + battery.BasicCellCount.ToString()
            + " ntc_count=" + battery.SensorCount.ToString()
            + " ntc_decicelsius=" + List(battery.TempDeciC, battery.SensorCount);
    }

    private static string Appended(BatterySnapshot battery)
    {
        if (battery.HumidityPercent == Unknown.Number)
        {
            return "";
        }

        return " humidity_percent=" + battery.HumidityPercent.ToString()
            + " alarm_bits=" + battery.AlarmFlags.ToString()
            + " full_charge_capacity_mah=" + battery.FullMilliAmpHours.ToString()
            + " remaining_capacity2_mah=" + battery.RepeatedRemainingMilliAmpHours.ToString()
            + " balance_current_ma=" + battery.BalanceMilliAmps.ToString();
    }

    private static string List(int[] values, int count)
    {
        string text = "";
        for (int i = 0; i < count; i++)
        {
            text += (i > 0 ? "," : "") + (values[i] == Unknown.Number ? "none" : values[i].ToString());
        }

        return text;
    }

    private static string ProtectionNames(int flags)
    {
        string text = "";
        for (int i = 0; i < Protections.Length; i++)
        {
            if ((flags & 1 << i) != 0)
            {
                text += (text.Length > 0 ? "," : "") + Protections[i];
            }
        }

        return text;
    }

    private static string ErrorCounters(JbdParser parser)
    {
        int[] counters = new int[JbdCodec.MaxErrorCounters];
        int error = JbdCodec.ReadErrorCounters(parser.Buffer, parser.PayloadOffset, parser.PayloadLength, counters);
        if (error != JbdError.None)
        {
            return " error=" + JbdError.NameOf(error);
        }

        string text = "";
        for (int i = 0; i < counters.Length; i++)
        {
            if (counters[i] != Unknown.Number)
            {
                text += " " + Counters[i] + "_count=" + counters[i].ToString();
            }
        }

        return text;
    }

    /// <summary>The registers A0..A2 have the length in front of their text.</summary>
    private static string LengthAndText(JbdParser parser)
    {
        string text = "";
        for (int i = 1; i <= parser.Buffer[parser.PayloadOffset]; i++)
        {
            text += ((char)parser.Buffer[parser.PayloadOffset + i]).ToString();
        }

        return text;
    }
}
