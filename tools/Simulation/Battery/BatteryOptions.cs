namespace Simulation.Battery;

/// <summary>What kind of pack is simulated. The default is the one VirtualCharger describes: 14S NMC, 40 Ah.</summary>
public sealed class BatteryOptions
{
    public Chemistry Chemistry { get; set; } = Chemistry.Nmc;

    /// <summary>Cells in series, 1..32.</summary>
    public int Cells { get; set; } = 14;

    public int CapacityMilliAmpHours { get; set; } = 40_000;

    /// <summary>At the start. From 780 a charge at 10 A runs some 35 minutes before the voltage limit, so both phases come soon at speed.</summary>
    public int SocPermille { get; set; } = 780;

    public int AmbientDeciC { get; set; } = 248;

    /// <summary>A cell (from 1) that is worse than the others; 0 = none.</summary>
    public int WeakCell { get; set; }

    /// <summary>So much of its capacity the weak cell has lost.</summary>
    public int WeakLossPermille { get; set; } = 100;

    /// <summary>So much of a good cell's resistance the weak cell has.</summary>
    public int WeakResistancePercent { get; set; } = 200;

    /// <summary>How far apart the cells start: the outer ones are this much above and below the mean.</summary>
    public double SpreadPermille { get; set; } = 3;
}
