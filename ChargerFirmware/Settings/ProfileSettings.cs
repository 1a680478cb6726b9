namespace ChargerFirmware.Settings;

/// <summary>The rows of one battery chemistry.</summary>
/// <remarks>
/// A range ends where the cells' makers end: no value that can be set makes a charge unsafe by itself, and <see cref="SettingRules"/> keeps the values of one chemistry in order.
/// Lower ends of the minimum voltage equal the default: a cell below it may have dissolved copper in it and is not charged.
/// </remarks>
public sealed class ProfileSettings
{
    private const string ChargeHelp = "Voltage that each cell is charged to.";
    private const string MaxHelp = "A cell above this voltage stops the charge until the fault is cleared.";
    private const string MinHelp = "A cell below this voltage is never charged.";
    private const string RechargeHelp = "A full battery is charged again once its cells have fallen below this voltage.";
    private const string MinTemperatureHelp = "Below this temperature there is no charge.";
    private const string MaxTemperatureHelp = "Above this temperature there is no charge.";
    private const string DerateHelp = "From this temperature on mode fast is not allowed.";
    private const string DeciC = "0.1 degC";

    public readonly Setting ChargeCellMilliVolts;
    public readonly Setting MaxCellMilliVolts;
    public readonly Setting MinCellMilliVolts;
    public readonly Setting RechargeCellMilliVolts;
    public readonly Setting MinDeciC;
    public readonly Setting MaxDeciC;
    public readonly Setting DerateDeciC;

    private ProfileSettings(Setting charge, Setting max, Setting min, Setting recharge, Setting minDeciC, Setting maxDeciC, Setting derateDeciC)
    {
        ChargeCellMilliVolts = charge;
        MaxCellMilliVolts = max;
        MinCellMilliVolts = min;
        RechargeCellMilliVolts = recharge;
        MinDeciC = minDeciC;
        MaxDeciC = maxDeciC;
        DerateDeciC = derateDeciC;
    }

    // Lithium iron phosphate. Makers' sheets (prismatic 280 Ah class): charge to 3.65 V, end of discharge 2.5 V and 2.0 V in the cold, charge at 0..60 degC.
    // 3.70 V is that end plus the 50 mV by which a front end may be off; 55 degC keeps 5 degC for a sensor that sits beside the hottest cell.
    internal static ProfileSettings Lfp()
    {
        return new ProfileSettings(
            MilliVolts("profile.lfp.chargeCellMilliVolts", 3500, 3300, 3650, ChargeHelp),
            MilliVolts("profile.lfp.maxCellMilliVolts", 3650, 3400, 3700, MaxHelp),
            MilliVolts("profile.lfp.minCellMilliVolts", 2000, 2000, 3000, MinHelp),
            MilliVolts("profile.lfp.rechargeCellMilliVolts", 3350, 3100, 3600, RechargeHelp),
            Temperature("profile.lfp.minDeciC", 0, 0, 200, MinTemperatureHelp),
            Temperature("profile.lfp.maxDeciC", 450, 250, 550, MaxTemperatureHelp),
            Temperature("profile.lfp.derateDeciC", 400, 200, 550, DerateHelp));
    }

    // Nickel manganese cobalt and its like. Makers' sheets (18650 and pouch cells): charge to 4.20 V +- 0.05 V, end of discharge 2.5 V, charge at 0..45 degC, some 0..50 degC.
    // Below 0 degC lithium plates on graphite: the minimum cannot be set lower. It is so with LFP too.
    internal static ProfileSettings Nmc()
    {
        return new ProfileSettings(
            MilliVolts("profile.nmc.chargeCellMilliVolts", 4150, 3700, 4200, ChargeHelp),
            MilliVolts("profile.nmc.maxCellMilliVolts", 4250, 3800, 4250, MaxHelp),
            MilliVolts("profile.nmc.minCellMilliVolts", 2500, 2500, 3400, MinHelp),
            MilliVolts("profile.nmc.rechargeCellMilliVolts", 4050, 3500, 4150, RechargeHelp),
            Temperature("profile.nmc.minDeciC", 0, 0, 200, MinTemperatureHelp),
            Temperature("profile.nmc.maxDeciC", 450, 250, 500, MaxTemperatureHelp),
            Temperature("profile.nmc.derateDeciC", 400, 200, 500, DerateHelp));
    }

    // Lithium titanate: no plating, so it may be charged in the frost. Makers' sheets: charge to 2.7 V (2.8 V for some), end of discharge 1.5 V, charge at -30..55 degC.
    // The BMS reports a sensor that is not fitted as -30 degC or colder, hence nothing below -20 degC; 2.90 V is the absolute maximum of the 2.8 V kinds.
    internal static ProfileSettings Lto()
    {
        return new ProfileSettings(
            MilliVolts("profile.lto.chargeCellMilliVolts", 2700, 2300, 2800, ChargeHelp),
            MilliVolts("profile.lto.maxCellMilliVolts", 2850, 2400, 2900, MaxHelp),
            MilliVolts("profile.lto.minCellMilliVolts", 1500, 1500, 2200, MinHelp),
            MilliVolts("profile.lto.rechargeCellMilliVolts", 2600, 2250, 2750, RechargeHelp),
            Temperature("profile.lto.minDeciC", -100, -200, 200, MinTemperatureHelp),
            Temperature("profile.lto.maxDeciC", 500, 250, 550, MaxTemperatureHelp),
            Temperature("profile.lto.derateDeciC", 450, 200, 550, DerateHelp));
    }

    private static Setting MilliVolts(string key, int defaultValue, int min, int max, string help)
    {
        return Setting.Int(key, defaultValue, min, max, "mV", SettingTouch.Charge, help);
    }

    private static Setting Temperature(string key, int defaultValue, int min, int max, string help)
    {
        return Setting.Int(key, defaultValue, min, max, DeciC, SettingTouch.Charge, help);
    }
}
