using Simulation.Battery;

namespace VirtualCharger;

/// <summary>The packs that can be simulated, by name.</summary>
public static class Packs
{
    public const string Default = "nmc14";

    /// <summary>For a message.</summary>
    public const string Names = "nmc14, lfp16, lto24";

    /// <summary>A new description of the pack of that name; null when there is none.</summary>
    public static BatteryOptions? Find(string name)
    {
        return name switch
        {
            "nmc14" => new BatteryOptions(),
            "lfp16" => new BatteryOptions { Chemistry = Chemistry.Lfp, Cells = 16 },
            "lto24" => new BatteryOptions { Chemistry = Chemistry.Lto, Cells = 24 },
            _ => null,
        };
    }

    /// <summary>The pack that the command line asks for.</summary>
    public static BatteryOptions Create(Options options)
    {
        BatteryOptions pack = Find(options.Pack)!;
        pack.SocPermille = options.SocPercent < 0 ? pack.SocPermille : options.SocPercent * 10;
        pack.AmbientDeciC = options.AmbientCelsius * 10 ?? pack.AmbientDeciC;
        return pack;
    }
}
