using System;
using ChargerFirmware.Tests.Scenarios.Settings;

namespace ChargerFirmware.Tests.Host;

/// <summary>What this assembly does when a test starts it as a process of its own: the child that is to be killed.</summary>
/// <remarks>
/// A child needs an entry point somewhere. VirtualCharger would have to carry a hidden verb for it, a tool of its own would be one more project to build and to explain;
/// this assembly has everything the child uses, and the generated entry point that stands here otherwise does nothing.
/// </remarks>
internal static class Program
{
    /// <summary>Followed by folder, first value, and whether to write records in pieces (True or False).</summary>
    public const string SettingsWriterVerb = "settings-writer";

    private static int Main(string[] args)
    {
        if (args.Length == 4 && args[0] == SettingsWriterVerb)
        {
            return SettingsWriter.Run(args[1], long.Parse(args[2]), bool.Parse(args[3]), Console.Out);
        }

        Console.Error.WriteLine("These are tests: run them with dotnet test.");
        return 2;
    }
}
