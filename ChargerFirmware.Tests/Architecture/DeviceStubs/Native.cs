using System;
using System.Resources;

namespace nanoFramework.Runtime.Native;

public enum RebootOption
{
    NormalReboot = 0,
}

public static class GC
{
    public static uint Run(bool compactHeap)
    {
        return 0;
    }
}

public class Power
{
    public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot)
    {
    }
}

public static class Rtc
{
    public static void SetSystemTime(DateTime dateTime)
    {
    }
}

public static class ResourceUtility
{
    public static object GetObject(ResourceManager rm, Enum id)
    {
        return new object();
    }

    public static object GetObject(ResourceManager rm, Enum id, int offset, int length)
    {
        return new object();
    }
}
