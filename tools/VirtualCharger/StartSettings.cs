using System;
using System.Collections.Generic;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;

namespace VirtualCharger;

/// <summary>The settings as a run begins with them: the PC's own defaults and what the command line lays over.</summary>
public static class StartSettings
{
    // A PC has room for more than the device: contract of the web server (PROTOCOL.md, sizes).
    private static readonly (string Key, string Value)[] PcDefaults = [("web.maxBrowsers", "16"), ("web.headBytes", "8192")];


    /// <summary>Values with the host's defaults and the overlay; throws <see cref="StartupException"/> for an overlay that is refused.</summary>
    public static SettingValues Create(Options options)
    {
        SettingValues values = new(new SettingTable());
        SetDefaults(values, PcDefaults);
        if (options.SerialPath == null)
        {
            // The chemistry of a simulated pack is known and nothing can be harmed.
            SetDefaults(values, [("battery.profile", Packs.Find(options.Pack)!.Chemistry.Name), ("charge.mode", "medium")]);
        }

        foreach (KeyValuePair<string, string> setting in options.Settings)
        {
            string? error = values.Overlay(setting.Key, setting.Value);
            if (error != null)
            {
                string where = values.Table.Find(setting.Key) == null ? "; ChargerFirmware/PROTOCOL.md lists them." : ".";
                throw new StartupException("--set " + setting.Key + ": " + error + where);
            }
        }

        return values;
    }

    /// <summary>What will be in force once the firmware has read the medium: for the parts around it that must fit. The firmware reads it again.</summary>
    public static SettingValues Foresee(Options options, IStorage storage)
    {
        SettingValues values = Create(options);
        SettingStore store = new(storage, values);
        store.Load();
        string? error = store.CheckAll();
        if (error != null && options.Settings.Count > 0)
        {
            throw new StartupException("--set: " + Log.Cut(error) + "; give other values.");
        }

        return values;
    }

    private static void SetDefaults(SettingValues values, (string Key, string Value)[] defaults)
    {
        foreach ((string key, string value) in defaults)
        {
            string? error = values.SetHostDefault(key, value);
            if (error != null)
            {
                throw new InvalidOperationException(error);
            }
        }
    }
}
