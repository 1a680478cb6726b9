using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;

namespace ChargerFirmware.Tests.Architecture;

/// <summary>Image and unit tests compile for the device, and the stubs that stand for its libraries declare nothing that these do not have.</summary>
[TestClass]
public class DeviceCompileTests
{
    private const string ApiFolder = "../shared/nano-api";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Image_Compiles()
    {
        // In two steps, as for the device: what is internal to the one cannot be used by the other.
        using ModuleDefinition lower = ModuleDefinition.ReadModule(DeviceImage.Base);
        using ModuleDefinition image = ModuleDefinition.ReadModule(DeviceImage.Firmware);

        Assert.AreEqual("ChargerFirmware.Device.Program", image.EntryPoint.DeclaringType.FullName);
        Assert.AreEqual(DeviceVersionInSource() + ".0", image.Assembly.Name.Version.ToString());
        Assert.AreEqual(DeviceVersionInSource() + ".0", lower.Assembly.Name.Version.ToString());
        Assert.Contains("ChargerFirmware.Base", image.AssemblyReferences.Select(r => r.Name));
        Assert.DoesNotContain("ChargerFirmware", lower.AssemblyReferences.Select(r => r.Name));
    }

    [TestMethod]
    public void Whole_HasTheTypesOfBothAssemblies()
    {
        using ModuleDefinition lower = ModuleDefinition.ReadModule(DeviceImage.Base);
        using ModuleDefinition image = ModuleDefinition.ReadModule(DeviceImage.Firmware);
        using ModuleDefinition whole = ModuleDefinition.ReadModule(DeviceImage.Whole);

        CollectionAssert.AreEquivalent(OwnTypesOf(whole), OwnTypesOf(lower).Concat(OwnTypesOf(image)).ToArray());
    }

    [TestMethod]
    public void UnitTests_CompileForBothTargets_AndAreTheSame()
    {
        using ModuleDefinition device = ModuleDefinition.ReadModule(DeviceImage.Tests);
        using ModuleDefinition pc = ModuleDefinition.ReadModule(typeof(DeviceCompileTests).Assembly.Location);
        StringBuilder counts = new();
        foreach (string room in DeviceImage.Rooms)
        {
            string[] onDevice = TestsOf(device, room);
            string[] onPc = TestsOf(pc, room);
            counts.AppendLine($"{room}: {onPc.Length} on the PC, {onDevice.Length} for the device");
            Assert.AreEqual("", string.Join('\n', onPc.Except(onDevice)), room);
            Assert.AreEqual(onPc.Length, onDevice.Length, room);
        }

        int total = DeviceImage.Rooms.Sum(room => TestsOf(device, room).Length);
        counts.AppendLine($"unit tests: {DeviceImage.Rooms.Sum(room => TestsOf(pc, room).Length)} on the PC, {total} for the device");
        TestContext.WriteLine(counts.ToString());
        File.WriteAllText(Path.Combine(DeviceImage.Folder, "unit-tests.txt"), counts.ToString());
        Assert.IsTrue(total > 800, "the test must see the tests");
    }

    [TestMethod]
    public void UnitTests_Rows_HaveExactlyTheTypesOfTheirParameters()
    {
        // The PC converts an int to a long; on the device the call of the test would take it for something else. On a null the metadata processor fails.
        using ModuleDefinition device = ModuleDefinition.ReadModule(DeviceImage.Tests);
        IEnumerable<string> wrong =
            from type in device.GetTypes()
            from method in type.Methods
            from row in method.CustomAttributes.Where(a => a.AttributeType.Name == "DataRowAttribute")
            let arguments = ArgumentsOf(row)
            where arguments.Length != method.Parameters.Count || !arguments.Zip(method.Parameters).All(p => p.First == p.Second.ParameterType.FullName)
            select $"{method.FullName}: a row has ({string.Join(", ", arguments)})";

        Assert.AreEqual("", string.Join('\n', wrong.Distinct()));
    }

    [TestMethod]
    [NeedsFiles(ApiFolder)]
    public void Stubs_DeclareOnlyWhatTheDevicesLibrariesHave()
    {
        HashSet<string> known = Directory.EnumerateFiles(Repository.PathOf(ApiFolder), "*.txt").SelectMany(File.ReadLines).Select(line => line.TrimEnd()).ToHashSet(StringComparer.Ordinal);
        using ModuleDefinition stubs = ModuleDefinition.ReadModule(DeviceImage.Stubs);
        string[] ids = stubs.GetTypes().Where(t => t.IsPublic || t.IsNestedPublic).SelectMany(IdsOf).Select(id => id.Replace('/', '.')).ToArray();

        Assert.IsTrue(ids.Length > 60, "the test must see the stubs");
        Assert.AreEqual("", string.Join('\n', ids.Where(id => !id.Split('|').Any(known.Contains))));
    }

    private static string DeviceVersionInSource()
    {
        string line = File.ReadLines(Repository.PathOf("ChargerFirmware/Device/DeviceVersion.cs")).Single(l => l.Contains("const string Text"));
        return line.Split('"')[1];
    }

    private static string[] OwnTypesOf(ModuleDefinition module)
    {
        return module.Types.Where(t => t.Namespace.StartsWith("ChargerFirmware", StringComparison.Ordinal)).Select(t => t.FullName).ToArray();
    }

    // A row counts as one, as both runners count.
    private static string[] TestsOf(ModuleDefinition module, string room)
    {
        string space = "ChargerFirmware.Tests." + room;
        return (
            from type in module.GetTypes()
            where type.Namespace == space || type.Namespace.StartsWith(space + ".", StringComparison.Ordinal)
            where type.CustomAttributes.Any(a => a.AttributeType.Name == "TestClassAttribute")
            from method in type.Methods
            where method.CustomAttributes.Any(a => a.AttributeType.Name == "TestMethodAttribute")
            let rows = method.CustomAttributes.Count(a => a.AttributeType.Name == "DataRowAttribute")
            from row in Enumerable.Range(0, Math.Max(1, rows))
            select $"{type.FullName}.{method.Name}.{row}").ToArray();
    }

    // Null stands for a null.
    private static string?[] ArgumentsOf(CustomAttribute row)
    {
        CustomAttributeArgument argument = row.ConstructorArguments[0];
        return argument.Value is CustomAttributeArgument[] all
            ? all.Select(a => a.Value is CustomAttributeArgument inner ? (inner.Value == null ? null : inner.Type.FullName) : a.Type.FullName).ToArray()
            : [null];
    }

    private static IEnumerable<string> IdsOf(TypeDefinition type)
    {
        yield return "T:" + type.FullName;
        foreach (FieldDefinition field in type.Fields.Where(f => f.IsPublic && f.IsStatic))
        {
            yield return $"F:{type.FullName}.{field.Name}  = {field.Constant}";
        }

        foreach (PropertyDefinition property in type.Properties)
        {
            string id = $"P:{type.FullName}.{property.Name}";
            yield return property.SetMethod == null ? id + "|" + id + "  [get]" : id;
        }

        foreach (EventDefinition one in type.Events)
        {
            yield return $"E:{type.FullName}.{one.Name}";
        }

        foreach (MethodDefinition method in type.Methods.Where(m => m.IsPublic && !m.IsGetter && !m.IsSetter && !m.IsAddOn && !m.IsRemoveOn && !IsImplied(m)))
        {
            yield return IdOf(method);
        }
    }

    // The lists name the constructor of an attribute or class, but not the one that every enum and struct has.
    private static bool IsImplied(MethodDefinition method)
    {
        return method.IsConstructor && method.DeclaringType.IsAbstract;
    }

    private static string IdOf(MethodDefinition method)
    {
        StringBuilder id = new("M:" + method.DeclaringType.FullName + "." + (method.IsConstructor ? "#ctor" : method.Name));
        if (method.HasParameters)
        {
            id.Append('(').AppendJoin(',', method.Parameters.Select(p => p.ParameterType.FullName)).Append(')');
        }

        if (method.Name is "op_Implicit" or "op_Explicit")
        {
            id.Append('~').Append(method.ReturnType.FullName);
        }

        return id.ToString();
    }
}
