using System;
using System.Collections.Generic;
using System.Text;
using ChargerFirmware.Control;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Web;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>Nothing is allocated for a message: neither for telemetry nor for a command.</summary>
[TestClass]
[DoNotParallelize]
public class WebAllocationTests
{
    [TestMethod]
    public void TelemetryWriter_ManyMessages_AllocateNothing()
    {
        TelemetryWriter writer = new(new TelemetryNames());
        TelemetryMessage message = new(TelemetryWriter.MaxBytes);
        ChargerSnapshot snapshot = Snapshots.Largest();
        for (int cause = LimitCause.Mode; cause < LimitCause.Count; cause++)
        {
            // The sentence of a new cause is made once.
            snapshot.LimitedBy = cause;
            Write(writer, message, snapshot, 0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
            {
                snapshot.Battery.PackMilliVolts = i;
                Write(writer, message, snapshot, i);
            }

            Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before, LimitCause.NameOf(cause));
        }
    }

    [TestMethod]
    public void HostCheck_NameOfTheNetwork_AllocatesNothing()
    {
        HostCheck check = new(new SettingValues(new SettingTable()), new WebNames { MdnsName = "charger.local" }, null!);
        byte[] local = Encoding.ASCII.GetBytes("192.168.4.1");
        byte[] host = Encoding.ASCII.GetBytes("charger.local:80");
        bool isRight = check.Check(host, 0, host.Length, local) == HttpStatus.Ok;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            isRight &= check.Check(host, 0, host.Length, local) == HttpStatus.Ok;
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.IsTrue(isRight);
    }

    [TestMethod]
    public void CommandReader_GoodCommands_AllocateNothing()
    {
        CommandReader reader = new();
        byte[] text = Encoding.UTF8.GetBytes("""{"id":12345,"command":"mode","value":"fast"}""");
        reader.Read(text, 0, text.Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isRight = true;
        for (int i = 0; i < 10000; i++)
        {
            isRight &= reader.Read(text, 0, text.Length);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.IsTrue(isRight);
    }

    [TestMethod]
    public void Session_MessagesPingsAndPongs_AllocateNothing()
    {
        WebSocketSession session = new(WebSocketSession.MinInputBytes, 1024, 256);
        session.Open([], 0, 0);
        byte[] frames = ClientFrames.Join(ClientFrames.Text(new string('x', 800)), ClientFrames.Of(Opcode.Ping, true, new byte[100]));
        int messages = 0;
        long before = 0;
        for (int i = 0; i < 2000; i++)
        {
            if (i == 10)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            for (int at = 0; at < frames.Length;)
            {
                session.PrepareReceive();
                int count = Math.Min(session.ReceiveCount, frames.Length - at);
                Array.Copy(frames, at, session.ReceiveBuffer, session.ReceiveOffset, count);
                session.Received(count);
                at += count;
                while (session.Process())
                {
                    messages++;
                    session.Release();
                }

                session.Sent(session.Output.Count);
            }
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(2000, messages);
    }

    [TestMethod]
    public void Server_TelemetryAndCommandsOfFourBrowsers_AllocateNothing()
    {
        ManualClock clock = new();
        using WebRig rig = new(null, clock);
        List<RawPeer> peers = [];
        for (int i = 0; i < 4; i++)
        {
            RawPeer peer = rig.Connect();
            peers.Add(peer);
            peer.Send(RawPeer.Handshake());
            int expected = i + 1;
            rig.PassUntil(() => rig.Server.BrowserCount == expected, "a browser");
        }

        byte[] command = ClientFrames.Text("""{"id":1,"command":"clearFaults"}""");
        byte[] ping = ClientFrames.Of(Opcode.Ping, true, new byte[20]);
        CommandQueue queue = rig.Parts.Commands;
        long allocated = 0;
        for (int i = 0; i < 3000; i++)
        {
            clock.Advance(10);
            if (i % 10 == 0)
            {
                peers[i / 10 % 4].Send(i % 20 == 0 ? command : ping);
            }

            if (i % 100 == 0)
            {
                peers.ForEach(peer => peer.Poll());
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            rig.Server.Pass();
            int ticket = queue.Take();
            if (ticket >= 0)
            {
                queue.Complete(ticket, CommandResult.Accepted);
            }

            // The first rounds are the runtime's own.
            allocated += i < 200 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.AreEqual(0, allocated);
        Assert.IsGreaterThan(200, rig.Server.Counters.TelemetryOffered);
        Assert.IsGreaterThan(100, rig.Server.Counters.CommandsDone);
        peers.ForEach(peer => peer.Dispose());
    }

    private static void Write(TelemetryWriter writer, TelemetryMessage message, ChargerSnapshot snapshot, int sequence)
    {
        message.Json.Clear();
        writer.Write(snapshot, sequence, message.Json);
        message.Frame();
    }
}
