using System;
using System.Linq;
using ChargerFirmware.Control;
using Simulation;
using Simulation.Battery;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>A state of the charge, and how a charger gets there.</summary>
internal sealed class MatrixState(int state, int socPermille, Action<ControlBench> reach)
{
    /// <summary>As in <see cref="ChargeState"/>.</summary>
    public int State { get; } = state;

    public int ResumeMs { get; init; } = 10_000;

    /// <summary>The protocol has to carry a voltage.</summary>
    public bool NeedsVoltage { get; init; }

    /// <summary>Changes the settings before the start.</summary>
    public Action<ChargeSettings> Prepare { get; init; } = _ => { };

    /// <summary>Current is asked for.</summary>
    public bool IsCharging => State is ChargeState.Precharge or ChargeState.ConstantCurrent or ChargeState.ConstantVoltage or ChargeState.Taper;

    public string Name => ChargeState.NameOf(State);

    /// <summary>A charger in this state.</summary>
    public ControlBench Reach(string protocol, Action<ChargeSettings> prepare)
    {
        ChargeSettings settings = ControlBench.NmcSettings(protocol);
        settings.ResumeMs = ResumeMs;
        Prepare(settings);
        prepare(settings);
        ControlBench bench = new(protocol, settings, site: new SiteOptions { Battery = new BatteryOptions { SocPermille = socPermille } });
        reach(bench);
        bench.RunUntil(() => bench.Snapshot.State == State, 7_200_000, protocol + ": " + Name);
        if (IsCharging)
        {
            bench.RunUntil(() => ControlBench.IsCharge(bench.Said.Last()), 2_000, "the request");
        }

        // Until the charger has spoken and the bus knows it.
        bench.Run(2_500);
        return bench;
    }
}
