using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;

namespace LoadTest;

/// <summary>Looks at a charger every second, from a thread of its own: its metrics, and the process behind it.</summary>
public sealed class ChargerWatch : IDisposable
{
    private readonly HttpClient _http;
    private readonly int _processId;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly List<Sample> _samples = [];
    private volatile bool _isStopping;

    public ChargerWatch(Uri charger, int processId)
    {
        _http = new HttpClient { BaseAddress = charger, Timeout = TimeSpan.FromSeconds(10) };
        _processId = processId;
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>What one look has found; 0 for what is not known.</summary>
    public readonly record struct Sample(DateTime At, int Browsers, double FreeBytes, double UptimeSeconds, long ResidentBytes, int Handles);

    public IReadOnlyList<Sample> Samples
    {
        get
        {
            lock (_lock)
            {
                return [.. _samples];
            }
        }
    }

    /// <summary>Longest time between two beginnings of decisions since the charger's start.</summary>
    public int LongestTickGapMs()
    {
        using JsonDocument diagnostics = JsonDocument.Parse(_http.GetStringAsync("api/diagnostics").GetAwaiter().GetResult());
        return diagnostics.RootElement.GetProperty("threads").GetProperty("ticks").GetProperty("longestGapMs").GetInt32();
    }

    public void Dispose()
    {
        _isStopping = true;
        _thread.Join();
        _http.Dispose();
    }

    private static double Metric(string text, string name)
    {
        string? line = text.Split('\n').FirstOrDefault(found => found.StartsWith(name + " ", StringComparison.Ordinal));
        return line == null ? 0 : double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    private void Run()
    {
        while (!_isStopping)
        {
            try
            {
                string text = _http.GetStringAsync("metrics").GetAwaiter().GetResult();
                Sample sample = new(
                    DateTime.UtcNow,
                    (int)Metric(text, "charger_web_browsers"),
                    Metric(text, "charger_free_memory_bytes"),
                    Metric(text, "charger_uptime_seconds"),
                    ResidentBytes(),
                    Handles());
                lock (_lock)
                {
                    _samples.Add(sample);
                }
            }
            catch (HttpRequestException)
            {
                // Full for a moment, or gone: the samples that are missing show it.
            }

            Thread.Sleep(1000);
        }
    }

    private long ResidentBytes()
    {
        string path = "/proc/" + _processId + "/status";
        string? line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(found => found.StartsWith("VmRSS:", StringComparison.Ordinal)) : null;
        return line == null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private int Handles()
    {
        string path = "/proc/" + _processId + "/fd";
        return Directory.Exists(path) ? Directory.GetFiles(path).Length : 0;
    }
}
