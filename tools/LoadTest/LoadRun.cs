using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace LoadTest;

/// <summary>Browsers against one charger for a time, all on the calling thread, and what they saw.</summary>
/// <remarks>
/// A message becomes due with the snapshot that it tells: the charger sends right behind one. Its delay is arrival less the snapshot's <c>uptimeMs</c>, less the distance of the two clocks,
/// for which the smallest such difference stands: of a quiet run before (<see cref="AnchorMs"/>), else of this one. So the fastest message of the quiet run has the delay 0. What the charger itself waits counts as delay too;
/// a delay that every message has shows against an anchor only.
/// </remarks>
public sealed class LoadRun(IPEndPoint charger)
{
    // The bad ones have had a few messages by then.
    private const double TurnBadSeconds = 3;
    private const int SelectMicroseconds = 5_000;
    private const int TickMs = 100;

    private readonly List<LoadBrowser> _good = [];
    private readonly List<LoadBrowser> _bad = [];
    private readonly List<(double ArrivalMs, long UptimeMs)> _messages = [];
    private readonly HashSet<long> _ticks = [];
    private readonly Stopwatch _watch = new();
    private double _nextSecond;

    /// <summary>Called about once a second with the newest telemetry object and the seconds since the start.</summary>
    public Action<double, JsonElement>? EverySecond { get; init; }

    /// <summary>The <see cref="SmallestMs"/> of a run with one browser against the same charger; null to measure against this run's own.</summary>
    public double? AnchorMs { get; init; }

    /// <summary>The smallest distance of an arrival from the charger's <c>uptimeMs</c>, in ms of this machine's clock.</summary>
    public double SmallestMs => _messages.Min(message => message.ArrivalMs - message.UptimeMs);

    /// <summary>Each delay in ms.</summary>
    public double[] DelaysMs()
    {
        double offset = AnchorMs ?? SmallestMs;
        return [.. _messages.Select(message => message.ArrivalMs - message.UptimeMs - offset)];
    }

    /// <summary>How far each tick of the control loop that a message told was from the grid of 100 ms, in ms.</summary>
    public double[] TickJitterMs()
    {
        // The grid is where most ticks are.
        long phase = _ticks.GroupBy(tick => tick % TickMs).OrderByDescending(group => group.Count()).First().Key;
        return [.. _ticks.Select(tick => (double)Math.Abs(((tick - phase + TickMs + (TickMs / 2)) % TickMs) - (TickMs / 2)))];
    }

    /// <summary>Messages that good browsers did not get between two that they got.</summary>
    public int Missed => _good.Sum(browser => browser.Missed);

    public int Messages => _messages.Count;

    /// <summary>Good browsers that were refused or lost.</summary>
    public int Lost => _good.Count(browser => browser.IsClosed);

    public string? Refusal => _good.Concat(_bad).FirstOrDefault(browser => browser.Refusal != null)?.Refusal;

    /// <summary>Runs; can be called once.</summary>
    public void Run(LoadOptions options)
    {
        for (int i = 0; i < options.Browsers + options.Streams; i++)
        {
            _good.Add(new LoadBrowser(charger, i >= options.Browsers));
        }

        for (int i = 0; i < options.Stalled + options.Vanishing; i++)
        {
            _bad.Add(new LoadBrowser(charger, false));
        }

        _watch.Start();
        bool areBad = false;
        while (_watch.Elapsed.TotalSeconds < options.Seconds)
        {
            if (!areBad && _watch.Elapsed.TotalSeconds >= TurnBadSeconds)
            {
                areBad = true;
                _bad.Take(options.Vanishing).ToList().ForEach(browser => browser.Vanish());
            }

            Receive(areBad ? _good : [.. _good, .. _bad]);
        }

        _good.Concat(_bad).ToList().ForEach(browser => browser.Dispose());
    }

    private void Receive(IEnumerable<LoadBrowser> browsers)
    {
        Dictionary<Socket, LoadBrowser> open = browsers.Where(browser => !browser.IsClosed).ToDictionary(browser => browser.Socket);
        List<Socket> readable = [.. open.Keys];
        if (readable.Count == 0)
        {
            throw new InvalidOperationException("no browser is left" + (Refusal == null ? "" : ": " + Refusal));
        }

        Socket.Select(readable, null, null, SelectMicroseconds);
        foreach (Socket socket in readable)
        {
            open[socket].Receive(Take);
        }
    }

    private void Take(LoadBrowser browser, long at, ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        JsonElement telemetry = JsonElement.ParseValue(ref reader);
        long uptimeMs = telemetry.GetProperty("uptimeMs").GetInt64();
        browser.Note(telemetry.GetProperty("seq").GetInt64());
        if (browser.Messages == 1)
        {
            // Whoever comes is told at once, in the middle of a beat: that message was never due.
            return;
        }

        _messages.Add((Stopwatch.GetElapsedTime(0, at).TotalMilliseconds, uptimeMs));
        _ticks.Add(uptimeMs);
        if (EverySecond != null && _watch.Elapsed.TotalSeconds >= _nextSecond)
        {
            _nextSecond = Math.Floor(_watch.Elapsed.TotalSeconds) + 1;
            EverySecond(_watch.Elapsed.TotalSeconds, telemetry);
        }
    }
}
