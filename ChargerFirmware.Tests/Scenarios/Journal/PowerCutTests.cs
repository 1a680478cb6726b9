using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;
using ChargerFirmware.Tests.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Journal;

/// <summary>Power goes at every storage write of a charge session, before, within and behind it: at most the last 10 s are lost, and never a list.</summary>
[TestClass]
public sealed class PowerCutTests
{
    private const int LostMs = 10_000;

    private static readonly int[] Permilles = [0, 1, 40, 130, 330, 500, 800, 999, 1000];

    private readonly RecordedCharge _charge = new();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Charge_NotCut_IsStoredWhole()
    {
        JournalLife life = Begin(new FakeFlash(), 0, 0, 0, 1).Run();
        life.Journal.Finish();
        JournalLife after = Begin(life.Flash, 0, 0, 0, 2).Run(20);

        Assert.AreEqual(life.TotalAt(life.Ticks - 1), after.StoredMilliWattHours);
        byte[] session = after.Sessions().Single();
        Assert.AreEqual("shutdown", EndOf(session));
        Assert.AreEqual(_charge.Ticks[^1].Session.MilliWattHours, MilliWattHoursOf(session));
    }

    [TestMethod]
    public void Charge_CutAtEveryWrite_LosesAtMostTenSeconds()
    {
        int writes = Begin(new FakeFlash(), 0, 0, 0, 1).Run().Storage.Writes;
        Stopwatch time = Stopwatch.StartNew();
        int cuts = 0;
        long worst = 0;
        for (int write = 1; write <= writes; write++)
        {
            foreach (int permille in Permilles)
            {
                for (int tail = 0; tail < FakeFlash.TailKinds; tail++)
                {
                    JournalLife life = Cut(new FakeFlash(), write, permille, tail, 1);
                    worst = Math.Max(worst, LostMsOf(life, AssertSurvived(life, $"write {write}, {permille}, tail {tail}")));
                    cuts++;
                }
            }
        }

        TestContext.WriteLine($"{writes} writes, {cuts} cuts in {time.Elapsed.TotalSeconds:F1} s; at most {worst} ms of energy lost");
        Assert.IsGreaterThan(20, writes);
    }

    [TestMethod]
    public void Charge_CutAgainInTheFirstWritesOfTheNextStart_LosesAtMostTenSeconds()
    {
        int writes = Begin(new FakeFlash(), 0, 0, 0, 1).Run().Storage.Writes;
        int cuts = 0;
        for (int write = 1; write <= writes; write++)
        {
            for (int second = 1; second <= 5; second++)
            {
                foreach (int permille in new[] { 0, 500, 1000 })
                {
                    string where = $"write {write}, then {second} at {permille}";
                    JournalLife life = Cut(new FakeFlash(), write, 500, FakeFlash.TailNoise, 1);
                    bool isLong = IsSessionDue(life);
                    life.Flash.PowerOn();
                    JournalLife next = Cut(life.Flash, second, permille, (write + second) % FakeFlash.TailKinds, 2);
                    JournalLife after = AssertSurvived(next, where);

                    // What the first life has charged is still there, once.
                    int first = after.Sessions().Count(s => Bytes.ReadUInt32BigEndian(s, SessionLog.CrcLength + SessionImage.RunAt) == 1);
                    Assert.IsTrue(isLong ? first == 1 : first <= 1, where + ": " + first);
                    cuts++;
                }
            }
        }

        TestContext.WriteLine($"{cuts} pairs of cuts");
    }

    [TestMethod]
    public void Charge_CutAgainAndAgain_NeverGoesBackAndKeepsTwenty()
    {
        Random random = new(7);
        FakeFlash flash = new();
        long total = 0;
        for (int run = 1; run <= 60; run++)
        {
            JournalLife life = Begin(flash, 1 + random.Next(25), random.Next(1001), random.Next(FakeFlash.TailKinds), run);
            Assert.IsGreaterThanOrEqualTo(total, life.StoredMilliWattHours, "run " + run);
            total = life.StoredMilliWattHours;
            life.Run();
            flash.PowerOn();
            Begin(flash, 0, 0, 0, run).Sessions();
        }

        Assert.HasCount(SessionLog.Kept, Begin(flash, 0, 0, 0, 61).Run(20).Sessions());
    }

    private JournalLife Begin(FakeFlash flash, int write, int permille, int tail, int run)
    {
        return new JournalLife(_charge, flash, new CutStorage(flash) { CutAtWrite = write, CutAtPermille = permille, TailKind = tail }, run);
    }

    private JournalLife Cut(FakeFlash flash, int write, int permille, int tail, int run)
    {
        JournalLife life = Begin(flash, write, permille, tail, run).Run();
        Assert.IsTrue(life.Storage.IsOff, "the cut");
        return life;
    }

    private JournalLife AssertSurvived(JournalLife life, string where)
    {
        life.Flash.PowerOn();
        int run = life.Journal.Run;
        JournalLife after = Begin(life.Flash, 0, 0, 0, run + 1);
        long known = life.TotalAt(TickBefore(life, LostMs));
        Assert.IsGreaterThanOrEqualTo(known, after.StoredMilliWattHours, where + ": total");
        Assert.IsLessThanOrEqualTo(life.TotalAt(life.Ticks - 1), after.StoredMilliWattHours, where + ": total from nowhere");
        Assert.IsGreaterThanOrEqualTo(life.StoredMilliWattHours, after.StoredMilliWattHours, where + ": back");
        after.Run(20);
        AssertSession(life, after.Sessions(), where);
        AssertSamples(life, after.Samples(run), where);
        return after;
    }

    private void AssertSession(JournalLife life, List<byte[]> sessions, string where)
    {
        ChargeSession last = _charge.Ticks[life.Ticks - 1].Session;
        byte[]? session = sessions.SingleOrDefault(s => Bytes.ReadUInt32BigEndian(s, SessionLog.CrcLength + SessionImage.RunAt) == life.Journal.Run);
        if (session == null)
        {
            Assert.IsFalse(IsSessionDue(life), where + ": no session");
            return;
        }

        int known = _charge.Ticks[TickBefore(life, LostMs)].Session.MilliWattHours;
        Assert.IsGreaterThanOrEqualTo(known, MilliWattHoursOf(session), where + ": session");
        Assert.IsLessThanOrEqualTo(last.MilliWattHours, MilliWattHoursOf(session), where + ": session from nowhere");
        Assert.IsTrue(EndOf(session) is "powerCut" or "shutdown" or "ChargerSilent" or "precheck", where + ": " + EndOf(session));
    }

    private void AssertSamples(JournalLife life, List<int> times, string where)
    {
        long uptimeMs = _charge.Ticks[life.Ticks - 1].UptimeMs;
        Assert.IsGreaterThanOrEqualTo((uptimeMs - LostMs) / 100, times.Count == 0 ? 0 : times[^1], where + ": black box");
    }

    // Whether it had charged something that the last 10 s do not explain.
    private bool IsSessionDue(JournalLife life)
    {
        int tick = TickBefore(life, LostMs);
        return tick >= 0 && _charge.Ticks[tick].Session.MilliAmpHours > 0;
    }

    private int TickBefore(JournalLife life, int milliseconds)
    {
        long atMs = _charge.Ticks[life.Ticks - 1].NowMs - milliseconds;
        int tick = life.Ticks - 1;
        while (tick > 0 && _charge.Ticks[tick].NowMs > atMs)
        {
            tick--;
        }

        return tick;
    }

    // How old the total is that was found.
    private long LostMsOf(JournalLife life, JournalLife after)
    {
        int tick = life.Ticks - 1;
        while (tick > 0 && life.TotalAt(tick) > after.StoredMilliWattHours)
        {
            tick--;
        }

        return _charge.Ticks[life.Ticks - 1].NowMs - _charge.Ticks[tick].NowMs;
    }

    private static int MilliWattHoursOf(byte[] session)
    {
        return (int)Bytes.ReadUInt32BigEndian(session, SessionLog.CrcLength + SessionImage.MilliWattHoursAt);
    }

    private static string EndOf(byte[] session)
    {
        return SessionEnd.NameOf(Bytes.ReadUInt16BigEndian(session, SessionLog.CrcLength + SessionImage.EndAt));
    }
}
