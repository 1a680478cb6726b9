using System;
using System.Net;
using System.Threading;
using ChargerFirmware.Can.Mcp2515;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;
using ChargerFirmware.Network;
using ChargerFirmware.Settings;
using ChargerFirmware.Web;

namespace ChargerFirmware;

/// <summary>The whole charger: puts the parts together on a board, runs their threads and watches over them.</summary>
/// <remarks>
/// The main program makes it, calls <see cref="Start"/>, then <see cref="Supervise"/> about every 100 ms, and <see cref="Shutdown"/> at the end, all on one thread.
/// </remarks>
public sealed class ChargerApp : ISettingsApplied
{
    /// <summary>How often the main program lets <see cref="Supervise"/> look.</summary>
    public const int SuperviseMs = 100;

    private const int NoTicket = -1;

    // Option of device.role.
    private const int NodeRole = 1;

    // A medium that refuses is not asked again in the next tenth of a second.
    private const int StorageRetryMs = 5000;

    // The web thread says goodbye to its browsers in less.
    private const int WebFarewellMs = 500;

    // A pass of the network thread, a goodbye over mDNS included; a name that is being looked up (on a PC) is not waited for.
    private const int NetworkFarewellMs = 100;

    // The control thread passes every 5 ms and a tc charger gives up on us after 5 s; a PC may keep a thread waiting for some tenths of a second.
    private const int ControlHangMs = 2000;

    // Flash, a browser's large page: nothing of the web thread takes so long.
    private const int WebHangMs = 30000;

    // The journal's last write; what it does not end within, the next start takes for a cut.
    private const int JournalFarewellMs = 300;

    // A sector of flash is erased within 0.4 s, and a write needs a few: a journal that is silent for longer waits for a medium that does not come back.
    private const int JournalHangMs = 20000;

    private readonly Board _board;
    private readonly SettingValues _values;
    private readonly SettingTable _table;
    private readonly SettingStore _store;
    private readonly DecisionStore _decisions;
    private readonly SnapshotBoard _snapshots = new SnapshotBoard();
    private readonly CommandQueue _commands = new CommandQueue();
    private readonly WebNames _names = new WebNames();
    private readonly RestartRecord _restarts;
    private readonly QuietMoment _quiet = new QuietMoment();
    private readonly Heartbeat _controlBeat = new Heartbeat(ControlHangMs);
    private readonly Heartbeat _webBeat = new Heartbeat(WebHangMs);
    private readonly Heartbeat _journalBeat = new Heartbeat(JournalHangMs);
    private readonly ChargeJournal _journal;
    private readonly int _loaded;
    private readonly bool _isNode;
    private readonly object _lock = new object();
    private TickLoop _control;
    private WebServer _web;
    private Thread _controlThread;
    private Thread _webThread;
    private Thread _journalThread;
    private NetworkLoop _network;
    private WifiApi _wifi;
    private CaptivePortal _portal;
    private Thread _networkThread;
    private int _touchesToApply;
    private int _touchesOwed;

    // A mode from the settings: what is asked for, what had been commanded before, and once it is in the queue its place there.
    private int _modeToApply;
    private int _modesBefore;
    private int _modeTicket = NoTicket;
    private long _storeNotBeforeMs = long.MinValue;
    private bool _isFailureNoted;
    private bool _hasLasted;

    /// <summary>Loads the stored settings. Host defaults and overlays are in <paramref name="values"/> already.</summary>
    public ChargerApp(Board board, SettingValues values, int logBytes)
    {
        _board = board;
        _values = values;
        _table = values.Table;
        Log = new Log(board.NetworkClock, logBytes);
        _store = new SettingStore(board.Storage, values, Log);
        Wall = new WallClock(board.NetworkClock);
        _decisions = new DecisionStore(_store, values, _snapshots);
        _loaded = _store.Load();
        _isNode = values.NumberOf(_table.DeviceRole) == NodeRole;
        _restarts = new RestartRecord(board.Storage, board.NetworkClock);
        _journal = new ChargeJournal(board.Clock, board.NetworkClock, Wall, _snapshots, board.Storage, Log, _restarts.Starts + 1);
    }

    public Log Log { get; }

    /// <summary>The time of day, once the network has told it.</summary>
    public WallClock Wall { get; }

    /// <summary>Where the control loop leaves what it knows.</summary>
    public SnapshotBoard Snapshots => _snapshots;

    /// <summary>The port that the page is on; 0 while the web part is off.</summary>
    public int HttpPort => _web == null ? 0 : _web.Port;

    /// <summary>It was the legacy port that <see cref="Start"/> could not have.</summary>
    public bool IsLegacyRefused => _web != null && _web.IsLegacyRefused;

    /// <summary>Why the charger cannot go on, or null. Set by a thread that met a programming error, or by the supervisor that misses one.</summary>
    public string Failure { get; private set; }

    /// <summary>Why a restart is due that is no failure, once nothing is charged any more; null else.</summary>
    public string PlannedRestart { get; private set; }

    /// <summary>The runs before this one gave up one after the other; nothing is charged in it before the user has confirmed.</summary>
    public bool HasFailedRepeatedly => _restarts.IsRepeated;

    /// <summary>Before <see cref="Start"/>, where the platform opens the own network at its start only. True when it has to start anew for that, at once: nothing is charged yet.</summary>
    public bool PrepareOwnNetwork(OwnNetworkStart start)
    {
        // Lost settings are a fault that this run has to tell and keep; the network waits until then.
        bool isDue = _loaded != LoadResult.Defaulted && start.Prepare(_values, _store, _board.System);
        if (isDue)
        {
            Log.Info("restart: the own network gets its name and password");
        }

        return isDue;
    }

    /// <summary>Opens the web port and starts the threads. A busy port ends in a SocketException, before anything has been started.</summary>
    public void Start(WebLimits limits, IPAddress address, int port)
    {
        if (_board.Network != null)
        {
            _network = new NetworkLoop(_board.Network, _board.NetworkClock, _board.System, _values, _store, Wall, Log, _board.StatusLed, _board.SetupButton, _board.NetworkOptions);
            _wifi = new WifiApi(_network.Board);
            _portal = new CaptivePortal(_network.Board);
        }

        WebParts parts = null;
        if (_values.NumberOf(_table.WebEnabled) != 0)
        {
            parts = MakeWebParts();
            _web = new WebServer(parts, limits, address, port);
            _web.Open();
            TellPort();
        }

        TellRestarts();

        Mcp2515Controller can = new Mcp2515Controller(_board.CanSpi, _board.CanInterrupt, _board.Clock, Log);
        _control = MakeControl(can);
        _control.Pass();
        _controlThread = Begin(RunControl, ThreadPriority.AboveNormal);
        _journalThread = Begin(_journal.RunThread, ThreadPriority.Normal);
        if (_web != null)
        {
            parts.PassHealth = _control.PassHealth;
            parts.TickHealth = _control.TickHealth;
            _webThread = Begin(RunWeb, ThreadPriority.Normal);
        }

        if (_network != null)
        {
            _networkThread = Begin(_network.Run, ThreadPriority.Normal);
        }

        Log.Info("charger " + _board.System.FirmwareVersion + " started");
    }

    /// <summary>One look of the main thread: stores what must survive a restart, passes on what found no place in the queue. False when the charger has to be started anew.</summary>
    public bool Supervise()
    {
        long nowMs = _board.NetworkClock.NowMs;
        FollowSettings(nowMs);
        if (_network != null && _network.MdnsName != _names.MdnsName)
        {
            _names.MdnsName = _network.MdnsName;
            _wifi.MdnsName = _network.MdnsName;
        }

        _journal.Look();
        _control.ReportStorage(_store.HasFailed);
        _control.ReportJournal(_journal.HasFailed || !_journalBeat.IsAlive(_journal.Health.Passes, nowMs));
        WatchThreads(nowMs);
        FollowRestarts();

        PlanRestart(nowMs);

        // What fails from here on is noted and told by the next look.
        return !_isFailureNoted && PlannedRestart == null;
    }

    // Memory that is short at the moment is no reason to end a charge: what waits is tried again.
    private void FollowSettings(long nowMs)
    {
        try
        {
            ApplyWaiting();
            if (nowMs >= _storeNotBeforeMs && !StoreDecisions())
            {
                _storeNotBeforeMs = nowMs + StorageRetryMs;
            }
        }
        catch (OutOfMemoryException)
        {
            _storeNotBeforeMs = nowMs + StorageRetryMs;
        }
    }

    /// <summary>The main program gives up by itself: its reason is kept as one of the firmware's own is.</summary>
    public void NoteFailure(string reason)
    {
        if (!_isFailureNoted)
        {
            Fail(reason);
            FollowRestarts();
        }
    }

    /// <summary>Asks the charger for zero current, waits until that is on the bus and confirmed, at most so long in real time, and ends the threads. False when it was not confirmed.</summary>
    /// <remarks>After a <see cref="Start"/> that failed too: of what it has not begun nothing is waited for.</remarks>
    public bool Shutdown(int timeoutMs)
    {
        bool isConfirmed = StopControl(timeoutMs);

        // With what the control loop has said last; where that is no longer possible, with the reason of the restart.
        _journal.Stop(Failure == null ? SessionEnd.Shutdown : SessionEnd.Restart);
        if (_webThread != null)
        {
            _web.Stop();
            _webThread.Join(WebFarewellMs);
        }

        if (_networkThread != null)
        {
            _network.Stop();
            _networkThread.Join(NetworkFarewellMs);
        }

        if (_journalThread != null)
        {
            _journalThread.Join(JournalFarewellMs);
        }

        return isConfirmed;
    }

    // A field holds a thread that runs, and no other.
    private static Thread Begin(ThreadStart run, ThreadPriority priority)
    {
        Thread thread = new Thread(run) { Priority = priority };
        thread.Start();
        return thread;
    }

    private bool StopControl(int timeoutMs)
    {
        if (_controlThread == null)
        {
            if (_control != null)
            {
                SayLastWord();
            }

            return false;
        }

        _control.Shutdown();
        long untilMs = _board.NetworkClock.NowMs + timeoutMs;
        while (!_control.IsShutDown && _board.NetworkClock.NowMs < untilMs)
        {
            _board.NetworkClock.Sleep(ControlLoop.MaxSleepMs);
        }

        return _control.IsShutDown;
    }

    /// <summary>Web thread: settings are about to be stored.</summary>
    public void Owe(int touches)
    {
        lock (_lock)
        {
            _touchesOwed |= touches & ~SettingTouch.Mode;
        }
    }

    /// <summary>Web thread: settings have been stored and are to take effect.</summary>
    public void Apply(int touches, int mode)
    {
        lock (_lock)
        {
            _touchesToApply |= touches | _touchesOwed;
            _touchesOwed = SettingTouch.Nothing;
            if ((touches & SettingTouch.Mode) != 0)
            {
                ForgetModeTicket_NeedsLock();
                _modeToApply = mode;
                _modesBefore = _commands.ModesPosted;
                _decisions.ModeLeaves();
            }
        }

        ApplyWaiting();
    }

    private TickLoop MakeControl(Mcp2515Controller can)
    {
        if (_isNode)
        {
            return new NodeLoop(_board.Clock, can, _snapshots, _commands, Log, ReadSettings(), ReadStart(), _board.ChargeEnable, _board.Dac);
        }

        return new ControlLoop(_board.Clock, _board.BmsUart, can, _snapshots, _commands, Log, ReadSettings(), ReadStart(), _board.ChargeEnable, Wall, _board.Dac);
    }

    private void TellRestarts()
    {
        if (!_restarts.CountStart())
        {
            Log.Warning("the count of starts was not stored");
        }

        if (_restarts.LastReason.Length > 0)
        {
            Log.Info("start " + _restarts.Starts.ToString() + "; the last of " + _restarts.Failures.ToString() + " failures: " + _restarts.LastReason);
        }
    }

    private void WatchThreads(long nowMs)
    {
        if (Failure != null)
        {
            return;
        }

        if (!_controlBeat.IsAlive(_control.PassHealth.Passes, nowMs))
        {
            Fail("control thread hangs");
        }
        else if (_web != null && !_webBeat.IsAlive(_web.Health.Passes, nowMs))
        {
            Fail("web thread hangs");
        }
    }

    // A run that gives up says so before the restart; one that lasts, or a user who has seen it, ends the row.
    private void FollowRestarts()
    {
        if (Failure != null)
        {
            if (!_isFailureNoted)
            {
                ReleaseOutput();
                _isFailureNoted = true;
                _restarts.NoteFailure(Failure);
            }

            return;
        }

        bool hasLasted = !_hasLasted && _restarts.UptimeMs >= RestartRecord.RepeatedWithinMs;
        _hasLasted |= hasLasted;
        if (hasLasted || (_restarts.IsRepeated && _snapshots.IsCleared(FaultCode.RepeatedRestarts)))
        {
            _restarts.Forget();
        }
    }

    // Never for trouble with a router: only what somebody has asked for, and the platform can do at its start alone.
    private void PlanRestart(long nowMs)
    {
        if (_network != null && PlannedRestart == null && _quiet.Pass(nowMs, _board.Network.NeedsRestart, _snapshots.IsCharging))
        {
            PlannedRestart = "the own network opens with its new words";
            Log.Info("restart: " + PlannedRestart);
        }
    }

    // A converter keeps its level when its thread hangs or has died, and nobody else is left to write it.
    private void ReleaseOutput()
    {
        if (_board.Dac != null)
        {
            _board.Dac.Write(0);
        }
    }

    private WebParts MakeWebParts()
    {
        NetworkLink link = _network == null ? null : new NetworkLink(_wifi, _portal);
        return new WebParts
        {
            Clock = _board.NetworkClock,
            Board = _snapshots,
            Commands = _commands,
            Settings = _values,
            Store = _store,
            Applied = this,
            Assets = _board.Assets,
            System = _board.System,
            Restarts = _restarts,
            Journal = _journal,
            Log = Log,
            ForeignHosts = link,
            Wifi = link,
            Names = _names,
        };
    }

    private void TellPort()
    {
        if (_portal != null)
        {
            _portal.HttpPort = _web.Port;
            _network.TellPort(_web.Port);
        }
    }

    /// <summary>Stores what the control loop has decided and a restart must not undo.</summary>
    public bool StoreDecisions()
    {
        FollowMode();
        return _decisions.Store();
    }

    // The queue may be full at the moment: what was stored must still take effect, so it waits here.
    private void ApplyWaiting()
    {
        lock (_lock)
        {
            // The settings first: a mode must not be asked for with the currents of before.
            if ((_touchesToApply & SettingTouch.Charge) != 0)
            {
                PostSettings_NeedsLock();
            }

            if ((_touchesToApply & (SettingTouch.Charge | SettingTouch.Mode)) == SettingTouch.Mode)
            {
                PostMode_NeedsLock();
            }
        }
    }

    private void PostSettings_NeedsLock()
    {
        int ticket = _commands.TryPost(ChargeCommand.Configure, 0, ReadSettings());
        if (ticket != CommandQueue.Full)
        {
            _commands.Abandon(ticket);
            _touchesToApply &= ~SettingTouch.Charge;
        }
    }

    // A mode that waits gives way to one that was commanded since: it must not come back behind an 'off' that was acknowledged.
    private void PostMode_NeedsLock()
    {
        int ticket = _commands.TryPostMode(_modeToApply, _modesBefore);
        if (ticket == CommandQueue.Full)
        {
            return;
        }

        _touchesToApply &= ~SettingTouch.Mode;
        if (ticket == CommandQueue.Overtaken)
        {
            _decisions.ModeArrived();
        }
        else
        {
            _modeTicket = ticket;
        }
    }

    // The result comes after the snapshot that shows it.
    private void FollowMode()
    {
        lock (_lock)
        {
            if ((_touchesToApply & SettingTouch.Mode) != 0 && _commands.ModesPosted != _modesBefore)
            {
                // One that waits for the queue was overtaken by a command: that one is to be stored.
                _touchesToApply &= ~SettingTouch.Mode;
                _decisions.ModeArrived();
            }

            if (_modeTicket != NoTicket && _commands.Fetch(_modeTicket) != CommandResult.Pending)
            {
                _modeTicket = NoTicket;
                _decisions.ModeArrived();
            }
        }
    }

    private void ForgetModeTicket_NeedsLock()
    {
        if (_modeTicket != NoTicket)
        {
            _commands.Abandon(_modeTicket);
            _modeTicket = NoTicket;
        }
    }

    // Settings that contradict one another were stored by an older version or come from the host: with them nothing is charged.
    private ChargeSettings ReadSettings()
    {
        ChargeSettings settings = ChargeSettingsReader.Read(_values, _isNode);
        string contradiction = _store.CheckAll();
        if (contradiction != null)
        {
            Log.Error("settings: " + contradiction + "; nothing is charged");
            settings.Contradict = true;
        }

        return settings;
    }

    private ChargeStart ReadStart()
    {
        ChargeStart start = _decisions.Read();
        start.SettingsDefaulted = _loaded == LoadResult.Defaulted;
        start.SettingsSlotDamaged = _loaded == LoadResult.FellBack;
        start.RepeatedRestarts = _restarts.IsRepeated;
        start.ChargedMilliWattHours = _journal.Sessions.TotalMilliWattHours;
        start.ChargedMilliAmpHours = _journal.Sessions.TotalMilliAmpHours;
        return start;
    }

    private void RunControl()
    {
        try
        {
            while (!_control.IsShutDown)
            {
                _control.Pass();
                _board.Clock.Sleep(_control.WaitMs);
            }
        }
        catch (Exception e)
        {
            // A programming error: nothing can be trusted but the stop itself.
            Fail("control loop: " + e.Message);
            SayLastWord();
        }
    }

    private void SayLastWord()
    {
        try
        {
            _control.StopCharger();
        }
        catch (Exception e)
        {
            // The same error again: the restart is the next way to a stop.
            Log.Error("control loop, last stop: " + e.Message);
        }
    }

    private void RunWeb()
    {
        try
        {
            _web.Run();
        }
        catch (Exception e)
        {
            Fail("web server: " + e.Message);
        }
    }

    private void Fail(string reason)
    {
        Log.Error(reason);
        Failure = reason;
    }
}
