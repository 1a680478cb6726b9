using System.Collections;

namespace ChargerFirmware.Settings;

/// <summary>Every setting there is, one row each: it drives defaults, checks, the settings page and the table in PROTOCOL.md. Made once; any thread may read.</summary>
/// <remarks>A new setting is one field and one row here (and its line in PROTOCOL.md, which a test asks for).</remarks>
public sealed class SettingTable
{
    public readonly Setting[] Rows;

    public readonly Setting BatteryProfile;
    public readonly Setting BatteryMaxMilliAmps;
    public readonly Setting BatteryAllowNoSensor;
    public readonly ProfileSettings Lfp;
    public readonly ProfileSettings Nmc;
    public readonly ProfileSettings Lto;
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
    public readonly Setting CanEnabled;
    public readonly Setting CanBitRate;
    public readonly Setting CanCrystalHertz;
    public readonly Setting BmsEnabled;
    public readonly Setting BmsBaudRate;
    public readonly Setting WebEnabled;
    public readonly Setting WebMaxBrowsers;
    public readonly Setting WebHeadBytes;
    public readonly Setting WebAllowedHosts;

    /// <summary>Hidden: the user has said stop.</summary>
    public readonly Setting ChargeStopped;

    /// <summary>Hidden: held after over-voltage until the pack has come down.</summary>
    public readonly Setting ChargeHeld;

    /// <summary>Hidden: FaultRegister.LatchedMask in decimal digits.</summary>
    public readonly Setting FaultsLatched;

    private readonly ArrayList _adding = new ArrayList();

    public SettingTable() : this(new Setting[0])
    {
    }

    /// <summary>A table with further rows behind its own: tests try types that no row has yet.</summary>
    public SettingTable(Setting[] more)
    {
        BatteryProfile = Add(Setting.Enum("battery.profile", 0, new string[] { "none", "lfp", "nmc", "lto" }, null, SettingTouch.Charge, "The battery's chemistry; with none nothing is charged."));
        BatteryMaxMilliAmps = Add(MilliAmps("battery.maxMilliAmps", 0, 200000, "The most that the battery may be charged with; 0 is half of its nominal capacity an hour."));
        BatteryAllowNoSensor = Add(Setting.Bool("battery.allowNoSensor", false, SettingTouch.Charge, "Charges a battery whose BMS has no temperature sensor fitted."));
        Lfp = Add(ProfileSettings.Lfp());
        Nmc = Add(ProfileSettings.Nmc());
        Lto = Add(ProfileSettings.Lto());
        ChargeMode = Add(Setting.Enum("charge.mode", Control.ChargeMode.Slow, new string[] { "off", "slow", "medium", "fast" }, null, SettingTouch.Mode, "How fast to charge; the mode buttons set it too."));
        ChargeAutoStart = Add(Setting.Bool("charge.autoStart", true, SettingTouch.Nothing, "Charging starts by itself at power-up."));
        ChargeResumeSeconds = Add(Setting.Int("charge.resumeSeconds", 10, 1, 600, "s", SettingTouch.Charge, "How long a cause of a stop must be gone before charging goes on."));
        ModeSlowMilliAmps = Add(MilliAmps("mode.slow.milliAmps", 5000, 100000, "Charge current of mode slow."));
        ModeMediumMilliAmps = Add(MilliAmps("mode.medium.milliAmps", 10000, 100000, "Charge current of mode medium."));
        ModeFastMilliAmps = Add(MilliAmps("mode.fast.milliAmps", 15000, 100000, "Charge current of mode fast."));
        ChargerProtocol = Add(Setting.Enum("charger.protocol", 0, new string[] { "magnes", "tc" }, null, SettingTouch.Charge, "What the charger on the CAN bus understands."));
        MagnesSlowMilliAmps = Add(MilliAmps("magnes.slowMilliAmps", 0, 100000, "What a magnes charger delivers at byte 32; 0 is no charge, and above 0 the protocol knows no stop."));
        MagnesPeriodMs = Add(Setting.Int("magnes.periodMs", 500, 50, 3000, "ms", SettingTouch.Charge, "How often a magnes charger is told."));
        TcPair = Add(Setting.Enum("tc.pair", 0, new string[] { "e5", "e7", "e8", "e9" }, null, SettingTouch.Charge, "The address of the tc charger, which chooses its pair of CAN ids."));
        CanEnabled = Add(Setting.Bool("can.enabled", true, SettingTouch.Charge, "The CAN bus is used; without it nothing is charged."));
        CanBitRate = Add(Setting.Enum("can.bitRate", 1, new string[] { "125000", "250000", "500000" }, "bit/s", SettingTouch.Charge, "Bit rate of the CAN bus."));
        CanCrystalHertz = Add(Setting.Enum("can.crystalHertz", 0, new string[] { "8000000", "16000000" }, "Hz", SettingTouch.Charge, "The crystal beside the MCP2515, as printed on it."));
        BmsEnabled = Add(Setting.Bool("bms.enabled", true, SettingTouch.Charge, "The BMS is asked; without it nothing is charged."));
        BmsBaudRate = Add(Setting.Enum("bms.baudRate", 0, new string[] { "9600", "19200", "38400", "57600", "115200" }, "bit/s", SettingTouch.Charge, "Speed of the serial line to the BMS."));
        WebEnabled = Add(Setting.Bool("web.enabled", true, SettingTouch.Network, "The web page is served; without it settings can no longer be changed from a browser."));
        WebMaxBrowsers = Add(Setting.Int("web.maxBrowsers", 6, 1, 64, null, SettingTouch.Network, "How many browsers may watch at once."));
        WebHeadBytes = Add(Setting.Int("web.headBytes", 2048, 1024, 8192, "bytes", SettingTouch.Network, "The longest head of an HTTP request."));
        WebAllowedHosts = Add(Setting.Text("web.allowedHosts", "", 200, SettingTouch.Network, "Further host names that the page may be opened under, separated by commas."));
        ChargeStopped = Add(Setting.Bool("charge.stopped", false, SettingTouch.Nothing, "Stopped by the user until a start.", true));
        ChargeHeld = Add(Setting.Bool("charge.held", false, SettingTouch.Nothing, "Held after over-voltage until the pack has come down.", true));
        FaultsLatched = Add(Setting.Text("faults.latched", "0", 20, SettingTouch.Nothing, "Latched faults, bit by code.", true));
        for (int i = 0; i < more.Length; i++)
        {
            Add(more[i]);
        }

        Rows = new Setting[_adding.Count];
        _adding.CopyTo(Rows);
        _adding.Clear();
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
            default:
                return null;
        }
    }

    private static Setting MilliAmps(string key, int defaultValue, int max, string help)
    {
        return Setting.Int(key, defaultValue, 0, max, "mA", SettingTouch.Charge, help);
    }

    private Setting Add(Setting row)
    {
        row.Index = _adding.Count;
        _adding.Add(row);
        return row;
    }

    private ProfileSettings Add(ProfileSettings profile)
    {
        Add(profile.ChargeCellMilliVolts);
        Add(profile.MaxCellMilliVolts);
        Add(profile.MinCellMilliVolts);
        Add(profile.RechargeCellMilliVolts);
        Add(profile.MinDeciC);
        Add(profile.MaxDeciC);
        Add(profile.DerateDeciC);
        return profile;
    }
}
