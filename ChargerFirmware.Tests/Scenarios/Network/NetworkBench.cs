using System;
using System.Collections.Generic;
using ChargerFirmware.Core;
using ChargerFirmware.Network;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Can.Mcp2515;
using ChargerFirmware.Tests.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Network;

namespace ChargerFirmware.Tests.Scenarios.Network;

/// <summary>The firmware's way onto a network among scripted routers, lived through on a clock that the test moves, in the network thread's rhythm.</summary>
internal sealed class NetworkBench
{
    public const int PassMs = 25;

    public NetworkBench(ManualClock? clock = null, FakeFlash? flash = null)
    {
        Clock = clock ?? new ManualClock(7_000_000);
        Flash = flash ?? new FakeFlash();
        Home = new SimulatedRouter("Home", "charge-me");
        Radio = new SimulatedNetwork(Clock) { Shown = (name, password) => Shown.Add((name, password)) };
        Radio.Routers.Add(Home);
        Log = new Log(Clock, 8192);
        Values = new SettingValues(new SettingTable());
        Store = new SettingStore(Flash, Values, Log);
        Store.Load();
        Station = new Station(Radio, Log, Clock.NowMs);
        Provisioning = new Provisioning(Radio, Board, Station, new AccessPoint(Radio, new CountingSystem(), Values, Store, Log, "charger-B2C3"), Led, Button);
    }

    public ManualClock Clock { get; }

    public FakeFlash Flash { get; }

    public SimulatedNetwork Radio { get; }

    public SimulatedRouter Home { get; }

    public Log Log { get; }

    public SettingValues Values { get; }

    public SettingStore Store { get; }

    public NetworkBoard Board { get; } = new();

    public Station Station { get; }

    public Provisioning Provisioning { get; }

    public ManualLine Led { get; } = new();

    public ManualLine Button { get; } = new();

    /// <summary>What was told to people at the device.</summary>
    public List<(string Name, string Password)> Shown { get; } = [];

    /// <summary>Lives through the time between two passes, and moves the clock.</summary>
    public Action? Beside { get; set; }

    public NetworkStatus Status
    {
        get
        {
            NetworkStatus status = new();
            Board.Read(status);
            return status;
        }
    }

    public NetworkBench Online()
    {
        Radio.Store("Home", "charge-me");
        RunUntil(() => Status.State == NetworkState.Online, 10_000, "online");
        return this;
    }

    public void Pass()
    {
        long beforeMs = Clock.NowMs;
        Provisioning.Pass(beforeMs);
        Assert.AreEqual(beforeMs, Clock.NowMs, "the network thread has waited");
        AssertTruthful();
        if (Beside == null)
        {
            Clock.Advance(PassMs);
        }
        else
        {
            Beside();
        }
    }

    public void Run(long milliseconds)
    {
        long untilMs = Clock.NowMs + milliseconds;
        while (Clock.NowMs < untilMs)
        {
            Pass();
        }
    }

    public long RunUntil(Func<bool> condition, long limitMs, string what)
    {
        long startMs = Clock.NowMs;
        while (!condition())
        {
            Assert.IsTrue(Clock.NowMs - startMs < limitMs, what + " did not happen within " + limitMs + " ms");
            Pass();
        }

        return Clock.NowMs - startMs;
    }

    public string LogText()
    {
        byte[] text = new byte[8192];
        long position = 0;
        int length = Log.Read(ref position, text, 0, text.Length);
        return System.Text.Encoding.UTF8.GetString(text, 0, length);
    }

    // Whatever happens, what is told is what is.
    private void AssertTruthful()
    {
        NetworkStatus status = Status;
        bool isOnline = Radio.StationState == StationState.Online;
        Assert.AreEqual(isOnline, status.State == NetworkState.Online, "online is what the radio says");
        Assert.AreEqual(isOnline ? Radio.StationAddress : null, status.Address);
        Assert.AreEqual(isOnline, !Led.IsHigh, "the LED (active low)");
        Assert.AreEqual(Radio.IsAccessPointUp, status.IsAccessPointUp);
        Assert.AreEqual(status.LastError == NetworkError.None, status.FailedName == null);
        Assert.IsFalse(status.State == NetworkState.Waiting && status.LastError == NetworkError.None, "waiting has a reason");
        Assert.AreEqual(status.State == NetworkState.Unconfigured, !Radio.HasCredentials && !Station.IsTrying);
    }

    // Not random, but never the same twice.
    private sealed class CountingSystem : ISystem
    {
        private int _next;

        public string FirmwareVersion => "0.0.0";

        public long FreeMemoryBytes => 0;

        public void FillRandom(byte[] target)
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = (byte)(_next += 7);
            }
        }

        public void Restart(string reason)
        {
            Assert.Fail("restart: " + reason);
        }
    }
}
