using System.Diagnostics;
using System.Threading;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Tests.Scenarios.Bms;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using VirtualCharger;

namespace ChargerFirmware.Tests.Host;

/// <summary>The poll cycle in real time: firmware, serial line, kernel, and a board at the pace of 9600 bit/s.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
[DoNotParallelize]
public class JbdSerialCycleTests
{
    private const int Cycles = 20;
    private const int DelayMs = 20;

    /// <summary>A measurement on a machine that does something else as well proves nothing against the firmware; a good one proves it.</summary>
    private const int Attempts = 3;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Pass_RealPace_FullCycleCostsAtMostFifteenPercentMoreThanTheWire()
    {
        int bytes = 2 * JbdFrame.Overhead + PollerBench.Basic.Length + PollerBench.Cells.Length;
        double idealMs = bytes * 10_000.0 / JbdProtocol.DefaultBitsPerSecond + 2 * DelayMs;
        double best = double.MaxValue;
        for (int i = 0; i < Attempts && best > 1.15; i++)
        {
            double cycleMs = MeasureCycleMs();
            TestContext.WriteLine("cycle " + cycleMs.ToString("F1") + " ms, wire and board " + idealMs.ToString("F1") + " ms, ratio " + (cycleMs / idealMs).ToString("F3"));
            best = double.Min(best, cycleMs / idealMs);
        }

        Assert.IsLessThanOrEqualTo(1.15, best);
        Assert.IsGreaterThan(0.99, best, "faster than the wire: the board is not paced");
    }

    private static double MeasureCycleMs()
    {
        using Pty pty = new();
        Assert.IsTrue(SerialLine.TryOpen(pty.Path, new ManualClock(), out SerialLine? line, out string? error), error);
        using (line)
        {
            using PacedBms bms = new(pty, JbdProtocol.DefaultBitsPerSecond, DelayMs);
            JbdProtocol protocol = new(line, JbdProtocol.DefaultBitsPerSecond);
            long start = Stopwatch.GetTimestamp();
            RunUntilCells(protocol, start, 1);
            double fromMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            RunUntilCells(protocol, start, 1 + Cycles);
            double cycleMs = (Stopwatch.GetElapsedTime(start).TotalMilliseconds - fromMs) / Cycles;

            Assert.AreEqual(0, protocol.Counters.Bad + protocol.Counters.Late + protocol.Counters.Refused + protocol.Counters.Unexpected);
            Assert.AreEqual(0, protocol.Counters.SkippedBytes);
            Assert.AreEqual("JBD-SP04S034-L4S-200A-B-U", protocol.Battery.HardwareName);
            return cycleMs;
        }
    }

    /// <summary>Passes and sleeps as the control loop does.</summary>
    private static void RunUntilCells(JbdProtocol protocol, long start, int count)
    {
        while (protocol.Battery.CellsCount < count)
        {
            double nowMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Assert.IsLessThan(30_000.0, nowMs, "the board is not told");
            protocol.Pass((long)nowMs);
            if (protocol.Battery.CellsCount < count)
            {
                Thread.Sleep(protocol.WaitMs);
            }
        }
    }
}
