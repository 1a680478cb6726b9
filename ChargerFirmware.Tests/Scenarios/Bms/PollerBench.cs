using System;
using ChargerFirmware.Bms;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Tests.Bms.Jbd;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Bms;

/// <summary>The poller on a scripted line and a clock of its own, driven as the control loop drives it.</summary>
internal sealed class PollerBench
{
    public static readonly byte[] Basic = Hex.Of(JbdReplies.Basic);
    public static readonly byte[] Cells = Hex.Of(JbdReplies.Cells);
    public static readonly byte[] Name = Hex.Of(JbdReplies.Name);

    public static readonly byte[] Counts = Hex.Of(JbdReplies.Counts);
    public static readonly byte[] Written = Hex.Of(JbdReplies.Written);

    /// <summary>What a board takes to think; measured ones are 10..50 ms on a wire.</summary>
    public const int DelayMs = 20;

    public PollerBench(int bitsPerSecond = JbdProtocol.DefaultBitsPerSecond)
    {
        Clock = new ManualClock(1_000_000);
        StartMs = Clock.NowMs;
        Line = new ScriptedLine(Clock);
        Protocol = new JbdProtocol(Line, bitsPerSecond);
    }

    public ManualClock Clock { get; }

    public long StartMs { get; }

    public ScriptedLine Line { get; }

    public JbdProtocol Protocol { get; }

    public BatterySnapshot Battery => Protocol.Battery;

    public BmsCounters Counters => Protocol.Counters;

    public static byte[] ReplyTo(int register)
    {
        return register switch { JbdRegister.Basic => Basic, JbdRegister.Cells => Cells, JbdRegister.ErrorCounters => Counts, JbdRegister.MosControl => Written, _ => Name };
    }

    /// <summary>A healthy board from now on.</summary>
    public PollerBench AnswerAll()
    {
        Line.OnRequest = register => Line.Answer(ReplyTo(register), DelayMs);
        return this;
    }

    public void Run(long milliseconds, int slowestPassMs = 0)
    {
        long endMs = Clock.NowMs + milliseconds;
        while (Clock.NowMs < endMs)
        {
            Protocol.Pass(Clock.NowMs);
            Assert.IsInRange(1, 5, Protocol.WaitMs);
            Clock.Advance(Math.Max(Protocol.WaitMs, slowestPassMs));
        }
    }

    /// <summary>Runs until something is so; fails when it is not in time.</summary>
    public void RunUntil(Func<bool> condition, long withinMs, string what)
    {
        long startMs = Clock.NowMs;
        while (!condition())
        {
            Assert.IsTrue(Clock.NowMs - startMs <= withinMs, what + " was not so within " + withinMs + " ms");
            Run(1);
        }
    }
}
