using System;
using System.IO;

namespace ChargerFirmware.Tests.Host;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    public TemporaryFolder()
        : this(Directory.CreateTempSubdirectory("charger-test-").FullName)
    {
    }

    private TemporaryFolder(string path)
    {
        Path = path;
    }

    public string Path { get; }

    /// <summary>A folder in memory where the system has that: for measurements that a busy disk would spoil (its flush can take a second).</summary>
    public static TemporaryFolder InMemory()
    {
        return Directory.Exists(Memory) ? new TemporaryFolder(Directory.CreateDirectory(System.IO.Path.Combine(Memory, "charger-test-" + Guid.NewGuid())).FullName) : new TemporaryFolder();
    }

    public string Combine(string name)
    {
        return System.IO.Path.Combine(Path, name);
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
    }
}
