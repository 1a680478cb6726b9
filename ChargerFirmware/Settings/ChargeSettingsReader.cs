using System;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Settings;

/// <summary>Turns the settings into the plain numbers that the control loop works with.</summary>
public static class ChargeSettingsReader
{
    private const int MilliPerUnit = 1000;
    private const int PermillePerPercent = 10;
    private const int MsPerMinute = 60000;

    // The options of brusa.ids, in order.
    private const int FirstBrusaId = 0x610;
    private const int BrusaIdStep = 0x10;

    // Closer together, a full pack's own relaxation would start the next charge at once.
    private const int RechargeGapMilliVolts = 50;

    // What the three chemistries have as they come, rounded.
    private const int CustomRechargeMilliVolts = 100;

    /// <summary>Makes a new set of numbers; cold path, any thread.</summary>
    /// <param name="values">All settings; device.role is not asked, it counts from the next start on.</param>
    /// <param name="isNode">The role that this run began with.</param>
    public static ChargeSettings Read(SettingValues values, bool isNode)
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
        ReadCharge(values, settings);
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
        int index = values.NumberOf(values.Table.BatteryProfile);
        ProfileSettings profile = values.Table.ProfileAt(index);
        if (profile == null)
        {
            return;
        }

        settings.ChargeCellMilliVolts = values.NumberOf(profile.ChargeCellMilliVolts);
        settings.MaxCellMilliVolts = values.NumberOf(profile.MaxCellMilliVolts);
        settings.IsCustom = index == SettingTable.CustomProfile;
        settings.ProfileChosen = settings.ChargeCellMilliVolts > 0 && settings.MaxCellMilliVolts > 0;
        settings.MinCellMilliVolts = values.NumberOf(profile.MinCellMilliVolts);
        settings.PrechargeCellMilliVolts = values.NumberOf(profile.PrechargeCellMilliVolts);
        int recharge = values.NumberOf(profile.RechargeCellMilliVolts);
        settings.RechargeCellMilliVolts = recharge == 0 ? settings.ChargeCellMilliVolts - CustomRechargeMilliVolts : Math.Min(recharge, settings.ChargeCellMilliVolts - RechargeGapMilliVolts);
        settings.MinDeciC = values.NumberOf(profile.MinDeciC);
        settings.MaxDeciC = values.NumberOf(profile.MaxDeciC);
        settings.DerateDeciC = values.NumberOf(profile.DerateDeciC);
        settings.Temperatures = TemperatureTable.Parse(values.TextOf(profile.TemperatureTable));
    }

    private static void ReadCharge(SettingValues values, ChargeSettings settings)
    {
        SettingTable table = values.Table;
        settings.MaxSpreadMilliVolts = values.NumberOf(table.BatteryMaxSpreadMilliVolts);
        settings.Goal = values.NumberOf(table.ChargeGoal);
        settings.GoalPermille = PermillePerPercent * values.NumberOf(settings.Goal == ChargeGoal.Storage ? table.ChargeStoragePercent : table.ChargeTargetPercent);
        settings.RechargePermille = PermillePerPercent * values.NumberOf(table.ChargeRechargePercent);
        settings.PrechargePermille = values.NumberOf(table.ChargePrechargePermille);
        settings.TailMilliAmps = values.NumberOf(table.ChargeTailMilliAmps);
        settings.TaperMs = values.NumberOf(table.ChargeTaperMinutes) * MsPerMinute;
        settings.LimitMilliAmps = values.NumberOf(table.ChargeLimitMilliAmps);
        settings.ChargerMaxMilliAmps = values.NumberOf(table.ChargerMaxMilliAmps);
        settings.RampMilliAmpsPerSecond = values.NumberOf(table.ChargeRampMilliAmpsPerSecond);
        settings.FromMinute = MinuteOf(values, table.ScheduleFrom);
        settings.ToMinute = MinuteOf(values, table.ScheduleTo);
        settings.ReadyByMinute = MinuteOf(values, table.ScheduleReadyBy);
        settings.WaitsWithoutClock = values.NumberOf(table.ScheduleWithoutClock) != 0;
        settings.UtcOffsetMinutes = values.NumberOf(table.TimeUtcOffsetMinutes);
    }

    private static int MinuteOf(SettingValues values, Setting setting)
    {
        int minute = SettingForm.MinuteOf(values.TextOf(setting));
        return minute < 0 ? Unknown.Number : minute;
    }
}
