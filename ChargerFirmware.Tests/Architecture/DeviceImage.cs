using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ChargerFirmware.Tests.Host;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Architecture;

/// <summary>The device build as far as it goes without the device's packages: its sources compiled against <c>DeviceStubs/</c>, which declare what it uses of them.</summary>
/// <remarks>The assemblies stand in <see cref="Folder"/> afterwards; `.ci/run` checks every member that the image uses against the lists of the device's libraries.</remarks>
public static class DeviceImage
{
    /// <summary>Folders of this project whose tests also compile for the device.</summary>
    public static readonly string[] HostFolders = ["Architecture", "Browser", "Device", "Doubles", "Host", "Scenarios"];

    /// <summary>Rooms of the firmware that make the image's lower assembly; all else is the upper one.</summary>
    public static readonly string[] BaseRooms = ["Ports", "Boards", "Core", "Bms", "Can", "Charger", "Control", "Settings", "Journal"];

    private const string BaseFolder = "ChargerFirmware/Device/Base";

    private static readonly Lazy<string> StubsBuild = new(() => Build("DeviceStubs", SourcesUnder("ChargerFirmware.Tests/Architecture/DeviceStubs"), OutputKind.DynamicallyLinkedLibrary, []));
    private static readonly Lazy<string> BaseBuild = new(() => Build("ChargerFirmware.Base", BaseSources, OutputKind.DynamicallyLinkedLibrary, [StubsBuild.Value]));
    private static readonly Lazy<string> FirmwareBuild = new(() => Build("ChargerFirmware", FirmwareSources, OutputKind.ConsoleApplication, [StubsBuild.Value, BaseBuild.Value]));
    private static readonly Lazy<string> WholeBuild = new(() => Build("ChargerFirmware.Whole", [.. RoomSources, .. FirmwareSources], OutputKind.ConsoleApplication, [StubsBuild.Value]));
    private static readonly Lazy<string> TestsBuild = new(() => Build("ChargerFirmware.Tests.Device", TestSources(), OutputKind.ConsoleApplication, [StubsBuild.Value, BaseBuild.Value, FirmwareBuild.Value]));

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "device");

    /// <summary>Rooms of unit tests: each is an image of its own on the device.</summary>
    public static string[] Rooms { get; } = Directory.GetDirectories(Repository.PathOf("ChargerFirmware.Tests"))
        .Select(d => Path.GetFileName(d)!)
        .Where(d => d is not ("bin" or "obj" or "TestResults") && !HostFolders.Contains(d))
        .Order(StringComparer.Ordinal)
        .ToArray();

    public static string Stubs => StubsBuild.Value;

    /// <summary>Files of the image's lower assembly, as full paths.</summary>
    public static string[] BaseSources => [.. RoomSources, .. SourcesUnder(BaseFolder)];

    /// <summary>Files of the image's upper assembly, as full paths.</summary>
    public static string[] FirmwareSources => SourcesUnder("ChargerFirmware").Except(BaseSources).ToArray();

    /// <summary>The image's lower assembly.</summary>
    public static string Base => BaseBuild.Value;

    /// <summary>The image's upper assembly: what knows the web, the network and the board.</summary>
    public static string Firmware => FirmwareBuild.Value;

    /// <summary>Both in one, which no device takes: for tools that would take the one's use of the other for something foreign.</summary>
    public static string Whole => WholeBuild.Value;

    public static string Tests => TestsBuild.Value;

    private static string[] RoomSources => BaseRooms.SelectMany(room => SourcesUnder("ChargerFirmware/" + room)).ToArray();

    /// <summary>C# files of a folder of the repository, without what builds leave there.</summary>
    public static string[] SourcesUnder(string folder)
    {
        string root = Repository.PathOf(folder);
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(root, f).Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .ToArray();
    }

    private static string[] TestSources()
    {
        return Rooms.Append("Doubles").Append("Device").SelectMany(room => SourcesUnder("ChargerFirmware.Tests/" + room)).ToArray();
    }

    private static string Build(string name, string[] sources, OutputKind kind, string[] references)
    {
        CSharpParseOptions options = new(LanguageVersion.CSharp12, DocumentationMode.None);
        SyntaxTree[] trees = sources.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), options, f)).ToArray();
        CSharpCompilation compilation = CSharpCompilation.Create(name, trees, Platform().Concat(references.Select(r => MetadataReference.CreateFromFile(r))), new CSharpCompilationOptions(kind, optimizationLevel: OptimizationLevel.Release));
        Directory.CreateDirectory(Folder);
        string file = Path.Combine(Folder, name + ".dll");
        EmitResult result = compilation.Emit(file);
        Assert.AreEqual("", string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)), name);
        return file;
    }

    private static IEnumerable<MetadataReference> Platform()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(f => Path.GetDirectoryName(f) == framework)

            // Its types of the same names are others: the device's stand in the stubs.
            .Where(f => Path.GetFileName(f) != "System.Net.NetworkInformation.dll")
            .Select(f => MetadataReference.CreateFromFile(f));
    }
}
