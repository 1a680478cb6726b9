using System.Net.Sockets;
using ChargerFirmware.Control;
using ChargerFirmware.Ports;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class TelemetryHubTests
{
    private const int Reserve = 1000;

    private readonly Memory _system = new Memory();
    private readonly SnapshotBoard _board = new SnapshotBoard();
    private readonly WebCounters _counters = new WebCounters();
    private readonly Holder _first = new Holder();
    private readonly Holder _second = new Holder();
    private readonly WebLimits _limits = new WebLimits();
    private readonly TelemetryHub _hub;

    public TelemetryHubTests()
    {
        _board.Publish(Snapshots.Example());
        _hub = MakeHub();
    }

    [TestMethod]
    public void Newest_WithinAMoment_IsTheSame()
    {
        TelemetryMessage message = _hub.Newest(1000);
        Assert.IsTrue(_hub.Newest(1099) == message);
        Assert.AreEqual(1, _counters.TelemetryEncoded);
        Assert.AreEqual(1000L, message.EncodedMs);
        _hub.Newest(1100);
        Assert.AreEqual(2, _counters.TelemetryEncoded);
    }

    [TestMethod]
    public void Newest_AfterAnEvent_IsEncodedAnew()
    {
        _hub.Newest(1000);
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.EventCount = 1;
        snapshot.State = ChargeState.Paused;
        _board.Publish(snapshot);
        TelemetryMessage message = _hub.Newest(1001);
        Assert.IsTrue(message.Text.ToString().IndexOf("\"paused\"") > 0);
        Assert.IsTrue(message.Text.ToString().IndexOf("\"seq\":2,") > 0);
    }

    [TestMethod]
    public void Newest_FramedMessage_HasItsHeadInFrontOfTheText()
    {
        TelemetryMessage message = _hub.Newest(0);
        FrameHeader header = new FrameHeader();
        int head = header.Read(message.Text.Data, message.FrameStart, message.Text.End - message.FrameStart);
        Assert.AreEqual(message.Text.Start, message.FrameStart + head);
        Assert.AreEqual(message.Text.Length, header.PayloadLength);
        Assert.AreEqual(Opcode.Text, header.Opcode);
        Assert.IsFalse(header.IsMasked);
    }

    [TestMethod]
    public void Newest_OneMessageHeld_GoesOnWithTheOther()
    {
        TelemetryMessage held = _first.Hold(_hub.Newest(1000));
        string text = held.Text.ToString();
        for (int i = 1; i <= 20; i++)
        {
            Assert.IsTrue(_hub.Newest(1000 + i * 500) != held);
        }

        Assert.AreEqual(text, held.Text.ToString(), "the bytes that someone sends stay as they are");
        Assert.IsFalse(_first.HasGivenUp);
        Assert.AreEqual(21, _counters.TelemetryEncoded);
    }

    [TestMethod]
    public void Newest_BothHeld_NewcomersGetTheNewestOfThisRound()
    {
        _first.Hold(_hub.Newest(1000));
        TelemetryMessage newest = _second.Hold(_hub.Newest(1200));
        Assert.IsTrue(_hub.Newest(1699) == newest);
        Assert.IsFalse(_first.HasGivenUp);
    }

    [TestMethod]
    public void Newest_BothHeldIntoTheNextRound_DropsWhoeverHoldsTheOlder()
    {
        TelemetryMessage older = _first.Hold(_hub.Newest(1000));
        TelemetryMessage newer = _second.Hold(_hub.Newest(1200));
        Assert.IsTrue(_hub.Newest(1700) == older);
        Assert.IsTrue(_first.HasGivenUp);
        Assert.IsFalse(_second.HasGivenUp);
        Assert.AreEqual(1, newer.Readers);
        Assert.AreEqual(0, older.Readers);
        Assert.IsTrue(older.Text.ToString().IndexOf("\"seq\":3,") > 0);
    }

    [TestMethod]
    public void Newest_NobodyInTheMiddle_UsesTheSameBytesAgain()
    {
        TelemetryMessage message = _hub.Newest(1000);
        Assert.IsTrue(_hub.Newest(2000) == message);
        _first.Hold(message);
        _first.HasBegun = false;
        Assert.IsTrue(_hub.Newest(3000) == message);
        Assert.AreEqual(1, _first.Offers, "who has not begun gets the new one: the place of the bytes may be another");
        Assert.IsFalse(_first.HasGivenUp);
    }

    [TestMethod]
    public void Newest_NoMemoryForASecond_HoldsUpForABeatThenDrops()
    {
        _system.FreeBytes = Reserve + TelemetryWriter.MaxBytes - 1;
        TelemetryMessage message = _first.Hold(_hub.Newest(1000));
        string text = message.Text.ToString();
        Assert.IsTrue(_hub.Newest(1499) == message, "a beat long nobody is dropped");
        Assert.AreEqual(text, message.Text.ToString());
        Assert.IsFalse(_first.HasGivenUp);
        Assert.IsTrue(_hub.Newest(1500) == message);
        Assert.IsTrue(_first.HasGivenUp, "who could not take it for a beat");
        Assert.IsTrue(message.Text.ToString().IndexOf("\"seq\":2,") > 0);
    }

    [TestMethod]
    public void Newest_SecondNoLongerHeld_IsLetGo()
    {
        TelemetryMessage held = _first.Hold(_hub.Newest(1000));
        TelemetryMessage other = _hub.Newest(1500);
        _first.LetGo();
        Assert.IsTrue(_hub.Newest(2000) == other);
        _second.Hold(other);
        Assert.IsTrue(_hub.Newest(2500) != held, "it was made anew");
    }

    [TestMethod]
    public void Pass_BurstOfEvents_DropsNobodyBeforeABeat()
    {
        EventPeer watcher = new EventPeer(null!, _limits, _counters);
        TelemetryHub hub = MakeHub();
        hub.AddReader(watcher);
        watcher.Open(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), 1000);
        Assert.IsTrue(hub.Pass(1000));
        _first.Hold(watcher.Telemetry);
        PublishEvent(1);
        Assert.IsTrue(hub.Pass(1060), "the first is in the middle of a message, the other one is free");
        _second.Hold(watcher.Telemetry);
        PublishEvent(2);
        Assert.IsFalse(hub.Pass(1120));
        Assert.IsFalse(_first.HasGivenUp, "120 ms are little for a phone");
        int encoded = _counters.TelemetryEncoded;
        Assert.IsFalse(hub.Pass(1499));
        Assert.IsTrue(hub.Pass(1500), "a beat is enough");
        Assert.AreEqual(encoded + 1, _counters.TelemetryEncoded);
        Assert.IsTrue(_first.HasGivenUp);
        Assert.IsFalse(_second.HasGivenUp);
        watcher.Drop();
    }

    [TestMethod]
    public void Pass_NobodyWatches_DoesNothing()
    {
        Assert.IsFalse(_hub.Pass(1000));
        Assert.AreEqual(0, _counters.TelemetryEncoded);
    }

    private TelemetryHub MakeHub()
    {
        FreeMemory memory = new FreeMemory(_system, new ManualClock(), Reserve);
        TelemetryHub hub = new TelemetryHub(_board, 3, _limits, _counters, new TelemetryNames(), new ChargerSnapshot(), memory);
        hub.AddReader(_first);
        hub.AddReader(_second);
        return hub;
    }

    private void PublishEvent(int count)
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.EventCount = count;
        _board.Publish(snapshot);
    }

    private sealed class Memory : ISystem
    {
        public int FreeBytes = 1000000;

        public string FirmwareVersion => "";

        public long FreeMemoryBytes => FreeBytes;

        public void FillRandom(byte[] target)
        {
        }

        public void Restart(string reason)
        {
        }
    }

    private sealed class Holder : ITelemetryReader
    {
        public bool HasGivenUp;
        public int Offers;

        public TelemetryMessage Telemetry { get; private set; } = null!;

        public bool IsWatching => false;

        public bool HasBegun { get; set; } = true;

        public void Offer(TelemetryMessage message)
        {
            Offers++;
        }

        public void LetGo()
        {
            Telemetry.Readers--;
            Telemetry = null!;
        }

        public TelemetryMessage Hold(TelemetryMessage message)
        {
            Telemetry = message;
            message.Readers++;
            return message;
        }

        public void GiveUpTelemetry()
        {
            HasGivenUp = true;
            LetGo();
        }
    }
}
