using System;
using System.Diagnostics;
using System.Threading;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;
using ChargerFirmware.Ports;
using ChargerFirmware.Tests.Core;
using ChargerFirmware.Tests.Scenarios.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Journal;

/// <summary>A medium that does not come back holds up the journal's thread and nobody else.</summary>
[TestClass]
public sealed class SlowMediumTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [TestMethod]
    [DataRow(ChargerOptions.Tc)]
    [DataRow(ChargerOptions.Magnes)]
    public void Stop_WhileTheMediumBlocks_IsOnTheBusInTime(string protocol)
    {
        ControlBench bench = new ControlBench(protocol).Charging();
        using BlockedStorage storage = new();
        ChargeJournal journal = new(bench.Clock, new RealClock(), new WallClock(bench.Clock), bench.Board, storage, new Log(bench.Clock, 2048), 1);
        Thread thread = new(journal.RunThread) { IsBackground = true };
        thread.Start();
        Stopwatch real = Stopwatch.StartNew();
        Live(bench, journal, ChargeJournal.StoreMs + 1_000);
        Assert.IsTrue(storage.IsWriting.Wait(Patience), "a write");

        // All that follows happens while the write goes on: a lock that it held would keep this thread here for ever.
        int ticks = bench.Loop.TickHealth.Passes;
        Live(bench, journal, 60_000);
        Assert.IsGreaterThanOrEqualTo(590, bench.Loop.TickHealth.Passes - ticks, "ticks go on");
        long fromMs = bench.NowMs;
        bench.Switch("chargeFetOff");
        while (!bench.IsActive(FaultCode.ChargeFetOff))
        {
            Live(bench, journal, 10);
            Assert.IsLessThan(3_000, bench.NowMs - fromMs, "the fault");
        }

        long decidedMs = bench.NowMs;
        Assert.IsLessThanOrEqualTo(200, bench.StopOnBusAfter(decidedMs - 200, 500) - decidedMs);
        Assert.IsFalse(storage.HasEnded, "the medium still blocks");
        Assert.IsFalse(journal.CanRead, "who reads for a browser is told to come back");
        Assert.IsLessThan(Patience.TotalMilliseconds, real.ElapsedMilliseconds);

        storage.MayEnd.Set();
        journal.Stop(0);
        Assert.IsTrue(thread.Join(Patience));
    }

    [TestMethod]
    public void Journal_MediumRefuses_IsANoticeAndTheChargeGoesOn()
    {
        ControlBench bench = new ControlBench(ChargerOptions.Tc).Charging();
        FakeFlash flash = new() { Refuses = true };
        ChargeJournal journal = new(bench.Clock, bench.Clock, new WallClock(bench.Clock), bench.Board, flash, new Log(bench.Clock, 2048), 1);
        journal.Load();
        LiveTogether(bench, journal, 15_000);
        Assert.IsTrue(bench.IsActive(FaultCode.JournalFailed));
        Assert.IsGreaterThan(0, bench.Snapshot.RequestMilliAmps);

        flash.Refuses = false;
        LiveTogether(bench, journal, 10_000);
        Assert.IsFalse(bench.IsActive(FaultCode.JournalFailed));
    }

    // As the supervisor and the journal's thread do it.
    private static void LiveTogether(ControlBench bench, ChargeJournal journal, int milliseconds)
    {
        for (long untilMs = bench.NowMs + milliseconds; bench.NowMs < untilMs;)
        {
            Live(bench, journal, ChargeJournal.RoundMs);
            journal.Pass();
            bench.Loop.ReportJournal(journal.HasFailed);
        }
    }

    private static void Live(ControlBench bench, ChargeJournal journal, int milliseconds)
    {
        for (long untilMs = bench.NowMs + milliseconds; bench.NowMs < untilMs;)
        {
            bench.Pass();
            journal.Look();
        }
    }

    private sealed class RealClock : IClock
    {
        public long NowMs => Environment.TickCount64 * 100;

        public void Sleep(int milliseconds)
        {
            Thread.Sleep(1);
        }
    }

    private sealed class BlockedStorage : IStorage, IDisposable
    {
        private readonly FakeFlash _flash = new();

        public ManualResetEventSlim IsWriting { get; } = new();

        public ManualResetEventSlim MayEnd { get; } = new();

        public bool HasEnded { get; private set; }

        public int Read(string name, byte[] buffer)
        {
            return _flash.Read(name, buffer);
        }

        public bool Write(string name, byte[] buffer, int count)
        {
            IsWriting.Set();
            MayEnd.Wait();
            HasEnded = true;
            return _flash.Write(name, buffer, count);
        }

        public void Dispose()
        {
            MayEnd.Set();
            IsWriting.Dispose();
        }
    }
}
