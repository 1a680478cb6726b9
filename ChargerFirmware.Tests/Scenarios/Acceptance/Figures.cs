using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>Measured times, in ms.</summary>
internal sealed class Figures(string what)
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double Best => _values.Min();

    public double Median => _values.Order().ElementAt(_values.Count / 2);

    public double Worst => _values.Max();

    public double WorstButOne => _values.OrderDescending().ElementAt(1);

    /// <summary>The time between two Stopwatch timestamps.</summary>
    public static double Ms(long from, long to)
    {
        return Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
    }

    public double Add(double milliseconds)
    {
        _values.Add(milliseconds);
        return milliseconds;
    }

    public override string ToString()
    {
        return string.Create(CultureInfo.InvariantCulture, $"{what}: best {Best:F1}, median {Median:F1}, worst {Worst:F1} ms ({Count} times)");
    }
}
