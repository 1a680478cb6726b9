using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.Json;

namespace LoadTest;

/// <summary>Browsers at once against a charger, and the figures.</summary>
public static class Program
{
    private const int PullSeconds = 10;

    // Around a pull: the clocks of both sides, and the first replies after it.
    private const int PullMarginSeconds = 4;
    private const int MissedPollMs = 1000;

    public static int Main(string[] arguments)
    {
        try
        {
            LoadOptions options = LoadOptions.Parse(arguments);
            if (options.ShowsHelp)
            {
                Console.Out.Write(LoadOptions.Help);
                return 0;
            }

            return Run(options, Console.Out);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
    }

    /// <summary>0 when no good browser was lost and the charger has not restarted.</summary>
    public static int Run(LoadOptions options, TextWriter output)
    {
        using StartedCharger? own = options.Url == null ? new StartedCharger(Arguments(options)) : null;
        Uri url = own?.Url ?? options.Url!;
        IPEndPoint charger = new(Dns.GetHostAddresses(url.Host, System.Net.Sockets.AddressFamily.InterNetwork)[0], url.Port);
        using ChargerWatch watch = new(url, own?.ProcessId ?? options.ProcessId);
        output.WriteLine("load of the machine before: " + LoadAverage());
        double? anchorMs = null;
        if (options.BaselineSeconds > 0)
        {
            LoadRun alone = new(charger);
            alone.Run(new LoadOptions { Browsers = 1, Seconds = options.BaselineSeconds });
            Tell(output, "one browser", alone);
            anchorMs = alone.SmallestMs;
        }

        int before = watch.Samples.Count;
        PollCheck polls = new(options.PullsBms);
        LoadRun run = new(charger) { AnchorMs = anchorMs, EverySecond = (_, telemetry) => polls.Look(telemetry) };
        run.Run(options);
        Tell(output, Names(options), run);
        TellCharger(output, options, [.. watch.Samples.Skip(before)]);
        output.WriteLine("longest time between two ticks since the start: " + watch.LongestTickGapMs() + " ms");
        output.WriteLine("polls of the BMS older than " + MissedPollMs + " ms while it was plugged in: " + polls.Missed + ", oldest " + polls.OldestMs + " ms");
        output.WriteLine("load of the machine after: " + LoadAverage());
        bool hasRestarted = own?.HasEnded == true || watch.Samples.Zip(watch.Samples.Skip(1)).Any(pair => pair.Second.UptimeSeconds < pair.First.UptimeSeconds);
        output.WriteLine("restarts: " + (hasRestarted ? "yes" : "none"));
        return run.Lost == 0 && !hasRestarted ? 0 : 1;
    }

    private static List<string> Arguments(LoadOptions options)
    {
        List<string> arguments = ["--set", "charger.protocol=tc"];
        for (int at = 60; options.PullsBms && at < options.BaselineSeconds + options.Seconds; at += 60)
        {
            arguments.AddRange(["--fault", "bmsPulled@" + at + "-" + (at + PullSeconds)]);
        }

        return arguments;
    }

    private static string Names(LoadOptions options)
    {
        return options.Browsers + " browsers, " + options.Streams + " streams, " + options.Stalled + " stalled, " + options.Vanishing + " vanished, " + options.Seconds + " s";
    }

    private static void Tell(TextWriter output, string what, LoadRun run)
    {
        output.WriteLine(what + ": " + run.Messages + " messages, " + run.Missed + " left out, " + run.Lost + " good browsers lost");
        output.WriteLine("  delay from due to arrival, ms: " + Percentiles.Of(run.DelaysMs()));
        output.WriteLine("    0 is the fastest message of " + (run.AnchorMs != null ? "the baseline with one browser" : "this run: a delay that all have does not show (--baseline)"));
        output.WriteLine("  tick off its grid, ms:         " + Percentiles.Of(run.TickJitterMs()));
    }

    private static void TellCharger(TextWriter output, LoadOptions options, ChargerWatch.Sample[] samples)
    {
        if (samples.Length < 4)
        {
            return;
        }

        int bad = options.Stalled + options.Vanishing;
        if (bad > 0)
        {
            ChargerWatch.Sample[] clean = [.. samples.SkipWhile(sample => sample.Browsers < options.Browsers + bad).SkipWhile(sample => sample.Browsers > options.Browsers)];
            output.WriteLine(clean.Length == 0 ? "the bad ones were never gone" : "the bad ones were gone " + Seconds(clean[0].At - samples[0].At) + " s after the start, they turned bad after 3 s");
        }

        int quarter = Math.Max(1, samples.Length / 4);
        ChargerWatch.Sample[] first = samples[..quarter];
        ChargerWatch.Sample[] last = samples[^quarter..];
        output.WriteLine("heap at its least, last quarter against the first: " + Kib(first.Max(s => s.FreeBytes) - last.Max(s => s.FreeBytes)) + " KiB");
        output.WriteLine("resident, most in the first quarter: " + Kib(first.Max(s => s.ResidentBytes)) + " KiB, in the last: " + Kib(last.Max(s => s.ResidentBytes)) + " KiB");
        output.WriteLine("handles, first: " + samples[0].Handles + ", last: " + samples[^1].Handles);
    }

    private static string Seconds(TimeSpan time)
    {
        return time.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
    }

    private static string Kib(double bytes)
    {
        return (bytes / 1024).ToString("F0", CultureInfo.InvariantCulture);
    }

    private static string LoadAverage()
    {
        return File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] + " on " + Environment.ProcessorCount + " cores" : "not known";
    }

    // The age of the BMS's replies as telemetry tells it, outside of the times when its plug is out.
    private sealed class PollCheck(bool isPulled)
    {
        public int Missed { get; private set; }

        public int OldestMs { get; private set; }

        public void Look(JsonElement telemetry)
        {
            JsonElement age = telemetry.GetProperty("pack").GetProperty("ageMs");
            double second = telemetry.GetProperty("uptimeMs").GetInt64() / 1000.0;
            bool isOut = isPulled && second >= 60 - PullMarginSeconds && ((second + PullMarginSeconds) % 60 < PullSeconds + (2 * PullMarginSeconds));
            if (isOut || second < PullMarginSeconds || age.ValueKind == JsonValueKind.Null)
            {
                return;
            }

            OldestMs = Math.Max(OldestMs, age.GetInt32());
            Missed += age.GetInt32() > MissedPollMs ? 1 : 0;
        }
    }
}
