using System;

namespace Simulation.Battery;

/// <summary>A cell chemistry: how the open-circuit voltage follows the state of charge, and where its voltages lie.</summary>
/// <remarks>
/// The curves are rounded from published slow-discharge curves of common cells (NMC 18650, LFP prismatic, LTO prismatic at 25 degC).
/// They are for simulation: the shape is right, the last ten millivolts are not any particular maker's.
/// </remarks>
public sealed class Chemistry
{
    private const int PointsPerUnit = 20;

    private readonly double[] _curve;
    private readonly double _overchargeSlope;

    private Chemistry(string name, double fullMilliVolts, double overchargeMilliVoltsPerPercent, double[] curve)
    {
        Name = name;
        FullMilliVolts = fullMilliVolts;
        _overchargeSlope = overchargeMilliVoltsPerPercent * 100;
        _curve = curve;
    }

    /// <summary>Nickel manganese cobalt.</summary>
    public static Chemistry Nmc { get; } = new("nmc", 4150, 25,
        [3000, 3340, 3450, 3505, 3550, 3585, 3612, 3636, 3660, 3688, 3720, 3765, 3818, 3868, 3918, 3965, 4008, 4048, 4088, 4140, 4200]);

    /// <summary>Lithium iron phosphate: flat, then a sharp knee.</summary>
    public static Chemistry Lfp { get; } = new("lfp", 3500, 60,
        [2700, 3080, 3195, 3225, 3248, 3268, 3283, 3290, 3294, 3297, 3301, 3306, 3316, 3325, 3330, 3333, 3336, 3340, 3346, 3360, 3460]);

    /// <summary>Lithium titanate.</summary>
    public static Chemistry Lto { get; } = new("lto", 2700, 15,
        [1800, 2040, 2110, 2148, 2178, 2202, 2222, 2240, 2258, 2276, 2294, 2312, 2331, 2352, 2375, 2400, 2428, 2462, 2505, 2570, 2690]);

    /// <summary>As in the setting battery.profile.</summary>
    public string Name { get; }

    /// <summary>What a cell of this chemistry is charged to.</summary>
    public double FullMilliVolts { get; }

    /// <summary>The chemistry of that name; throws for an unknown one.</summary>
    public static Chemistry Named(string name)
    {
        return name switch
        {
            "nmc" => Nmc,
            "lfp" => Lfp,
            "lto" => Lto,
            _ => throw new ArgumentException("no chemistry '" + name + "': nmc, lfp or lto", nameof(name)),
        };
    }

    /// <summary>Open-circuit voltage at a state of charge of 0..1. Beyond both ends it goes on steeply, so that an abused cell shows it.</summary>
    public double OpenMilliVolts(double soc)
    {
        if (soc >= 1)
        {
            return _curve[^1] + ((soc - 1) * _overchargeSlope);
        }

        if (soc <= 0)
        {
            // 100 mV a percent: an over-discharged cell collapses, and never below 0 V.
            return Math.Max(0, _curve[0] + (soc * 10_000));
        }

        double place = soc * PointsPerUnit;
        int below = (int)place;
        return _curve[below] + ((place - below) * (_curve[below + 1] - _curve[below]));
    }
}
