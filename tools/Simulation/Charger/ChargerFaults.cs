using System;

namespace Simulation.Charger;

/// <summary>How a charger can be wrong, whatever it speaks. Changed at run time under the world's lock.</summary>
public sealed class ChargerFaults
{
    /// <summary>Not on the bus at all: no status, no acknowledge, no current.</summary>
    public bool Unplugged;

    /// <summary>Obeys and acknowledges, but sends no status (one that has a status).</summary>
    public bool Silent;

    /// <summary>It reports a defect and delivers nothing.</summary>
    public bool HardwareFault;

    /// <summary>It is too warm and delivers nothing.</summary>
    public bool Hot;

    /// <summary>The mains has gone; its logic lives on.</summary>
    public bool MainsLost;

    /// <summary>It sees no battery at its plug.</summary>
    public bool NoBattery;

    /// <summary>Goes on with the last current that it was asked for, whatever comes.</summary>
    public bool IgnoresStop;

    /// <summary>Delivers so much of what it was asked for, in percent.</summary>
    public int DeliveryPercent = 100;

    /// <summary>Climbs by 0.2 A a second only.</summary>
    public bool SlowRamp;

    /// <summary>Once stopped, it does not start again for <see cref="RestartAfterMs"/>.</summary>
    public bool RefusesRestart;

    public const int RestartAfterMs = 20_000;

    /// <summary>Its own limit is low, as with a weak mains socket; 0 = its rating.</summary>
    public int LimitMilliAmps;

    /// <summary>The current that it tells is too high by this: a meter out of adjustment.</summary>
    public int MeterOffsetMilliAmps;

    /// <summary>Whether a cause keeps it from delivering anything.</summary>
    public bool CannotDeliver => HardwareFault || Hot || MainsLost || NoBattery;

    /// <summary>What it would deliver when asked for so much.</summary>
    public double Deliver(double milliAmps, double ownLimitMilliAmps)
    {
        double limit = LimitMilliAmps > 0 ? Math.Min(LimitMilliAmps, ownLimitMilliAmps) : ownLimitMilliAmps;
        return Math.Min(milliAmps, limit) * DeliveryPercent / 100;
    }
}
