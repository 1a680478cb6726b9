using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using ChargerFirmware.Core;
using ChargerFirmware.Network;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Network;

namespace ChargerFirmware.Tests.Scenarios.Network;

/// <summary>The time from a server on loopback that answers as it is told; intervals on a clock that the test moves.</summary>
[TestClass]
public sealed class TimeSyncTests : IDisposable
{
    private const long NowMs = 1767225600000L;

    private readonly ManualClock _clock = new(1_000_000);
    private readonly UdpClient _server = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly SimulatedNetwork _radio;
    private readonly SettingValues _values = new(new SettingTable());
    private readonly WallClock _wall;
    private readonly TimeSync _time;
    private readonly NetworkStatus _status = new() { State = NetworkState.Online };

    public TimeSyncTests()
    {
        _server.Client.ReceiveTimeout = 3000;
        _radio = new SimulatedNetwork(_clock);
        _wall = new WallClock(_clock);
        Assert.IsNull(_values.Overlay("time.server", "127.0.0.1:" + ((IPEndPoint)_server.Client.LocalEndPoint!).Port));
        _time = new TimeSync(_radio, new Randomness(), _values, _wall, _clock, new NetworkBuffers(), new Log(_clock, 4096));
    }

    public void Dispose()
    {
        _time.Close();
        _server.Dispose();
    }

    [TestMethod]
    public void GoodAnswer_SetsTheTimeOnceAnHour()
    {
        Assert.AreEqual(-1L, _wall.UnixMs);
        Exchange(packet => { });
        Assert.IsTrue(_wall.IsSet);
        Assert.AreEqual(NowMs, _wall.UnixMs);
        Assert.AreEqual(NowMs / 1000, _radio.UnixSeconds);
        _clock.Advance(5000);
        Assert.AreEqual(NowMs + 5000, _wall.UnixMs);
        _clock.Advance(TimeSync.EveryMs - 6000);
        Pass();
        Assert.AreEqual(0, _server.Available, "not before the hour");
        _clock.Advance(2000);
        Exchange(packet => { });
        Assert.AreEqual(2, _time.Answers);
    }

    // On the device a lookup would hold up every thread, the control thread too.
    [TestMethod]
    [DataRow("pool.ntp.org")]
    [DataRow("time.example:123")]
    public void Name_WhereNamesAreNotLookedUp_IsNeverLookedUp_AndThePlatformsTimeCounts(string server)
    {
        Assert.IsNull(_values.Overlay("time.server", server));
        _radio.CanLookUpNames = false;
        Pass();
        Assert.IsFalse(_wall.IsSet);
        _radio.UnixMs = NowMs;
        _clock.Advance(5000);
        Pass();
        Assert.AreEqual(0, _radio.LookUps);
        Assert.AreEqual(NowMs, _wall.UnixMs);
        _radio.UnixMs = NowMs + 61_000;
        _clock.Advance(60_000);
        Pass();
        Assert.AreEqual(NowMs + 61_000, _wall.UnixMs, "its clock was set anew");
    }

    [TestMethod]
    public void Address_WhereNamesAreNotLookedUp_IsAskedAllTheSame_AndItsWordCounts()
    {
        _radio.CanLookUpNames = false;
        _radio.UnixMs = 1_800_000_000_000;
        Pass();
        Assert.AreEqual(1_800_000_000_000, _wall.UnixMs, "until it answers");
        Exchange(packet => { }, true);
        Assert.AreEqual(NowMs, _wall.UnixMs);
        _clock.Advance(120_000);
        Pass();
        Assert.AreEqual(NowMs + 120_000, _wall.UnixMs);
        Assert.AreEqual(0, _radio.LookUps);
    }

    [TestMethod]
    public void Name_WhereNamesAreLookedUp_IsAsked()
    {
        Assert.IsNull(_values.Overlay("time.server", "localhost:" + ((IPEndPoint)_server.Client.LocalEndPoint!).Port));
        Exchange(packet => { });
        Assert.AreEqual(1, _radio.LookUps);
        Assert.AreEqual(NowMs, _wall.UnixMs);
    }

    [TestMethod]
    public void Offline_ThePlatformsTimeCountsAllTheSame()
    {
        _status.State = NetworkState.Waiting;
        _radio.UnixMs = NowMs;
        Pass();
        Assert.AreEqual(NowMs, _wall.UnixMs);
    }

    [TestMethod]
    public void NoAnswer_IsAskedAgainAfterGrowingWaits()
    {
        Pass();
        IPEndPoint? from = null;
        _server.Receive(ref from);
        int asked = 1;
        long startMs = _clock.NowMs;
        while (_clock.NowMs - startMs < 600_000)
        {
            _clock.Advance(500);
            Pass();
            while (_server.Available > 0)
            {
                _server.Receive(ref from);
                asked++;
            }
        }

        // After 15, 30, 60, 120, 240 s, each with 3 s of listening.
        Assert.AreEqual(6, asked);
        Assert.IsFalse(_wall.IsSet);
    }

    [TestMethod]
    public void KissOfDeath_Deny_IsNotAskedForADay()
    {
        Exchange(packet =>
        {
            packet[1] = 0;
            "DENY"u8.CopyTo(packet.AsSpan(12));
        });
        Assert.IsFalse(_wall.IsSet);
        Assert.AreEqual(SntpPacket.Denied, _time.LastJudgement);
        _clock.Advance(23 * 3_600_000);
        Pass();
        Assert.AreEqual(0, _server.Available);
        _clock.Advance(2 * 3_600_000);
        Exchange(packet => { });
        Assert.IsTrue(_wall.IsSet);
    }

    [TestMethod]
    public void Stranger_AnswersInTheServersPlace_IsNotHeard()
    {
        Pass();
        IPEndPoint? client = null;
        byte[] question = _server.Receive(ref client);
        using UdpClient stranger = new(new IPEndPoint(IPAddress.Loopback, 0));
        byte[] lie = Answer(question);
        stranger.Send(lie, lie.Length, client);
        Thread.Sleep(50);
        Pass();
        Pass();
        Assert.IsFalse(_wall.IsSet);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("no such host.invalid")]
    [DataRow("127.0.0.1:99999")]
    [DataRow("127.0.0.1:")]
    [DataRow("[")]
    public void Server_Useless_LeavesTheTimeUnknown(string server)
    {
        Assert.IsNull(_values.Overlay("time.server", server));
        Pass();
        _clock.Advance(60_000);
        Pass();
        Assert.IsFalse(_wall.IsSet);
    }

    [TestMethod]
    public void Offline_NobodyIsAsked()
    {
        _status.State = NetworkState.Waiting;
        Pass();
        Assert.AreEqual(0, _server.Available);
    }

    private static byte[] Answer(byte[] question)
    {
        byte[] packet = new byte[48];
        packet[0] = 0x24;
        packet[1] = 2;
        question.AsSpan(40, 8).CopyTo(packet.AsSpan(24));
        new byte[] { 0xED, 0x00, 0x37, 0x80 }.CopyTo(packet, 32);
        new byte[] { 0xED, 0x00, 0x37, 0x80 }.CopyTo(packet, 40);
        return packet;
    }

    private void Exchange(Action<byte[]> change, bool isAsked = false)
    {
        int before = _time.LastJudgement;
        int answers = _time.Answers;
        if (!isAsked)
        {
            Pass();
        }

        IPEndPoint? client = null;
        byte[] answer = Answer(_server.Receive(ref client));
        change(answer);
        _server.Send(answer, answer.Length, client);
        for (int i = 0; i < 100 && _time.Answers == answers && _time.LastJudgement == before; i++)
        {
            Thread.Sleep(10);
            Pass();
        }
    }

    private void Pass()
    {
        _time.Pass(_status, _clock.NowMs);
    }

    private sealed class Randomness : ISystem
    {
        public string FirmwareVersion => "";

        public long FreeMemoryBytes => 0;

        public void FillRandom(byte[] target)
        {
            Random.Shared.NextBytes(target);
        }

        public void Restart(string reason)
        {
            throw new NotSupportedException();
        }
    }
}
