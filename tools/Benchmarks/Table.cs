using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Benchmarks;

/// <summary>Measures every pair in interleaved rounds and prints medians: what disturbs the machine disturbs both sides.</summary>
public sealed class Table(int rounds, int milliseconds)
{
    public void Print(TextWriter output)
    {
        output.WriteLine("| work | ours a second | naive a second | ours is faster by | bytes allocated, ours | naive |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (Pair pair in Pairs.All())
        {
            output.WriteLine(Row(pair));
        }

        output.WriteLine();
        output.WriteLine("Medians of " + rounds + " interleaved rounds of " + milliseconds + " ms" + (IsOptimised() ? "." : ", NOT OPTIMISED: give -c Release."));
    }

    private static bool IsOptimised()
    {
        return !typeof(ChargerFirmware.Web.Masking).Assembly.GetCustomAttributes(false).OfType<System.Diagnostics.DebuggableAttribute>().Any(one => one.IsJITOptimizerDisabled);
    }

    private string Row(Pair pair)
    {
        if (pair.Ours() != pair.Naive())
        {
            throw new InvalidOperationException(pair.Name + ": the two sides do not give the same");
        }

        int oursTimes = pair.Calibrate(pair.Ours, milliseconds);
        int naiveTimes = pair.Calibrate(pair.Naive, milliseconds);
        List<double> ours = [];
        List<double> naive = [];
        List<double> ratios = [];
        for (int i = 0; i < rounds; i++)
        {
            ours.Add(oursTimes / pair.Time(pair.Ours, oursTimes) * 1000);
            naive.Add(naiveTimes / pair.Time(pair.Naive, naiveTimes) * 1000);
            ratios.Add(ours[^1] / naive[^1]);
        }

        return "| " + pair.Name + " | " + Shown(Median(ours)) + " " + pair.Unit + " | " + Shown(Median(naive)) + " | " + Median(ratios).ToString("F1") + " | "
            + pair.Allocated(pair.Ours) + " | " + pair.Allocated(pair.Naive) + " |";
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    // Two digits that mean something.
    private static string Shown(double value)
    {
        double step = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(value)) - 1));
        return (Math.Round(value / step) * step).ToString("F0");
    }
}
