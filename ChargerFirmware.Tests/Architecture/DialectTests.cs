using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ChargerFirmware.Tests.Architecture;

/// <summary>The shared source keeps to what the device's interpreter runs (ARCHITECTURE.md, section 2): held on the compiled firmware.</summary>
/// <remarks>What compiles alike and means the same on both sides needs no rule here; missing members are the API check's matter.</remarks>
[TestClass]
public class DialectTests
{
    private static readonly Code[] CheckedArithmetic =
    [
        Code.Add_Ovf, Code.Add_Ovf_Un, Code.Sub_Ovf, Code.Sub_Ovf_Un, Code.Mul_Ovf, Code.Mul_Ovf_Un,
        Code.Conv_Ovf_I1, Code.Conv_Ovf_I2, Code.Conv_Ovf_I4, Code.Conv_Ovf_I8, Code.Conv_Ovf_U1, Code.Conv_Ovf_U2, Code.Conv_Ovf_U4, Code.Conv_Ovf_U8,
    ];

    // These compile for the device and mean something else there.
    private static readonly string[] OtherMeaning =
    [
        "System.Collections.IEnumerator System.String::GetEnumerator()", "System.CharEnumerator System.String::GetEnumerator()",
        "System.String System.Enum::ToString()", "System.Void System.Random::.ctor(System.Int32)",
    ];

    // Arrays of words that are filled by hand: each with how.
    private static readonly string[] AssignedElsewhere =
    [
        "System.Void ChargerFirmware.Ports.WifiScan::.ctor()", // Clear, in the constructor
        "System.Void ChargerFirmware.Settings.SettingList::Grow(System.Int32)", // the loop right behind it
        "System.Void ChargerFirmware.Boards.PinCheck::.ctor(ChargerFirmware.Boards.PinMap)", // only those below the count are read
    ];

    [TestMethod]
    public void Types_AreNeitherGenericNorValueTypes()
    {
        AssertNone(Types().Where(t => t.HasGenericParameters).Select(t => t.FullName + " is generic: it crashes on the device"));
        AssertNone(Types().Where(t => t.IsValueType && !t.IsEnum).Select(t => t.FullName + " is a struct: every one allocates on the device and cannot be a key"));
    }

    [TestMethod]
    public void Signatures_HaveNoGenericsNorTwoDimensionalArraysNorPointers()
    {
        IEnumerable<string> wrong =
            from type in Types()
            from used in type.Fields.Select(f => f.FieldType)
                .Concat(type.Methods.SelectMany(m => m.Parameters.Select(p => p.ParameterType).Append(m.ReturnType)))
                .Concat(type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Variables.Select(v => v.VariableType)))
            where used is GenericInstanceType or ArrayType { Rank: > 1 } or PointerType || used.IsGenericParameter
            select $"{type.FullName} uses {used.FullName}";

        AssertNone(wrong);
    }

    [TestMethod]
    public void Bodies_HaveNoGenericCallsNoStackallocNoCheckedArithmetic()
    {
        AssertNone(Instructions((method, i) => i.Operand is GenericInstanceMethod || (i.Operand is MemberReference m && m.DeclaringType is GenericInstanceType) ? "calls a generic: " + i.Operand : null));
        AssertNone(Instructions((method, i) => i.OpCode.Code == Code.Localloc ? "has stackalloc" : null));
        AssertNone(Instructions((method, i) => CheckedArithmetic.Contains(i.OpCode.Code) ? "has checked arithmetic, which the device ignores" : null));
    }

    [TestMethod]
    public void Bodies_CallNothingThatMeansSomethingElseOnTheDevice()
    {
        AssertNone(Instructions((method, i) => i.Operand is MethodReference m && OtherMeaning.Contains(m.FullName) ? "calls " + m.FullName : null));
    }

    // A name that is looked up there stops the interpreter, and with it the control thread, until a name server answers or 15 s are over.
    [TestMethod]
    public void Bodies_LookUpNoNames()
    {
        AssertNone(Instructions((method, i) => i.Operand is MethodReference { DeclaringType.FullName: "System.Net.Dns" } m ? "calls " + m.FullName : null));
    }

    [TestMethod]
    public void StaticConstructors_DependOnNoOtherType()
    {
        // On the device they all run before Main, in the order of the types' names, and swallow exceptions.
        AssertNone(Instructions((method, i) =>
        {
            if (!method.IsConstructor || !method.IsStatic || i.Operand is not MemberReference member || member.DeclaringType is not TypeDefinition owner)
            {
                return null;
            }

            bool isOwnField = i.Operand is FieldDefinition && owner == method.DeclaringType;
            bool isArrayData = owner.Name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal);
            return isOwnField || isArrayData ? null : "uses " + member.FullName;
        }));
    }

    [TestMethod]
    public void Interfaces_HaveNoDefaultMethods()
    {
        AssertNone(Types().Where(t => t.IsInterface).SelectMany(t => t.Methods).Where(m => m.HasBody).Select(m => m.FullName + " throws on the device"));
    }

    [TestMethod]
    public void NewStringArrays_HaveEveryElementAssigned()
    {
        // On the device an element that was never assigned is no null: comparing it resets the chip. The compiler leaves a null of an initialiser out.
        string[] found = Instructions((method, i) => i.OpCode.Code == Code.Newarr && i.Operand is TypeReference { FullName: "System.String" } && !IsFilled(i) ? "" : null)
            .Select(f => f.TrimEnd()).Distinct().ToArray();

        CollectionAssert.IsSubsetOf(AssignedElsewhere, found, "what is gone from the code goes from the list");
        AssertNone(found.Except(AssignedElsewhere).Select(f => f + " makes a string[] with an element that nobody assigns"));
    }

    private static bool IsFilled(Instruction newArray)
    {
        int length = newArray.Previous.OpCode.Code switch
        {
            Code.Ldc_I4_S => (sbyte)newArray.Previous.Operand,
            Code.Ldc_I4 => (int)newArray.Previous.Operand,
            >= Code.Ldc_I4_0 and <= Code.Ldc_I4_8 => newArray.Previous.OpCode.Code - Code.Ldc_I4_0,
            _ => -1,
        };
        int assigned = 0;
        Instruction next = newArray.Next;
        while (next.OpCode.Code == Code.Dup)
        {
            while (next.OpCode.Code != Code.Stelem_Ref)
            {
                next = next.Next;
            }

            assigned++;
            next = next.Next;
        }

        return assigned == length;
    }

    private static IEnumerable<TypeDefinition> Types()
    {
        return AssemblyDefinition.ReadAssembly(typeof(Board).Assembly.Location).MainModule.GetTypes()
            .Where(t => t.Namespace.StartsWith("ChargerFirmware", StringComparison.Ordinal) || t.DeclaringType?.Namespace.StartsWith("ChargerFirmware", StringComparison.Ordinal) == true);
    }

    private static IEnumerable<string> Instructions(Func<MethodDefinition, Instruction, string?> judge)
    {
        return
            from type in Types()
            from method in type.Methods
            where method.HasBody
            from instruction in method.Body.Instructions
            let verdict = judge(method, instruction)
            where verdict != null
            select $"{method.FullName} {verdict}";
    }

    private static void AssertNone(IEnumerable<string> findings)
    {
        Assert.AreEqual("", string.Join("\n", findings.Distinct()));
    }
}
