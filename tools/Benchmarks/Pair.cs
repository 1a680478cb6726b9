using System;

namespace Benchmarks;

/// <summary>One piece of work, done by the firmware's code and by naive code that gives the same.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">What is counted: frames, messages.</param>
/// <param name="Ours">Does it once; a number that depends on the result, so that nothing is left out.</param>
/// <param name="Naive">The same.</param>
public sealed record Pair(string Name, string Unit, Func<int> Ours, Func<int> Naive)
{
    /// <summary>What became of the numbers.</summary>
    public int Sink { get; private set; }

    /// <summary>How often a side does its work in so many milliseconds, roughly.</summary>
    public int Calibrate(Func<int> side, int milliseconds)
    {
        int times = 1;
        while (true)
        {
            double took = Time(side, times);
            if (took >= milliseconds / 4.0)
            {
                return Math.Max(1, (int)(times * milliseconds / took));
            }

            times *= 2;
        }
    }

    /// <summary>Milliseconds of the processor for so many times: others that use the machine do not count, the collector's threads do.</summary>
    public double Time(Func<int> side, int times)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < times; i++)
        {
            Sink += side();
        }

        return Math.Max((Environment.CpuUsage.TotalTime - start).TotalMilliseconds, 0.001);
    }

    /// <summary>Bytes allocated each time.</summary>
    public long Allocated(Func<int> side)
    {
        const int times = 100;
        Time(side, times);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Time(side, times);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / times;
    }
}
