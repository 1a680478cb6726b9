using System;

namespace ChargerFirmware.Settings;

/// <summary>Every setting there is, by its key; with <see cref="SettingRows"/> it drives defaults, checks, the settings page and the table in PROTOCOL.md. Any thread may read.</summary>
/// <remarks>
/// A new setting is one line among the keys and one property here, and its row in <see cref="SettingRows"/> (and its line in PROTOCOL.md, which a test asks for).
/// Like the rows, settings are made when somebody looks at them: nearly a hundred that were held took 8 KB on the device.
/// </remarks>
public sealed class SettingTable
{
    /// <summary>The option of <see cref="BatteryProfile"/> that has no values of a chemistry by itself.</summary>
    public const int CustomProfile = 4;

    private const int OwnCount = 95;

    private readonly Setting[] _more;

    public SettingTable() : this(null)
    {
    }

    /// <summary>A table with further rows behind its own: tests try types that no row has yet.</summary>
    public SettingTable(Setting[] more)
    {
        _more = more;
    }

    public int Count => OwnCount + (_more == null ? 0 : _more.Length);

    public Setting BatteryProfile => new Setting("battery.profile");

    public Setting BatteryMaxMilliAmps => new Setting("battery.maxMilliAmps");

    public Setting BatteryAllowNoSensor => new Setting("battery.allowNoSensor");

    public ProfileSettings Lfp => new ProfileSettings("profile.lfp.");

    public ProfileSettings Nmc => new ProfileSettings("profile.nmc.");

    public ProfileSettings Lto => new ProfileSettings("profile.lto.");

    public ProfileSettings Custom => new ProfileSettings("profile.custom.");

    public Setting ChargeMode => new Setting("charge.mode");

    public Setting ChargeAutoStart => new Setting("charge.autoStart");

    public Setting ChargeResumeSeconds => new Setting("charge.resumeSeconds");

    public Setting BatteryMaxSpreadMilliVolts => new Setting("battery.maxSpreadMilliVolts");

    public Setting ChargeGoal => new Setting("charge.goal");

    public Setting ChargeTargetPercent => new Setting("charge.targetPercent");

    public Setting ChargeStoragePercent => new Setting("charge.storagePercent");

    public Setting ChargeRechargePercent => new Setting("charge.rechargePercent");

    public Setting ChargePrechargePermille => new Setting("charge.prechargePermille");

    public Setting ChargeTailMilliAmps => new Setting("charge.tailMilliAmps");

    public Setting ChargeTaperMinutes => new Setting("charge.taperMinutes");

    public Setting ChargeLimitMilliAmps => new Setting("charge.limitMilliAmps");

    public Setting ChargeRampMilliAmpsPerSecond => new Setting("charge.rampMilliAmpsPerSecond");

    public Setting ScheduleFrom => new Setting("schedule.from");

    public Setting ScheduleTo => new Setting("schedule.to");

    public Setting ScheduleReadyBy => new Setting("schedule.readyBy");

    public Setting ScheduleWithoutClock => new Setting("schedule.withoutClock");

    public Setting TimeUtcOffsetMinutes => new Setting("time.utcOffsetMinutes");

    public Setting ChargerMaxMilliAmps => new Setting("charger.maxMilliAmps");

    public Setting ModeSlowMilliAmps => new Setting("mode.slow.milliAmps");

    public Setting ModeMediumMilliAmps => new Setting("mode.medium.milliAmps");

    public Setting ModeFastMilliAmps => new Setting("mode.fast.milliAmps");

    public Setting ChargerProtocol => new Setting("charger.protocol");

    public Setting MagnesSlowMilliAmps => new Setting("magnes.slowMilliAmps");

    public Setting MagnesPeriodMs => new Setting("magnes.periodMs");

    public Setting TcPair => new Setting("tc.pair");

    public Setting TcStatusVersion => new Setting("tc.statusVersion");

    public Setting AnalogSlowLevel => new Setting("analog.slowLevel");

    public Setting AnalogMediumLevel => new Setting("analog.mediumLevel");

    public Setting AnalogFastLevel => new Setting("analog.fastLevel");

    public Setting AnalogMaxLevel => new Setting("analog.maxLevel");

    public Setting BrusaIds => new Setting("brusa.ids");

    public Setting BrusaMainsMilliAmps => new Setting("brusa.mainsMilliAmps");

    public Setting PylontechNeedsAnswer => new Setting("pylontech.needsAnswer");

    public Setting PylontechDischargeMilliAmps => new Setting("pylontech.dischargeMilliAmps");

    public Setting CanEnabled => new Setting("can.enabled");

    public Setting CanBitRate => new Setting("can.bitRate");

    public Setting CanCrystalHertz => new Setting("can.crystalHertz");

    public Setting BmsEnabled => new Setting("bms.enabled");

    public Setting BmsBaudRate => new Setting("bms.baudRate");

    public Setting WebEnabled => new Setting("web.enabled");

    public Setting WebMaxBrowsers => new Setting("web.maxBrowsers");

    public Setting WebHeadBytes => new Setting("web.headBytes");

    public Setting WebAllowedHosts => new Setting("web.allowedHosts");

    public Setting WebLegacyPort => new Setting("web.legacyPort");

    public Setting WebPin => new Setting("web.pin");

    public Setting DeviceRole => new Setting("device.role");

    public Setting DeviceName => new Setting("device.name");

    public Setting WifiApFallbackSeconds => new Setting("wifi.apFallbackSeconds");

    public Setting TimeServer => new Setting("time.server");

    public Setting ChargerOnlySource => new Setting("charger.onlySource");

    public Setting SafetyOpenChargeFet => new Setting("safety.openChargeFet");

    /// <summary>Hidden: the user has said stop.</summary>
    public Setting ChargeStopped => new Setting("charge.stopped");

    /// <summary>Hidden: held after over-voltage until the pack has come down.</summary>
    public Setting ChargeHeld => new Setting("charge.held");

    /// <summary>Hidden: FaultRegister.LatchedMask in decimal digits.</summary>
    public Setting FaultsLatched => new Setting("faults.latched");

    /// <summary>Hidden: password of the charger's own network, made at the first start.</summary>
    public Setting WifiApPassword => new Setting("wifi.apPassword");

    /// <summary>One row after the other. Allocates.</summary>
    public Setting At(int index)
    {
        return index < OwnCount ? new Setting(KeyAt(index)) : _more[index - OwnCount];
    }

    /// <summary>The row of a key; null when there is none.</summary>
    public Setting Find(string key)
    {
        for (int i = 0; i < OwnCount; i++)
        {
            // Ours is text in flash, the caller's is memory.
            string known = KeyAt(i);
            if (known == key)
            {
                return new Setting(known);
            }
        }

        for (int i = OwnCount; i < Count; i++)
        {
            if (_more[i - OwnCount].Key == key)
            {
                return _more[i - OwnCount];
            }
        }

        return null;
    }

    /// <summary>The rows of a chemistry by the index of <see cref="BatteryProfile"/>; null for none.</summary>
    public ProfileSettings ProfileAt(int profileIndex)
    {
        switch (profileIndex)
        {
            case 1:
                return Lfp;
            case 2:
                return Nmc;
            case 3:
                return Lto;
            case CustomProfile:
                return Custom;
            default:
                return null;
        }
    }

    // The order of the settings page.
    private static string KeyAt(int index)
    {
        switch (index)
        {
            case 0: return "battery.profile";
            case 1: return "battery.maxMilliAmps";
            case 2: return "battery.allowNoSensor";
            case 3: return "profile.lfp.chargeCellMilliVolts";
            case 4: return "profile.lfp.maxCellMilliVolts";
            case 5: return "profile.lfp.minCellMilliVolts";
            case 6: return "profile.lfp.prechargeCellMilliVolts";
            case 7: return "profile.lfp.rechargeCellMilliVolts";
            case 8: return "profile.lfp.minDeciC";
            case 9: return "profile.lfp.maxDeciC";
            case 10: return "profile.lfp.derateDeciC";
            case 11: return "profile.lfp.temperatureTable";
            case 12: return "profile.nmc.chargeCellMilliVolts";
            case 13: return "profile.nmc.maxCellMilliVolts";
            case 14: return "profile.nmc.minCellMilliVolts";
            case 15: return "profile.nmc.prechargeCellMilliVolts";
            case 16: return "profile.nmc.rechargeCellMilliVolts";
            case 17: return "profile.nmc.minDeciC";
            case 18: return "profile.nmc.maxDeciC";
            case 19: return "profile.nmc.derateDeciC";
            case 20: return "profile.nmc.temperatureTable";
            case 21: return "profile.lto.chargeCellMilliVolts";
            case 22: return "profile.lto.maxCellMilliVolts";
            case 23: return "profile.lto.minCellMilliVolts";
            case 24: return "profile.lto.prechargeCellMilliVolts";
            case 25: return "profile.lto.rechargeCellMilliVolts";
            case 26: return "profile.lto.minDeciC";
            case 27: return "profile.lto.maxDeciC";
            case 28: return "profile.lto.derateDeciC";
            case 29: return "profile.lto.temperatureTable";
            case 30: return "profile.custom.chargeCellMilliVolts";
            case 31: return "profile.custom.maxCellMilliVolts";
            case 32: return "profile.custom.minCellMilliVolts";
            case 33: return "profile.custom.prechargeCellMilliVolts";
            case 34: return "profile.custom.rechargeCellMilliVolts";
            case 35: return "profile.custom.minDeciC";
            case 36: return "profile.custom.maxDeciC";
            case 37: return "profile.custom.derateDeciC";
            case 38: return "profile.custom.temperatureTable";
            case 39: return "charge.mode";
            case 40: return "charge.autoStart";
            case 41: return "charge.resumeSeconds";
            case 42: return "battery.maxSpreadMilliVolts";
            case 43: return "charge.goal";
            case 44: return "charge.targetPercent";
            case 45: return "charge.storagePercent";
            case 46: return "charge.rechargePercent";
            case 47: return "charge.prechargePermille";
            case 48: return "charge.tailMilliAmps";
            case 49: return "charge.taperMinutes";
            case 50: return "charge.limitMilliAmps";
            case 51: return "charge.rampMilliAmpsPerSecond";
            case 52: return "schedule.from";
            case 53: return "schedule.to";
            case 54: return "schedule.readyBy";
            case 55: return "schedule.withoutClock";
            case 56: return "time.utcOffsetMinutes";
            case 57: return "charger.maxMilliAmps";
            case 58: return "mode.slow.milliAmps";
            case 59: return "mode.medium.milliAmps";
            case 60: return "mode.fast.milliAmps";
            case 61: return "charger.protocol";
            case 62: return "magnes.slowMilliAmps";
            case 63: return "magnes.periodMs";
            case 64: return "tc.pair";
            case 65: return "tc.statusVersion";
            case 66: return "analog.slowLevel";
            case 67: return "analog.mediumLevel";
            case 68: return "analog.fastLevel";
            case 69: return "analog.maxLevel";
            case 70: return "brusa.ids";
            case 71: return "brusa.mainsMilliAmps";
            case 72: return "pylontech.needsAnswer";
            case 73: return "pylontech.dischargeMilliAmps";
            case 74: return "can.enabled";
            case 75: return "can.bitRate";
            case 76: return "can.crystalHertz";
            case 77: return "bms.enabled";
            case 78: return "bms.baudRate";
            case 79: return "web.enabled";
            case 80: return "web.maxBrowsers";
            case 81: return "web.headBytes";
            case 82: return "web.allowedHosts";
            case 83: return "web.legacyPort";
            case 84: return "web.pin";
            case 85: return "device.role";
            case 86: return "device.name";
            case 87: return "wifi.apFallbackSeconds";
            case 88: return "time.server";
            case 89: return "charger.onlySource";
            case 90: return "safety.openChargeFet";
            case 91: return "charge.stopped";
            case 92: return "charge.held";
            case 93: return "faults.latched";
            case 94: return "wifi.apPassword";
            default: throw new ArgumentException("setting " + index.ToString());
        }
    }
}
