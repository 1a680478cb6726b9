using System;
using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Control;

/// <summary>The control thread: polls the BMS, judges, decides, tells the charger, publishes. Everything that touches the wire is called from here only.</summary>
/// <remarks>
/// Passes at least every 5 ms for the lines and ticks every 100 ms for the decision. Other threads reach it through <see cref="CommandQueue"/>
/// and learn from <see cref="SnapshotBoard"/>; the few flags below are plain words that one side sets and the other reads.
/// </remarks>
public sealed class ControlLoop : IControlLoop, ISnapshotSource
{
    public const int TickMs = 100;

    /// <summary>The longest sleep between two passes.</summary>
    public const int MaxSleepMs = 5;

    private const int LastWordPasses = 5;

    private readonly IClock _clock;
    private readonly IUart _uart;
    private readonly ICanBus _can;
    private readonly SnapshotBoard _board;
    private readonly CommandQueue _commands;
    private readonly Log _log;
    private readonly WallClock _wall;
    private readonly FaultRegister _faults = new FaultRegister();
    private readonly ChargeEnable _enable;
    private readonly IDac _dac;
    private readonly Safety _safety;
    private readonly ChargeFetGuard _fetGuard;
    private readonly Reconfiguration _reconfiguration;
    private readonly int[] _tickets = new int[CommandQueue.Capacity];
    private readonly int[] _results = new int[CommandQueue.Capacity];
    private readonly ChargeController _controller;
    private readonly EnergyMeter _energy;
    private readonly SessionMeter _session;
    private readonly long _startedMs;

    // Each is there while its part is off only: together they take 900 bytes on the device.
    private CanHealth _disabledCan;
    private BatterySnapshot _noBattery;
    private BmsCounters _noCounters;
    private ChargeSettings _settings;
    private IBmsProtocol _bms;
    private ChargerLink _link;
    private bool _canStarted;
    private int _canBitsPerSecond;
    private int _canCrystalHertz;
    private uint _acceptedId;
    private uint _acceptedMask;
    private int _taken;
    private long _nextTickMs;
    private long _tickMs;
    private int _events;
    private long _latchedFaults;
    private int _lastState = -1;
    private int _lastMode = -1;
    private int _lastFaultChanges = -1;
    private bool _shutdown;
    private bool _storageFailed;
    private int _remoteMilliAmps = Unknown.Number;
    private bool _journalFailed;

    public ControlLoop(IClock clock, IUart uart, ICanBus can, SnapshotBoard board, CommandQueue commands, Log log, ChargeSettings settings, ChargeStart start, ILine chargeEnable = null, WallClock wall = null, IDac dac = null)
    {
        _clock = clock;
        _uart = uart;
        _can = can;
        _board = board;
        _commands = commands;
        _log = log;
        _wall = wall;
        _startedMs = clock.NowMs;
        _nextTickMs = _startedMs;
        _enable = new ChargeEnable(chargeEnable);
        _dac = dac;
        _safety = new Safety(_faults);
        _fetGuard = new ChargeFetGuard(_faults);
        _reconfiguration = new Reconfiguration(_faults);
        _controller = new ChargeController(_faults, start);
        _energy = new EnergyMeter(start.ChargedMilliWattHours, start.ChargedMilliAmpHours);
        _session = new SessionMeter(_energy);
        start.RaiseFaults(_faults, _startedMs);
        Apply(settings, _startedMs);
    }

    /// <summary>Milliseconds that the thread may sleep before the next <see cref="Pass"/>.</summary>
    public int WaitMs
    {
        get
        {
            int wait = _settings.BmsEnabled ? _bms.WaitMs : MaxSleepMs;
            long untilTick = _nextTickMs - _clock.NowMs;
            return untilTick < wait ? untilTick < 1 ? 1 : (int)untilTick : wait;
        }
    }

    /// <summary>Passes and their times.</summary>
    public ThreadHealth PassHealth { get; } = new ThreadHealth();

    /// <summary>Decisions since the start, and the longest time that one took.</summary>
    public ThreadHealth TickHealth { get; } = new ThreadHealth();

    /// <summary>True once a shutdown has been asked for and the charger has been told to stop, as far as the bus allows.</summary>
    public bool IsShutDown { get; private set; }

    /// <summary>Any thread: asks for zero current and for the end.</summary>
    public void Shutdown()
    {
        _shutdown = true;
    }

    /// <summary>Any thread: a limit from afar, in force from the next tick on until it is said otherwise; <see cref="Unknown.Number"/> for none.</summary>
    public void LimitRemotely(int milliAmps)
    {
        _remoteMilliAmps = milliAmps != Unknown.Number && milliAmps < 0 ? 0 : milliAmps;
    }

    /// <summary>Any thread: whether the last attempt to store something failed.</summary>
    public void ReportStorage(bool failed)
    {
        _storageFailed = failed;
    }

    /// <summary>Any thread: whether the journal could not be stored or does not come back from the medium.</summary>
    public void ReportJournal(bool failed)
    {
        _journalFailed = failed;
    }

    /// <summary>The last word of a control thread that met a programming error: a stop on the bus, whatever the rest of it is worth. May throw what it met.</summary>
    public void StopCharger()
    {
        _controller.Request.Stop();
        _enable.Pass(false, _clock.NowMs);
        _link.Ask(_controller.Request, _clock.NowMs);

        // A part a pass; a frame that is being called back gives the transmit buffer free a few milliseconds later.
        int passes = _link.Protocol.PartCount + LastWordPasses;
        for (int i = 0; i < passes; i++)
        {
            _link.Pass(_clock.NowMs);
            _clock.Sleep(MaxSleepMs);
        }
    }

    /// <summary>One round: the lines, and the tick when it is due.</summary>
    public void Pass()
    {
        long nowMs = _clock.NowMs;
        PassHealth.Begin(nowMs);
        if (_settings.BmsEnabled)
        {
            _bms.Pass(nowMs);
        }

        // A command makes a tick of its own: its effect is promised within one protocol period, and the beat may be just ahead.
        if (nowMs >= _nextTickMs || _commands.HasWaiting)
        {
            TickHealth.Begin(nowMs);
            Tick(nowMs);
            TickHealth.End(_clock.NowMs);
            _nextTickMs = NextTick(nowMs);
        }
        else if (_settings.OutputEnabled)
        {
            _link.Pass(nowMs);
        }

        PassHealth.End(_clock.NowMs);
    }

    /// <summary>For the board, within <see cref="Tick"/>.</summary>
    public void Fill(ChargerSnapshot snapshot)
    {
        long nowMs = _tickMs;
        BatterySnapshot battery = Battery();
        snapshot.EventCount = _events;
        snapshot.LatchedFaults = _latchedFaults;
        snapshot.NowMs = nowMs;
        snapshot.UptimeMs = nowMs - _startedMs;
        snapshot.Mode = _controller.Mode;
        snapshot.State = _controller.State;
        snapshot.LimitedBy = _controller.LimitedBy;
        snapshot.StoppedByUser = _controller.StoppedByUser;
        snapshot.OverVoltageHold = _controller.OverVoltageHold;
        snapshot.WhySubject = _controller.WhySubject;
        snapshot.WhyValue = _controller.WhyValue;
        snapshot.PackOnline = _safety.PackOnline;
        snapshot.PackAgeMs = PackAgeMs(battery, nowMs);
        snapshot.Battery.CopyFrom(battery);
        snapshot.BmsCounters.CopyFrom(_settings.BmsEnabled ? _bms.Counters : _noCounters);
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
        snapshot.Can.CopyFrom(Health());
        snapshot.Faults.CopyFrom(_faults);
    }

    private long NextTick(long nowMs)
    {
        long onTheBeat = _nextTickMs + TickMs;
        return nowMs < _nextTickMs ? _nextTickMs : onTheBeat > nowMs ? onTheBeat : nowMs + TickMs;
    }

    private void Tick(long nowMs)
    {
        _tickMs = nowMs;
        if (_settings.CanEnabled)
        {
            _can.Pass(nowMs);
        }

        ChargeSettings due = _reconfiguration.TakeDue(_settings, _can, _link, nowMs);
        if (due != null)
        {
            Apply(due, nowMs);
            _log.Info("new settings are in force");
        }

        TakeCommands(nowMs);
        _controller.Reconfiguring = _reconfiguration.IsPending;
        _controller.RemoteMilliAmps = _remoteMilliAmps;
        _controller.MinuteOfDay = _wall != null && ChargeSchedule.IsSet(_settings) ? ChargeSchedule.MinuteOfDay(_wall.UnixMs, _settings.UtcOffsetMinutes) : Unknown.Number;
        BatterySnapshot battery = Battery();
        CanHealth can = Health();
        bool usesBus = _link.Protocol.UsesBus;
        bool busRuns = !usesBus || can.State == CanState.ErrorActive || can.State == CanState.ErrorWarning || can.State == CanState.ErrorPassive;
        if (!busRuns && _link.Status.AtMs < 0)
        {
            _link.RestartSilence(nowMs);
        }

        _faults.Set(FaultCode.StorageFailed, _storageFailed, nowMs);
        _faults.Set(FaultCode.JournalFailed, _journalFailed, nowMs);
        _faults.Set(FaultCode.DacFailed, !usesBus && _dac == null, nowMs);
        _safety.Check(battery, _link, can, nowMs);
        _safety.CheckClock(ChargeSchedule.IsSet(_settings), _wall != null && _wall.IsSet, nowMs);
        if (_settings.BmsEnabled)
        {
            _fetGuard.Pass(_bms, _settings.OpenChargeFet, _safety.PackOnline, _safety.DefiesForMs, nowMs);
        }

        _controller.FollowPack(_safety.PackNumber);
        _controller.Decide(battery, _link, busRuns, _safety.PackOnline, _safety.ChargerOnline, nowMs);
        if (_shutdown)
        {
            _controller.Request.Stop();
        }

        PackReport.Fill(_controller.Request, battery, _settings, _safety.PackOnline, _faults);
        _link.Ask(_controller.Request, nowMs);
        if (_settings.OutputEnabled)
        {
            // Before the snapshot is told: its board has a lock, and a stop waits for nobody.
            _link.Pass(nowMs);
        }

        // What the charge is, not what a stop may still mean in the protocol: where that knows none, this line is the stop.
        _enable.Pass(_link.Charges, nowMs);
        Meter(battery, nowMs);
        CountEvents();
        _board.Publish(this);
        TellResults();

        // Without a controller, or where no frame was ever acknowledged, nobody charges on our word.
        bool nobodyListens = usesBus && (!_settings.CanEnabled || can.State == CanState.Absent || (busRuns && can.Sent == 0));
        IsShutDown = _shutdown && (nobodyListens || _link.IsStopConfirmed());
    }

    private void Meter(BatterySnapshot battery, long nowMs)
    {
        bool online = _safety.PackOnline;
        _energy.Tick(online ? battery.PackMilliVolts : Unknown.Number, online ? battery.PackMilliAmps : Unknown.Number, nowMs);
        int reason = _shutdown ? SessionEnd.Shutdown : SessionEnd.Of(_controller.State, _controller.LimitedBy, _controller.WhySubject);
        _session.Tick(_controller.Request.Charge, reason, battery, online, nowMs);
    }

    private void TakeCommands(long nowMs)
    {
        _taken = 0;
        for (int i = 0; i < CommandQueue.Capacity; i++)
        {
            int ticket = _commands.Take();
            if (ticket < 0)
            {
                return;
            }

            _tickets[_taken] = ticket;
            _results[_taken] = Accept(_commands.KindOf(ticket), _commands.ValueOf(ticket), _commands.PayloadOf(ticket), nowMs);
            _taken++;
        }
    }

    // After the snapshot: who learns the result finds what it has changed there.
    private void TellResults()
    {
        for (int i = 0; i < _taken; i++)
        {
            _commands.Complete(_tickets[i], _results[i]);
        }

        _taken = 0;
    }

    private int Accept(int kind, int value, object payload, long nowMs)
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
                _faults.Set(FaultCode.ChargerStopUnconfirmed, false, nowMs);
                _link.Protocol.ClearErrors();
                _safety.AcceptByUser();
                return _faults.ClearLatched() ? CommandResult.Accepted : CommandResult.StillPresent;
            case ChargeCommand.ReleaseChargeFet:
                return _settings.BmsEnabled ? _fetGuard.Release(_bms, nowMs) : CommandResult.NothingToRelease;
            case ChargeCommand.Configure:
                _reconfiguration.Begin((ChargeSettings)payload, nowMs);
                return CommandResult.Accepted;
            default:
                throw new ArgumentException("command " + kind.ToString());
        }
    }

    // Start and change of settings only: this allocates.
    private void Apply(ChargeSettings settings, long nowMs)
    {
        ChargeSettings old = _settings;
        _settings = settings;
        MakeStandIns(settings);
        _safety.Configure(settings);
        if (settings.BmsEnabled && (old == null || !old.BmsEnabled || old.BmsBitsPerSecond != settings.BmsBitsPerSecond))
        {
            _bms = BmsProtocols.Create(BmsProtocols.Jbd, _uart, settings.BmsBitsPerSecond);
            _safety.RestartBms(nowMs);
        }

        if (_dac != null)
        {
            // At the start, and when the charger is no longer one that hangs on it.
            _dac.Write(0);
        }

        _link = new ChargerLink(_can, ChargerProtocols.Create(settings.Charger, _dac), nowMs);
        HintAtBitRate(settings);
        FollowCanSettings(settings, nowMs);
        _controller.Configure(settings, settings.BmsEnabled ? _bms.Battery : _noBattery);
    }

    // What a part that is off shows.
    private void MakeStandIns(ChargeSettings settings)
    {
        _disabledCan = settings.CanEnabled ? null : new CanHealth { State = CanState.Disabled };
        _noBattery = settings.BmsEnabled ? null : new BatterySnapshot();
        _noCounters = settings.BmsEnabled ? null : new BmsCounters();
    }

    // Compared with what the controller runs, not with the settings before: those may have been changed while the part was off.
    private void FollowCanSettings(ChargeSettings settings, long nowMs)
    {
        uint statusId = _link.Protocol.StatusId;
        uint statusMask = _link.Protocol.StatusMask;
        if (!settings.CanEnabled)
        {
            if (_canStarted)
            {
                _can.Stop();
                _canStarted = false;
            }

            return;
        }

        if (_canStarted && _canBitsPerSecond == settings.CanBitsPerSecond && _canCrystalHertz == settings.CanCrystalHertz && _acceptedId == statusId && _acceptedMask == statusMask)
        {
            return;
        }

        // A busy vehicle bus would overrun the controller's two buffers: a protocol that listens says to which ids.
        if (statusId == 0)
        {
            _can.AcceptAll();
        }
        else
        {
            _can.AcceptOnly(statusId, statusMask, _link.Protocol.StatusIsExtended);
        }

        _can.Start(settings.CanBitsPerSecond, settings.CanCrystalHertz);
        _safety.RestartBus(nowMs);
        _canBitsPerSecond = settings.CanBitsPerSecond;
        _canCrystalHertz = settings.CanCrystalHertz;
        _acceptedId = statusId;
        _acceptedMask = statusMask;
        _canStarted = true;
    }

    // Units differ, so it is a hint and no rule.
    private void HintAtBitRate(ChargeSettings settings)
    {
        int usual = settings.Charger.UsualBitsPerSecond();
        if (settings.CanEnabled && usual != 0 && usual != settings.CanBitsPerSecond)
        {
            _log.Warning("chargers that speak " + settings.Charger.ProtocolName + " use " + usual.ToString() + " bit/s as a rule, can.bitRate is " + settings.CanBitsPerSecond.ToString());
        }
    }

    private void CountEvents()
    {
        if (_controller.State != _lastState || _controller.Mode != _lastMode || _faults.Changes != _lastFaultChanges)
        {
            _lastState = _controller.State;
            _lastMode = _controller.Mode;
            _lastFaultChanges = _faults.Changes;
            _latchedFaults = _faults.LatchedMask();
            _events++;
        }
    }

    private BatterySnapshot Battery()
    {
        return _settings.BmsEnabled ? _bms.Battery : _noBattery;
    }

    private CanHealth Health()
    {
        return _settings.CanEnabled ? _can.Health : _disabledCan;
    }

    // The older of both replies; before one of them has come, the age of the other.
    private static int PackAgeMs(BatterySnapshot battery, long nowMs)
    {
        int basicMs = BatterySnapshot.AgeMs(battery.BasicAtMs, nowMs);
        int cellsMs = BatterySnapshot.AgeMs(battery.CellsAtMs, nowMs);
        return basicMs > cellsMs ? basicMs : cellsMs;
    }
}
