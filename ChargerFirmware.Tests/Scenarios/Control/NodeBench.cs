using System;
using System.Collections.Generic;
using ChargerFirmware.Can.Mcp2515;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Tests.Scenarios.Can;
using Simulation.Can.Mcp2515;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>A node with its own controller on the bus of a real charger that speaks magnes; both on one clock.</summary>
internal sealed class NodeBench
{
    private readonly Mcp2515Chip _chip;
    private readonly FakeDac? _dac;
    private readonly TestNode _stranger;

    public NodeBench(string[]? settings = null, bool hasDac = true)
    {
        Charger = new ControlBench("magnes");
        Charger.Site.UseCharger(null, 0, 250_000);
        _chip = new Mcp2515Chip(Charger.Site.World, Charger.Site.Bus, 8_000_000);
        _stranger = new TestNode(Charger.Site.Bus);
        _dac = hasDac ? new FakeDac() : null;
        Restart(settings);
    }

    /// <summary>The sender; its own simulated receiver is off the bus, the node stands in its place.</summary>
    public ControlBench Charger { get; }

    public NodeLoop Node { get; private set; } = null!;

    public SnapshotBoard Snapshots { get; private set; } = null!;

    public CommandQueue Commands { get; private set; } = null!;

    public int Level => _dac?.Level ?? -1;

    /// <summary>Whether the sender lives.</summary>
    public bool SenderRuns { get; set; } = true;

    /// <summary>Every change of the output: when and to what.</summary>
    public List<(long AtMs, int Level)> Changes { get; } = [];

    public ChargerSnapshot Snapshot
    {
        get
        {
            ChargerSnapshot snapshot = new();
            Snapshots.Read(snapshot);
            return snapshot;
        }
    }

    public static ChargeSettings Settings(string[]? settings)
    {
        SettingValues values = new(new SettingTable());
        foreach (string setting in settings ?? [])
        {
            string[] pair = setting.Split('=');
            if (values.Overlay(pair[0], pair[1]) is string error)
            {
                throw new ArgumentException(error);
            }
        }

        return ChargeSettingsReader.Read(values, true);
    }

    /// <summary>The node begins anew, as after a reset.</summary>
    public void Restart(string[]? settings = null, ChargeStart? start = null)
    {
        Snapshots = new SnapshotBoard();
        Commands = new CommandQueue();
        Log log = new(Charger.Clock, 4096);
        Node = new NodeLoop(Charger.Clock, new Mcp2515Controller(_chip, _chip.Interrupt, Charger.Clock, log), Snapshots, Commands, log, Settings(settings), start ?? new ChargeStart(), null, _dac);
    }

    public void Run(long milliseconds)
    {
        long untilMs = Charger.NowMs + milliseconds;
        while (Charger.NowMs < untilMs)
        {
            if (SenderRuns)
            {
                Charger.Loop.Pass();
            }

            Node.Pass();
            Charger.Clock.Advance(1);
            Charger.Site.World.Advance();
            if (Changes.Count == 0 || Changes[^1].Level != Level)
            {
                Changes.Add((Charger.NowMs, Level));
            }
        }
    }

    /// <summary>A frame of a stranger on the bus.</summary>
    public void Send(string slcan)
    {
        lock (Charger.Site.World.Sync)
        {
            _stranger.Send(slcan);
        }
    }
}
