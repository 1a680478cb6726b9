using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;
using System.Threading;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Core;
using ChargerFirmware.Tests.Web;
using ChargerFirmware.Web;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>The real server on a loopback port, with a stand-in for the control thread that a test may stop.</summary>
public sealed class WebRig : ISettingsApplied, IDisposable
{
    private readonly DecisionStore _decisions;
    private readonly Thread? _webThread;
    private readonly Thread? _controlThread;
    private volatile bool _isStopping;

    /// <param name="change">Changes the limits of a PC.</param>
    /// <param name="clock">When given, the test makes the passes itself.</param>
    /// <param name="table">A table with further rows.</param>
    /// <param name="port">0 for any free one.</param>
    public WebRig(Action<WebLimits>? change = null, IClock? clock = null, SettingTable? table = null, int port = 0)
    {
        Settings = new SettingValues(table ?? new SettingTable());
        Settings.SetHostDefault("web.maxBrowsers", "64");
        Settings.SetHostDefault("web.headBytes", "8192");
        Log = new Log(new RealClock(), 4096);
        Parts = new WebParts
        {
            Clock = clock ?? new RealClock(),
            Board = new SnapshotBoard(),
            Commands = new CommandQueue(),
            Settings = Settings,
            Store = new SettingStore(Flash, Settings),
            Applied = this,
            Assets = new TestAssets(),
            System = new TestSystem(),
            Log = Log,
            Restarts = new RestartRecord(Flash, new RealClock()),
            PassHealth = new ThreadHealth(),
            TickHealth = new ThreadHealth(),
        };
        Parts.Journal = new ChargeJournal(Parts.Clock, Parts.Clock, new WallClock(Parts.Clock), Parts.Board, Flash, Log, 1);
        Parts.Journal.Load();
        Parts.Store.Load();
        _decisions = new DecisionStore(Parts.Store, Settings, Parts.Board);
        _decisions.Read();
        Snapshot = Snapshots.Example();
        Parts.Board.Publish(Snapshot);
        Limits = WebLimits.ForPc(Settings);
        Limits.LegacyPort = WebLimits.Off;
        change?.Invoke(Limits);
        Server = new WebServer(Parts, Limits, IPAddress.Loopback, port);
        Server.Open();
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri("http://127.0.0.1:" + Server.Port) };
        if (clock == null)
        {
            _webThread = new Thread(Server.Run) { IsBackground = true };
            _webThread.Start();
            _controlThread = new Thread(RunControl) { IsBackground = true };
            _controlThread.Start();
        }
    }

    public FakeFlash Flash { get; } = new();

    public SettingValues Settings { get; }

    public Log Log { get; }

    public WebParts Parts { get; }

    public WebLimits Limits { get; }

    public WebServer Server { get; }

    public HttpClient Http { get; }

    /// <summary>What the control thread publishes; a test that changes it locks it.</summary>
    public ChargerSnapshot Snapshot { get; }

    /// <summary>Commands that the control thread has carried out: kind and value.</summary>
    public ConcurrentQueue<(int Kind, int Value)> Commands { get; } = new();

    /// <summary>Touches of the settings that were applied.</summary>
    public ConcurrentQueue<int> Applied { get; } = new();

    public int Owed { get; private set; }

    /// <summary>Whether the control thread looks at the queue.</summary>
    public bool IsControlAwake { get; set; } = true;

    /// <summary>What becomes of clearFaults.</summary>
    public int ClearResult { get; set; } = CommandResult.Accepted;

    /// <summary>The test makes the passes itself.</summary>
    public bool IsPassedByTest => _webThread == null;

    public Uri WebSocketUri => new("ws://127.0.0.1:" + Server.Port + "/ws");

    public void Owe(int touches)
    {
        Owed |= touches;
    }

    public void Apply(int touches, int mode)
    {
        if (touches == 0)
        {
            return;
        }

        Applied.Enqueue(touches);
    }

    public bool StoreDecisions()
    {
        return _decisions.Store();
    }

    /// <summary>A connection of plain bytes.</summary>
    public RawPeer Connect()
    {
        return new RawPeer(Server.Port);
    }

    /// <summary>Publishes the snapshot after a change.</summary>
    public void Publish(Action<ChargerSnapshot> change)
    {
        lock (Snapshot)
        {
            change(Snapshot);
            Parts.Board.Publish(Snapshot);
        }
    }

    /// <summary>Passes of a test's own, until something is so.</summary>
    public void PassUntil(Func<bool> isSo, string what)
    {
        long endMs = Environment.TickCount64 + 5000;
        while (!isSo())
        {
            Server.Pass();
            if (Environment.TickCount64 > endMs)
            {
                throw new TimeoutException("never: " + what);
            }

            Thread.Sleep(1);
        }
    }

    public void Dispose()
    {
        _isStopping = true;
        Server.Stop();
        _webThread?.Join();
        _controlThread?.Join();
        Server.CloseAll();
        Http.Dispose();
    }

    // As the control loop does: takes everything, answers, publishes.
    private void RunControl()
    {
        while (!_isStopping)
        {
            if (IsControlAwake)
            {
                Tick();
            }

            Thread.Sleep(10);
        }
    }

    private void Tick()
    {
        CommandQueue queue = Parts.Commands;
        for (int ticket = queue.Take(); ticket >= 0; ticket = queue.Take())
        {
            int kind = queue.KindOf(ticket);
            Commands.Enqueue((kind, queue.ValueOf(ticket)));
            int value = queue.ValueOf(ticket);
            Publish(s =>
            {
                s.Mode = kind == ChargeCommand.Mode ? value : s.Mode;
                s.StoppedByUser = kind == ChargeCommand.Stop || (kind != ChargeCommand.Start && s.StoppedByUser);
                s.EventCount++;
            });

            queue.Complete(ticket, kind == ChargeCommand.ClearFaults ? ClearResult : CommandResult.Accepted);
        }

        Publish(s => s.NowMs += 10);
    }

    private sealed class RealClock : IClock
    {
        public long NowMs => Environment.TickCount64;

        public void Sleep(int milliseconds)
        {
            Thread.Sleep(milliseconds);
        }
    }

    private sealed class TestSystem : ISystem
    {
        public string FirmwareVersion => "0.0.1";

        public long FreeMemoryBytes => 123456;

        public void FillRandom(byte[] target)
        {
            System.Security.Cryptography.RandomNumberGenerator.Fill(target);
        }

        public void Restart(string reason)
        {
            throw new NotSupportedException();
        }
    }
}
