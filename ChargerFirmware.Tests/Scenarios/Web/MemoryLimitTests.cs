using System;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>What the server does where memory for one more is missing: it says so, and goes on with those who are there.</summary>
[TestClass]
public sealed class MemoryLimitTests
{
    // What the rig's system tells.
    private const int FreeBytes = 123456;

    private const string Host = " HTTP/1.1\r\nHost: localhost\r\n";
    private const string Upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private readonly ManualClock _clock = new();

    [TestMethod]
    public void Browser_NoMemoryForItsPlace_Gets503AndComesInOnceThereIsSome()
    {
        using WebRig rig = new(limits => limits.ReserveBytes = FreeBytes, _clock);
        using RawPeer peer = rig.Connect();
        peer.Send("GET /ws" + Host + Upgrade);
        rig.PassUntil(() => Has(peer, "503 "), "503");
        Assert.Contains("\r\nRetry-After: ", peer.Received);
        Assert.Contains("there is no memory for one more", peer.Received);
        Assert.AreEqual(0, rig.Server.Browsers.Count);
        using RawPeer other = rig.Connect();
        other.Send("GET /api/telemetry" + Host + "\r\n");
        rig.PassUntil(() => Has(other, "200 "), "others are answered");
    }

    [TestMethod]
    public void Browser_PlaceOfOneWhoHasGone_NeedsNoMemory()
    {
        // Room for one place.
        using WebRig rig = new(limits => limits.ReserveBytes = FreeBytes - 4000, _clock);
        for (int i = 0; i < 3; i++)
        {
            using RawPeer peer = rig.Connect();
            peer.Send("GET /ws" + Host + Upgrade);
            rig.PassUntil(() => Has(peer, "101 "), "101");
            Assert.AreEqual(1, rig.Server.Browsers.Count);
            peer.Dispose();
            rig.PassUntil(() => rig.Server.BrowserCount == 0, "gone");
        }
    }

    [TestMethod]
    public void Body_NoMemory_Gets503()
    {
        using WebRig rig = new(limits => limits.ReserveBytes = FreeBytes - 2048, _clock);
        using RawPeer peer = rig.Connect();
        peer.Send("PUT /api/settings" + Host + "Content-Length: 1025\r\n\r\n" + new string(' ', 1025));
        rig.PassUntil(() => Has(peer, "503 "), "503");
        using RawPeer other = rig.Connect();
        other.Send("PUT /api/settings" + Host + "Content-Length: 2\r\n\r\n{}");
        rig.PassUntil(() => Has(other, "200 "), "a short one has room");
    }

    [TestMethod]
    public void Connection_NoMemoryForASecondPlace_IsServedOnceTheFirstIsFree()
    {
        using WebRig rig = new(limits => limits.ReserveBytes = FreeBytes, _clock);
        using RawPeer first = rig.Connect();
        first.Send("GET /api/telemetry" + Host + "Connection: close\r\n\r\n");
        using RawPeer second = rig.Connect();
        second.Send("GET /api/telemetry" + Host + "\r\n");
        rig.PassUntil(() => Has(first, "200 "), "the first");
        rig.PassUntil(() => Has(second, "200 "), "the second");
    }

    // The room that a second place leaves for a body is there for it, within the second in which memory is not asked for anew.
    [TestMethod]
    public void Body_RightBehindASecondPlace_HasTheRoomThatWasLeftForIt()
    {
        // For the place, for the body that it leaves room for, and a little.
        using WebRig rig = new(limits => limits.ReserveBytes = FreeBytes - HttpRequest.FirstBytes - limits.PieceBytes - 1900 - 4096 - 900, _clock);
        using RawPeer idle = rig.Connect();
        idle.Send("GET /api/telemetry" + Host + "\r\n");
        rig.PassUntil(() => Has(idle, "200 "), "the first");
        using RawPeer peer = rig.Connect();
        peer.Send("PUT /api/settings" + Host + "Content-Length: 2\r\n\r\n{}");
        rig.PassUntil(() => Has(peer, "200 ") || Has(peer, "503 "), "an answer");
        Assert.IsTrue(Has(peer, "200 "), peer.Received);
    }

    [TestMethod]
    public void Head_NoMemoryForALongerBuffer_Gets503AndIsTakenOnceThereIsSome()
    {
        string head = "GET /api/telemetry" + Host + "X-Long: " + new string('x', 1400) + "\r\n\r\n";
        using WebRig rig = new(limits => limits.ReserveBytes = FreeBytes, _clock);
        using RawPeer peer = rig.Connect();
        peer.Send(head);
        rig.PassUntil(() => Has(peer, "503 "), "503");
        Assert.Contains("\r\nRetry-After: ", peer.Received);

        using WebRig roomy = new(null, _clock);
        using RawPeer other = roomy.Connect();
        other.Send(head);
        roomy.PassUntil(() => Has(other, "200 "), "200");
    }

    [TestMethod]
    public void LongMessage_NoMemoryForIt_IsNobodys()
    {
        LongMessage message = new(int.MaxValue);
        Assert.ThrowsExactly<OutOfMemoryException>(() => message.TryTake(new IncomingMessage(16, 0, message)));
        Assert.IsTrue(message.IsFree);
    }

    private static bool Has(RawPeer peer, string status)
    {
        peer.Poll();
        return peer.Received.StartsWith("HTTP/1.1 " + status, StringComparison.Ordinal);
    }
}
