using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ChargerFirmware.Tests.Architecture;

/// <summary>What the image costs, folder by folder, and that it does not grow unnoticed. `.ci/run` prints the table.</summary>
/// <remarks>
/// Counted on the image as the tests compile it. What the metadata processor makes of it differs a little: it shares the names that the runtime has anyway,
/// so the count of strings is above the truth. Byte code is counted as it writes it.
/// </remarks>
[TestClass]
public class SizeReportTests
{
    // What there is today and some 10 % more. Raise them on purpose, with the reason in the commit.
    private const int MaxTypes = 315;
    private const int MaxMethods = 2600;

    private const int MaxIlBytes = 170_000;
    private const int MaxResourceBytes = 18_432;

    // Of each assembly. The processor refuses 65535 bytes: its methods have 16-bit offsets. What comes near moves to another assembly in time.
    private const int MaxByteCode = 62_000;

    // An assembly's strings have one table with 16-bit offsets: the processor refuses more.
    private const int MaxStringBytes = 65_535;

    private readonly StringBuilder _report = new();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Image_StaysWithinItsLimits()
    {
        using ModuleDefinition lower = ModuleDefinition.ReadModule(DeviceImage.Base);
        using ModuleDefinition upper = ModuleDefinition.ReadModule(DeviceImage.Firmware);
        TypeDefinition[] types = OwnTypesOf(lower).Concat(OwnTypesOf(upper)).ToArray();
        int page = PageBytes();

        Report($"{"folder",-20}{"types",8}{"methods",9}{"IL bytes",10}{"byte code",11}{"text bytes",12}{"resources",11}");
        foreach (IGrouping<string, TypeDefinition> folder in types.GroupBy(FolderOf).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Report(folder.Key, folder.ToArray(), folder.Key == "Device" ? page : 0);
        }

        Report("all", types, page);
        Report($"{"limit",-20}{MaxTypes,8}{MaxMethods,9}{MaxIlBytes,10}{"-",11}{"-",12}{MaxResourceBytes,11}");
        foreach (ModuleDefinition assembly in new[] { lower, upper })
        {
            Report(assembly.Assembly.Name.Name, OwnTypesOf(assembly), assembly == upper ? page : 0);
        }

        Report($"{"limit of each",-20}{"-",8}{"-",9}{"-",10}{MaxByteCode,11}{MaxStringBytes,12}{"-",11}");
        Keep("sizes.txt");

        Assert.IsTrue(types.Length is > 100 and <= MaxTypes, $"{types.Length} types");
        Assert.IsTrue(Methods(types) <= MaxMethods, $"{Methods(types)} methods");
        Assert.IsTrue(IlBytes(types) <= MaxIlBytes, $"{IlBytes(types)} bytes of IL");
        Assert.IsTrue(page is > 1000 and <= MaxResourceBytes, $"{page} bytes of page");
        foreach (ModuleDefinition assembly in new[] { lower, upper })
        {
            int code = ByteCodeOf(assembly.GetTypes());
            int strings = StringsOf(OwnTypesOf(assembly)).Sum(Bytes);
            Assert.IsTrue(code is > 10_000 and <= MaxByteCode, $"{assembly.Name}: {code} bytes of byte code");
            Assert.IsTrue(strings <= MaxStringBytes, $"{assembly.Name}: {strings} bytes of strings: the metadata processor takes {MaxStringBytes}");
        }
    }

    [TestMethod]
    public void UnitTests_OfEachRoom_FitIntoAnAssembly()
    {
        using ModuleDefinition tests = ModuleDefinition.ReadModule(DeviceImage.Tests);
        foreach (string room in DeviceImage.Rooms)
        {
            TypeDefinition[] types = tests.GetTypes().Where(t => IsIn(t, room) || IsIn(t, "Doubles") || IsIn(t, "Device")).ToArray();
            int strings = StringsOf(types).Sum(Bytes);
            int code = ByteCodeOf(types);
            Report($"tests of {room}: {strings} bytes of strings, {code} of byte code");
            Assert.IsTrue(strings is > 1000 and <= MaxStringBytes, room);
            Assert.IsTrue(code is > 1000 and <= MaxByteCode, $"{room}: {code} bytes of byte code");
        }

        Keep("test-sizes.txt");
    }

    private static bool IsIn(TypeDefinition type, string room)
    {
        TypeDefinition outer = type;
        while (outer.DeclaringType != null)
        {
            outer = outer.DeclaringType;
        }

        return outer.Namespace == "ChargerFirmware.Tests." + room || outer.Namespace.StartsWith("ChargerFirmware.Tests." + room + ".", StringComparison.Ordinal);
    }

    private static string FolderOf(TypeDefinition type)
    {
        TypeDefinition outer = type;
        while (outer.DeclaringType != null)
        {
            outer = outer.DeclaringType;
        }

        string[] parts = outer.Namespace.Split('.');
        return parts.Length > 1 ? parts[1] : ".";
    }

    private static int Methods(IEnumerable<TypeDefinition> types)
    {
        return types.Sum(t => t.Methods.Count);
    }

    private static int IlBytes(IEnumerable<TypeDefinition> types)
    {
        return types.SelectMany(t => t.Methods).Where(m => m.HasBody).Sum(m => m.Body.CodeSize);
    }

    // As the metadata processor writes it: what names a member, type, string or far target has 2 bytes instead of 4, a switch 1 for its count,
    // and a method with handlers 12 for each and 1 for their number.
    private static int ByteCodeOf(IEnumerable<TypeDefinition> types)
    {
        return types.SelectMany(t => t.Methods).Where(m => m.HasBody)
            .Sum(m => m.Body.Instructions.Sum(ByteCodeOf) + (m.Body.HasExceptionHandlers ? (m.Body.ExceptionHandlers.Count * 12) + 1 : 0));
    }

    private static int ByteCodeOf(Instruction instruction)
    {
        return instruction.OpCode.OperandType switch
        {
            OperandType.InlineSwitch => instruction.OpCode.Size + 1 + (((Instruction[])instruction.Operand).Length * 2),
            OperandType.InlineString or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineBrTarget => instruction.GetSize() - 2,
            _ => instruction.GetSize(),
        };
    }

    private static int Bytes(string text)
    {
        return Encoding.UTF8.GetByteCount(text) + 1;
    }

    // Names of types, namespaces, fields, methods and whatever of others is used, and the literals: each once. Parameters and properties have no names there.
    private static HashSet<string> StringsOf(IEnumerable<TypeDefinition> types)
    {
        HashSet<string> strings = new(StringComparer.Ordinal);
        foreach (TypeDefinition type in types)
        {
            strings.Add(type.Name);
            strings.Add(type.Namespace);
            strings.UnionWith(type.Fields.Select(f => f.Name));
            strings.UnionWith(type.Methods.Select(m => m.Name));
            strings.UnionWith(type.Methods.SelectMany(m => m.CustomAttributes).SelectMany(TextsOf));
            foreach (Instruction instruction in type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions))
            {
                strings.UnionWith(TextsOf(instruction));
            }
        }

        return strings;
    }

    private static IEnumerable<string> TextsOf(Instruction instruction)
    {
        return instruction.Operand switch
        {
            string literal => [literal],
            TypeReference type => [type.Name, type.Namespace],
            MemberReference member => [member.Name, member.DeclaringType.Name, member.DeclaringType.Namespace],
            _ => [],
        };
    }

    private static IEnumerable<string> TextsOf(CustomAttribute attribute)
    {
        return attribute.ConstructorArguments
            .SelectMany(a => a.Value as CustomAttributeArgument[] ?? [a])
            .Select(a => a.Value is CustomAttributeArgument inner ? inner.Value as string : a.Value as string)
            .OfType<string>();
    }

    // As Device/Page.targets packs it.
    private static int PageBytes()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
        {
            gzip.Write(File.ReadAllBytes(Repository.PathOf("ChargerFirmware/Web/Page/index.html")));
        }

        return packed.ToArray().Length;
    }

    private static TypeDefinition[] OwnTypesOf(ModuleDefinition assembly)
    {
        return assembly.GetTypes().Where(t => t.FullName.StartsWith("ChargerFirmware", StringComparison.Ordinal)).ToArray();
    }

    private void Report(string what, TypeDefinition[] types, int resources)
    {
        Report($"{what,-20}{types.Length,8}{Methods(types),9}{IlBytes(types),10}{ByteCodeOf(types),11}{StringsOf(types).Sum(Bytes),12}{resources,11}");
    }

    private void Report(string line)
    {
        TestContext.WriteLine(line);
        _report.AppendLine(line);
    }

    // Where `.ci/run` finds it.
    private void Keep(string name)
    {
        File.WriteAllText(Path.Combine(DeviceImage.Folder, name), _report.ToString());
    }
}
