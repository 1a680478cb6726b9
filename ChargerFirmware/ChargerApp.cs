using System;
using System.Net;
using System.Threading;
using ChargerFirmware.Can.Mcp2515;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
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

    // A medium that refuses is not asked again in the next tenth of a second.
    private const int StorageRetryMs = 5000;

    // The web thread says goodbye to its browsers in less.
    private const int WebFarewellMs = 500;

    private readonly Board _board;
    private readonly SettingValues _values;
    private readonly SettingTable _table;
    private readonly SettingStore _store;
    private readonly DecisionStore _decisions;
    private readonly SnapshotBoard _snapshots = new SnapshotBoard();
    private readonly CommandQueue _commands = new CommandQueue();
    private readonly int _loaded;
    private readonly object _lock = new object();
    private ControlLoop _control;
    private WebServer _web;
    private Thread _controlThread;
    private Thread _webThread;
    private int _touchesToApply;
    private long _storeNotBeforeMs = long.MinValue;

    /// <summary>Loads the stored settings. Host defaults and overlays are in <paramref name="values"/> already.</summary>
    public ChargerApp(Board board, SettingValues values, int logBytes)
    {
        _board = board;
        _values = values;
        _table = values.Table;
        Log = new Log(board.NetworkClock, logBytes);
        _store = new SettingStore(board.Storage, values, Log);
        _decisions = new DecisionStore(_store, values, _snapshots);
        _loaded = _store.Load();
    }

    public Log Log { get; }

    /// <summary>Where the control loop leaves what it knows.</summary>
    public SnapshotBoard Snapshots => _snapshots;

    /// <summary>The port that the page is on; 0 while the web part is off.</summary>
    public int HttpPort => _web == null ? 0 : _web.Port;

    /// <summary>Why the charger cannot go on, or null. Set by a thread that met a programming error.</summary>
    public string Failure { get; private set; }

    /// <summary>Opens the web port and starts the threads. A busy port ends in a SocketException, before anything has been started.</summary>
    public void Start(WebLimits limits, IPAddress address, int port)
    {
        if (_values.NumberOf(_table.WebEnabled) != 0)
        {
            _web = new WebServer(MakeWebParts(), limits, address, port);
            _web.Open();
        }

        Mcp2515Controller can = new Mcp2515Controller(_board.CanSpi, _board.CanInterrupt, _board.Clock, Log);
        _control = new ControlLoop(_board.Clock, _board.BmsUart, can, _snapshots, _commands, Log, ReadSettings(), ReadStart());
        _control.Pass();
        _controlThread = new Thread(RunControl) { Priority = ThreadPriority.AboveNormal };
        _controlThread.Start();
        if (_web != null)
        {
            _webThread = new Thread(RunWeb);
            _webThread.Start();
        }

        Log.Info("charger " + _board.System.FirmwareVersion + " started");
    }

    /// <summary>One look of the main thread: stores what must survive a restart, passes on what found no place in the queue. False when the charger has to be started anew.</summary>
    public bool Supervise()
    {
        ApplyWaiting();
        long nowMs = _board.NetworkClock.NowMs;
        if (nowMs >= _storeNotBeforeMs && !StoreDecisions())
        {
            _storeNotBeforeMs = nowMs + StorageRetryMs;
        }

        _control.ReportStorage(_store.HasFailed);
        return Failure == null;
    }

    /// <summary>Asks the charger for zero current, waits until that is on the bus and confirmed, at most so long in real time, and ends the threads. False when it was not confirmed.</summary>
    public bool Shutdown(int timeoutMs)
    {
        _control.Shutdown();
        long untilMs = _board.NetworkClock.NowMs + timeoutMs;
        while (!_control.IsShutDown && _board.NetworkClock.NowMs < untilMs)
        {
            _board.NetworkClock.Sleep(ControlLoop.MaxSleepMs);
        }

        if (_web != null)
        {
            _web.Stop();
            _webThread.Join(WebFarewellMs);
        }

        return _control.IsShutDown;
    }

    /// <summary>Web thread: settings have been stored and are to take effect.</summary>
    public void Apply(int touches)
    {
        lock (_lock)
        {
            _touchesToApply |= touches;
        }

        ApplyWaiting();
    }

    private WebParts MakeWebParts()
    {
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
            Log = Log,
        };
    }

    /// <summary>Stores what the control loop has decided and a restart must not undo.</summary>
    public bool StoreDecisions()
    {
        return _decisions.Store();
    }

    // The queue may be full at the moment: what was stored must still take effect, so it waits here.
    private void ApplyWaiting()
    {
        lock (_lock)
        {
            // The settings first: a mode must not be asked for with the currents of before.
            if ((_touchesToApply & SettingTouch.Charge) != 0 && Post_NeedsLock(ChargeCommand.Configure, 0, ReadSettings()))
            {
                _touchesToApply &= ~SettingTouch.Charge;
            }

            if ((_touchesToApply & SettingTouch.Mode) != 0 && Post_NeedsLock(ChargeCommand.Mode, _values.NumberOf(_table.ChargeMode), null))
            {
                _touchesToApply &= ~SettingTouch.Mode;
            }
        }
    }

    private bool Post_NeedsLock(int kind, int value, object payload)
    {
        int ticket = _commands.TryPost(kind, value, payload);
        if (ticket < 0)
        {
            return false;
        }

        _commands.Abandon(ticket);
        return true;
    }

    // Settings that contradict one another were stored by an older version or come from the host: with them nothing is charged.
    private ChargeSettings ReadSettings()
    {
        ChargeSettings settings = ChargeSettingsReader.Read(_values);
        string contradiction = _store.CheckAll();
        if (contradiction != null)
        {
            Log.Error("settings: " + contradiction + "; nothing is charged");
            settings.ProfileChosen = false;
        }

        return settings;
    }

    private ChargeStart ReadStart()
    {
        ChargeStart start = _decisions.Read();
        start.SettingsDefaulted = _loaded == LoadResult.Defaulted;
        start.SettingsSlotDamaged = _loaded == LoadResult.FellBack;
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
