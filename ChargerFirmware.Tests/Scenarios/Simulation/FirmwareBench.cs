using System;
using System.Collections.Generic;
using ChargerFirmware.Can.Mcp2515;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>The firmware's control side on a simulated site, in simulated time: everything between the battery and the charger but threads.</summary>
internal sealed class FirmwareBench
{
    private readonly ManualClock _clock = new();
    private readonly ControlLoop _loop;
    private readonly SnapshotBoard _board = new();
    private readonly CommandQueue _commands = new();

    /// <param name="protocol">tc or magnes.</param>
    /// <param name="options">The site; the default one is a 14S NMC pack.</param>
    public FirmwareBench(string protocol = "tc", SiteOptions? options = null)
    {
        Site = new SimulatedSite(_clock, options ?? new SiteOptions());
        Site.UseCharger(protocol, 0, 250_000);
        Site.Bus.Tap += Note;
        Log = new Log(_clock, 4096);
        SettingValues values = new(new SettingTable());
        Assert.IsNull(values.Overlay("battery.profile", Site.Battery.Chemistry.Name));
        Assert.IsNull(values.Overlay("charger.protocol", protocol));
        ChargeStart start = new() { Mode = ChargeMode.Medium };
        Mcp2515Controller can = new(Site.Controller, Site.Controller.Interrupt, _clock, Log);
        _loop = new ControlLoop(_clock, Site.Bms, can, _board, _commands, Log, ChargeSettingsReader.Read(values), start);
    }

    public SimulatedSite Site { get; }

    public Log Log { get; }

    public ChargerSnapshot Snapshot { get; } = new();

    public long NowMs => _clock.NowMs;

    /// <summary>What the firmware has sent and somebody acknowledged: time and SLCAN text.</summary>
    public List<(long AtMs, string Text)> Sent { get; } = [];

    /// <summary>Lives through so much time.</summary>
    public void Run(int milliseconds)
    {
        long end = _clock.NowMs + milliseconds;
        while (_clock.NowMs < end)
        {
            _loop.Pass();
            _clock.Sleep(_loop.WaitMs);
        }

        _board.Read(Snapshot);
    }

    /// <summary>Lives until it is so, and fails when that takes longer; the time that it took.</summary>
    public int RunUntil(Func<bool> isSo, int withinMs, string what)
    {
        for (int ms = 0; ms < withinMs; ms += 10)
        {
            Run(10);
            if (isSo())
            {
                return ms + 10;
            }
        }

        Assert.Fail(what + " did not happen within " + withinMs + " ms: " + Describe());
        return -1;
    }

    /// <summary>Lives until the charger delivers what medium asks for.</summary>
    public void StartCharging()
    {
        RunUntil(() => Site.Battery.MilliAmps > 7_000, 20_000, "the charge");
        Run(3_000);
    }

    public void Switch(string fault, bool on)
    {
        lock (Site.World.Sync)
        {
            SimulationFaults.Find(fault)!.Switch(Site, on);
        }
    }

    public bool Has(int fault)
    {
        return Snapshot.Faults.IsActive(fault);
    }

    public string Describe()
    {
        string faults = "";
        for (int code = 0; code < FaultCode.Count; code++)
        {
            faults += Has(code) ? " " + FaultCode.NameOf(code) : "";
        }

        return ChargeState.NameOf(Snapshot.State) + ", limited by " + LimitCause.NameOf(Snapshot.LimitedBy) + ", battery " + (int)Site.Battery.MilliAmps + " mA, faults" + faults;
    }

    private void Note(BusFrame frame)
    {
        if (ReferenceEquals(frame.Sender, Site.Controller) && frame.Outcome == BusOutcome.Good)
        {
            Sent.Add((frame.EndUs / 1000, frame.Text));
        }
    }
}
