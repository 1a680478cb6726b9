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

    // The order of the settings page. One way out: on the device each return of a value makes the frame of its method a block larger, and these were more than a kilobyte.
    private static string KeyAt(int index)
    {
        string key;
        switch (index)
        {
            case 0: key = "battery.profile"; break;
            case 1: key = "battery.maxMilliAmps"; break;
            case 2: key = "battery.allowNoSensor"; break;
            case 3: key = "profile.lfp.chargeCellMilliVolts"; break;
            case 4: key = "profile.lfp.maxCellMilliVolts"; break;
            case 5: key = "profile.lfp.minCellMilliVolts"; break;
            case 6: key = "profile.lfp.prechargeCellMilliVolts"; break;
            case 7: key = "profile.lfp.rechargeCellMilliVolts"; break;
            case 8: key = "profile.lfp.minDeciC"; break;
            case 9: key = "profile.lfp.maxDeciC"; break;
            case 10: key = "profile.lfp.derateDeciC"; break;
            case 11: key = "profile.lfp.temperatureTable"; break;
            case 12: key = "profile.nmc.chargeCellMilliVolts"; break;
            case 13: key = "profile.nmc.maxCellMilliVolts"; break;
            case 14: key = "profile.nmc.minCellMilliVolts"; break;
            case 15: key = "profile.nmc.prechargeCellMilliVolts"; break;
            case 16: key = "profile.nmc.rechargeCellMilliVolts"; break;
            case 17: key = "profile.nmc.minDeciC"; break;
            case 18: key = "profile.nmc.maxDeciC"; break;
            case 19: key = "profile.nmc.derateDeciC"; break;
            case 20: key = "profile.nmc.temperatureTable"; break;
            case 21: key = "profile.lto.chargeCellMilliVolts"; break;
            case 22: key = "profile.lto.maxCellMilliVolts"; break;
            case 23: key = "profile.lto.minCellMilliVolts"; break;
            case 24: key = "profile.lto.prechargeCellMilliVolts"; break;
            case 25: key = "profile.lto.rechargeCellMilliVolts"; break;
            case 26: key = "profile.lto.minDeciC"; break;
            case 27: key = "profile.lto.maxDeciC"; break;
            case 28: key = "profile.lto.derateDeciC"; break;
            case 29: key = "profile.lto.temperatureTable"; break;
            case 30: key = "profile.custom.chargeCellMilliVolts"; break;
            case 31: key = "profile.custom.maxCellMilliVolts"; break;
            case 32: key = "profile.custom.minCellMilliVolts"; break;
            case 33: key = "profile.custom.prechargeCellMilliVolts"; break;
            case 34: key = "profile.custom.rechargeCellMilliVolts"; break;
            case 35: key = "profile.custom.minDeciC"; break;
            case 36: key = "profile.custom.maxDeciC"; break;
            case 37: key = "profile.custom.derateDeciC"; break;
            case 38: key = "profile.custom.temperatureTable"; break;
            case 39: key = "charge.mode"; break;
            case 40: key = "charge.autoStart"; break;
            case 41: key = "charge.resumeSeconds"; break;
            case 42: key = "battery.maxSpreadMilliVolts"; break;
            case 43: key = "charge.goal"; break;
            case 44: key = "charge.targetPercent"; break;
            case 45: key = "charge.storagePercent"; break;
            case 46: key = "charge.rechargePercent"; break;
            case 47: key = "charge.prechargePermille"; break;
            case 48: key = "charge.tailMilliAmps"; break;
            case 49: key = "charge.taperMinutes"; break;
            case 50: key = "charge.limitMilliAmps"; break;
            case 51: key = "charge.rampMilliAmpsPerSecond"; break;
            case 52: key = "schedule.from"; break;
            case 53: key = "schedule.to"; break;
            case 54: key = "schedule.readyBy"; break;
            case 55: key = "schedule.withoutClock"; break;
            case 56: key = "time.utcOffsetMinutes"; break;
            case 57: key = "charger.maxMilliAmps"; break;
            case 58: key = "mode.slow.milliAmps"; break;
            case 59: key = "mode.medium.milliAmps"; break;
            case 60: key = "mode.fast.milliAmps"; break;
            case 61: key = "charger.protocol"; break;
            case 62: key = "magnes.slowMilliAmps"; break;
            case 63: key = "magnes.periodMs"; break;
            case 64: key = "tc.pair"; break;
            case 65: key = "tc.statusVersion"; break;
            case 66: key = "analog.slowLevel"; break;
            case 67: key = "analog.mediumLevel"; break;
            case 68: key = "analog.fastLevel"; break;
            case 69: key = "analog.maxLevel"; break;
            case 70: key = "brusa.ids"; break;
            case 71: key = "brusa.mainsMilliAmps"; break;
            case 72: key = "pylontech.needsAnswer"; break;
            case 73: key = "pylontech.dischargeMilliAmps"; break;
            case 74: key = "can.enabled"; break;
            case 75: key = "can.bitRate"; break;
            case 76: key = "can.crystalHertz"; break;
            case 77: key = "bms.enabled"; break;
            case 78: key = "bms.baudRate"; break;
            case 79: key = "web.enabled"; break;
            case 80: key = "web.maxBrowsers"; break;
            case 81: key = "web.headBytes"; break;
            case 82: key = "web.allowedHosts"; break;
            case 83: key = "web.legacyPort"; break;
            case 84: key = "web.pin"; break;
            case 85: key = "device.role"; break;
            case 86: key = "device.name"; break;
            case 87: key = "wifi.apFallbackSeconds"; break;
            case 88: key = "time.server"; break;
            case 89: key = "charger.onlySource"; break;
            case 90: key = "safety.openChargeFet"; break;
            case 91: key = "charge.stopped"; break;
            case 92: key = "charge.held"; break;
            case 93: key = "faults.latched"; break;
            case 94: key = "wifi.apPassword"; break;
            default: throw new ArgumentException("setting " + index.ToString());
        }

        return key;
    }
}
