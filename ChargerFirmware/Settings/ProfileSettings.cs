namespace ChargerFirmware.Settings;

/// <summary>The rows of one battery chemistry.</summary>
public sealed class ProfileSettings
{
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

    internal static ProfileSettings Lfp()
    {
        return new ProfileSettings(
            new Setting("profile.lfp.chargeCellMilliVolts"),
            new Setting("profile.lfp.maxCellMilliVolts"),
            new Setting("profile.lfp.minCellMilliVolts"),
            new Setting("profile.lfp.rechargeCellMilliVolts"),
            new Setting("profile.lfp.minDeciC"),
            new Setting("profile.lfp.maxDeciC"),
            new Setting("profile.lfp.derateDeciC"));
    }

    internal static ProfileSettings Nmc()
    {
        return new ProfileSettings(
            new Setting("profile.nmc.chargeCellMilliVolts"),
            new Setting("profile.nmc.maxCellMilliVolts"),
            new Setting("profile.nmc.minCellMilliVolts"),
            new Setting("profile.nmc.rechargeCellMilliVolts"),
            new Setting("profile.nmc.minDeciC"),
            new Setting("profile.nmc.maxDeciC"),
            new Setting("profile.nmc.derateDeciC"));
    }

    internal static ProfileSettings Lto()
    {
        return new ProfileSettings(
            new Setting("profile.lto.chargeCellMilliVolts"),
            new Setting("profile.lto.maxCellMilliVolts"),
            new Setting("profile.lto.minCellMilliVolts"),
            new Setting("profile.lto.rechargeCellMilliVolts"),
            new Setting("profile.lto.minDeciC"),
            new Setting("profile.lto.maxDeciC"),
            new Setting("profile.lto.derateDeciC"));
    }
}
