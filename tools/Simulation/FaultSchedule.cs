using System;
using System.Collections.Generic;
using System.Globalization;

namespace Simulation;

/// <summary>Starts and ends misbehaviours at their simulated second. Under the world's lock.</summary>
public sealed class FaultSchedule(SimulatedSite site, long startMs) : ISimulatedDevice
{
    private readonly List<(long AtMs, SimulationFault Fault, bool On)> _waiting = [];

    /// <summary>Plans <c>NAME[@SECONDS[-SECONDS]]</c>; one that starts at 0 starts now. Null, or what is wrong with the text.</summary>
    public static string? Check(string text, out SimulationFault? fault, out long fromMs, out long untilMs)
    {
        fromMs = 0;
        untilMs = long.MaxValue;
        string[] parts = text.Split('@', 2);
        fault = SimulationFaults.Find(parts[0]);
        if (fault == null)
        {
            return "there is no misbehaviour '" + parts[0] + "'";
        }

        if (parts.Length == 1)
        {
            return null;
        }

        string[] times = parts[1].Split('-', 2);
        bool isTime = TryMilliseconds(times[0], out fromMs) && (times.Length == 1 || (TryMilliseconds(times[1], out untilMs) && untilMs > fromMs));
        return isTime ? null : "'" + parts[1] + "' is no time in seconds, nor one and a later one like 5-20";
    }

    /// <summary>Plans a misbehaviour; throws for a text that <see cref="Check"/> refuses.</summary>
    public void Plan(string text)
    {
        string? error = Check(text, out SimulationFault? fault, out long fromMs, out long untilMs);
        if (error != null)
        {
            throw new ArgumentException(error, nameof(text));
        }

        if (fromMs == 0)
        {
            fault!.Switch(site, true);
        }
        else
        {
            _waiting.Add((startMs + fromMs, fault!, true));
        }

        if (untilMs != long.MaxValue)
        {
            _waiting.Add((startMs + untilMs, fault!, false));
        }
    }

    public void Step(long nowMs)
    {
        for (int i = 0; i < _waiting.Count; i++)
        {
            (long atMs, SimulationFault fault, bool on) = _waiting[i];
            if (nowMs >= atMs)
            {
                fault.Switch(site, on);
                _waiting.RemoveAt(i);
                i--;
            }
        }
    }

    private static bool TryMilliseconds(string text, out long milliseconds)
    {
        bool isNumber = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds) && seconds <= 1_000_000_000;
        milliseconds = isNumber ? (long)(seconds * 1000) : 0;
        return isNumber;
    }
}
