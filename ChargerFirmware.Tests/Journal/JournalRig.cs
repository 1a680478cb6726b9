using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;
using ChargerFirmware.Tests.Core;
using Simulation;

namespace ChargerFirmware.Tests.Journal;

/// <summary>A journal on a medium in memory, with a charger that is told by hand: its threads are calls here.</summary>
public sealed class JournalRig
{
    public const int TickMs = 100;

    public readonly ManualClock Clock = new ManualClock();
    public readonly FakeFlash Flash;
    public readonly Log Log;
    public readonly WallClock Wall;
    public readonly SnapshotBoard Board = new SnapshotBoard();
    public readonly ChargerSnapshot Snapshot = new ChargerSnapshot();
    public readonly EnergyMeter Energy;
    public readonly SessionMeter Meter;
    public readonly ChargeJournal Journal;

    /// <summary>What the charger is asked for, and why not.</summary>
    public bool Charges;
    public int Reason = SessionEnd.Of(ChargeState.Idle, LimitCause.User, Unknown.Number);

    /// <summary>A start of the firmware on what the medium holds.</summary>
    public JournalRig(FakeFlash flash, int run)
    {
        Flash = flash;
        Clock.Advance(700000);
        Log = new Log(Clock, 2048);
        Wall = new WallClock(Clock);
        Journal = new ChargeJournal(Clock, Clock, Wall, Board, flash, Log, run);
        Energy = new EnergyMeter(Journal.Sessions.TotalMilliWattHours, Journal.Sessions.TotalMilliAmpHours);
        Meter = new SessionMeter(Energy);
        Snapshot.PackOnline = true;
        Snapshot.EventCount = 1;
        Snapshot.Mode = ChargeMode.Medium;
        Snapshot.Battery.PackMilliVolts = 52000;
        Snapshot.Battery.PackMilliAmps = 0;
        Snapshot.Battery.SocPermille = 500;
        Snapshot.Battery.CellCount = 14;
        Snapshot.Battery.SensorCount = 1;
        Snapshot.Battery.TempDeciC[0] = 251;
        for (int i = 0; i < 14; i++)
        {
            Snapshot.Battery.CellMilliVolts[i] = 3700 + i;
        }

        Journal.Load();
    }

    /// <summary>Lives through some time with ticks, looks and rounds as on the device.</summary>
    public void Run(int milliseconds)
    {
        for (int i = 0; i < milliseconds; i += TickMs)
        {
            Tick();
            Journal.Look();
            Journal.Pass();
        }
    }

    /// <summary>Only the control thread and the supervisor go on: the medium has not come back.</summary>
    public void RunStuck(int milliseconds)
    {
        for (int i = 0; i < milliseconds; i += TickMs)
        {
            Tick();
            Journal.Look();
        }
    }

    /// <summary>Charges with 10 A for so long.</summary>
    public void Charge(int milliseconds)
    {
        Charges = true;
        Snapshot.Battery.PackMilliAmps = 10000;
        Run(milliseconds);
    }

    /// <summary>Ends the charge for a reason.</summary>
    public void End(int reason)
    {
        Charges = false;
        Reason = reason;
        Snapshot.Battery.PackMilliAmps = 0;
        Run(TickMs);
    }

    public void SetFault(int code, bool isActive)
    {
        Snapshot.Faults.Set(code, isActive, Clock.NowMs);
        Snapshot.EventCount++;
    }

    /// <summary>What the control thread does in a tick.</summary>
    public void Tick()
    {
        Clock.Advance(TickMs);
        Snapshot.NowMs = Clock.NowMs;
        Snapshot.UptimeMs = Clock.NowMs - 700000;
        Snapshot.Battery.BasicCount++;
        Snapshot.Battery.CellsCount++;
        Snapshot.State = Charges ? ChargeState.ConstantCurrent : ChargeState.Idle;
        Energy.Tick(Snapshot.Battery.PackMilliVolts, Snapshot.Battery.PackMilliAmps, Clock.NowMs);
        Meter.Tick(Charges, Reason, Snapshot.Battery, true, Clock.NowMs);
        Snapshot.ChargedMilliWattHours = Energy.MilliWattHours;
        Snapshot.ChargedMilliAmpHours = Energy.MilliAmpHours;
        Snapshot.Session.CopyFrom(Meter.Session);
        Board.Publish(Snapshot);
    }
}
