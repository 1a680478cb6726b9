using System;
using ChargerFirmware.Control;

namespace ChargerFirmware.Settings;

/// <summary>Turns the settings into the plain numbers that the control loop works with.</summary>
public static class ChargeSettingsReader
{
    private const int MilliPerUnit = 1000;

    // Closer together, a full pack's own relaxation would start the next charge at once.
    private const int RechargeGapMilliVolts = 50;

    /// <summary>Makes a new set of numbers; cold path, any thread.</summary>
    public static ChargeSettings Read(SettingValues values)
    {
        SettingTable table = values.Table;
        ChargeSettings settings = new ChargeSettings
        {
            BmsEnabled = values.NumberOf(table.BmsEnabled) != 0,
            BmsBitsPerSecond = values.OptionNumber(table.BmsBaudRate),
            CanEnabled = values.NumberOf(table.CanEnabled) != 0,
            CanBitsPerSecond = values.OptionNumber(table.CanBitRate),
            CanCrystalHertz = values.OptionNumber(table.CanCrystalHertz),
            BatteryMaxMilliAmps = values.NumberOf(table.BatteryMaxMilliAmps),
            AllowNoSensor = values.NumberOf(table.BatteryAllowNoSensor) != 0,
            SlowMilliAmps = values.NumberOf(table.ModeSlowMilliAmps),
            AutoStart = values.NumberOf(table.ChargeAutoStart) != 0,
            ResumeMs = values.NumberOf(table.ChargeResumeSeconds) * MilliPerUnit,
        };
        settings.OnlySource = values.NumberOf(table.ChargerOnlySource) != 0;
        settings.OpenChargeFet = values.NumberOf(table.SafetyOpenChargeFet) != 0;
        ReadProfile(values, settings);
        settings.Charger.ProtocolName = values.TextOf(table.ChargerProtocol);
        settings.Charger.MediumMilliAmps = values.NumberOf(table.ModeMediumMilliAmps);
        settings.Charger.FastMilliAmps = values.NumberOf(table.ModeFastMilliAmps);
        settings.Charger.MagnesSlowMilliAmps = values.NumberOf(table.MagnesSlowMilliAmps);
        settings.Charger.MagnesPeriodMs = values.NumberOf(table.MagnesPeriodMs);
        settings.Charger.TcPair = values.NumberOf(table.TcPair);
        return settings;
    }

    private static void ReadProfile(SettingValues values, ChargeSettings settings)
    {
        ProfileSettings profile = values.Table.ProfileAt(values.NumberOf(values.Table.BatteryProfile));
        settings.ProfileChosen = profile != null;
        if (profile == null)
        {
            return;
        }

        settings.ChargeCellMilliVolts = values.NumberOf(profile.ChargeCellMilliVolts);
        settings.MaxCellMilliVolts = values.NumberOf(profile.MaxCellMilliVolts);
        settings.MinCellMilliVolts = values.NumberOf(profile.MinCellMilliVolts);
        settings.RechargeCellMilliVolts = Math.Min(values.NumberOf(profile.RechargeCellMilliVolts), settings.ChargeCellMilliVolts - RechargeGapMilliVolts);
        settings.MinDeciC = values.NumberOf(profile.MinDeciC);
        settings.MaxDeciC = values.NumberOf(profile.MaxDeciC);
        settings.DerateDeciC = values.NumberOf(profile.DerateDeciC);
    }
}
