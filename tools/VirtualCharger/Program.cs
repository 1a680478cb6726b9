namespace VirtualCharger;

/// <summary>The charger on a PC.</summary>
public static class Program
{
    public static int Main()
    {
        return 0;
    }
}
