using System;
using System.Collections.Generic;
using System.Linq;
using ChargerFirmware.Can.Mcp2515;
using ChargerFirmware.Charger.Eltek;
using ChargerFirmware.Charger.Magnes;
using ChargerFirmware.Charger.Tc;
using ChargerFirmware.Charger.Tsm;
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
    // Written once more, not taken from the encoders.
    private const uint BrusaCommandId = 0x618;
    private const uint PylontechLimitsId = 0x351;
    private const uint PylontechFlagsId = 0x35C;

    // No id of a bus: what was written to the 0..10 V output, as if it were a frame.
    private const uint DacId = 0xDAC0000;

    public ControlBench(string protocol, ChargeSettings? settings = null, ChargeStart? start = null, SiteOptions? site = null, ILine? chargeEnable = null, bool hasDac = true)
    {
        // Far from zero, so that a forgotten start value shows.
        Clock = new ManualClock(5_000_000);
        Site = new SimulatedSite(Clock, site ?? new SiteOptions());
        Site.Bus.Tap += frame => Frames.Add(frame);
        Site.UseCharger(protocol, TcPair.E5, 250_000);
        Settings = settings ?? NmcSettings(protocol);
        Tap = new UartTap(Site.Bms, Clock);
        Wall = new WallClock(Clock);
        IDac? dac = hasDac ? new DacTap(this) : null;
        Loop = new ControlLoop(Clock, Tap, new Mcp2515Controller(Site.Controller, Site.Controller.Interrupt, Clock, new Log(Clock, 4096)), Board, Commands, new Log(Clock, 4096), Settings, start ?? new ChargeStart { Mode = ChargeMode.Medium }, chargeEnable, Wall, dac);
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

    /// <summary>What a charger was told: on the bus, or by the 0..10 V output.</summary>
    public IEnumerable<BusFrame> Said => Settings.Charger.UsesBus ? Sent.Where(f => IsStop(f) || IsCharge(f)) : Levels;

    /// <summary>What was written to the 0..10 V output.</summary>
    public List<BusFrame> Levels { get; } = [];

    /// <summary>Lets go of all but the newest frames, which hours would pile up.</summary>
    public void Forget()
    {
        const int Kept = 500;
        Trim(Frames, Kept);
        Trim(Levels, Kept);
    }

    private static void Trim(List<BusFrame> frames, int kept)
    {
        if (frames.Count > 10 * kept)
        {
            frames.RemoveRange(0, frames.Count - kept);
        }
    }

    /// <summary>Whether <see cref="Levels"/> are kept: keeping one allocates.</summary>
    public bool KeepsLevels { get; set; } = true;

    public static ChargeSettings NmcSettings(string protocol)
    {
        ChargeSettings settings = ChargeRig.NmcSettings();
        settings.Charger.ProtocolName = protocol;
        settings.RampMilliAmpsPerSecond = 2000;
        return settings;
    }

    /// <summary>Whether a command says stop in every way that its protocol has.</summary>
    public static bool IsStop(BusFrame frame)
    {
        byte[] data = frame.Data;
        return frame.Id switch
        {
            MagnesProtocol.CommandId => data[5] == MagnesProtocol.ModeSlow,
            TsmProtocol.CommandId => data[0] == 0xFD && data[3] + (data[4] << 8) == 3200,
            BrusaCommandId => (data[0] & 0x80) == 0 && (data[5] | data[6]) == 0,
            EltekProtocol.CommandId => data[0] == 0 && (data[5] | data[6]) == 0,
            PylontechLimitsId => (data[2] | data[3]) == 0,
            DacId => data[0] == 0,
            _ => IsTc(frame) && data[4] == 1 && (data[2] | data[3]) == 0,
        };
    }

    /// <summary>Whether a receiver that looks at one half of a command only may take it for a charge.</summary>
    public static bool IsCharge(BusFrame frame)
    {
        byte[] data = frame.Data;
        return frame.Id switch
        {
            MagnesProtocol.CommandId or TsmProtocol.CommandId or BrusaCommandId or EltekProtocol.CommandId or PylontechLimitsId or DacId => !IsStop(frame),
            PylontechFlagsId => (data[0] & 0x80) != 0,
            _ => IsTc(frame) && data[4] == 0 && (data[2] | data[3]) != 0,
        };
    }

    private static bool IsTc(BusFrame frame)
    {
        return frame.Extended && frame.Data.Length == 8;
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
        RunUntil(() => Said.Any(IsCharge), 30_000, "charging");
        Run(2_000);
        Assert.IsTrue(Snapshot.RequestMilliAmps > 0);
        return this;
    }

    /// <summary>When the first stop frame after <paramref name="fromMs"/> had been on the bus.</summary>
    public long StopOnBusAfter(long fromMs, long limitMs)
    {
        BusFrame? stop = null;
        RunUntil(() => (stop = Said.FirstOrDefault(f => f.EndUs > fromMs * 1000 && IsStop(f))) != null, limitMs, "a stop on the bus");
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

    private sealed class DacTap(ControlBench bench) : IDac
    {
        public void Write(int level)
        {
            bench.Site.DacPort.Write(level);
            if (bench.KeepsLevels)
            {
                bench.Levels.Add(new BusFrame(bench.Site.Controller, DacId, true, false, [(byte)level], BusOutcome.Good, bench.NowMs * 1000));
            }
        }
    }
}
