using System;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;

namespace ChargerFirmware.Settings;

/// <summary>Turns the settings into the plain numbers that the control loop works with.</summary>
public static class ChargeSettingsReader
{
    private const int MilliPerUnit = 1000;

    // The options of brusa.ids, in order.
    private const int FirstBrusaId = 0x610;
    private const int BrusaIdStep = 0x10;

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
        ReadProfile(values, settings);
        bool isNode = values.NumberOf(table.DeviceRole) != 0;
        settings.Charger.ProtocolName = isNode ? ChargerOptions.Analog : values.TextOf(table.ChargerProtocol);
        settings.Charger.MediumMilliAmps = values.NumberOf(table.ModeMediumMilliAmps);
        settings.Charger.FastMilliAmps = values.NumberOf(table.ModeFastMilliAmps);
        settings.Charger.MagnesSlowMilliAmps = values.NumberOf(table.MagnesSlowMilliAmps);
        settings.Charger.MagnesPeriodMs = values.NumberOf(table.MagnesPeriodMs);
        ReadCharger(values, settings.Charger);
        settings.CanEnabled &= isNode || settings.Charger.UsesBus;
        return settings;
    }

    private static void ReadCharger(SettingValues values, ChargerOptions charger)
    {
        SettingTable table = values.Table;
        charger.TcPair = values.NumberOf(table.TcPair);
        charger.TcIsNewer = values.NumberOf(table.TcStatusVersion) != 0;
        charger.AnalogSlowLevel = values.NumberOf(table.AnalogSlowLevel);
        charger.AnalogMediumLevel = values.NumberOf(table.AnalogMediumLevel);
        charger.AnalogFastLevel = values.NumberOf(table.AnalogFastLevel);
        charger.AnalogMaxLevel = values.NumberOf(table.AnalogMaxLevel);
        charger.BrusaFirstId = FirstBrusaId + BrusaIdStep * values.NumberOf(table.BrusaIds);
        charger.BrusaMainsMilliAmps = values.NumberOf(table.BrusaMainsMilliAmps);
        charger.PylontechAnswers = values.NumberOf(table.PylontechNeedsAnswer) != 0;
        charger.PylontechDischargeMilliAmps = values.NumberOf(table.PylontechDischargeMilliAmps);
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
