using System;
using System.Globalization;

namespace LoadTest;

/// <summary>Percentiles of measured values.</summary>
public static class Percentiles
{
    public static double At(double[] values, double percent)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(sorted.Length * percent / 100) - 1)];
    }

    public static string Of(double[] values)
    {
        return string.Create(CultureInfo.InvariantCulture, $"p50 {At(values, 50):F1}, p90 {At(values, 90):F1}, p99 {At(values, 99):F1}, p99.9 {At(values, 99.9):F1}, most {At(values, 100):F1}");
    }
}
