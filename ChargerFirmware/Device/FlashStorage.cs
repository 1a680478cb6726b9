using System;
using System.IO;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Device;

/// <summary>The firmware's records as files on the internal flash (littlefs, drive I:). Any thread but the control thread.</summary>
public sealed class FlashStorage : IStorage
{
    private const string Root = "I:\\";

    private readonly object _lock = new object();

    public int Read(string name, byte[] buffer)
    {
        lock (_lock)
        {
            try
            {
                string path = PathOf(name);
                return File.Exists(path) ? ReadFile(path, buffer) : -1;
            }
            catch (Exception e)
            {
                Complain(name, e);
                return -1;
            }
        }
    }

    public bool Write(string name, byte[] buffer, int count)
    {
        lock (_lock)
        {
            try
            {
                using (FileStream file = new FileStream(PathOf(name), FileMode.Create, FileAccess.Write))
                {
                    file.Write(buffer, 0, count);
                    file.Flush();
                }

                return true;
            }
            catch (Exception e)
            {
                Complain(name, e);
                return false;
            }
        }
    }

    public bool Exists(string name)
    {
        lock (_lock)
        {
            try
            {
                return File.Exists(PathOf(name));
            }
            catch (Exception e)
            {
                Complain(name, e);
                return false;
            }
        }
    }

    /// <summary>Removes the record; nothing happens when there is none.</summary>
    public void Delete(string name)
    {
        lock (_lock)
        {
            try
            {
                string path = PathOf(name);
                if (File.Exists(path))
                {
                    File.Delete(path);
                }
            }
            catch (Exception e)
            {
                Complain(name, e);
            }
        }
    }

    private static int ReadFile(string path, byte[] buffer)
    {
        using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read))
        {
            if (file.Length > buffer.Length)
            {
                return -1;
            }

            int length = (int)file.Length;
            int read = 0;
            while (read < length)
            {
                int count = file.Read(buffer, read, length - read);
                if (count <= 0)
                {
                    return -1;
                }

                read += count;
            }

            return read;
        }
    }

    // The native side throws IOException, and others for a medium that was never formatted: for the firmware they are one, a medium that refuses.
    private static void Complain(string name, Exception e)
    {
        Console.WriteLine("flash, " + name + ": " + e.GetType().FullName + ": " + e.Message);
    }

    private static string PathOf(string name)
    {
        return Root + name;
    }
}
