using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ChargerFirmware.Tests.Architecture;

/// <summary>Arrows only go down (ARCHITECTURE.md, section 4): held on the compiled firmware, so that no spelling of a reference escapes.</summary>
[TestClass]
public class LayeringTests
{
    private static readonly string[] Data = ["Bms", "Can", "Charger"];

    // A room and the rooms that it may know, itself and the rooms inside it apart.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Ports"] = [],
        ["Boards"] = [],
        ["Core"] = ["Ports"],
        ["Bms"] = ["Core", "Ports"],
        ["Can"] = ["Core", "Ports"],
        ["Charger"] = ["Can", "Core", "Ports"],
        ["Control"] = ["Bms", "Can", "Charger", "Core", "Ports"],
        ["Settings"] = ["Control", "Charger", "Core", "Ports"],
        ["Journal"] = ["Control", "Bms", "Charger", "Core", "Ports"],
        ["Web"] = ["Control", "Settings", "Journal", "Core", "Ports", .. Data],
        ["Network"] = ["Control", "Settings", "Core", "Ports"],
        ["Ocpp"] = ["Control", "Settings", "Core", "Ports", .. Data],
    };

    // Who only watches sees what was measured, never the things that touch a wire.
    private static readonly string[] WireTypes =
    [
        "ChargerFirmware.Can.ICanBus", "ChargerFirmware.Can.CanFrame", "ChargerFirmware.Can.Mcp2515.*", "ChargerFirmware.Bms.IBmsProtocol", "ChargerFirmware.Bms.BmsProtocols", "ChargerFirmware.Bms.Jbd.*",
        "ChargerFirmware.Charger.IChargerProtocol", "ChargerFirmware.Charger.ChargerLink", "ChargerFirmware.Charger.ChargerProtocols", "ChargerFirmware.Control.ControlLoop", "ChargerFirmware.Control.NodeLoop",
    ];

    [TestMethod]
    public void Firmware_EveryReference_GoesDown()
    {
        List<string> wrong = [];
        int checkedReferences = 0;
        foreach ((TypeDefinition from, TypeReference to) in References())
        {
            string room = RoomOf(from);
            string target = RoomOf(to);
            checkedReferences++;
            if (room.Length == 0 || room == target)
            {
                continue;
            }

            if (target.Length == 0 || !Allowed[room].Contains(target))
            {
                wrong.Add($"{from.FullName} knows {to.FullName}");
            }
        }

        Assert.IsTrue(checkedReferences > 200, "the test must see the firmware");
        Assert.AreEqual("", string.Join("\n", wrong.Distinct()));
    }

    [TestMethod]
    public void Watchers_NeverTouchAWire()
    {
        IEnumerable<string> wrong = References()
            .Where(r => RoomOf(r.From) is "Web" or "Ocpp" or "Network" or "Journal")
            .Where(r => WireTypes.Any(w => w.EndsWith('*') ? r.To.FullName.StartsWith(w[..^1], StringComparison.Ordinal) : r.To.FullName == w))
            .Select(r => $"{r.From.FullName} knows {r.To.FullName}")
            .Distinct();

        Assert.AreEqual("", string.Join("\n", wrong));
    }

    [TestMethod]
    public void LowerAssembly_KnowsNothingOfTheUpper()
    {
        // On the device they are two (ARCHITECTURE.md, device build), on the PC only this keeps them apart.
        IEnumerable<string> wrong = References()
            .Where(r => DeviceImage.BaseRooms.Contains(RoomOf(r.From)) && !DeviceImage.BaseRooms.Contains(RoomOf(r.To)))
            .Select(r => $"{r.From.FullName} knows {r.To.FullName}")
            .Distinct();

        Assert.AreEqual("", string.Join("\n", wrong));
        foreach (string room in DeviceImage.BaseRooms)
        {
            CollectionAssert.IsSubsetOf(Allowed[room], DeviceImage.BaseRooms, room);
        }
    }

    [TestMethod]
    public void EveryRoom_HasItsRule()
    {
        string[] rooms = Directory.GetDirectories(Repository.PathOf("ChargerFirmware")).Select(d => Path.GetFileName(d)!).Where(d => d is not ("bin" or "obj" or "Device")).ToArray();

        CollectionAssert.IsSubsetOf(rooms, Allowed.Keys.ToArray());
    }

    [TestMethod]
    public void Namespaces_FollowTheFolders()
    {
        List<string> wrong = [];
        foreach (string file in Sources())
        {
            string folder = Path.GetRelativePath(Repository.PathOf("ChargerFirmware"), Path.GetDirectoryName(file)!);
            string expected = folder == "." ? "namespace ChargerFirmware;" : "namespace ChargerFirmware." + folder.Replace(Path.DirectorySeparatorChar, '.') + ";";
            if (!File.ReadLines(file).Contains(expected))
            {
                wrong.Add($"{file}: expected '{expected}'");
            }
        }

        Assert.AreEqual("", string.Join("\n", wrong));
    }

    [TestMethod]
    public void ConditionalCompilation_StaysInTheDeviceFolderAndOneFileOfCore()
    {
        string[] files = Sources().Where(f => File.ReadLines(f).Any(l => l.TrimStart().StartsWith("#if", StringComparison.Ordinal))).ToArray();

        Assert.IsTrue(files.Length <= 1 && files.All(f => f.Contains("Core")), string.Join("\n", files));
    }

    private static IEnumerable<string> Sources()
    {
        return Directory.EnumerateFiles(Repository.PathOf("ChargerFirmware"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(Repository.PathOf("ChargerFirmware"), f).Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj" or "Device"));
    }

    private static string RoomOf(TypeReference type)
    {
        while (type.DeclaringType != null)
        {
            type = type.DeclaringType;
        }

        string[] parts = type.Namespace.Split('.');
        return parts.Length > 1 ? parts[1] : "";
    }

    private static IEnumerable<(TypeDefinition From, TypeReference To)> References()
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(typeof(Board).Assembly.Location);
        foreach (TypeDefinition type in assembly.MainModule.GetTypes().Where(t => t.Namespace.StartsWith("ChargerFirmware", StringComparison.Ordinal)))
        {
            foreach (TypeReference reference in ReferencesOf(type).Where(r => r != null && r.GetElementType().Namespace.StartsWith("ChargerFirmware", StringComparison.Ordinal)))
            {
                yield return (type, reference.GetElementType());
            }
        }
    }

    private static IEnumerable<TypeReference> ReferencesOf(TypeDefinition type)
    {
        yield return type.BaseType;
        foreach (InterfaceImplementation i in type.Interfaces)
        {
            yield return i.InterfaceType;
        }

        foreach (FieldDefinition field in type.Fields)
        {
            yield return field.FieldType;
        }

        foreach (MethodDefinition method in type.Methods)
        {
            yield return method.ReturnType;
            foreach (ParameterDefinition parameter in method.Parameters)
            {
                yield return parameter.ParameterType;
            }

            foreach (TypeReference used in UsedBy(method))
            {
                yield return used;
            }
        }
    }

    private static IEnumerable<TypeReference> UsedBy(MethodDefinition method)
    {
        if (!method.HasBody)
        {
            yield break;
        }

        foreach (VariableDefinition local in method.Body.Variables)
        {
            yield return local.VariableType;
        }

        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (instruction.Operand is TypeReference type)
            {
                yield return type;
            }
            else if (instruction.Operand is MemberReference member && member.DeclaringType != null)
            {
                yield return member.DeclaringType;
            }
        }
    }
}
