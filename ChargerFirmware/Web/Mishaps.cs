using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>Errors that nobody has foreseen, each in one connection: they end that connection, and only many of them the whole server. Web thread only.</summary>
public sealed class Mishaps
{
    /// <summary>In one minute: a fault that every request meets is worth a new start, one that a single client can provoke is not.</summary>
    public const int MostInAMinute = 10;

    /// <summary>A line in the log is not longer.</summary>
    public const int MaxLineLength = 100;

    private const int MinuteMs = 60000;

    private readonly Log _log;
    private readonly WebCounters _counters;
    private int _inMinute;
    private long _minuteMs;

    public Mishaps(Log log, WebCounters counters)
    {
        _log = log;
        _counters = counters;
    }

    /// <summary>Counts and logs one; false when there are too many to go on. Memory that is short at the moment is no fault, and a line about it would take some more: the counter tells.</summary>
    public bool IsBearable(string where, Exception error, long nowMs)
    {
        if (error is OutOfMemoryException)
        {
            _counters.Broken++;
            return true;
        }

        if (_inMinute == 0 || nowMs - _minuteMs >= MinuteMs)
        {
            _inMinute = 0;
            _minuteMs = nowMs;
        }

        _inMinute++;
        _counters.Broken++;
        string line = "web: " + where + " ended by " + error.GetType().Name + ": " + error.Message;
        _log.Error(line.Length > MaxLineLength ? line.Substring(0, MaxLineLength) : line);
        return _inMinute <= MostInAMinute;
    }
}
