namespace ChargerFirmware.Tests.Bms.Jbd;

/// <summary>Names and scales of the parameter registers (vendor's register map, all two bytes), which the firmware never asks.</summary>
public static class JbdParameterText
{
    /// <summary>Register, name, scale: a factor, s for signed times 10, k for tenths of a kelvin, d for a date, "high/low" for two bytes, empty when the raw number says it.</summary>
    private static readonly string[] Table =
    {
        "10", "design_capacity_mah", "10",
        "11", "cycle_capacity_mah", "10",
        "12", "full_voltage_mv", "1",
        "13", "end_voltage_mv", "1",
        "14", "self_discharge_tenth_percent", "1",
        "15", "production_date", "d",
        "16", "serial_number", "1",
        "17", "cycles", "1",
        "18", "charge_overtemp_decicelsius", "k",
        "19", "charge_overtemp_release_decicelsius", "k",
        "1A", "charge_undertemp_decicelsius", "k",
        "1B", "charge_undertemp_release_decicelsius", "k",
        "1C", "discharge_overtemp_decicelsius", "k",
        "1D", "discharge_overtemp_release_decicelsius", "k",
        "1E", "discharge_undertemp_decicelsius", "k",
        "1F", "discharge_undertemp_release_decicelsius", "k",
        "20", "pack_overvoltage_mv", "10",
        "21", "pack_overvoltage_release_mv", "10",
        "22", "pack_undervoltage_mv", "10",
        "23", "pack_undervoltage_release_mv", "10",
        "24", "cell_overvoltage_mv", "1",
        "25", "cell_overvoltage_release_mv", "1",
        "26", "cell_undervoltage_mv", "1",
        "27", "cell_undervoltage_release_mv", "1",
        "28", "charge_overcurrent_ma", "10",
        "29", "discharge_overcurrent_ma", "s",
        "2A", "balance_start_mv", "1",
        "2B", "balance_window_mv", "1",
        "2C", "shunt_raw", "1",
        "2D", "function_bits", "1",
        "2E", "ntc_enable_bits", "1",
        "2F", "cell_count", "1",
        "36", "hardware_cell_overvoltage_mv", "1",
        "37", "hardware_cell_undervoltage_mv", "1",
        "38", "sc_dsgoc2_raw", "1",
        "39", "delays_hw_sc_release_raw", "1",
        "3A", "charge_temp_delays", "undertemp_s/overtemp_s",
        "3B", "discharge_temp_delays", "undertemp_s/overtemp_s",
        "3C", "pack_voltage_delays", "undervoltage_s/overvoltage_s",
        "3D", "cell_voltage_delays", "undervoltage_s/overvoltage_s",
        "3E", "charge_overcurrent", "delay_s/release_s",
        "3F", "discharge_overcurrent", "delay_s/release_s",
    };

    public static string Of(int register, int raw)
    {
        string text = " raw=" + raw.ToString();
        string key = register.ToString("X2");
        for (int i = 0; i < Table.Length; i += 3)
        {
            if (Table[i] == key)
            {
                return text + " " + Scaled(Table[i + 1], Table[i + 2], raw);
            }
        }

        return text;
    }

    private static string Scaled(string name, string scale, int raw)
    {
        int slash = scale.IndexOf('/');
        if (slash > 0)
        {
            return name + "_" + scale.Substring(0, slash) + "=" + (raw >> 8).ToString()
                + " " + name + "_" + scale.Substring(slash + 1) + "=" + (raw & 0xFF).ToString();
        }

        switch (scale)
        {
            case "s":
                return name + "=" + (10 * (short)raw).ToString();
            case "k":
                return name + "=" + (raw - 2731).ToString();
            case "d":
                return name + "=" + JbdReplyText.Date(raw);
            default:
                return name + "=" + (raw * int.Parse(scale)).ToString();
        }
    }
}
