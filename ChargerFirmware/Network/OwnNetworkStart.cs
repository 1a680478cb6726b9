using System.Text;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Network;

/// <summary>For a platform that opens its own network only when it starts: has the right words stored for that, and says when a start is due. Network thread, or the main thread before there is one.</summary>
public sealed class OwnNetworkStart
{
    private const string RecordName = "ownNetwork";

    private readonly IWifiDriver _driver;
    private readonly IStorage _storage;
    private readonly byte[] _mark = new byte[4];

    public OwnNetworkStart(IWifiDriver driver, IStorage storage)
    {
        _driver = driver;
        _storage = storage;
    }

    /// <summary>Before the charger starts: the words of the settings, with a new password where there is none. True when the platform has to start anew for them.</summary>
    public bool Prepare(SettingValues values, SettingStore store, ISystem system)
    {
        string password = values.TextOf(values.Table.WifiApPassword);
        if (!ApPassword.IsUsable(password))
        {
            password = ApPassword.Make(system);
            SettingChanges changes = new SettingChanges(values.Table);
            changes.Set(values.Table.WifiApPassword, password);
            if (!store.Commit(changes))
            {
                // What cannot be kept would be another one at each start.
                return false;
            }
        }

        return Ask(DeviceName.Of(values.TextOf(values.Table.DeviceName), _driver.ChipId), password);
    }

    /// <summary>True when the platform has to start anew to open the own network with these words, which are stored then.</summary>
    public bool Ask(string name, string password)
    {
        return !_driver.RunsAccessPoint(name, password) && _driver.StoreAccessPoint(name, password) && IsFirstTime(name, password);
    }

    // Words that a start has not put into force are not worth a second one: a platform that forgets or refuses must not restart the charger for ever.
    private bool IsFirstTime(string name, string password)
    {
        byte[] words = Encoding.UTF8.GetBytes(name + "\n" + password);
        uint mark = Crc32.Of(words, 0, words.Length);
        if (_storage.Read(RecordName, _mark) == _mark.Length && Bytes.ReadUInt32BigEndian(_mark, 0) == mark)
        {
            return false;
        }

        Bytes.WriteUInt32BigEndian(_mark, 0, mark);
        return _storage.Write(RecordName, _mark, _mark.Length);
    }
}
