using System;
using System.Linq;
using ChargerFirmware.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Battery;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>A state of the charge, and how a charger gets there.</summary>
internal sealed class MatrixState(int state, int socPermille, Action<ControlBench> reach)
{
    private const int LongestMs = 7_200_000;
    private const int SettleMs = 4_500;

    /// <summary>As in <see cref="ChargeState"/>.</summary>
    public int State { get; } = state;

    public int ResumeMs { get; init; } = 10_000;

    /// <summary>The protocol has to carry a voltage.</summary>
    public bool NeedsVoltage { get; init; }

    /// <summary>Changes the settings before the start.</summary>
    public Action<ChargeSettings> Prepare { get; init; } = _ => { };

    /// <summary>Current is asked for.</summary>
    public bool IsCharging => State is ChargeState.Precharge or ChargeState.ConstantCurrent or ChargeState.ConstantVoltage or ChargeState.Taper;

    /// <summary>It takes a charge of its own to get there.</summary>
    public bool IsFar => NeedsVoltage || State == ChargeState.Complete;

    public string Name => ChargeState.NameOf(State);

    /// <summary>A charger in this state.</summary>
    public ControlBench Reach(string protocol, Action<ChargeSettings>? prepare)
    {
        ChargeSettings settings = ControlBench.NmcSettings(protocol);
        settings.ResumeMs = ResumeMs;
        Prepare(settings);
        prepare?.Invoke(settings);
        ControlBench bench = new(protocol, settings, site: new SiteOptions { Battery = new BatteryOptions { SocPermille = socPermille } });
        reach(bench);
        Assert.IsTrue(IsReached(bench, LongestMs), protocol + ": " + Name);
        return bench;
    }

    /// <summary>Lives until this state is there and the charger has heard of it; false when it does not come.</summary>
    public bool IsReached(ControlBench bench, long withinMs)
    {
        long fromMs = bench.NowMs;
        while (bench.Snapshot.State != State)
        {
            if (bench.NowMs - fromMs >= withinMs)
            {
                return false;
            }

            bench.Run(ControlLoop.TickMs);
            bench.Forget();
        }

        // Until the charger has spoken and the bus knows it.
        bench.Run(SettleMs);
        return bench.Snapshot.State == State && ControlBench.IsCharge(bench.Said.Last()) == IsCharging;
    }
}
