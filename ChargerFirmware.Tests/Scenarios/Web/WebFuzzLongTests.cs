using System;
using System.Collections.Generic;
using System.Text;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>Ten million fuzzed bytes into each reader of what a peer sends, always through the same object: no exception leaves it, and it does not grow.</summary>
[TestClass]
[DoNotParallelize]
[TestCategory("Long")]
public class WebFuzzLongTests
{
    private const int Bytes = 10_000_000;

    // A refusal makes its close frame's payload, once in a connection's life: some 90 bytes.
    private const int BytesPerEnd = 200;

    [TestMethod]
    [DataRow(1, false)]
    [DataRow(2, true)]
    public void Session_TenMillionBytes_EndsInOrderAndDoesNotGrow(int seed, bool isClient)
    {
        Random random = new(seed);
        WebSocketSession session = new(WebSocketSession.MinInputBytes, 1024, 256, 0, null, isClient ? new CountingRandom() : null) { AcceptsBinary = true };
        byte[] bytes = new byte[4096];
        int messages = 0;
        int ends = 0;
        long allocated = 0;
        long total = 0;
        while (total < Bytes)
        {
            int count = Frames(random, bytes, !isClient);
            long before = GC.GetAllocatedBytesForCurrentThread();
            session.Open(bytes, 0, 0);
            ends++;
            int at = 0;
            while (at < count && !session.HasEnded)
            {
                session.PrepareReceive();
                int piece = Math.Min(session.ReceiveCount, Math.Min(1 + (at * 7 & 63), count - at));
                Array.Copy(bytes, at, session.ReceiveBuffer, session.ReceiveOffset, piece);
                session.Received(piece);
                at += piece;
                while (session.Process())
                {
                    messages++;
                    session.Release();
                }

                session.Sent(session.Output.Count);
            }

            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            total += at;
        }

        Assert.IsGreaterThan(1000, messages);
        Assert.IsLessThan((long)ends * BytesPerEnd, allocated);
    }

    [TestMethod]
    public void HeadReader_TenMillionBytes_DoesNotGrow()
    {
        Random random = new(3);
        HttpRequest request = new(2048);
        HeadReader reader = new(request, new HttpWords(), 32);
        Handshake handshake = new(new HostCheck(new SettingValues(new SettingTable()), new WebNames(), null!));
        byte[] local = [1, 2, 3];
        byte[] bytes = new byte[4096];
        long allocated = 0;
        int heads = 0;
        int right = 0;
        for (long total = 0; total < Bytes;)
        {
            int count = Head(random, bytes);
            long before = GC.GetAllocatedBytesForCurrentThread();
            request.Used = 0;
            reader.Begin(0);
            int status = 0;
            int at = 0;
            while (at < count && status == 0)
            {
                int piece = Math.Min(1 + (at * 5 & 127), Math.Min(count - at, request.Free));
                Array.Copy(bytes, at, request.Buffer, request.Used, piece);
                status = reader.Read(piece);
                at += piece;
            }

            if (status == HttpStatus.Ok)
            {
                right++;
                handshake.Check(request);
                handshake.CheckHosts(request, local);
            }

            heads++;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            total += at;
        }

        Assert.IsGreaterThan(1000, right);
        Assert.IsLessThan((long)heads * BytesPerEnd, allocated);
    }

    [TestMethod]
    public void CommandReader_TenMillionBytes_DoesNotGrow()
    {
        Random random = new(4);
        CommandReader reader = new();
        byte[] template = Encoding.UTF8.GetBytes("""{"id":12,"command":"mode","value":"fast"}""");
        byte[] bytes = new byte[1024];
        int right = 0;
        long allocated = 0;
        for (long total = 0; total < Bytes;)
        {
            int count = template.Length;
            template.CopyTo(bytes, 0);
            if (random.Next(4) == 0)
            {
                count = random.Next(1, bytes.Length);
                random.NextBytes(bytes.AsSpan(0, count));
            }

            for (int i = random.Next(4); i > 0; i--)
            {
                bytes[random.Next(count)] = (byte)random.Next(256);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            right += reader.Read(bytes, 0, count) ? 1 : 0;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            total += count;
        }

        Assert.IsGreaterThan(1000, right);

        // A refusal spells its reason with a few strings.
        Assert.IsLessThan(Bytes * 10L, allocated);
    }

    // Frames that are nearly right, then flips of bits.
    private static int Frames(Random random, byte[] target, bool isMasked)
    {
        int at = 0;
        int frames = random.Next(1, 12);
        for (int i = 0; i < frames; i++)
        {
            int length = random.Next(8) == 0 ? random.Next(600) : random.Next(130);
            if (at + length + FrameHeader.MaxLength > target.Length)
            {
                break;
            }

            int opcode = random.Next(9) switch { 0 => Opcode.Ping, 1 => Opcode.Pong, 2 => Opcode.Continuation, 3 => Opcode.Binary, 4 when i > 3 => Opcode.Close, _ => Opcode.Text };
            bool isFinal = random.Next(6) != 0;
            at += isMasked ? FrameHeader.WriteMasked(target, at, opcode, isFinal, length, (uint)random.Next()) : FrameHeader.Write(target, at, opcode, isFinal, length);
            random.NextBytes(target.AsSpan(at, length));
            if (random.Next(3) != 0)
            {
                // Text that is text, under a key of zeros too.
                target.AsSpan(at, length).Fill((byte)'a');
                target.AsSpan(at - (isMasked ? Masking.KeyLength : 0), isMasked ? Masking.KeyLength : 0).Clear();
            }

            at += length;
        }

        for (int flips = random.Next(3); flips > 0; flips--)
        {
            target[random.Next(at)] ^= (byte)(1 << random.Next(8));
        }

        return at;
    }

    private static int Head(Random random, byte[] target)
    {
        List<byte> head = [.. Encoding.ASCII.GetBytes(RawPeer.Handshake("/ws", random.Next(2) == 0 ? "" : "Origin: http://localhost\r\nAccept-Encoding: gzip;q=0, *\r\n"))];
        if (random.Next(5) == 0)
        {
            byte[] noise = new byte[random.Next(1, 3000)];
            random.NextBytes(noise);
            head.InsertRange(random.Next(head.Count), noise);
        }

        for (int flips = random.Next(3); flips > 0; flips--)
        {
            head[random.Next(head.Count)] = (byte)random.Next(256);
        }

        head.CopyTo(0, target, 0, Math.Min(head.Count, target.Length));
        return Math.Min(head.Count, target.Length);
    }
}
