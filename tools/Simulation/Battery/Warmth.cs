namespace Simulation.Battery;

/// <summary>How a cell's resistance follows its temperature.</summary>
/// <remarks>
/// Rounded from published pulse measurements of lithium ion cells on graphite (10 s, half full): about twice the resistance at 5 degC and four fifths of it at 40 degC,
/// against 25 degC. Single makes differ by a third either way; the shape is what a charge feels.
/// </remarks>
public static class Warmth
{
    private static readonly double[] Celsius = [-20, -10, 0, 5, 15, 25, 40, 60];
    private static readonly double[] Factors = [6, 4, 2.4, 1.9, 1.35, 1, 0.8, 0.7];

    /// <summary>Resistance as a multiple of that at 25 degC.</summary>
    public static double ResistanceFactor(double celsius)
    {
        if (celsius <= Celsius[0])
        {
            return Factors[0];
        }

        for (int i = 1; i < Celsius.Length; i++)
        {
            if (celsius < Celsius[i])
            {
                double part = (celsius - Celsius[i - 1]) / (Celsius[i] - Celsius[i - 1]);
                return Factors[i - 1] + (part * (Factors[i] - Factors[i - 1]));
            }
        }

        return Factors[^1];
    }
}
