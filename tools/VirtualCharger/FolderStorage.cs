using System;
using System.IO;
using ChargerFirmware.Ports;

namespace VirtualCharger;

/// <summary>The firmware's records as files of a folder, which belongs to one process at a time. Any thread may call.</summary>
/// <remarks>
/// A record is overwritten in place and flushed to the disk, as on flash. A temporary file and a rename would make each write whole,
/// but then the two copies that protect the firmware's records on the device would never be put to work here.
/// </remarks>
public sealed class FolderStorage : IStorage, IDisposable
{
    private const string LockName = "charger.lock";

    private readonly string _folder;
    private readonly FileStream _lockFile;
    private readonly object _lock = new object();

    private FolderStorage(string folder, FileStream lockFile)
    {
        _folder = folder;
        _lockFile = lockFile;
    }

    /// <summary>Takes the folder, which is made when there is none; the system gives it free when the process ends, however that happens.</summary>
    /// <exception cref="IOException">It cannot be had; the message is one line that names it and says how to mend it.</exception>
    public static FolderStorage Open(string folder)
    {
        string full = FullPath(folder);
        if (File.Exists(full))
        {
            throw Refusal(folder, "is a file; name a folder");
        }

        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refusal(folder, "cannot be made; name a folder that may be written");
        }

        return new FolderStorage(full, Lock(folder, full));
    }

    /// <inheritdoc/>
    public int Read(string name, byte[] buffer)
    {
        lock (_lock)
        {
            try
            {
                using FileStream file = new(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                return file.Length <= buffer.Length ? file.ReadAtLeast(buffer, (int)file.Length, throwOnEndOfStream: false) : -1;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return -1;
            }
        }
    }

    /// <inheritdoc/>
    public bool Write(string name, byte[] buffer, int count)
    {
        lock (_lock)
        {
            try
            {
                // Without a buffer of its own the stream hands the record to the system in one piece.
                using FileStream file = new(PathOf(name), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
                file.Write(buffer, 0, count);
                file.SetLength(count);
                file.Flush(flushToDisk: true);
                return true;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>Gives the folder free.</summary>
    public void Dispose()
    {
        _lockFile.Dispose();
    }

    private static string FullPath(string folder)
    {
        try
        {
            return Path.GetFullPath(folder);
        }
        catch (ArgumentException)
        {
            throw Refusal(folder, "is no path; name a folder");
        }
    }

    private static FileStream Lock(string folder, string full)
    {
        try
        {
            return new FileStream(Path.Combine(full, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException)
        {
            throw Refusal(folder, "may not be written; change its rights or name another folder");
        }
        catch (IOException exception) when (IsInUse(exception))
        {
            throw Refusal(folder, "is in use by another charger; stop that one or name another folder");
        }
        catch (IOException)
        {
            throw Refusal(folder, "cannot be written; name another folder");
        }
    }

    // EWOULDBLOCK of flock (11 on Linux, 35 on macOS); ERROR_SHARING_VIOLATION on Windows.
    private static bool IsInUse(IOException exception)
    {
        return (exception.HResult & 0xFFFF) is 11 or 35 or 32;
    }

    private static IOException Refusal(string folder, string why)
    {
        string printable = string.Create(folder.Length, folder, (target, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
        return new IOException($"data folder '{printable}' {why}");
    }

    private string PathOf(string name)
    {
        return Path.Combine(_folder, name);
    }
}
