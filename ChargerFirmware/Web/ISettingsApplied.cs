namespace ChargerFirmware.Web;

/// <summary>Hears that settings were stored from the web and are in force. Web thread; must not wait for the control loop.</summary>
public interface ISettingsApplied
{
    /// <summary>Settings are about to be stored. Should the caller never come to <see cref="Apply"/>, because memory is short in between, the next one makes up for it.</summary>
    /// <param name="touches">Bits of Settings.SettingTouch; the mode is not among what is owed.</param>
    void Owe(int touches);

    /// <summary>They are stored.</summary>
    /// <param name="touches">Bits of Settings.SettingTouch: what the changes touch together; nothing where all of it was in force before.</param>
    /// <param name="mode">Where they touch the mode: a value of ChargeMode, the one that was stored.</param>
    void Apply(int touches, int mode);

    /// <summary>Stores what the control loop has decided by now (mode, stop, latched faults); false when the medium refused.</summary>
    bool StoreDecisions();
}
