using Simulation.Battery;

namespace Simulation.Bms;

/// <summary>When a JBD board protects its pack, and when it lets go again; names and meaning as parameter registers 18..27 of the protocol.</summary>
public sealed class JbdLimits
{
    public double CellOverMilliVolts;
    public double CellOverReleaseMilliVolts;
    public double CellUnderMilliVolts;
    public double CellUnderReleaseMilliVolts;
    public double BalanceFromMilliVolts;

    /// <summary>Balancing wants at least this spread (register 2B).</summary>
    public double BalanceWindowMilliVolts = 15;
    public double ChargeHotCelsius = 60;
    public double ChargeHotReleaseCelsius = 55;
    public double ChargeColdCelsius = -5;
    public double ChargeColdReleaseCelsius;
    public double DischargeHotCelsius = 70;
    public double DischargeHotReleaseCelsius = 60;
    public double DischargeColdCelsius = -20;
    public double DischargeColdReleaseCelsius = -15;
    public double ChargeOverMilliAmps = 60_000;
    public double DischargeOverMilliAmps = 100_000;

    /// <summary>Voltage and temperature conditions must last this long (registers 3A..3D; shipped boards have 1 or 2 s).</summary>
    public int DelayMs = 1000;

    /// <summary>Over-current: delay and release (registers 3E, 3F).</summary>
    public int CurrentDelayMs = 10_000;
    public int CurrentReleaseMs = 30_000;

    /// <summary>The board as a good installer sets it: it steps in above every voltage that a right charge reaches, and below what harms the cells.</summary>
    public static JbdLimits For(Chemistry chemistry)
    {
        return chemistry.Name switch
        {
            "lfp" => new JbdLimits { CellOverMilliVolts = 3620, CellOverReleaseMilliVolts = 3500, CellUnderMilliVolts = 2500, CellUnderReleaseMilliVolts = 2900, BalanceFromMilliVolts = 3380 },
            "lto" => new JbdLimits { CellOverMilliVolts = 2820, CellOverReleaseMilliVolts = 2720, CellUnderMilliVolts = 1800, CellUnderReleaseMilliVolts = 2000, BalanceFromMilliVolts = 2500, ChargeColdCelsius = -15, ChargeColdReleaseCelsius = -10 },
            _ => new JbdLimits { CellOverMilliVolts = 4220, CellOverReleaseMilliVolts = 4150, CellUnderMilliVolts = 2800, CellUnderReleaseMilliVolts = 3100, BalanceFromMilliVolts = 4000 },
        };
    }
}
