using System;
using System.Collections.Generic;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;
using ChargerFirmware.Tests.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Journal;

/// <summary>One start of the firmware's journal on a medium, living through a recorded charge until that ends or power does.</summary>
internal sealed class JournalLife
{
    private readonly RecordedCharge _charge;
    private readonly ManualClock _clock;
    private readonly SnapshotBoard _board = new();
    private readonly ChargerSnapshot _now = new();

    public JournalLife(RecordedCharge charge, FakeFlash flash, CutStorage storage, int run)
    {
        _charge = charge;
        _clock = new ManualClock(charge.StartMs);
        Storage = storage;
        Journal = new ChargeJournal(_clock, _clock, new WallClock(_clock), _board, storage, new Log(_clock, 2048), run);
        Flash = flash;
        StoredMilliWattHours = Journal.Sessions.TotalMilliWattHours;
    }

    public FakeFlash Flash { get; }

    public CutStorage Storage { get; }

    public ChargeJournal Journal { get; }

    /// <summary>The total that this start has found.</summary>
    public long StoredMilliWattHours { get; }

    /// <summary>Ticks until the end or the cut.</summary>
    public int Ticks { get; private set; }

    /// <summary>What had gone into the pack by then, over all lives that this one knew of.</summary>
    public long TotalAt(int tick)
    {
        return StoredMilliWattHours + (tick < 0 ? 0 : _charge.Ticks[tick].ChargedMilliWattHours);
    }

    public JournalLife Run(int maxTicks = int.MaxValue)
    {
        Journal.Load();
        int end = Math.Min(_charge.Ticks.Count, maxTicks);
        while (Ticks < end && !Storage.IsOff)
        {
            _now.CopyFrom(_charge.Ticks[Ticks]);
            _now.ChargedMilliWattHours += StoredMilliWattHours;
            _clock.Advance(_now.NowMs - _clock.NowMs);
            _board.Publish(_now);
            Journal.Look();
            Journal.Pass();
            Ticks++;
        }

        return this;
    }

    /// <summary>Every session that the medium holds, newest first; fails when one of the last twenty is not good.</summary>
    public List<byte[]> Sessions()
    {
        List<byte[]> sessions = [];
        for (int number = Journal.Sessions.Newest; number > Math.Max(0, Journal.Sessions.Newest - SessionLog.Kept); number--)
        {
            byte[] file = new byte[SessionLog.FileLength];
            Assert.IsTrue(Journal.Sessions.Read(number, file), "session " + number);
            sessions.Add(file);
        }

        return sessions;
    }

    /// <summary>Uptimes, in tenths of a second, of the samples that a start left on the medium; fails when they are not in order.</summary>
    public List<int> Samples(int run)
    {
        List<int> times = [];
        byte[] block = new byte[BlackBox.MaxBlockLength];
        for (int sequence = Math.Max(0, Journal.BlackBox.Next - BlackBox.Blocks); sequence < Journal.BlackBox.Next; sequence++)
        {
            int count = Journal.BlackBox.Read(sequence, block);
            if (count == 0 || Bytes.ReadUInt32BigEndian(block, BlackBox.RunAt) != run)
            {
                continue;
            }

            for (int i = 0; i < count; i++)
            {
                int time = (int)(Bytes.ReadInt64BigEndian(block, BlackBox.UptimeAt) / 100) + Bytes.ReadUInt16BigEndian(block, BlackBox.HeaderLength + (i * Sample.Length));
                Assert.IsTrue(times.Count == 0 || time > times[^1], "order of samples");
                times.Add(time);
            }
        }

        return times;
    }
}
