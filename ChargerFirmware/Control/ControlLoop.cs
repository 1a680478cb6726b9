using System;
using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Control;

/// <summary>The control thread of a charger: polls the BMS, judges, decides, tells the charger. Everything that touches the wire is called from here only.</summary>
public sealed class ControlLoop : TickLoop
{
    private const int LastWordPasses = 5;

    private readonly IUart _uart;
    private readonly WallClock _wall;
    private readonly Safety _safety;
    private readonly ChargeFetGuard _fetGuard;
    private readonly Reconfiguration _reconfiguration;
    private readonly ChargeController _controller;
    private readonly EnergyMeter _energy;
    private readonly SessionMeter _session;

    // Each is there while its part is off only: together they take 900 bytes on the device.
    private BatterySnapshot _noBattery;
    private BmsCounters _noCounters;
    private IBmsProtocol _bms;
    private ChargerLink _link;
    private int _remoteMilliAmps = Unknown.Number;

    public ControlLoop(IClock clock, IUart uart, ICanBus can, SnapshotBoard board, CommandQueue commands, Log log, ChargeSettings settings, ChargeStart start, ILine chargeEnable = null, WallClock wall = null, IDac dac = null)
        : base(clock, can, board, commands, log, chargeEnable, dac)
    {
        _uart = uart;
        _wall = wall;
        _safety = new Safety(Faults);
        _fetGuard = new ChargeFetGuard(Faults);
        _reconfiguration = new Reconfiguration(Faults);
        _controller = new ChargeController(Faults, start);
        _energy = new EnergyMeter(start.ChargedMilliWattHours, start.ChargedMilliAmpHours);
        _session = new SessionMeter(_energy);
        start.RaiseFaults(Faults, clock.NowMs);
        Apply(settings, clock.NowMs);
    }

    /// <summary>Any thread: a limit from afar, in force from the next tick on until it is said otherwise; <see cref="Unknown.Number"/> for none.</summary>
    public void LimitRemotely(int milliAmps)
    {
        _remoteMilliAmps = milliAmps != Unknown.Number && milliAmps < 0 ? 0 : milliAmps;
    }

    public override void StopCharger()
    {
        _controller.Request.Stop();
        Enable.Pass(false, Clock.NowMs);
        _link.Ask(_controller.Request, Clock.NowMs);

        // A part a pass; a frame that is being called back gives the transmit buffer free a few milliseconds later.
        int passes = _link.Protocol.PartCount + LastWordPasses;
        for (int i = 0; i < passes; i++)
        {
            _link.Pass(Clock.NowMs);
            Clock.Sleep(MaxSleepMs);
        }
    }

    public override void Fill(ChargerSnapshot snapshot)
    {
        base.Fill(snapshot);
        long nowMs = snapshot.NowMs;
        BatterySnapshot battery = Battery();
        snapshot.LimitedBy = _controller.LimitedBy;
        snapshot.StoppedByUser = _controller.StoppedByUser;
        snapshot.OverVoltageHold = _controller.OverVoltageHold;
        snapshot.WhySubject = _controller.WhySubject;
        snapshot.WhyValue = _controller.WhyValue;
        snapshot.PackOnline = _safety.PackOnline;
        snapshot.PackAgeMs = PackAgeMs(battery, nowMs);
        snapshot.Battery.CopyFrom(battery);
        snapshot.BmsCounters.CopyFrom(Settings.BmsEnabled ? _bms.Counters : _noCounters);
        snapshot.ProtocolName = _link.Protocol.Name;
        snapshot.ChargerReports = _link.Protocol.ReportsStatus;
        snapshot.ChargerOnline = _safety.ChargerOnline;
        snapshot.ChargerAgeMs = BatterySnapshot.AgeMs(_link.Status.AtMs, nowMs);
        snapshot.Charger.CopyFrom(_link.Status);
        snapshot.RequestMilliVolts = _link.Protocol.CarriesVoltage ? _controller.Request.MilliVolts : Unknown.Number;
        snapshot.RequestMilliAmps = _link.RequestedMilliAmps;
        snapshot.ChargedMilliWattHours = _energy.MilliWattHours;
        snapshot.ChargedMilliAmpHours = _energy.MilliAmpHours;
        snapshot.Session.CopyFrom(_session.Session);
        snapshot.OutputLevel = _link.Protocol.OutputLevel;
    }

    protected override int LineWaitMs()
    {
        return Settings.BmsEnabled ? _bms.WaitMs : MaxSleepMs;
    }

    // A tick passes the link itself, behind its decision.
    protected override void PassLines(bool isTickDue, long nowMs)
    {
        if (Settings.BmsEnabled)
        {
            _bms.Pass(nowMs);
        }

        if (!isTickDue && Settings.OutputEnabled)
        {
            _link.Pass(nowMs);
        }
    }

    protected override int StateNow()
    {
        return _controller.State;
    }

    protected override int ModeNow()
    {
        return _controller.Mode;
    }

    protected override void Decide(long nowMs)
    {
        ChargeSettings due = _reconfiguration.TakeDue(Settings, Can, _link, nowMs);
        if (due != null)
        {
            Apply(due, nowMs);
            Log.Info("new settings are in force");
        }

        _controller.Reconfiguring = _reconfiguration.IsPending;
        _controller.RemoteMilliAmps = _remoteMilliAmps;
        _controller.MinuteOfDay = _wall != null && ChargeSchedule.IsSet(Settings) ? ChargeSchedule.MinuteOfDay(_wall.UnixMs, Settings.UtcOffsetMinutes) : Unknown.Number;
        BatterySnapshot battery = Battery();
        CanHealth can = Health();
        bool usesBus = _link.Protocol.UsesBus;
        bool busRuns = !usesBus || IsRunning(can);
        if (!busRuns && _link.Status.AtMs < 0)
        {
            _link.RestartSilence(nowMs);
        }

        Faults.Set(FaultCode.DacFailed, !usesBus && Dac == null, nowMs);
        _safety.Check(battery, _link, can, nowMs);
        _safety.CheckClock(ChargeSchedule.IsSet(Settings), _wall != null && _wall.IsSet, nowMs);
        if (Settings.BmsEnabled)
        {
            _fetGuard.Pass(_bms, Settings.OpenChargeFet, _safety.PackOnline, _safety.DefiesForMs, nowMs);
        }

        _controller.FollowPack(_safety.PackNumber);
        _controller.Decide(battery, _link, busRuns, _safety.PackOnline, _safety.ChargerOnline, nowMs);
        if (IsEnding)
        {
            _controller.Request.Stop();
        }

        PackReport.Fill(_controller.Request, battery, Settings, _safety.PackOnline, Faults);
        _link.Ask(_controller.Request, nowMs);
        if (Settings.OutputEnabled)
        {
            // Before the snapshot is told: its board has a lock, and a stop waits for nobody.
            _link.Pass(nowMs);
        }

        // What the charge is, not what a stop may still mean in the protocol: where that knows none, this line is the stop.
        Enable.Pass(_link.Charges, nowMs);
        Meter(battery, nowMs);
    }

    protected override int Accept(int kind, int value, object payload, long nowMs)
    {
        switch (kind)
        {
            case ChargeCommand.Mode:
                _controller.SetMode(value);
                return CommandResult.Accepted;
            case ChargeCommand.Stop:
                _controller.StopByUser();
                return CommandResult.Accepted;
            case ChargeCommand.Start:
                _controller.StartByUser();
                return CommandResult.Accepted;
            case ChargeCommand.ClearFaults:
                Faults.Set(FaultCode.ChargerStopUnconfirmed, false, nowMs);
                _link.Protocol.ClearErrors();
                _safety.AcceptByUser();
                return Faults.ClearLatched() ? CommandResult.Accepted : CommandResult.StillPresent;
            case ChargeCommand.ReleaseChargeFet:
                return Settings.BmsEnabled ? _fetGuard.Release(_bms, nowMs) : CommandResult.NothingToRelease;
            case ChargeCommand.Configure:
                _reconfiguration.Begin((ChargeSettings)payload, nowMs);
                return CommandResult.Accepted;
            default:
                throw new ArgumentException("command " + kind.ToString());
        }
    }

    // Without a controller, or where no frame was ever acknowledged, nobody charges on our word.
    protected override bool IsQuiet()
    {
        CanHealth can = Health();
        bool nobodyListens = _link.Protocol.UsesBus && (!Settings.CanEnabled || can.State == CanState.Absent || (IsRunning(can) && can.Sent == 0));
        return nobodyListens || _link.IsStopConfirmed();
    }

    private void Meter(BatterySnapshot battery, long nowMs)
    {
        bool online = _safety.PackOnline;
        _energy.Tick(online ? battery.PackMilliVolts : Unknown.Number, online ? battery.PackMilliAmps : Unknown.Number, nowMs);
        int reason = IsEnding ? SessionEnd.Shutdown : SessionEnd.Of(_controller.State, _controller.LimitedBy, _controller.WhySubject);
        _session.Tick(_controller.Request.Charge, reason, battery, online, nowMs);
    }

    // Start and change of settings only: this allocates.
    private void Apply(ChargeSettings settings, long nowMs)
    {
        ChargeSettings old = Settings;
        Settings = settings;
        MakeStandIns(settings);
        _safety.Configure(settings);
        if (settings.BmsEnabled && (old == null || !old.BmsEnabled || old.BmsBitsPerSecond != settings.BmsBitsPerSecond))
        {
            _bms = BmsProtocols.Create(BmsProtocols.Jbd, _uart, settings.BmsBitsPerSecond);
            _safety.RestartBms(nowMs);
        }

        if (Dac != null)
        {
            // At the start, and when the charger is no longer one that hangs on it.
            Dac.Write(0);
        }

        _link = new ChargerLink(Can, ChargerProtocols.Create(settings.Charger, Dac), nowMs);
        HintAtBitRate(settings);
        if (FollowCanSettings(_link.Protocol.StatusId, _link.Protocol.StatusMask, _link.Protocol.StatusIsExtended))
        {
            _safety.RestartBus(nowMs);
        }

        _controller.Configure(settings, settings.BmsEnabled ? _bms.Battery : _noBattery);
    }

    // What a part that is off shows.
    private void MakeStandIns(ChargeSettings settings)
    {
        _noBattery = settings.BmsEnabled ? null : new BatterySnapshot();
        _noCounters = settings.BmsEnabled ? null : new BmsCounters();
    }

    // Units differ, so it is a hint and no rule.
    private void HintAtBitRate(ChargeSettings settings)
    {
        int usual = settings.Charger.UsualBitsPerSecond();
        if (settings.CanEnabled && usual != 0 && usual != settings.CanBitsPerSecond)
        {
            Log.Warning("chargers that speak " + settings.Charger.ProtocolName + " use " + usual.ToString() + " bit/s as a rule, can.bitRate is " + settings.CanBitsPerSecond.ToString());
        }
    }

    private BatterySnapshot Battery()
    {
        return Settings.BmsEnabled ? _bms.Battery : _noBattery;
    }

    private static bool IsRunning(CanHealth can)
    {
        return can.State == CanState.ErrorActive || can.State == CanState.ErrorWarning || can.State == CanState.ErrorPassive;
    }

    // The older of both replies; before one of them has come, the age of the other.
    private static int PackAgeMs(BatterySnapshot battery, long nowMs)
    {
        int basicMs = BatterySnapshot.AgeMs(battery.BasicAtMs, nowMs);
        int cellsMs = BatterySnapshot.AgeMs(battery.CellsAtMs, nowMs);
        return basicMs > cellsMs ? basicMs : cellsMs;
    }
}
