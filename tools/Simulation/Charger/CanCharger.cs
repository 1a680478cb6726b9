using System;
using System.Collections.Generic;
using ChargerFirmware.Can;
using Simulation.Battery;
using Simulation.Can;

namespace Simulation.Charger;

/// <summary>What all chargers with a CAN command have in common: they deliver what they were asked for last, tell what they do, and end by themselves when nobody asks any more. Under the world's lock.</summary>
public abstract class CanCharger : ICanNode, ISimulatedDevice
{
    private readonly PowerStage _stage;
    private readonly List<CanFrame> _waiting = [];
    private readonly int _timeoutMs;
    private readonly int _statusPeriodMs;
    private long _nextStatusMs = -1;
    private long _lastCommandMs = -1;

    /// <param name="pack">What it charges; it connects itself.</param>
    /// <param name="bitsPerSecond">What it listens to.</param>
    /// <param name="timeoutMs">The longest silence of its master that it tolerates.</param>
    /// <param name="statusPeriodMs">How often it tells.</param>
    /// <param name="faults">Shared with whoever switches them.</param>
    protected CanCharger(IPack pack, int bitsPerSecond, int timeoutMs, int statusPeriodMs, ChargerFaults? faults)
    {
        BitsPerSecond = bitsPerSecond;
        Faults = faults ?? new ChargerFaults();
        _timeoutMs = timeoutMs;
        _statusPeriodMs = statusPeriodMs;
        _stage = new PowerStage(pack, Faults);
        Source = _stage;
        pack.Connect(_stage);
    }

    public ChargerFaults Faults { get; }

    public int BitsPerSecond { get; }

    /// <summary>Its output, as it stands in the pack's list.</summary>
    public ICurrentSource Source { get; }

    /// <summary>Rating of a 1.5 kW unit for 48 V systems.</summary>
    public int MaxMilliAmps { get; set; } = 25_000;

    public int MaxMilliVolts { get; set; } = 84_000;

    public double OutputMilliAmps => _stage.OutputMilliAmps;

    public double OutputMilliVolts => _stage.OutputMilliVolts;

    /// <summary>Good commands since the start.</summary>
    public int Commands { get; private set; }

    /// <summary>Whether the last command asked for current.</summary>
    public bool IsAsked { get; private set; }

    public double AskedMilliVolts { get; private set; }

    public double AskedMilliAmps { get; private set; }

    /// <summary>It has heard nobody for its time.</summary>
    public bool IsTimedOut { get; private set; }

    /// <summary>What its own meter shows, offset included.</summary>
    protected double ToldMilliAmps => OutputMilliAmps + Faults.MeterOffsetMilliAmps;

    /// <summary>A reason of its own kind not to deliver.</summary>
    protected virtual bool IsLocked => false;

    /// <summary>The most that it delivers now.</summary>
    protected virtual double CapMilliAmps => MaxMilliAmps;

    public bool Acknowledges(int bitsPerSecond)
    {
        return !Faults.Unplugged && bitsPerSecond == BitsPerSecond;
    }

    public bool TryPeekTransmit(CanFrame frame)
    {
        if (_waiting.Count == 0 || Faults.Unplugged)
        {
            return false;
        }

        frame.CopyFrom(_waiting[0]);
        return true;
    }

    public void Transmitted(bool acknowledged, long nowMs)
    {
        if (acknowledged && _waiting.Count > 0)
        {
            _waiting.RemoveAt(0);
        }
    }

    public void Received(CanFrame frame, long nowMs)
    {
        if (Faults.Unplugged || frame.Remote || !TryRead(frame, out bool charge, out double milliVolts, out double milliAmps))
        {
            return;
        }

        Commands++;
        _lastCommandMs = nowMs;
        if (Faults.IgnoresStop && (!charge || milliAmps == 0))
        {
            return;
        }

        IsAsked = charge;
        AskedMilliVolts = milliVolts;
        AskedMilliAmps = milliAmps;
    }

    public virtual void Step(long nowMs)
    {
        if (_lastCommandMs < 0)
        {
            // The first command must come within the same time after mains on.
            _lastCommandMs = nowMs;
        }

        if (Faults.Unplugged)
        {
            _stage.Cut();
            IsAsked = false;
            _waiting.Clear();
            return;
        }

        IsTimedOut = nowMs - _lastCommandMs >= _timeoutMs;
        bool on = IsAsked && (Faults.IgnoresStop || !(IsTimedOut || IsLocked));
        _stage.Step(on, Math.Min(AskedMilliVolts, MaxMilliVolts), AskedMilliAmps, CapMilliAmps, nowMs);
        TellWhenDue(nowMs);
    }

    /// <summary>Reads a command; false when the frame is none. What it says besides is kept by the reader.</summary>
    protected abstract bool TryRead(CanFrame frame, out bool charge, out double milliVolts, out double milliAmps);

    /// <summary>Composes what it tells each time, by <see cref="Add"/>.</summary>
    protected abstract void Tell(long nowMs);

    /// <summary>A frame of zeros behind those that wait; the caller fills it.</summary>
    protected byte[] Add(uint id, bool extended, int length)
    {
        CanFrame frame = new() { Id = id, Extended = extended, Length = length };
        _waiting.Add(frame);
        return frame.Data;
    }

    /// <summary>In tenths, rounded: what the protocols of this kind count in.</summary>
    protected static int Deci(double milli)
    {
        return (int)Math.Round(milli / 100);
    }

    private void TellWhenDue(long nowMs)
    {
        if (nowMs < _nextStatusMs || Faults.Silent)
        {
            return;
        }

        // Not before its logic has started.
        bool first = _nextStatusMs < 0;
        _nextStatusMs = nowMs + _statusPeriodMs;
        if (!first)
        {
            _waiting.Clear();
            Tell(nowMs);
        }
    }
}
