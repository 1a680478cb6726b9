using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ChargerFirmware.Can;
using ChargerFirmware.Can.Mcp2515;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Can;
using Simulation.Can.Mcp2515;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>The driver on a simulated chip and bus, run as the control thread runs it: a pass every 5 ms, a tick every 100 ms. After a whole number of ticks the last one has just been.</summary>
internal sealed class CanBench
{
    internal const int PassMs = 5;
    internal const int TickMs = 100;
    internal const int Crystal = 8_000_000;
    internal const int Rate = 250_000;

    private readonly CanFrame _received = new();
    private long _sinceTickMs;

    internal CanBench(int crystalOnTheBoard = Crystal)
    {
        World = new SimulatedWorld(Clock);
        Bus = new SimulatedCanBus(World);
        Chip = new Mcp2515Chip(World, Bus, crystalOnTheBoard);
        Log = new Log(Clock, 8192);
        Driver = new Mcp2515Controller(Chip, Chip.Interrupt, Clock, Log);
    }

    internal ManualClock Clock { get; } = new(1000);

    internal SimulatedWorld World { get; }

    internal SimulatedCanBus Bus { get; }

    internal Mcp2515Chip Chip { get; }

    internal Log Log { get; }

    internal Mcp2515Controller Driver { get; }

    internal CanHealth Health => Driver.Health;

    /// <summary>Frames that the driver gave out, as SLCAN text.</summary>
    internal List<string> Received { get; } = [];

    internal string LogText
    {
        get
        {
            byte[] bytes = new byte[8192];
            long position = 0;
            return Encoding.UTF8.GetString(bytes, 0, Log.Read(ref position, bytes, 0, bytes.Length));
        }
    }

    internal static CanFrame Frame(string slcan)
    {
        var frame = new CanFrame();
        Assert.IsTrue(Slcan.TryParse(Encoding.ASCII.GetBytes(slcan), frame), slcan);
        return frame;
    }

    /// <summary>Starts the driver and waits until it is on the bus.</summary>
    internal CanBench StartUp()
    {
        Driver.Start(Rate, Crystal);
        Run(500);
        Assert.AreEqual(CanState.ErrorActive, Health.State, LogText);
        return this;
    }

    internal TestNode AddNode(bool acknowledges = true)
    {
        var node = new TestNode(Bus) { IsRunning = acknowledges };
        return node;
    }

    internal bool Send(string slcan)
    {
        return Driver.TrySend(Frame(slcan));
    }

    internal void Run(int milliseconds)
    {
        for (int passed = 0; passed < milliseconds; passed += PassMs)
        {
            Clock.Advance(PassMs);
            Pass();
        }
    }

    /// <summary>Runs until the condition holds; fails after <paramref name="limitMs"/>. Gives the time it took.</summary>
    internal int RunUntil(Func<bool> condition, int limitMs)
    {
        for (int passed = 0; passed <= limitMs; passed += PassMs)
        {
            if (condition())
            {
                return passed;
            }

            Run(PassMs);
        }

        Assert.Fail("not within " + limitMs + " ms: " + Health.State + " " + LogText);
        return limitMs;
    }

    internal void AssertNoComplaints()
    {
        Assert.IsEmpty(Chip.Complaints, string.Join("; ", Chip.Complaints));
    }

    internal int CountInLog(string text)
    {
        return LogText.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));
    }

    private void Pass()
    {
        while (Driver.TryReceive(_received))
        {
            Received.Add(Slcan.Format(_received));
        }

        _sinceTickMs += PassMs;
        if (_sinceTickMs == TickMs)
        {
            _sinceTickMs = 0;
            Driver.Pass(Clock.NowMs);
        }
    }
}
