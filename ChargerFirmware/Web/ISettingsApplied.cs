namespace ChargerFirmware.Web;

/// <summary>Hears that settings were stored from the web and are in force. Web thread; must not wait for the control loop.</summary>
public interface ISettingsApplied
{
    /// <param name="touches">Bits of Settings.SettingTouch: what the changes touch together.</param>
    /// <param name="mode">Where they touch the mode: a value of ChargeMode, the one that was stored.</param>
    void Apply(int touches, int mode);

    /// <summary>Stores what the control loop has decided by now (mode, stop, latched faults); false when the medium refused.</summary>
    bool StoreDecisions();
}
