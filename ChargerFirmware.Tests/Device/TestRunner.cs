using System;
using System.Reflection;

namespace ChargerFirmware.Tests.Device;

/// <summary>Runs every unit test of this assembly on the interpreter or a board and prints one line for each that fails, then the total.</summary>
/// <remarks>
/// The launcher that comes with nanoFramework.TestFramework calls a test with no object behind it: a class whose tests share a field would fail there.
/// Here each test has an object of its own, as on the PC.
/// </remarks>
public static class TestRunner
{
    private static int s_passed;
    private static int s_failed;

    public static void Main()
    {
        Type[] types = Assembly.GetExecutingAssembly().GetTypes();
        for (int i = 0; i < types.Length; i++)
        {
            if (types[i].IsClass && Has(types[i].GetCustomAttributes(true), typeof(TestClassAttribute)))
            {
                RunClass(types[i]);
            }
        }

        Console.WriteLine("device tests: " + s_passed.ToString() + " passed, " + s_failed.ToString() + " failed");
    }

    private static void RunClass(Type type)
    {
        MethodInfo[] methods = type.GetMethods();
        for (int i = 0; i < methods.Length; i++)
        {
            object[] attributes = methods[i].GetCustomAttributes(true);
            bool hasRows = Has(attributes, typeof(DataRowAttribute));
            for (int k = 0; k < attributes.Length; k++)
            {
                Type attribute = attributes[k].GetType();
                if (attribute == typeof(DataRowAttribute))
                {
                    Run(type, methods[i], ((DataRowAttribute)attributes[k]).MethodParameters);
                }
                else if (attribute == typeof(TestMethodAttribute) && !hasRows)
                {
                    Run(type, methods[i], null);
                }
            }
        }
    }

    private static void Run(Type type, MethodInfo method, object[] row)
    {
        try
        {
            object target = type.GetConstructor(new Type[0]).Invoke(null);
            method.Invoke(target, row);
            s_passed++;
        }
        catch (Exception e)
        {
            s_failed++;
            Console.WriteLine("failed: " + type.FullName + "." + method.Name + Text(row) + ": " + e.GetType().FullName + ": " + e.Message);
        }
    }

    private static bool Has(object[] attributes, Type wanted)
    {
        for (int i = 0; i < attributes.Length; i++)
        {
            if (attributes[i].GetType() == wanted)
            {
                return true;
            }
        }

        return false;
    }

    private static string Text(object[] row)
    {
        string text = "";
        for (int i = 0; row != null && i < row.Length; i++)
        {
            text += (i == 0 ? "(" : ", ") + (row[i] == null ? "null" : row[i].ToString());
        }

        return text.Length == 0 ? text : text + ")";
    }
}
