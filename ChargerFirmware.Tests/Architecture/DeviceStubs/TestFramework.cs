using System;

namespace nanoFramework.TestFramework;

[AttributeUsage(AttributeTargets.Class)]
public class TestClassAttribute : Attribute
{
}

[AttributeUsage(AttributeTargets.Method)]
public class TestMethodAttribute : Attribute
{
}

[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class DataRowAttribute : Attribute
{
    public DataRowAttribute(params object[] methodParameters)
    {
        MethodParameters = methodParameters;
    }

    public object[] MethodParameters { get; }
}

public sealed class Assert
{
    public static void AreEqual(bool expected, bool actual, string message = "")
    {
    }

    public static void AreEqual(byte expected, byte actual, string message = "")
    {
    }

    public static void AreEqual(int expected, int actual, string message = "")
    {
    }

    public static void AreEqual(uint expected, uint actual, string message = "")
    {
    }

    public static void AreEqual(long expected, long actual, string message = "")
    {
    }

    public static void AreEqual(string expected, string actual, string message = "")
    {
    }

    public static void AreEqual(object expected, object actual, string message = "")
    {
    }

    public static void AreNotEqual(int expected, int actual, string message = "")
    {
    }

    public static void AreNotEqual(string expected, string actual, string message = "")
    {
    }

    public static void AreNotEqual(object expected, object actual, string message = "")
    {
    }

    public static void IsTrue(bool condition, string message = "")
    {
    }

    public static void IsFalse(bool condition, string message = "")
    {
    }

    public static void IsNull(object value, string message = "")
    {
    }

    public static void IsNotNull(object value, string message = "")
    {
    }
}
