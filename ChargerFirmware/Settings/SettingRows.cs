namespace ChargerFirmware.Settings;

/// <summary>What each setting may be and means, by its key. Makes a row when it is asked for: on the device its texts stay in flash and nothing of it in memory.</summary>
/// <remarks>
/// A range ends where the cells' makers end: no value that can be set makes a charge unsafe by itself, and <see cref="SettingRules"/> keeps the values of one chemistry in order.
/// Lower ends of the minimum voltage equal the default: a cell below it may have dissolved copper in it and is not charged.
/// </remarks>
internal static class SettingRows
{
    private const string ChargeHelp = "Voltage that each cell is charged to.";
    private const string MaxHelp = "A cell above this voltage stops the charge until the fault is cleared.";
    private const string MinHelp = "A cell below this voltage is never charged.";
    private const string RechargeHelp = "A full battery is charged again once its cells have fallen below this voltage.";
    private const string MinTemperatureHelp = "Below this temperature there is no charge.";
    private const string MaxTemperatureHelp = "Above this temperature there is no charge.";
    private const string DerateHelp = "From this temperature on mode fast is not allowed.";
    private const string DeciC = "0.1 degC";

    /// <summary>The row of a key of the table; any other is a programming error.</summary>
    public static SettingRow Of(string key)
    {
        switch (key)
        {
            case "battery.profile": return SettingRow.Enum(0, new string[] { "none", "lfp", "nmc", "lto" }, null, SettingTouch.Charge, "The battery's chemistry; with none nothing is charged.");
            case "battery.allowNoSensor": return SettingRow.Bool(false, SettingTouch.Charge, "Charges a battery whose BMS has no temperature sensor fitted.");
            case "charge.mode": return SettingRow.Enum(Control.ChargeMode.Slow, new string[] { "off", "slow", "medium", "fast" }, null, SettingTouch.Mode, "How fast to charge; the mode buttons set it too.");
            case "charge.autoStart": return SettingRow.Bool(true, SettingTouch.Nothing, "Charging starts by itself at power-up.");
            case "charge.resumeSeconds": return SettingRow.Int(10, 1, 600, "s", SettingTouch.Charge, "How long a cause of a stop must be gone before charging goes on.");
            case "charger.protocol": return SettingRow.Enum(0, new string[] { "magnes", "tc" }, null, SettingTouch.Charge, "What the charger on the CAN bus understands.");
            case "magnes.periodMs": return SettingRow.Int(500, 50, 3000, "ms", SettingTouch.Charge, "How often a magnes charger is told.");
            case "tc.pair": return SettingRow.Enum(0, new string[] { "e5", "e7", "e8", "e9" }, null, SettingTouch.Charge, "The address of the tc charger, which chooses its pair of CAN ids.");
            case "can.enabled": return SettingRow.Bool(true, SettingTouch.Charge, "The CAN bus is used; without it nothing is charged.");
            case "can.bitRate": return SettingRow.Enum(1, new string[] { "125000", "250000", "500000" }, "bit/s", SettingTouch.Charge, "Bit rate of the CAN bus.");
            case "can.crystalHertz": return SettingRow.Enum(0, new string[] { "8000000", "16000000" }, "Hz", SettingTouch.Charge, "The crystal beside the MCP2515, as printed on it.");
            case "bms.enabled": return SettingRow.Bool(true, SettingTouch.Charge, "The BMS is asked; without it nothing is charged.");
            case "bms.baudRate": return SettingRow.Enum(0, new string[] { "9600", "19200", "38400", "57600", "115200" }, "bit/s", SettingTouch.Charge, "Speed of the serial line to the BMS.");
            case "web.enabled": return SettingRow.Bool(true, SettingTouch.Network, "The web page is served; without it settings can no longer be changed from a browser.");
            case "web.maxBrowsers": return SettingRow.Int(6, 1, 64, null, SettingTouch.Network, "How many browsers may watch at once.");
            case "web.headBytes": return SettingRow.Int(2048, 1024, 8192, "bytes", SettingTouch.Network, "The longest head of an HTTP request.");
            case "web.allowedHosts": return SettingRow.Text("", 200, SettingTouch.Network, "Further host names that the page may be opened under, separated by commas.");
            case "device.name": return SettingRow.Text("", 32, SettingTouch.Nothing, "The charger's name in the network, from its next start on; empty is charger- and four digits of its chip.");
            case "wifi.apFallbackSeconds": return SettingRow.Int(60, 10, 3600, "s", SettingTouch.Nothing, "Without the owner's WiFi for so long, the charger opens its own.");
            case "time.server": return SettingRow.Text("pool.ntp.org", 64, SettingTouch.Nothing, "Where the time is asked for, as host or host:port; empty asks nobody.");
            case "charger.onlySource": return SettingRow.Bool(false, SettingTouch.Charge, "Nothing else charges this battery: what a charger without a status delivers is then judged by the battery's current.");
            case "safety.openChargeFet": return SettingRow.Bool(false, SettingTouch.Charge, "The BMS opens its charge MOSFET when the charger goes on for 5 s after a stop; you give it back.");
            case "wifi.apPassword": return SettingRow.Secret(63, SettingTouch.Nothing, "Password of the charger's own network.", true);
            case "charge.stopped": return SettingRow.Bool(false, SettingTouch.Nothing, "Stopped by the user until a start.", true);
            case "charge.held": return SettingRow.Bool(false, SettingTouch.Nothing, "Held after over-voltage until the pack has come down.", true);
            case "faults.latched": return SettingRow.Text("0", 20, SettingTouch.Nothing, "Latched faults, bit by code.", true);
            case "battery.maxMilliAmps": return MilliAmps(0, 200000, "The most that the battery may be charged with; 0 is half of its nominal capacity an hour.");
            case "mode.slow.milliAmps": return MilliAmps(5000, 100000, "Charge current of mode slow.");
            case "mode.medium.milliAmps": return MilliAmps(10000, 100000, "Charge current of mode medium.");
            case "mode.fast.milliAmps": return MilliAmps(15000, 100000, "Charge current of mode fast.");
            case "magnes.slowMilliAmps": return MilliAmps(0, 100000, "What a magnes charger delivers at byte 32; 0 is no charge, and above 0 the protocol knows no stop.");
            default: return OfProfile(key);
        }
    }

    private static SettingRow OfProfile(string key)
    {
        switch (key)
        {
            // Lithium iron phosphate. Makers' sheets (prismatic 280 Ah class): charge to 3.65 V, end of discharge 2.5 V and 2.0 V in the cold, charge at 0..60 degC.
            // 3.70 V is that end plus the 50 mV by which a front end may be off; 55 degC keeps 5 degC for a sensor that sits beside the hottest cell.
            case "profile.lfp.chargeCellMilliVolts": return MilliVolts(3500, 3300, 3650, ChargeHelp);
            case "profile.lfp.maxCellMilliVolts": return MilliVolts(3650, 3400, 3700, MaxHelp);
            case "profile.lfp.minCellMilliVolts": return MilliVolts(2000, 2000, 3000, MinHelp);
            case "profile.lfp.rechargeCellMilliVolts": return MilliVolts(3350, 3100, 3600, RechargeHelp);
            case "profile.lfp.minDeciC": return Temperature(0, 0, 200, MinTemperatureHelp);
            case "profile.lfp.maxDeciC": return Temperature(450, 250, 550, MaxTemperatureHelp);
            case "profile.lfp.derateDeciC": return Temperature(400, 200, 550, DerateHelp);

            // Nickel manganese cobalt and its like. Makers' sheets (18650 and pouch cells): charge to 4.20 V +- 0.05 V, end of discharge 2.5 V, charge at 0..45 degC, some 0..50 degC.
            // Below 0 degC lithium plates on graphite: the minimum cannot be set lower. It is so with LFP too.
            case "profile.nmc.chargeCellMilliVolts": return MilliVolts(4150, 3700, 4200, ChargeHelp);
            case "profile.nmc.maxCellMilliVolts": return MilliVolts(4250, 3800, 4250, MaxHelp);
            case "profile.nmc.minCellMilliVolts": return MilliVolts(2500, 2500, 3400, MinHelp);
            case "profile.nmc.rechargeCellMilliVolts": return MilliVolts(4050, 3500, 4150, RechargeHelp);
            case "profile.nmc.minDeciC": return Temperature(0, 0, 200, MinTemperatureHelp);
            case "profile.nmc.maxDeciC": return Temperature(450, 250, 500, MaxTemperatureHelp);
            case "profile.nmc.derateDeciC": return Temperature(400, 200, 500, DerateHelp);

            // Lithium titanate: no plating, so it may be charged in the frost. Makers' sheets: charge to 2.7 V (2.8 V for some), end of discharge 1.5 V, charge at -30..55 degC.
            // The BMS reports a sensor that is not fitted as -30 degC or colder, hence nothing below -20 degC; 2.90 V is the absolute maximum of the 2.8 V kinds.
            case "profile.lto.chargeCellMilliVolts": return MilliVolts(2700, 2300, 2800, ChargeHelp);
            case "profile.lto.maxCellMilliVolts": return MilliVolts(2850, 2400, 2900, MaxHelp);
            case "profile.lto.minCellMilliVolts": return MilliVolts(1500, 1500, 2200, MinHelp);
            case "profile.lto.rechargeCellMilliVolts": return MilliVolts(2600, 2250, 2750, RechargeHelp);
            case "profile.lto.minDeciC": return Temperature(-100, -200, 200, MinTemperatureHelp);
            case "profile.lto.maxDeciC": return Temperature(500, 250, 550, MaxTemperatureHelp);
            case "profile.lto.derateDeciC": return Temperature(450, 200, 550, DerateHelp);
            default: throw new System.ArgumentException(key);
        }
    }

    private static SettingRow MilliAmps(int defaultValue, int max, string help)
    {
        return SettingRow.Int(defaultValue, 0, max, "mA", SettingTouch.Charge, help);
    }

    private static SettingRow MilliVolts(int defaultValue, int min, int max, string help)
    {
        return SettingRow.Int(defaultValue, min, max, "mV", SettingTouch.Charge, help);
    }

    private static SettingRow Temperature(int defaultValue, int min, int max, string help)
    {
        return SettingRow.Int(defaultValue, min, max, DeciC, SettingTouch.Charge, help);
    }
}
