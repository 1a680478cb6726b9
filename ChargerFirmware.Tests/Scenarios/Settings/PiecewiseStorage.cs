using System.IO;
using ChargerFirmware.Ports;
using VirtualCharger;

namespace ChargerFirmware.Tests.Scenarios.Settings;

/// <summary>A folder whose records are written a few bytes at a time, each piece flushed: a kill then meets the middle of a write, as power does on flash.</summary>
internal sealed class PiecewiseStorage(FolderStorage inner, string folder) : IStorage
{
    private const int PieceBytes = 16;

    public int Read(string name, byte[] buffer)
    {
        return inner.Read(name, buffer);
    }

    public bool Write(string name, byte[] buffer, int count)
    {
        using FileStream file = new(Path.Combine(folder, name), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        for (int at = 0; at < count; at += PieceBytes)
        {
            file.Write(buffer, at, int.Min(PieceBytes, count - at));
            file.Flush(flushToDisk: true);
        }

        file.SetLength(count);
        return true;
    }
}
