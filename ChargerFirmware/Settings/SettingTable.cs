using System.Collections;

namespace ChargerFirmware.Settings;

/// <summary>Every setting there is, by its key; with <see cref="SettingRows"/> it drives defaults, checks, the settings page and the table in PROTOCOL.md. Made once; any thread may read.</summary>
/// <remarks>A new setting is one field and one line here, and its row in <see cref="SettingRows"/> (and its line in PROTOCOL.md, which a test asks for).</remarks>
public sealed class SettingTable
{
    public readonly Setting[] Rows;

    public readonly Setting BatteryProfile;
    public readonly Setting BatteryMaxMilliAmps;
    public readonly Setting BatteryAllowNoSensor;
    public readonly ProfileSettings Lfp;
    public readonly ProfileSettings Nmc;
    public readonly ProfileSettings Lto;
    public readonly ProfileSettings Custom;
    public readonly Setting ChargeMode;
    public readonly Setting ChargeAutoStart;
    public readonly Setting ChargeResumeSeconds;
    public readonly Setting ModeSlowMilliAmps;
    public readonly Setting ModeMediumMilliAmps;
    public readonly Setting ModeFastMilliAmps;
    public readonly Setting ChargerProtocol;
    public readonly Setting MagnesSlowMilliAmps;
    public readonly Setting MagnesPeriodMs;
    public readonly Setting TcPair;
    public readonly Setting TcStatusVersion;
    public readonly Setting AnalogSlowLevel;
    public readonly Setting AnalogMediumLevel;
    public readonly Setting AnalogFastLevel;
    public readonly Setting AnalogMaxLevel;
    public readonly Setting BrusaIds;
    public readonly Setting BrusaMainsMilliAmps;
    public readonly Setting PylontechNeedsAnswer;
    public readonly Setting PylontechDischargeMilliAmps;
    public readonly Setting CanEnabled;
    public readonly Setting CanBitRate;
    public readonly Setting CanCrystalHertz;
    public readonly Setting BmsEnabled;
    public readonly Setting BmsBaudRate;
    public readonly Setting WebEnabled;
    public readonly Setting WebMaxBrowsers;
    public readonly Setting WebHeadBytes;
    public readonly Setting WebAllowedHosts;
    public readonly Setting WebLegacyPort;
    public readonly Setting WebPin;

    public readonly Setting BatteryMaxSpreadMilliVolts;
    public readonly Setting ChargeGoal;
    public readonly Setting ChargeTargetPercent;
    public readonly Setting ChargeStoragePercent;
    public readonly Setting ChargeRechargePercent;
    public readonly Setting ChargePrechargePermille;
    public readonly Setting ChargeTailMilliAmps;
    public readonly Setting ChargeTaperMinutes;
    public readonly Setting ChargeLimitMilliAmps;
    public readonly Setting ChargeRampMilliAmpsPerSecond;
    public readonly Setting ScheduleFrom;
    public readonly Setting ScheduleTo;
    public readonly Setting ScheduleReadyBy;
    public readonly Setting ScheduleWithoutClock;
    public readonly Setting TimeUtcOffsetMinutes;
    public readonly Setting ChargerMaxMilliAmps;

    public readonly Setting DeviceRole;
    public readonly Setting DeviceName;
    public readonly Setting WifiApFallbackSeconds;
    public readonly Setting TimeServer;

    public readonly Setting ChargerOnlySource;
    public readonly Setting SafetyOpenChargeFet;

    /// <summary>Hidden: the user has said stop.</summary>
    public readonly Setting ChargeStopped;

    /// <summary>Hidden: held after over-voltage until the pack has come down.</summary>
    public readonly Setting ChargeHeld;

    /// <summary>Hidden: FaultRegister.LatchedMask in decimal digits.</summary>
    public readonly Setting FaultsLatched;

    /// <summary>Hidden: password of the charger's own network, made at the first start.</summary>
    public readonly Setting WifiApPassword;

    private ArrayList _adding = new ArrayList();

    public SettingTable() : this(new Setting[0])
    {
    }

    /// <summary>A table with further rows behind its own: tests try types that no row has yet.</summary>
    public SettingTable(Setting[] more)
    {
        BatteryProfile = Add("battery.profile");
        BatteryMaxMilliAmps = Add("battery.maxMilliAmps");
        BatteryAllowNoSensor = Add("battery.allowNoSensor");
        Lfp = AddProfile(new string[]
        {
            "profile.lfp.chargeCellMilliVolts",
            "profile.lfp.maxCellMilliVolts",
            "profile.lfp.minCellMilliVolts",
            "profile.lfp.prechargeCellMilliVolts",
            "profile.lfp.rechargeCellMilliVolts",
            "profile.lfp.minDeciC",
            "profile.lfp.maxDeciC",
            "profile.lfp.derateDeciC",
            "profile.lfp.temperatureTable",
        });
        Nmc = AddProfile(new string[]
        {
            "profile.nmc.chargeCellMilliVolts",
            "profile.nmc.maxCellMilliVolts",
            "profile.nmc.minCellMilliVolts",
            "profile.nmc.prechargeCellMilliVolts",
            "profile.nmc.rechargeCellMilliVolts",
            "profile.nmc.minDeciC",
            "profile.nmc.maxDeciC",
            "profile.nmc.derateDeciC",
            "profile.nmc.temperatureTable",
        });
        Lto = AddProfile(new string[]
        {
            "profile.lto.chargeCellMilliVolts",
            "profile.lto.maxCellMilliVolts",
            "profile.lto.minCellMilliVolts",
            "profile.lto.prechargeCellMilliVolts",
            "profile.lto.rechargeCellMilliVolts",
            "profile.lto.minDeciC",
            "profile.lto.maxDeciC",
            "profile.lto.derateDeciC",
            "profile.lto.temperatureTable",
        });
        Custom = AddProfile(new string[]
        {
            "profile.custom.chargeCellMilliVolts",
            "profile.custom.maxCellMilliVolts",
            "profile.custom.minCellMilliVolts",
            "profile.custom.prechargeCellMilliVolts",
            "profile.custom.rechargeCellMilliVolts",
            "profile.custom.minDeciC",
            "profile.custom.maxDeciC",
            "profile.custom.derateDeciC",
            "profile.custom.temperatureTable",
        });
        ChargeMode = Add("charge.mode");
        ChargeAutoStart = Add("charge.autoStart");
        ChargeResumeSeconds = Add("charge.resumeSeconds");
        BatteryMaxSpreadMilliVolts = Add("battery.maxSpreadMilliVolts");
        ChargeGoal = Add("charge.goal");
        ChargeTargetPercent = Add("charge.targetPercent");
        ChargeStoragePercent = Add("charge.storagePercent");
        ChargeRechargePercent = Add("charge.rechargePercent");
        ChargePrechargePermille = Add("charge.prechargePermille");
        ChargeTailMilliAmps = Add("charge.tailMilliAmps");
        ChargeTaperMinutes = Add("charge.taperMinutes");
        ChargeLimitMilliAmps = Add("charge.limitMilliAmps");
        ChargeRampMilliAmpsPerSecond = Add("charge.rampMilliAmpsPerSecond");
        ScheduleFrom = Add("schedule.from");
        ScheduleTo = Add("schedule.to");
        ScheduleReadyBy = Add("schedule.readyBy");
        ScheduleWithoutClock = Add("schedule.withoutClock");
        TimeUtcOffsetMinutes = Add("time.utcOffsetMinutes");
        ChargerMaxMilliAmps = Add("charger.maxMilliAmps");
        ModeSlowMilliAmps = Add("mode.slow.milliAmps");
        ModeMediumMilliAmps = Add("mode.medium.milliAmps");
        ModeFastMilliAmps = Add("mode.fast.milliAmps");
        ChargerProtocol = Add("charger.protocol");
        MagnesSlowMilliAmps = Add("magnes.slowMilliAmps");
        MagnesPeriodMs = Add("magnes.periodMs");
        TcPair = Add("tc.pair");
        TcStatusVersion = Add("tc.statusVersion");
        AnalogSlowLevel = Add("analog.slowLevel");
        AnalogMediumLevel = Add("analog.mediumLevel");
        AnalogFastLevel = Add("analog.fastLevel");
        AnalogMaxLevel = Add("analog.maxLevel");
        BrusaIds = Add("brusa.ids");
        BrusaMainsMilliAmps = Add("brusa.mainsMilliAmps");
        PylontechNeedsAnswer = Add("pylontech.needsAnswer");
        PylontechDischargeMilliAmps = Add("pylontech.dischargeMilliAmps");
        CanEnabled = Add("can.enabled");
        CanBitRate = Add("can.bitRate");
        CanCrystalHertz = Add("can.crystalHertz");
        BmsEnabled = Add("bms.enabled");
        BmsBaudRate = Add("bms.baudRate");
        WebEnabled = Add("web.enabled");
        WebMaxBrowsers = Add("web.maxBrowsers");
        WebHeadBytes = Add("web.headBytes");
        WebAllowedHosts = Add("web.allowedHosts");
        WebLegacyPort = Add("web.legacyPort");
        WebPin = Add("web.pin");
        DeviceRole = Add("device.role");
        DeviceName = Add("device.name");
        WifiApFallbackSeconds = Add("wifi.apFallbackSeconds");
        TimeServer = Add("time.server");
        ChargerOnlySource = Add("charger.onlySource");
        SafetyOpenChargeFet = Add("safety.openChargeFet");
        ChargeStopped = Add("charge.stopped");
        ChargeHeld = Add("charge.held");
        FaultsLatched = Add("faults.latched");
        WifiApPassword = Add("wifi.apPassword");
        for (int i = 0; i < more.Length; i++)
        {
            Add(more[i]);
        }

        Rows = TakeRows();
    }

    /// <summary>The row of a key; null when there is none.</summary>
    public Setting Find(string key)
    {
        for (int i = 0; i < Rows.Length; i++)
        {
            if (Rows[i].Key == key)
            {
                return Rows[i];
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
            case 4:
                return Custom;
            default:
                return null;
        }
    }

    private Setting[] TakeRows()
    {
        Setting[] rows = new Setting[_adding.Count];
        _adding.CopyTo(rows);
        _adding = null;
        return rows;
    }

    private Setting Add(string key)
    {
        return Add(new Setting(key));
    }

    private Setting Add(Setting row)
    {
        row.Index = _adding.Count;
        _adding.Add(row);
        return row;
    }

    private ProfileSettings AddProfile(string[] keys)
    {
        Setting[] rows = new Setting[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            rows[i] = Add(keys[i]);
        }

        return new ProfileSettings(rows);
    }
}
