using ChargerFirmware.Core;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Device;

/// <summary>Carries what stands in <c>config.json</c> to where it belongs, once, and removes the file. Main thread, before anything else uses the settings.</summary>
public sealed class FirstStart
{
    // How long to try the owner's network before the charger opens its own: a setting of the network part.
    private const string PatienceKey = "wifi.apFallbackSeconds";

    private readonly FlashStorage _storage;
    private readonly Log _log;
    private readonly StartFileReader _reader;

    public FirstStart(FlashStorage storage, Log log)
    {
        _storage = storage;
        _log = log;
        _reader = new StartFileReader(storage, log);
    }

    /// <summary>True when something was stored that takes effect at the next start. A file that is refused stays, and nothing that is stored changes.</summary>
    public bool Apply()
    {
        StartFile file = _reader.Read();
        if (file == null)
        {
            return false;
        }

        string error = WifiStore.Store(file.WifiName, file.WifiPassword);
        if (error != null)
        {
            _log.Error("config.json is not used: " + error);
            return false;
        }

        StorePatience(file.PatienceSeconds);
        _log.Info("config.json: the WiFi network " + file.WifiName + " is stored");

        // A file that cannot be removed must not restart the charger again and again.
        return _reader.Remove();
    }

    private void StorePatience(int seconds)
    {
        SettingValues values = new SettingValues(new SettingTable());
        Setting patience = values.Table.Find(PatienceKey);
        if (patience == null)
        {
            return;
        }

        SettingStore store = new SettingStore(_storage, values, _log);
        store.Load();
        SettingChanges changes = new SettingChanges(values.Table);
        changes.Set(patience, seconds < patience.Row().Min ? patience.Row().Min : seconds > patience.Row().Max ? patience.Row().Max : seconds);
        store.Commit(changes);
    }
}
