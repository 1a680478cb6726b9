using System.IO;
using ChargerFirmware.Settings;
using VirtualCharger;

namespace ChargerFirmware.Tests.Scenarios.Settings;

/// <summary>The child: counts up in the settings of a folder for ever and prints each value once it is stored.</summary>
internal static class SettingsWriter
{
    private const int NothingLoaded = 3;
    private const int Refused = 4;

    public static int Run(string folder, long first, bool inPieces, TextWriter output)
    {
        using FolderStorage storage = FolderStorage.Open(folder);
        SettingTable table = new();
        SettingStore store = new(inPieces ? new PiecewiseStorage(storage, folder) : storage, new SettingValues(table));
        if (store.Load() == LoadResult.Defaulted)
        {
            return NothingLoaded;
        }

        SettingChanges changes = new(table);
        for (long value = first; ; value++)
        {
            CountedSettings.Put(changes, table, value);
            if (!store.Commit(changes))
            {
                return Refused;
            }

            output.Write(value + "\n");
            output.Flush();
        }
    }
}
