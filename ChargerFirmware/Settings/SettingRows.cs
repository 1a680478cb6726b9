namespace ChargerFirmware.Settings;

/// <summary>What each setting may be and means, by its key. Makes a row when it is asked for: on the device its texts stay in flash and nothing of it in memory.</summary>
/// <remarks>
/// A range ends where the cells' makers end: no value that can be set makes a charge unsafe by itself, and <see cref="SettingRules"/> keeps the values of one chemistry in order.
/// Lower ends of the minimum voltage equal the default: a cell below it may have dissolved copper in it and is not charged.
/// Each method has one way out: on the device every return of a value makes the frame of its method a block of 12 bytes larger.
/// </remarks>
internal static class SettingRows
{
    private const string ChargeHelp = "Voltage that each cell is charged to.";
    private const string MaxHelp = "A cell above this voltage stops the charge until the fault is cleared.";
    private const string MinHelp = "A cell below this voltage is never charged.";
    private const string PrechargeHelp = "While a cell is below this voltage the battery is charged gently.";
    private const string TableHelp = "How much of the battery's limit each temperature allows, as points of tenths of a degree and permille with straight lines between.";
    private const string RechargeHelp = "A full battery is charged again once its cells have fallen below this voltage.";
    private const string MinTemperatureHelp = "Below this temperature there is no charge.";
    private const string MaxTemperatureHelp = "Above this temperature there is no charge.";
    private const string DerateHelp = "From this temperature on mode fast is not allowed.";
    private const string DeciC = "0.1 degC";

    /// <summary>The row of a key of the table; any other is a programming error.</summary>
    public static SettingRow Of(string key)
    {
        // One beside the other, not one below: each call in a call takes 200 bytes of the device.
        SettingRow row = OfDevice(key);
        row = row == null ? OfCharge(key) : row;
        return row == null ? OfProfile(key) : row;
    }

    private static SettingRow OfDevice(string key)
    {
        SettingRow row = null;
        switch (key)
        {
            case "battery.profile": row = SettingRow.Enum(0, new string[] { "none", "lfp", "nmc", "lto", "custom" }, null, SettingTouch.Charge, "The battery's chemistry; with none nothing is charged."); break;
            case "battery.allowNoSensor": row = SettingRow.Bool(false, SettingTouch.Charge, "Charges a battery whose BMS has no temperature sensor fitted."); break;
            case "charge.mode": row = SettingRow.Enum(Control.ChargeMode.Slow, new string[] { "off", "slow", "medium", "fast" }, null, SettingTouch.Mode, "How fast to charge; the mode buttons set it too."); break;
            case "charge.autoStart": row = SettingRow.Bool(true, SettingTouch.Nothing, "Charging starts by itself at power-up."); break;
            // A charger is to hear the stop after a fault for 5 s at least.
            case "charge.resumeSeconds": row = SettingRow.Int(10, 5, 600, "s", SettingTouch.Charge, "How long a cause of a stop must be gone before charging goes on."); break;
            case "charger.protocol": row = SettingRow.Enum(0, new string[] { "magnes", "tc", "analog", "tsm", "brusa", "eltek", "pylontech" }, null, SettingTouch.Charge, "What the charger understands; analog is the output of 0 to 10 V and needs no bus."); break;
            case "magnes.periodMs": row = SettingRow.Int(500, 50, 3000, "ms", SettingTouch.Charge, "How often a magnes charger is told; at a node, how often its sender tells it."); break;
            case "tc.pair": row = SettingRow.Enum(0, new string[] { "e5", "e7", "e8", "e9" }, null, SettingTouch.Charge, "The address of the tc charger, which chooses its pair of CAN ids."); break;
            case "tc.statusVersion": row = SettingRow.Enum(0, new string[] { "classic", "newer" }, null, SettingTouch.Charge, "Which flags the tc charger's status has; by the wire alone they cannot be told apart."); break;

            // Codes of the converter; 225 is where the original's output stage saturates, 203 is 10 V (its measured table, canwithdac).
            case "analog.slowLevel": row = Level(0, "Output at mode slow, 0 to 255; 0 is no charge."); break;
            case "analog.mediumLevel": row = Level(97, "Output at mode medium, 0 to 255; 97 is 4800 mV with the original's output stage."); break;
            case "analog.fastLevel": row = Level(200, "Output at mode fast, 0 to 255; 200 is 9900 mV with the original's output stage."); break;
            case "analog.maxLevel": row = Level(203, "The output is never driven above this; 203 is 10 V with the original's output stage."); break;
            case "brusa.ids": row = SettingRow.Enum(0, new string[] { "610", "620", "630", "640", "650", "660", "670" }, null, SettingTouch.Charge, "The first CAN id (hex) of the brusa charger's status; its command is 8 above."); break;
            case "brusa.mainsMilliAmps": row = SettingRow.Int(10000, 1000, 50000, "mA", SettingTouch.Charge, "The most that a brusa charger may draw from the mains."); break;
            case "pylontech.needsAnswer": row = SettingRow.Bool(true, SettingTouch.Charge, "An inverter that does not answer (305 or 307) is a fault; off for one that never does."); break;
            case "pylontech.dischargeMilliAmps": row = MilliAmps(0, 500000, "What an inverter may take out of the battery; 0 forbids it."); break;
            case "can.enabled": row = SettingRow.Bool(true, SettingTouch.Charge, "The CAN bus is used; without it nothing is charged."); break;
            case "can.bitRate": row = SettingRow.Enum(1, new string[] { "125000", "250000", "500000" }, "bit/s", SettingTouch.Charge, "Bit rate of the CAN bus: 250000 for magnes and most tc, 500000 for most brusa, eltek and pylontech; tsm comes with either."); break;
            case "can.crystalHertz": row = SettingRow.Enum(0, new string[] { "8000000", "16000000" }, "Hz", SettingTouch.Charge, "The crystal beside the MCP2515, as printed on it."); break;
            case "bms.enabled": row = SettingRow.Bool(true, SettingTouch.Charge, "The BMS is asked; without it nothing is charged."); break;
            case "bms.baudRate": row = SettingRow.Enum(0, new string[] { "9600", "19200", "38400", "57600", "115200" }, "bit/s", SettingTouch.Charge, "Speed of the serial line to the BMS."); break;
            case "web.enabled": row = SettingRow.Bool(true, SettingTouch.Network, "The web page is served; without it settings can no longer be changed from a browser."); break;
            case "web.maxBrowsers": row = SettingRow.Int(6, 1, 64, null, SettingTouch.Network, "How many browsers may watch at once; 6 at most on the device."); break;
            case "web.headBytes": row = SettingRow.Int(2048, 1024, 8192, "bytes", SettingTouch.Network, "The longest head of an HTTP request; 2048 at most on the device."); break;
            case "web.allowedHosts": row = SettingRow.Text("", 200, SettingTouch.Network, "Further host names that the page may be opened under, separated by commas."); break;
            case "web.legacyPort": row = SettingRow.Int(9998, 0, 65535, null, SettingTouch.Network, "Port of the original's text protocol, from the next start on; 0 is off."); break;
            case "web.pin": row = SettingRow.Secret(32, SettingTouch.Network, "Whoever changes something must know it, at least 4 characters; empty lets everybody on this network."); break;
            case "device.role": row = SettingRow.Enum(0, new string[] { "charger", "node" }, null, SettingTouch.Nothing, "From the next start on: charger, or a node that only turns magnes messages of another charger into 0 to 10 V."); break;
            // 31 bytes: nanoFramework keeps an own network's name with a zero behind it in 32 (nanoHAL_Network.h).
            case "device.name": row = SettingRow.Text("", 31, SettingTouch.Nothing, "The charger's name in the network, from its next start on; empty is charger- and four digits of its chip."); break;
            case "wifi.apFallbackSeconds": row = SettingRow.Int(60, 10, 3600, "s", SettingTouch.Nothing, "Without the owner's WiFi for so long, the charger opens its own."); break;
            case "time.server": row = SettingRow.Text("pool.ntp.org", 64, SettingTouch.Nothing, "Where the time is asked for, as host or host:port; on the device an address, for it has its own source else; empty asks nobody."); break;
            case "charger.onlySource": row = SettingRow.Bool(false, SettingTouch.Charge, "Nothing else charges this battery: what a charger without a status delivers is then judged by the battery's current."); break;
            case "safety.openChargeFet": row = SettingRow.Bool(false, SettingTouch.Charge, "The BMS opens its charge MOSFET when the charger goes on for 5 s after a stop; you give it back."); break;
            case "wifi.apPassword": row = SettingRow.Secret(63, SettingTouch.Nothing, "Password of the charger's own network.", true); break;
            case "charge.stopped": row = SettingRow.Bool(false, SettingTouch.Nothing, "Stopped by the user until a start.", true); break;
            case "charge.held": row = SettingRow.Bool(false, SettingTouch.Nothing, "Held after over-voltage until the pack has come down.", true); break;
            case "faults.latched": row = SettingRow.Text("0", 20, SettingTouch.Nothing, "Latched faults, bit by code.", true); break;
            case "battery.maxMilliAmps": row = MilliAmps(0, 200000, "The most that the battery may be charged with; 0 is half of its nominal capacity an hour."); break;
            case "mode.slow.milliAmps": row = MilliAmps(5000, 100000, "Charge current of mode slow."); break;
            case "mode.medium.milliAmps": row = MilliAmps(10000, 100000, "Charge current of mode medium."); break;
            case "mode.fast.milliAmps": row = MilliAmps(15000, 100000, "Charge current of mode fast."); break;
            case "magnes.slowMilliAmps": row = MilliAmps(0, 100000, "What a magnes charger delivers at byte 32; 0 is no charge, and above 0 the protocol knows no stop."); break;
        }

        return row;
    }

    private static SettingRow OfCharge(string key)
    {
        SettingRow row = null;
        switch (key)
        {
            // A pack whose cells are 300 mV apart has a bad cell, a bad joint or a lost balance; one that is only out of balance shows that at the end of a charge, where the cell limit works anyway.
            case "battery.maxSpreadMilliVolts": row = MilliVolts(300, 0, 1000, "From this difference between cells on the current falls, and at twice of it there is no charge; 0 is off."); break;
            case "charge.goal": row = SettingRow.Enum(Control.ChargeGoal.Full, new string[] { "full", "target", "storage" }, null, SettingTouch.Charge, "How far to charge."); break;

            // Below 80 % a cell of either graphite chemistry ages slower; makers ship and store at 30 to 60 %.
            case "charge.targetPercent": row = SettingRow.Int(80, 20, 100, "%", SettingTouch.Charge, "State of charge that goal target ends at; charging begins again 5 % below."); break;
            case "charge.storagePercent": row = SettingRow.Int(50, 20, 80, "%", SettingTouch.Charge, "State of charge that goal storage ends at; charging begins again 5 % below."); break;
            case "charge.rechargePercent": row = SettingRow.Int(0, 0, 95, "%", SettingTouch.Charge, "A full battery is charged again below this state of charge too; 0 is by voltage alone."); break;

            // A tenth of the charge current: what charge controllers do below three quarters of the charge voltage (TI bq24650, SLUSA75, precharge).
            case "charge.prechargePermille": row = SettingRow.Int(100, 10, 1000, "permille", SettingTouch.Charge, "Part of the battery's limit while a cell is to be charged gently."); break;
            case "charge.tailMilliAmps": row = MilliAmps(0, 50000, "At charge voltage the battery is full once it takes no more than this; 0 is a twentieth of its nominal capacity an hour."); break;

            // From C/2 down to C/20 a healthy cell takes half an hour to an hour; leakage of a bad one would keep the current above the tail for ever.
            case "charge.taperMinutes": row = SettingRow.Int(120, 0, 1440, "min", SettingTouch.Charge, "Longest time at charge voltage, then the battery counts as full; 0 is no limit."); break;
            case "charge.limitMilliAmps": row = MilliAmps(0, 200000, "The owner's own limit beside the modes; 0 is none."); break;
            case "charge.rampMilliAmpsPerSecond": row = SettingRow.Int(2000, 100, 100000, "mA/s", SettingTouch.Charge, "How fast the current may rise, the first second's worth at once; it falls at once."); break;
            case "charger.maxMilliAmps": row = MilliAmps(0, 200000, "The most that the charger can give; 0 is not known."); break;
            case "schedule.from": row = Time("Allowed hours begin, as HH:MM; without both ends every hour is allowed."); break;
            case "schedule.to": row = Time("Allowed hours end, as HH:MM; without both ends every hour is allowed."); break;
            case "schedule.readyBy": row = Time("The charge begins late enough to be ready at this time, as HH:MM; empty is at once."); break;
            case "schedule.withoutClock": row = SettingRow.Enum(0, new string[] { "now", "wait" }, null, SettingTouch.Charge, "What happens to a scheduled charge while the time, or how much is missing, is not known."); break;
            case "time.utcOffsetMinutes": row = SettingRow.Int(0, -720, 840, "min", SettingTouch.Charge, "Local time minus UTC."); break;
        }

        return row;
    }

    private static SettingRow OfProfile(string key)
    {
        SettingRow row;
        switch (key)
        {
            // Lithium iron phosphate. Makers' sheets (prismatic 280 Ah class): charge to 3.65 V, end of discharge 2.5 V and 2.0 V in the cold, charge at 0..60 degC.
            // 3.70 V is that end plus the 50 mV by which a front end may be off; 55 degC keeps 5 degC for a sensor that sits beside the hottest cell.
            case "profile.lfp.chargeCellMilliVolts": row = MilliVolts(3500, 3300, 3650, ChargeHelp); break;
            case "profile.lfp.maxCellMilliVolts": row = MilliVolts(3650, 3400, 3700, MaxHelp); break;
            case "profile.lfp.minCellMilliVolts": row = MilliVolts(2000, 2000, 3000, MinHelp); break;
            case "profile.lfp.prechargeCellMilliVolts": row = MilliVolts(2500, 2000, 3000, PrechargeHelp); break;
            case "profile.lfp.rechargeCellMilliVolts": row = MilliVolts(3350, 3100, 3600, RechargeHelp); break;
            case "profile.lfp.minDeciC": row = Temperature(0, 0, 200, MinTemperatureHelp); break;
            case "profile.lfp.maxDeciC": row = Temperature(450, 250, 550, MaxTemperatureHelp); break;
            case "profile.lfp.derateDeciC": row = Temperature(400, 200, 550, DerateHelp); break;
            case "profile.lfp.temperatureTable": row = Table("0:100 50:200 100:500 150:1000 400:1000 450:500"); break;

            // Nickel manganese cobalt and its like. Makers' sheets (18650 and pouch cells): charge to 4.20 V +- 0.05 V, end of discharge 2.5 V, charge at 0..45 degC, some 0..50 degC.
            // Below 0 degC lithium plates on graphite: the minimum cannot be set lower. It is so with LFP too.
            case "profile.nmc.chargeCellMilliVolts": row = MilliVolts(4150, 3700, 4200, ChargeHelp); break;
            case "profile.nmc.maxCellMilliVolts": row = MilliVolts(4250, 3800, 4250, MaxHelp); break;
            case "profile.nmc.minCellMilliVolts": row = MilliVolts(2500, 2500, 3400, MinHelp); break;
            case "profile.nmc.prechargeCellMilliVolts": row = MilliVolts(3000, 2500, 3400, PrechargeHelp); break;
            case "profile.nmc.rechargeCellMilliVolts": row = MilliVolts(4050, 3500, 4150, RechargeHelp); break;
            case "profile.nmc.minDeciC": row = Temperature(0, 0, 200, MinTemperatureHelp); break;
            case "profile.nmc.maxDeciC": row = Temperature(450, 250, 500, MaxTemperatureHelp); break;
            case "profile.nmc.derateDeciC": row = Temperature(400, 200, 500, DerateHelp); break;
            case "profile.nmc.temperatureTable": row = Table("0:100 50:200 100:500 150:1000 400:1000 450:500"); break;

            // Lithium titanate: no plating, so it may be charged in the frost. Makers' sheets: charge to 2.7 V (2.8 V for some), end of discharge 1.5 V, charge at -30..55 degC.
            // The BMS reports a sensor that is not fitted as -30 degC or colder, hence nothing below -20 degC; 2.90 V is the absolute maximum of the 2.8 V kinds.
            case "profile.lto.chargeCellMilliVolts": row = MilliVolts(2700, 2300, 2800, ChargeHelp); break;
            case "profile.lto.maxCellMilliVolts": row = MilliVolts(2850, 2400, 2900, MaxHelp); break;
            case "profile.lto.minCellMilliVolts": row = MilliVolts(1500, 1500, 2200, MinHelp); break;
            case "profile.lto.prechargeCellMilliVolts": row = MilliVolts(1800, 1500, 2200, PrechargeHelp); break;
            case "profile.lto.rechargeCellMilliVolts": row = MilliVolts(2600, 2250, 2750, RechargeHelp); break;
            case "profile.lto.minDeciC": row = Temperature(-100, -200, 200, MinTemperatureHelp); break;
            case "profile.lto.maxDeciC": row = Temperature(500, 250, 550, MaxTemperatureHelp); break;
            case "profile.lto.derateDeciC": row = Temperature(450, 200, 550, DerateHelp); break;
            case "profile.lto.temperatureTable": row = Table("-100:500 0:1000 450:1000 500:500"); break;

            // Another chemistry: its owner knows its sheet. Nothing is charged until both upper voltages are set; the lower ends are those of the three above,
            // the upper ones those of high-voltage cobalt oxide (4.35 V), and the frost is left to those who have set a table for it.
            case "profile.custom.chargeCellMilliVolts": row = MilliVolts(0, 0, 4350, "Voltage that each cell is charged to; 0 is not set, and then nothing is charged."); break;
            case "profile.custom.maxCellMilliVolts": row = MilliVolts(0, 0, 4400, "A cell above this voltage stops the charge until the fault is cleared; 0 is not set, and then nothing is charged."); break;
            case "profile.custom.minCellMilliVolts": row = MilliVolts(2500, 1500, 3400, MinHelp); break;
            case "profile.custom.prechargeCellMilliVolts": row = MilliVolts(3000, 1500, 3400, PrechargeHelp); break;
            case "profile.custom.rechargeCellMilliVolts": row = MilliVolts(0, 0, 4300, "A full battery is charged again once its cells have fallen below this voltage; 0 is 100 mV below the charge voltage."); break;
            case "profile.custom.minDeciC": row = Temperature(0, -200, 200, MinTemperatureHelp); break;
            case "profile.custom.maxDeciC": row = Temperature(450, 250, 550, MaxTemperatureHelp); break;
            case "profile.custom.derateDeciC": row = Temperature(400, 200, 550, DerateHelp); break;
            case "profile.custom.temperatureTable": row = Table("0:100 50:200 100:500 150:1000 400:1000 450:500"); break;
            default: throw new System.ArgumentException(key);
        }

        return row;
    }

    private static SettingRow MilliAmps(int defaultValue, int max, string help)
    {
        return SettingRow.Int(defaultValue, 0, max, "mA", SettingTouch.Charge, help);
    }

    private static SettingRow Level(int defaultValue, string help)
    {
        return SettingRow.Int(defaultValue, 0, byte.MaxValue, null, SettingTouch.Charge, help);
    }

    private static SettingRow MilliVolts(int defaultValue, int min, int max, string help)
    {
        return SettingRow.Int(defaultValue, min, max, "mV", SettingTouch.Charge, help);
    }

    // Charging in the cold plates lithium on graphite, the more the colder and the faster: makers' sheets of LFP (280 Ah class) and NMC cells give C/20 to C/10 near 0 degC,
    // C/5 at 5..10 degC, C/2 and more from 15 degC on, and less again towards the upper end; the limit is C/2 as it comes. Titanate gets half of it at both ends.
    private static SettingRow Table(string defaultText)
    {
        return SettingRow.Text(defaultText, 96, SettingTouch.Charge, TableHelp, false, SettingForm.TemperatureTable);
    }

    private static SettingRow Time(string help)
    {
        return SettingRow.Text("", 5, SettingTouch.Charge, help, false, SettingForm.TimeOfDay);
    }

    private static SettingRow Temperature(int defaultValue, int min, int max, string help)
    {
        return SettingRow.Int(defaultValue, min, max, DeciC, SettingTouch.Charge, help);
    }
}
