using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Web;

/// <summary>What the web server works with: a bag that its owner fills.</summary>
public sealed class WebParts
{
    /// <summary>Real time: sockets and people do not run faster.</summary>
    public IClock Clock;
    public SnapshotBoard Board;
    public CommandQueue Commands;
    public SettingValues Settings;
    public SettingStore Store;
    public ISettingsApplied Applied;
    public IAssets Assets;
    public ISystem System;

    /// <summary>What earlier runs have left.</summary>
    public RestartRecord Restarts;

    /// <summary>What the charger remembers of itself.</summary>
    public ChargeJournal Journal;

    // Of the control thread: its passes, and the decisions among them. Set before the server runs.
    public ThreadHealth PassHealth;
    public ThreadHealth TickHealth;
    public Log Log;

    /// <summary>Null without a network of our own.</summary>
    public IForeignHosts ForeignHosts;

    /// <summary>Null without a radio.</summary>
    public IWifi Wifi;
    public WebNames Names = new WebNames();
}
