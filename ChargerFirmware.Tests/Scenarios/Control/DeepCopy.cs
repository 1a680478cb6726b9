using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>A second charger in exactly the state of the first: every field of every object behind it, copied.</summary>
internal static class DeepCopy
{
    public static T Of<T>(T original) where T : class
    {
        return (T)Copy(original, new Dictionary<object, object>(ReferenceEqualityComparer.Instance))!;
    }

    private static object? Copy(object? original, Dictionary<object, object> done)
    {
        if (original is null or string or Type || original.GetType().IsPrimitive)
        {
            return original;
        }

        if (done.TryGetValue(original, out object? copy))
        {
            return copy;
        }

        if (original is Array array)
        {
            Array other = (Array)array.Clone();
            done[original] = other;
            for (int i = 0; i < other.Length && !array.GetType().GetElementType()!.IsPrimitive; i++)
            {
                other.SetValue(Copy(array.GetValue(i), done), i);
            }

            return other;
        }

        object made = RuntimeHelpers.GetUninitializedObject(original.GetType());
        done[original] = made;

        // A type lists the private fields of its base types nowhere but there.
        for (Type? type = original.GetType(); type != null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                field.SetValue(made, Copy(field.GetValue(original), done));
            }
        }

        return made;
    }
}
