using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChargerFirmware.Boards;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Architecture;

/// <summary>The two ways to build for the device say the same: packages, versions, files; and the PC's build knows nothing of them.</summary>
[TestClass]
public class DeviceProjectTests
{
    private const string Processor = "nanoFramework.Tools.MetadataProcessor.MsBuildTask";
    private const string Firmware = "ChargerFirmware/ChargerFirmware.nfproj";
    private const string FirmwareSdk = "ChargerFirmware/ChargerFirmware.csproj";
    private const string Base = "ChargerFirmware/Device/Base/ChargerFirmware.Base.nfproj";
    private const string BaseSdk = "ChargerFirmware/Device/Base/ChargerFirmware.Base.csproj";
    private const string Tests = "ChargerFirmware.Tests/Device/ChargerFirmware.Tests.nfproj";
    private const string TestsSdk = "ChargerFirmware.Tests/Device/ChargerFirmware.Device.Tests.csproj";

    // As the solution file writes the type of a nanoFramework project.
    private const string Flavour = "{11A8DD76-328B-46DF-9F39-F559912D0360}";

    [TestMethod]
    [DataRow(Base, BaseSdk, 4)]
    [DataRow(Firmware, FirmwareSdk, 18)]
    [DataRow(Tests, TestsSdk, 10)]
    public void Packages_OfBothWays_AreTheSame(string visualStudio, string sdk, int count)
    {
        string[] config = PackagesConfig(visualStudio);
        string[] sdkPackages = SdkPackages(sdk).Where(p => !p.StartsWith(Processor, StringComparison.Ordinal)).ToArray();
        string[] hints = HintedPackages(visualStudio);

        Assert.HasCount(count, config, "the test must see the packages");
        CollectionAssert.AreEqual(config, sdkPackages, sdk);
        CollectionAssert.AreEqual(config, hints, visualStudio);
        Assert.AreEqual(config.Length, config.Select(p => p.Split(' ')[0]).Distinct().Count(), "a package is named twice");
    }

    [TestMethod]
    public void Packages_OfTheTests_AreThoseOfTheFirmwareAndTheTestFramework()
    {
        string[] more = PackagesConfig(Tests).Except(PackagesConfig(Firmware)).ToArray();

        CollectionAssert.AreEqual(new[] { "nanoFramework.TestFramework 3.0.77" }, more);
        CollectionAssert.IsSubsetOf(PackagesConfig(Base), PackagesConfig(Firmware));
        CollectionAssert.AreEqual(SdkPackages(FirmwareSdk).Where(IsProcessor).ToArray(), SdkPackages(BaseSdk).Where(IsProcessor).ToArray());
        CollectionAssert.AreEqual(SdkPackages(FirmwareSdk).Where(IsProcessor).ToArray(), SdkPackages(TestsSdk).Where(IsProcessor).ToArray());
        CollectionAssert.AreEqual(new[] { Processor + " 3.0.100" }, SdkPackages(FirmwareSdk).Where(IsProcessor).ToArray());
    }

    [TestMethod]
    public void References_OfEveryProject_PointToTheAssemblyThatTheyName()
    {
        foreach (XElement reference in new[] { Base, Firmware, Tests }.SelectMany(p => Elements(p, "Reference")))
        {
            string name = reference.Attribute("Include")!.Value;
            Assert.EndsWith("\\lib\\" + name + ".dll", reference.Elements().Single().Value);
        }
    }

    [TestMethod]
    public void References_BetweenTheAssemblies_AreTheSameBothWays()
    {
        Assert.HasCount(0, ReferencedProjects(Base));
        Assert.HasCount(0, ReferencedProjects(BaseSdk));
        CollectionAssert.AreEqual(new[] { Base }, ReferencedProjects(Firmware));
        CollectionAssert.AreEqual(new[] { BaseSdk }, ReferencedProjects(FirmwareSdk));
        CollectionAssert.AreEqual(new[] { Firmware, Base }, ReferencedProjects(Tests));
        CollectionAssert.AreEqual(new[] { FirmwareSdk, BaseSdk }, ReferencedProjects(TestsSdk));
        Assert.AreEqual("'$(Device)' != ''", Elements(FirmwareSdk, "ProjectReference").Single().Parent!.Attribute("Condition")!.Value, "the PC's build is one assembly");
    }

    [TestMethod]
    public void Files_OfBase_AreItsRooms()
    {
        CollectionAssert.AreEquivalent(DeviceImage.BaseSources.Select(Path.GetFullPath).ToArray(), CompiledFiles(Base));
        foreach (string project in new[] { Base, BaseSdk })
        {
            CollectionAssert.AreEqual(new[] { "BaseVersion.cs;$(BaseFiles)" }, Elements(project, "Compile").Select(e => e.Attribute("Include")!.Value).ToArray(), project);
            Assert.HasCount(1, Elements(project, "Import").Where(e => e.Attribute("Project")!.Value == "Files.props").ToArray());
        }
    }

    [TestMethod]
    public void Files_OfTheImage_AreSharedSourceAndDevice()
    {
        string[] expected = DeviceImage.FirmwareSources.Select(Path.GetFullPath).ToArray();

        CollectionAssert.AreEquivalent(expected, CompiledFiles(Firmware));
        CollectionAssert.AreEquivalent(expected.Where(f => !f.Contains("/Device/")).ToArray(), CompiledFiles(Firmware, "-p:Device=tests"));

        // The other way has the SDK's own pattern, which is the same: nothing may add or take but these.
        string[] rules = Elements(FirmwareSdk, "Compile").Select(e => $"{e.Attribute("Include")?.Value}-{e.Attribute("Remove")?.Value} {e.Attribute("Condition")?.Value ?? e.Parent!.Attribute("Condition")?.Value}").ToArray();
        CollectionAssert.AreEqual(new[] { "-Device/** '$(Device)' == ''", "-bin/**;obj/**;Device/Base/**;$(BaseFiles) '$(Device)' != ''", "-Device/** '$(Device)' == 'tests'" }, rules);
    }

    [TestMethod]
    public void Files_OfTheTests_AreARoomAndWhatItNeeds()
    {
        foreach (string room in DeviceImage.Rooms)
        {
            string[] expected = new[] { "Device", "Doubles", room }.SelectMany(f => DeviceImage.SourcesUnder("ChargerFirmware.Tests/" + f)).ToArray();
            string[] files = CompiledFiles(Tests, "-p:Room=" + room).Where(f => room == "Core" || !f.EndsWith("Core/FakeFlash.cs", StringComparison.Ordinal)).ToArray();
            CollectionAssert.AreEquivalent(expected, files, room);
        }

        Assert.HasCount(0, Elements(Tests, "Compile").ToArray());
        Assert.HasCount(0, Elements(TestsSdk, "Compile").ToArray());
        Assert.HasCount(1, Elements(TestsSdk, "Import").Where(e => e.Attribute("Project")!.Value == "Files.props").ToArray());
    }

    [TestMethod]
    public void Board_AndPage_AreChosenAlike()
    {
        foreach (string project in new[] { Firmware, FirmwareSdk })
        {
            XElement define = Elements(project, "DefineConstants").Single();
            Assert.AreEqual("'$(ChargerBoard)' == 'original'", define.Attribute("Condition")!.Value);
            Assert.EndsWith("ORIGINAL_BOARD", define.Value);
            Assert.HasCount(1, Elements(project, "Import").Where(e => e.Attribute("Project")!.Value.Replace('\\', '/') == "Device/Page.targets").ToArray());
            Assert.IsTrue(Elements(project, "LangVersion").Single().Value is "12" or "12.0");
        }
    }

    [TestMethod]
    public void Version_OfTheImage_IsThePcs()
    {
        string device = Regex.Match(File.ReadAllText(Repository.PathOf("ChargerFirmware/Device/DeviceVersion.cs")), "Text = \"([^\"]+)\"").Groups[1].Value;

        string version = Elements("Directory.Build.props", "Version").Single().Value;
        Assert.AreEqual(version, device);
        Assert.Contains($"AssemblyVersion(\"{version}.0\")", File.ReadAllText(Repository.PathOf("ChargerFirmware/Device/Base/BaseVersion.cs")));
    }

    [TestMethod]
    public void Solution_DeviceProjects_AreBuiltByTheirOwnConfigurationOnly()
    {
        string solution = File.ReadAllText(Repository.PathOf("ChargerFirmware.sln"));
        foreach (string project in new[] { Base, Firmware, Tests })
        {
            Match entry = Regex.Match(solution, "Project\\(\"" + Regex.Escape(Flavour) + "\"\\) = \"[^\"]+\", \"" + Regex.Escape(project.Replace('/', '\\')) + "\", \"(\\{[^}]+\\})\"");
            Assert.IsTrue(entry.Success, project);
            string id = entry.Groups[1].Value;
            Assert.AreEqual(id, Elements(project, "ProjectGuid").Single().Value);
            string[] built = Regex.Matches(solution, Regex.Escape(id) + @"\.(.+)\.Build\.0").Select(m => m.Groups[1].Value).ToArray();
            CollectionAssert.AreEqual(new[] { "Device|Any CPU" }, built, project);
            Assert.Contains(id + " = {3D5A6E1C-52B7-4E0D-9A0B-8B1B1E3C7D10}", solution, "in the folder of the device");
        }
    }

    [TestMethod]
    public void PageResource_Numbers_AreTheHashesOfTheNames()
    {
        string source = File.ReadAllText(Repository.PathOf("ChargerFirmware/Device/PageResource.cs"));
        foreach (string name in new[] { "Page", "Length", "Version", "Api", "ApiLength", "ApiVersion" })
        {
            Assert.Contains($"    {name} = {ResourceId(name)},", source);
            Assert.Contains($"writer.AddResource(\"{name}\"", File.ReadAllText(Repository.PathOf("ChargerFirmware/Device/Page.targets")));
        }
    }

    [TestMethod]
    public void PinMaps_AreThoseOfTheHardwarePage()
    {
        CompareWithPage("## Map A", PinMap.OriginalBoard());
        CompareWithPage("## Map B", PinMap.NewBoard());
    }

    private static void CompareWithPage(string heading, PinMap map)
    {
        Dictionary<string, string> rows = File.ReadLines(Repository.PathOf("hardware/README.md"))
            .SkipWhile(l => !l.StartsWith(heading, StringComparison.Ordinal)).Skip(1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries)).ToDictionary(c => c[1], c => c[2] + " " + c[5]);
        (string Signal, int Pin, string Function)[] pins =
        [
            ("BMS TX", map.BmsTransmit, $"`COM{map.BmsPort}_TX`"), ("BMS RX", map.BmsReceive, $"`COM{map.BmsPort}_RX`"),
            ("MCP2515 SCK", map.CanClock, $"`SPI{map.CanSpiBus}_CLOCK`"), ("MCP2515 SI", map.CanDataOut, $"`SPI{map.CanSpiBus}_MOSI`"), ("MCP2515 SO", map.CanDataIn, $"`SPI{map.CanSpiBus}_MISO`"),
            ("MCP2515 CS", map.CanSelect, "GPIO"), ("MCP2515 INT", map.CanInterrupt, "GPIO"),
            ("0..10 V output", map.AnalogOut, "DAC channel 0"), ("LED", map.Led, "GPIO"), ("charge enable", map.ChargeEnable, "GPIO"), ("set-up button", map.SetupButton, "GPIO"),
        ];
        foreach ((string signal, int pin, string function) in pins)
        {
            Assert.AreEqual(pin + " " + function, rows.GetValueOrDefault(signal), heading + ", " + signal);
        }
    }

    private static bool IsProcessor(string package)
    {
        return package.StartsWith(Processor, StringComparison.Ordinal);
    }

    private static IEnumerable<XElement> Elements(string file, string name)
    {
        return XDocument.Load(Repository.PathOf(file)).Descendants().Where(e => e.Name.LocalName == name);
    }

    private static string[] PackagesConfig(string project)
    {
        return Elements(Path.Combine(Path.GetDirectoryName(project)!, "packages.config"), "package").Select(e => e.Attribute("id")!.Value + " " + e.Attribute("version")!.Value).ToArray();
    }

    private static string[] SdkPackages(string project)
    {
        return Elements(project, "PackageReference").Where(e => e.Attribute("Include")!.Value.StartsWith("nanoFramework.", StringComparison.Ordinal)).Select(e => e.Attribute("Include")!.Value + " " + e.Attribute("Version")!.Value).ToArray();
    }

    private static string[] ReferencedProjects(string project)
    {
        string folder = Path.GetDirectoryName(Repository.PathOf(project))!;
        return Elements(project, "ProjectReference")
            .Select(e => Path.GetRelativePath(Repository.PathOf("."), Path.Combine(folder, e.Attribute("Include")!.Value.Replace('\\', '/'))))
            .ToArray();
    }

    private static string[] HintedPackages(string project)
    {
        return Elements(project, "HintPath").Select(e => Regex.Match(e.Value, @"\\packages\\(.+?)\.(\d[\d.]*)\\lib\\")).Select(m => m.Groups[1].Value + " " + m.Groups[2].Value).ToArray();
    }

    // Asks MSBuild itself; the project system of the device is not needed for that, its imports are conditional.
    private static string[] CompiledFiles(string project, params string[] options)
    {
        ProcessStartInfo start = new("dotnet", ["msbuild", Repository.PathOf(project), "-getItem:Compile", .. options]) { RedirectStandardOutput = true, WorkingDirectory = Repository.PathOf(".") };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, output);
        using JsonDocument json = JsonDocument.Parse(output);
        return json.RootElement.GetProperty("Items").GetProperty("Compile").EnumerateArray().Select(i => i.GetProperty("FullPath").GetString()!).ToArray();
    }

    // How the metadata processor turns a resource's name into its number.
    private static short ResourceId(string name)
    {
        int even = (5381 << 16) + 5381;
        int odd = even;
        for (int i = 0; i < name.Length; i++)
        {
            if (i % 2 == 0)
            {
                even = unchecked((even << 5) + even) ^ name[i];
            }
            else
            {
                odd = unchecked((odd << 5) + odd) ^ name[i];
            }
        }

        int hash = unchecked(even + (odd * 1566083941));
        return unchecked((short)((short)(hash >> 16) ^ (short)hash));
    }
}
