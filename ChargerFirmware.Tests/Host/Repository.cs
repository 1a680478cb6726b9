using System;
using System.IO;

namespace ChargerFirmware.Tests.Host;

/// <summary>Files of the source tree, for tests that hold texts true.</summary>
internal static class Repository
{
    public static string PathOf(string relative)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "ChargerFirmware.sln")))
        {
            folder = folder.Parent;
        }

        return folder != null ? Path.Combine(folder.FullName, relative) : throw new DirectoryNotFoundException("the tests do not run inside the source tree");
    }
}
