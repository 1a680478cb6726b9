using System;
using System.IO;

namespace ChargerFirmware.Tests.Architecture;

/// <summary>Where the sources stand that the architecture tests read.</summary>
public static class Repository
{
    /// <summary>The folder with ChargerFirmware.sln, above the test's output.</summary>
    public static string Root { get; } = FindRoot();

    public static string Firmware => Path.Combine(Root, "ChargerFirmware");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "ChargerFirmware.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("ChargerFirmware.sln is nowhere above " + AppContext.BaseDirectory);
    }
}
