using System;
using System.Collections.Generic;
using System.Linq;
using ChargerFirmware.Can.Mcp2515;
using ChargerFirmware.Charger.Magnes;
using ChargerFirmware.Charger.Tc;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>The real control loop with its real drivers on a simulated site, lived through on a clock that the test moves.</summary>
internal sealed class ControlBench
{
    public ControlBench(string protocol, ChargeSettings? settings = null, ChargeStart? start = null, SiteOptions? site = null, ILine? chargeEnable = null)
    {
        // Far from zero, so that a forgotten start value shows.
        Clock = new ManualClock(5_000_000);
        Site = new SimulatedSite(Clock, site ?? new SiteOptions());
        Site.Bus.Tap += frame => Frames.Add(frame);
        Site.UseCharger(protocol, TcPair.E5, 250_000);
        Settings = settings ?? NmcSettings(protocol);
        Tap = new UartTap(Site.Bms, Clock);
        Wall = new WallClock(Clock);
        Loop = new ControlLoop(Clock, Tap, new Mcp2515Controller(Site.Controller, Site.Controller.Interrupt, Clock, new Log(Clock, 4096)), Board, Commands, new Log(Clock, 4096), Settings, start ?? new ChargeStart { Mode = ChargeMode.Medium }, chargeEnable, Wall, Site.DacPort);
    }

    public ManualClock Clock { get; }

    /// <summary>Not set until the test sets it.</summary>
    public WallClock Wall { get; }

    public SimulatedSite Site { get; }

    public ChargeSettings Settings { get; }

    public UartTap Tap { get; }

    public ControlLoop Loop { get; }

    public SnapshotBoard Board { get; } = new();

    public CommandQueue Commands { get; } = new();

    /// <summary>Every attempt to send on the bus.</summary>
    public List<BusFrame> Frames { get; } = [];

    public long NowMs => Clock.NowMs;

    public ChargerSnapshot Snapshot
    {
        get
        {
            ChargerSnapshot snapshot = new();
            Board.Read(snapshot);
            return snapshot;
        }
    }

    /// <summary>What the firmware sent and somebody acknowledged.</summary>
    public IEnumerable<BusFrame> Sent => Frames.Where(f => ReferenceEquals(f.Sender, Site.Controller) && f.Outcome == BusOutcome.Good);

    public IEnumerable<BusFrame> Statuses => Frames.Where(f => !ReferenceEquals(f.Sender, Site.Controller) && f.Outcome == BusOutcome.Good);

    public static ChargeSettings NmcSettings(string protocol)
    {
        ChargeSettings settings = ChargeRig.NmcSettings();
        settings.Charger.ProtocolName = protocol;
        settings.RampMilliAmpsPerSecond = 2000;
        return settings;
    }

    public static bool IsStop(BusFrame frame)
    {
        return frame.Id == MagnesProtocol.CommandId ? frame.Data[5] == MagnesProtocol.ModeSlow : frame.Data[4] == 1 && frame.Data[2] == 0 && frame.Data[3] == 0;
    }

    public static bool IsCharge(BusFrame frame)
    {
        return frame.Id == MagnesProtocol.CommandId ? frame.Data[5] != MagnesProtocol.ModeSlow : frame.Data[4] == 0 && (frame.Data[2] | frame.Data[3]) != 0;
    }

    public void Pass()
    {
        Loop.Pass();
        Clock.Advance(Loop.WaitMs);
        Site.World.Advance();
    }

    public void Run(long milliseconds)
    {
        long untilMs = NowMs + milliseconds;
        while (NowMs < untilMs)
        {
            Pass();
        }
    }

    public long RunUntil(Func<bool> condition, long limitMs, string what)
    {
        long startMs = NowMs;
        while (!condition())
        {
            Assert.IsTrue(NowMs - startMs < limitMs, what + " did not happen within " + limitMs + " ms");
            Pass();
        }

        return NowMs;
    }

    /// <summary>Starts up until current has been asked for and, where it reports, the charger delivers.</summary>
    public ControlBench Charging()
    {
        RunUntil(() => Sent.Any(IsCharge), 20_000, "charging");
        Run(2_000);
        Assert.IsTrue(Snapshot.RequestMilliAmps > 0);
        return this;
    }

    /// <summary>When the first stop frame after <paramref name="fromMs"/> had been on the bus.</summary>
    public long StopOnBusAfter(long fromMs, long limitMs)
    {
        BusFrame? stop = null;
        RunUntil(() => (stop = Sent.FirstOrDefault(f => f.EndUs > fromMs * 1000 && IsStop(f))) != null, limitMs, "a stop on the bus");
        return stop!.EndUs / 1000;
    }

    public void Switch(string fault, bool on = true)
    {
        lock (Site.World.Sync)
        {
            SimulationFaults.Find(fault)!.Switch(Site, on);
        }
    }

    public bool IsActive(int code)
    {
        return Snapshot.Faults.IsActive(code);
    }

    public int Post(int kind, int value = 0, object? payload = null)
    {
        int ticket = Commands.TryPost(kind, value, payload);
        Assert.IsTrue(ticket >= 0);
        return ticket;
    }
}
