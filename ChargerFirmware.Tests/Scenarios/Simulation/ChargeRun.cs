using System;
using System.Collections.Generic;
using ChargerFirmware.Control;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Scenarios.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Battery;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>One whole charge of the real control side on a simulated site, watched at every pass: what it reached, how long it took and how calm it was.</summary>
internal sealed class ChargeRun
{
    private const int LongestHours = 24;
    private const int MinuteMs = 60_000;

    // Less is the last digits of readings; 0.5 A of a pack of 40 Ah is C/80.
    private const int SwingMilliAmps = 500;

    private readonly ControlBench _bench;
    private readonly ChargerSnapshot _snapshot = new();
    private readonly Queue<long> _stateChanges = new();
    private readonly Queue<long> _turns = new();
    private readonly Queue<long> _swings = new();
    private readonly long _startMs;
    private int _state = -1;
    private int _request = -1;
    private int _slope;
    private int _extreme;
    private int _swingSlope;
    private long _lookMs;

    /// <param name="protocol">The charger's.</param>
    /// <param name="pack">What is charged.</param>
    /// <param name="settings">Laid over the defaults.</param>
    public ChargeRun(string protocol, BatteryOptions pack, params (string Key, string Value)[] settings)
    {
        SettingValues values = new(new SettingTable());
        Overlay(values, "battery.profile", pack.Chemistry.Name);
        Overlay(values, "charger.protocol", protocol);
        foreach ((string key, string value) in settings)
        {
            Overlay(values, key, value);
        }

        Settings = ChargeSettingsReader.Read(values, false);

        // A front end that is off by up to 2 mV all the time and 1 mV from one reading to the next.
        SiteOptions site = new() { Battery = pack, CellNoiseMilliVolts = 1, CellOffsetMilliVolts = 2 };
        _bench = new ControlBench(protocol, Settings, new ChargeStart { Mode = ChargeMode.Fast }, site);
        Ideal = new IdealCharge(_bench.Site.Battery);
        _startMs = _bench.NowMs;
    }

    public ChargeSettings Settings { get; }

    /// <summary>On the same pack as it stood at the start.</summary>
    public IdealCharge Ideal { get; }

    public SimulatedSite Site => _bench.Site;

    /// <summary>The highest that any cell really was.</summary>
    public double HighestMilliVolts { get; private set; }

    public double HighestCelsius { get; private set; } = double.MinValue;

    /// <summary>From power-up to complete.</summary>
    public double Seconds { get; private set; }

    /// <summary>Until the first time at the charge voltage.</summary>
    public double SecondsToVoltage { get; private set; } = -1;

    /// <summary>Mean state of charge of the cells at the end.</summary>
    public double EndPermille => Site.Battery.ChargeMilliAmpHours * 1000 / Site.Battery.NominalMilliAmpHours;

    /// <summary>State changes in the busiest minute once the charge voltage was reached.</summary>
    public int StateChangesPerMinute { get; private set; }

    /// <summary>How often the request changed from rising to falling or back, in the busiest minute since the charge voltage was reached.</summary>
    public int TurnsPerMinute { get; private set; }

    /// <summary>Of these the ones that went back by half an ampere or more.</summary>
    public int SwingsPerMinute { get; private set; }

    /// <summary>How often the request went to zero before the end.</summary>
    public int Interruptions { get; private set; }

    /// <summary>The states passed, with the second of each.</summary>
    public List<string> Story { get; } = [];

    /// <summary>Lives until the charge is complete.</summary>
    public ChargeRun ToTheEnd()
    {
        do
        {
            _bench.Pass();
            Watch();
            if (_bench.NowMs >= _lookMs)
            {
                _lookMs = _bench.NowMs + ControlLoop.TickMs;
                Look();
            }
        }
        while (_snapshot.State != ChargeState.Complete);

        Seconds = (_bench.NowMs - _startMs) / 1000.0;

        // What is still under way counts too.
        for (int i = 0; i < 1000; i++)
        {
            _bench.Pass();
            Watch();
        }

        return this;
    }

    private static void Overlay(SettingValues values, string key, string value)
    {
        string error = values.Overlay(key, value);
        Assert.IsNull(error, key + ": " + error);
    }

    private static void Forget(Queue<long> times, long nowMs)
    {
        while (times.Count > 0 && nowMs - times.Peek() >= MinuteMs)
        {
            times.Dequeue();
        }
    }

    private void Watch()
    {
        BatteryModel battery = Site.Battery;
        for (int i = 0; i < battery.Cells.Count; i++)
        {
            HighestMilliVolts = Math.Max(HighestMilliVolts, battery.CellMilliVolts(i));
        }

        HighestCelsius = Math.Max(HighestCelsius, battery.Celsius);
    }

    private void Look()
    {
        _bench.Board.Read(_snapshot);
        long nowMs = _bench.NowMs;
        double seconds = (nowMs - _startMs) / 1000.0;
        Assert.IsLessThan(0, _snapshot.Faults.WorstStop(), "a fault after " + seconds + " s: " + string.Join(", ", Story));
        Assert.IsTrue(seconds < LongestHours * 3600, "no end: " + string.Join(", ", Story));
        FollowState(nowMs, seconds);
        FollowRequest(nowMs);
    }

    private void FollowState(long nowMs, double seconds)
    {
        if (_snapshot.State == _state)
        {
            return;
        }

        _state = _snapshot.State;
        if (Story.Count < 200)
        {
            Story.Add((int)seconds + " " + ChargeState.NameOf(_state));
        }

        if (SecondsToVoltage < 0 && (_state == ChargeState.ConstantVoltage || _state == ChargeState.Taper))
        {
            SecondsToVoltage = seconds;
        }

        if (SecondsToVoltage >= 0)
        {
            StateChangesPerMinute = Math.Max(StateChangesPerMinute, InLastMinute(_stateChanges, nowMs));
        }
    }

    private void FollowRequest(long nowMs)
    {
        int request = _snapshot.RequestMilliAmps;
        int slope = Math.Sign(request - _request);
        bool isFirst = _request < 0;
        bool ends = _snapshot.State == ChargeState.Complete;
        Interruptions += !isFirst && _request > 0 && request == 0 && !ends ? 1 : 0;
        _request = request;
        if (slope == 0 || isFirst || ends)
        {
            return;
        }

        bool counts = SecondsToVoltage >= 0 || !_snapshot.ChargerReports;
        if (counts && _slope != 0 && slope != _slope)
        {
            TurnsPerMinute = Math.Max(TurnsPerMinute, InLastMinute(_turns, nowMs));
        }

        _slope = slope;
        FollowSwing(request, counts, nowMs);
    }

    // A swing ends where the request has gone back far enough from the last extreme.
    private void FollowSwing(int request, bool counts, long nowMs)
    {
        int back = (_extreme - request) * _swingSlope;
        if (back >= SwingMilliAmps && counts)
        {
            SwingsPerMinute = Math.Max(SwingsPerMinute, InLastMinute(_swings, nowMs));
        }

        if (_swingSlope == 0 || back >= SwingMilliAmps)
        {
            _swingSlope = _swingSlope == 0 ? 1 : -_swingSlope;
            _extreme = request;
        }
        else if (back < 0)
        {
            _extreme = request;
        }
    }

    private static int InLastMinute(Queue<long> times, long nowMs)
    {
        Forget(times, nowMs);
        times.Enqueue(nowMs);
        return times.Count;
    }
}
