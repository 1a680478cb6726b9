namespace Simulation.Charger;

/// <summary>An 8-bit DAC and the output stage behind it, as the original built it: 10 V at code 203, saturating near 225. Under the world's lock.</summary>
public sealed class AnalogPin
{
    public const int MaxCode = 255;

    // Comment in the original's dac.c: about 49.3 mV a code.
    private const double MilliVoltsPerCode = 10_000.0 / 203;
    private const int SaturationCode = 225;

    /// <summary>0..255, 0 at power-up.</summary>
    public int Code { get; set; }

    /// <summary>The control voltage, 0..10 V and a little more.</summary>
    public double MilliVolts => (Code < SaturationCode ? Code : SaturationCode) * MilliVoltsPerCode;
}
