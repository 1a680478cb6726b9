using System;
using System.Diagnostics;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Network;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Can.Mcp2515;
using ChargerFirmware.Tests.Core;
using ChargerFirmware.Tests.Scenarios.Acceptance;
using ChargerFirmware.Tests.Scenarios.Web;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Network;

namespace ChargerFirmware.Tests.Scenarios;

/// <summary>The whole firmware with its threads, whose control thread fails or hangs on request.</summary>
[TestClass]
public class RestartTests
{
    private readonly FakeFlash _flash = new();
    private readonly BadUart _uart = new();

    [TestMethod]
    public void ControlThread_Fails_TheReasonIsKept()
    {
        RunUntilFailure(() => _uart.Throws = true, "control loop: the line is on fire");

        RestartRecord record = new(_flash, new RealClock());
        Assert.AreEqual(1, record.Failures);
        Assert.AreEqual("control loop: the line is on fire", record.LastReason);
    }

    [TestMethod]
    public void ControlThread_Hangs_IsFoundWithinThreeSeconds()
    {
        Stopwatch time = new();
        RunUntilFailure(
            () =>
            {
                _uart.Hangs.Reset();
                time.Start();
            },
            "control thread hangs");
        time.Stop();
        _uart.Hangs.Set();

        Assert.IsTrue(time.ElapsedMilliseconds is >= 1900 and < 6000, time.ElapsedMilliseconds.ToString());
        Assert.AreEqual("control thread hangs", new RestartRecord(_flash, new RealClock()).LastReason);
    }

    [TestMethod]
    public void ThreeFailuresInARow_NextStartChargesNothingUntilTheUserConfirms()
    {
        for (int i = 0; i < RestartRecord.RepeatedFailures; i++)
        {
            RunUntilFailure(() => _uart.Throws = true, "control loop: the line is on fire");
        }

        _uart.Throws = false;
        ChargerApp app = Start();
        Look(app, () => IsActive(app, FaultCode.RepeatedRestarts), "the fault");
        Thread.Sleep(300);
        Assert.IsTrue(IsActive(app, FaultCode.RepeatedRestarts), "it waits for the user");

        Clear(app);
        Look(app, () => !IsActive(app, FaultCode.RepeatedRestarts), "the fault gone");
        Look(app, () => !new RestartRecord(_flash, new RealClock()).IsRepeated, "the row ended");
        app.Shutdown(200);

        app = Start();
        Thread.Sleep(300);
        Assert.IsFalse(IsActive(app, FaultCode.RepeatedRestarts), "it was confirmed");
        app.Shutdown(200);
    }

    [TestMethod]
    public void ThreeStartsWithoutFailure_AreNoReasonToStop()
    {
        for (int i = 0; i < 4; i++)
        {
            ChargerApp app = Start();
            Look(app, () => app.Snapshots.EventCount > 0, "a snapshot");
            Assert.IsFalse(IsActive(app, FaultCode.RepeatedRestarts));
            app.Shutdown(200);
        }

        Assert.AreEqual(4, new RestartRecord(_flash, new RealClock()).Starts);
    }

    [TestMethod]
    public void OwnNetworkWantsAStart_NothingIsCharged_ItComesAndIsNoFailure()
    {
        SimulatedNetwork radio = new(new RealClock());
        ChargerApp app = Start(radio);
        Stopwatch time = Stopwatch.StartNew();
        while (time.ElapsedMilliseconds < 1000)
        {
            Assert.IsTrue(app.Supervise());
            Thread.Sleep(20);
        }

        radio.NeedsRestart = true;
        time.Restart();
        while (app.Supervise())
        {
            Assert.IsLessThan(15_000, time.ElapsedMilliseconds, "no restart");
            Thread.Sleep(20);
        }

        Assert.IsGreaterThan(QuietMoment.QuietMs - 100, time.ElapsedMilliseconds);
        Assert.IsNull(app.Failure);
        Assert.IsNotNull(app.PlannedRestart);
        app.Shutdown(100);
        Assert.AreEqual(0, new RestartRecord(_flash, new RealClock()).Failures);
    }

    [TestMethod]
    public void MainProgramGivesUp_TheReasonIsKept_Once()
    {
        ChargerApp app = Start();
        app.NoteFailure("main: it fell over");
        app.NoteFailure("main: and again");
        Assert.IsFalse(app.Supervise());
        app.Shutdown(100);

        RestartRecord record = new(_flash, new RealClock());
        Assert.AreEqual(1, record.Failures);
        Assert.AreEqual("main: it fell over", record.LastReason);
    }

    // Memory was short between storing and applying: the next PUT, which finds everything stored, makes up for it.
    [TestMethod]
    public void SettingsThatWereStoredAndNotApplied_AreWithTheNext()
    {
        ChargerApp app = Start();
        Look(app, () => Read(app).ProtocolName == "magnes", "a snapshot");
        app.Owe(SettingTouch.Charge);
        Put(app, "{\"web.maxBrowsers\":6}");
        Look(app, () => LogOf(app).Contains("new settings are in force", StringComparison.Ordinal), "the settings in force");
        app.Shutdown(200);
    }

    [TestMethod]
    public void RoleForTheNextStart_IsNotThatOfTheRunningCharger()
    {
        ChargerApp app = Start();
        Look(app, () => Read(app).ProtocolName == "magnes", "a snapshot");
        Put(app, "{\"device.role\":\"node\",\"charger.protocol\":\"tc\"}");
        Look(app, () => Read(app).ProtocolName != "magnes", "the settings in force");
        Assert.AreEqual("tc", Read(app).ProtocolName);
        app.Shutdown(200);

        app = Start();
        Look(app, () => app.Snapshots.EventCount > 0, "a snapshot");
        Assert.IsTrue(Read(app).IsNode);
        Put(app, "{\"device.role\":\"charger\",\"charge.resumeSeconds\":11}");
        Thread.Sleep(300);
        Assert.IsTrue(Read(app).IsNode);
        app.Shutdown(200);
    }

    // Both in the queue while the control thread is away for a moment: it takes them in one tick and was off before.
    [TestMethod]
    public void ModeOffBehindAModeBySettings_SurvivesARestart()
    {
        ChargerApp app = Start();
        Look(app, () => app.Snapshots.EventCount > 0, "a snapshot");
        using (TimedBrowser browser = new(new Uri("http://127.0.0.1:" + app.HttpPort + "/")))
        {
            browser.Command("mode", "off");
            Assert.AreEqual("off", StoredMode());
            _uart.Hangs.Reset();
            Thread.Sleep(50);
            Put(app, "{\"charge.mode\":\"fast\"}");
            Assert.AreEqual("fast", StoredMode());
            Task off = Task.Run(() => browser.Command("mode", "off"));
            Thread.Sleep(300);
            _uart.Hangs.Set();
            off.GetAwaiter().GetResult();
        }

        Assert.AreEqual("off", StoredMode());
        app.Shutdown(200);
    }

    private string StoredMode()
    {
        SettingValues values = new(new SettingTable());
        new SettingStore(_flash, values).Load();
        return values.TextOf(values.Table.ChargeMode);
    }

    [TestMethod]
    public void Start_FailsBehindTheControlThread_ShutdownEndsIt()
    {
        TestSystem system = new() { Version = null };
        ChargerApp app = Make(null, system);
        Assert.Throws<InvalidOperationException>(() => Open(app));
        Stopwatch time = Stopwatch.StartNew();
        while (app.Snapshots.EventCount == 0)
        {
            Assert.IsLessThan(10_000, time.ElapsedMilliseconds, "the control thread runs");
            Thread.Sleep(20);
        }

        app.Shutdown(2000);
        int last = app.Snapshots.Publications;
        Thread.Sleep(300);
        Assert.AreEqual(last, app.Snapshots.Publications, "it has ended");
    }

    [TestMethod]
    public void Start_FailsBeforeTheControlThread_ShutdownBearsIt()
    {
        _uart.Throws = true;
        ChargerApp app = Make(new SimulatedNetwork(new RealClock()), new TestSystem());
        Assert.Throws<InvalidOperationException>(() => Open(app));
        Assert.IsFalse(app.Shutdown(100), "nobody has confirmed anything");
    }

    private void RunUntilFailure(Action begin, string reason)
    {
        _uart.Throws = false;
        ChargerApp app = Start();
        Look(app, () => app.Snapshots.EventCount > 0, "a snapshot");
        begin();
        Stopwatch time = Stopwatch.StartNew();
        while (app.Supervise())
        {
            Assert.IsLessThan(20_000, time.ElapsedMilliseconds, "no failure");
            Thread.Sleep(20);
        }

        Assert.AreEqual(reason, app.Failure);
        Assert.IsFalse(app.Supervise());
        app.Shutdown(100);
    }

    private ChargerApp Start(INetwork? radio = null)
    {
        ChargerApp app = Make(radio, new TestSystem());
        Open(app);
        return app;
    }

    private ChargerApp Make(INetwork? radio, TestSystem system)
    {
        Board board = new()
        {
            Clock = new RealClock(),
            NetworkClock = new RealClock(),
            BmsUart = _uart,
            CanSpi = new DeadSpi(),
            CanInterrupt = new ManualLine(),
            Storage = _flash,
            Assets = new TestAssets(),
            System = system,
            Network = radio,
            NetworkOptions = new NetworkOptions { DnsPort = 0, DhcpPort = 0, MdnsPort = 0 },
        };
        return new ChargerApp(board, new SettingValues(new SettingTable()), Log.DeviceBytes);
    }

    private static void Open(ChargerApp app)
    {
        WebLimits limits = WebLimits.ForDevice(new SettingValues(new SettingTable()));
        limits.LegacyPort = 0;
        app.Start(limits, IPAddress.Loopback, 0);
    }

    private static void Look(ChargerApp app, Func<bool> condition, string what)
    {
        Stopwatch time = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.IsTrue(app.Supervise(), app.Failure);
            Assert.IsLessThan(10_000, time.ElapsedMilliseconds, what);
            Thread.Sleep(20);
        }
    }

    private static bool IsActive(ChargerApp app, int code)
    {
        return Read(app).Faults.IsActive(code);
    }

    private static ChargerSnapshot Read(ChargerApp app)
    {
        ChargerSnapshot snapshot = new();
        app.Snapshots.Read(snapshot);
        return snapshot;
    }

    private static void Put(ChargerApp app, string body)
    {
        using System.Net.Http.HttpClient http = new();
        using System.Net.Http.StringContent content = new(body, System.Text.Encoding.UTF8, "application/json");
        http.PutAsync("http://127.0.0.1:" + app.HttpPort + "/api/settings", content).GetAwaiter().GetResult().EnsureSuccessStatusCode();
    }

    private static string LogOf(ChargerApp app)
    {
        using System.Net.Http.HttpClient http = new();
        return http.GetStringAsync("http://127.0.0.1:" + app.HttpPort + "/api/log").GetAwaiter().GetResult();
    }

    private static void Clear(ChargerApp app)
    {
        using System.Net.Http.HttpClient http = new();
        http.DeleteAsync("http://127.0.0.1:" + app.HttpPort + "/api/faults").GetAwaiter().GetResult().EnsureSuccessStatusCode();
    }

    private sealed class BadUart : IUart
    {
        public volatile bool Throws;

        public ManualResetEventSlim Hangs { get; } = new(true);

        public void Open(int bitsPerSecond)
        {
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            Hangs.Wait();
            return Throws ? throw new InvalidOperationException("the line is on fire") : 0;
        }

        public bool Write(byte[] buffer, int offset, int count)
        {
            return true;
        }
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
        /// <summary>Null: it cannot be told.</summary>
        public string? Version { get; init; } = "0.0.0";

        public string FirmwareVersion => Version ?? throw new InvalidOperationException("no version");

        public long FreeMemoryBytes => 1_000_000;

        public void FillRandom(byte[] buffer)
        {
            System.Security.Cryptography.RandomNumberGenerator.Fill(buffer);
        }

        public void Restart(string reason)
        {
        }
    }

    private sealed class DeadSpi : ISpi
    {
        public void Transfer(byte[] send, byte[] receive)
        {
            Array.Clear(receive);
        }

        public void Write(byte[] send)
        {
        }
    }
}
