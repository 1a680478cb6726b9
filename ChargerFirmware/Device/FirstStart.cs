using ChargerFirmware.Core;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Device;

/// <summary>Carries what stands in <c>config.json</c> to where it belongs, once, and removes the file. Main thread, before anything else uses the settings.</summary>
public sealed class FirstStart
{
    private readonly FlashStorage _storage;
    private readonly Log _log;
    private readonly StartFileReader _reader;

    public FirstStart(FlashStorage storage, Log log)
    {
        _storage = storage;
        _log = log;
        _reader = new StartFileReader(storage, log);
    }

    /// <summary>A file that is refused stays, and nothing that is stored changes.</summary>
    public void Apply()
    {
        StartFile file = _reader.Read();
        if (file == null)
        {
            return;
        }

        string error = WifiStore.Store(file.WifiName, file.WifiPassword);
        if (error != null)
        {
            _log.Error("config.json is not used: " + error);
            return;
        }

        StorePatience(file.PatienceSeconds);
        _log.Info("config.json: the WiFi network " + file.WifiName + " is stored");
        if (!_reader.Remove())
        {
            _log.Error("config.json could not be removed: it counts again at the next start, and holds the password");
        }
    }

    private void StorePatience(int seconds)
    {
        SettingValues values = new SettingValues(new SettingTable());
        SettingRow row = values.Table.WifiApFallbackSeconds.Row();
        SettingStore store = new SettingStore(_storage, values, _log);
        if (store.Load() == LoadResult.Defaulted)
        {
            // Storing would hide that the settings are lost.
            _log.Warning("config.json: attempts and delay are not stored, the settings cannot be read");
            return;
        }

        SettingChanges changes = new SettingChanges(values.Table);
        changes.Set(values.Table.WifiApFallbackSeconds, seconds < row.Min ? row.Min : seconds > row.Max ? row.Max : seconds);
        if (!store.Commit(changes))
        {
            _log.Warning("config.json: attempts and delay could not be stored");
        }
    }
}
