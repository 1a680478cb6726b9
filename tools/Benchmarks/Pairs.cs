using System;
using System.Collections.Generic;
using System.Text;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Web;

namespace Benchmarks;

/// <summary>What is compared.</summary>
public static class Pairs
{
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    private const string Head = "GET /api/telemetry HTTP/1.1\r\nHost: 192.168.4.1\r\nConnection: keep-alive\r\nUser-Agent: Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36\r\n"
        + "Accept: */*\r\nReferer: http://192.168.4.1/\r\nAccept-Encoding: gzip, deflate\r\nAccept-Language: de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7\r\n\r\n";

    public static IEnumerable<Pair> All()
    {
        yield return Echo(40);
        yield return Echo(1000);
        yield return Unmask(125);
        yield return Unmask(1024);
        yield return Utf8("UTF-8 check, 100 bytes of ASCII", new string('x', 100));
        yield return Utf8("UTF-8 check, 100 bytes with umlauts", string.Concat(System.Linq.Enumerable.Repeat("Grüße aus K", 8)));
        yield return Accept();
        yield return Telemetry();
        yield return HttpHead();
    }

    // A masked text frame in, its message out again.
    private static Pair Echo(int length)
    {
        byte[] frame = ClientFrame(length);
        WebSocketSession session = new(WebSocketSession.MinInputBytes, 1024, 1100);
        session.Open([], 0, 0);
        return new Pair("WebSocket text of " + length + " bytes, taken and sent back", "frames", () => EchoOnce(session, frame), () => NaiveWebSocket.Echo(frame));
    }

    private static int EchoOnce(WebSocketSession session, byte[] frame)
    {
        for (int at = 0; at < frame.Length;)
        {
            session.PrepareReceive();
            int count = Math.Min(session.ReceiveCount, frame.Length - at);
            Array.Copy(frame, at, session.ReceiveBuffer, session.ReceiveOffset, count);
            session.Received(count);
            session.Process();
            at += count;
        }

        IncomingMessage message = session.Message;
        session.Output.TryAppendFrame(message.Opcode, message.Buffer, message.Start, message.Length);
        session.Release();
        int sent = session.Output.Count;
        session.Sent(sent);
        return sent;
    }

    private static byte[] ClientFrame(int length)
    {
        const uint key = 0x37FA213D;
        byte[] frame = new byte[FrameHeader.LengthFor(length) + Masking.KeyLength + length];
        int head = FrameHeader.WriteMasked(frame, 0, Opcode.Text, true, length, key);
        Array.Fill(frame, (byte)'a', head, length);
        Masking.Apply(frame, head - Masking.KeyLength, frame, head, length, 0);
        return frame;
    }

    private static Pair Unmask(int length)
    {
        byte[] key = [0x37, 0xFA, 0x21, 0x3D];
        byte[] data = new byte[length];
        return new Pair(
            "unmask " + length + " bytes",
            "frames",
            () =>
            {
                Masking.Apply(key, 0, data, 0, length, 0);
                return length;
            },
            () => NaiveWebSocket.Unmask(key, data).Length);
    }

    private static Pair Utf8(string name, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Utf8Check check = new();
        return new Pair(
            name,
            "texts",
            () =>
            {
                check.Reset();
                return check.Feed(bytes, 0, bytes.Length) && check.IsComplete ? 1 : 0;
            },
            () => NaiveUtf8.IsText(bytes) ? 1 : 0);
    }

    private static Pair Accept()
    {
        byte[] key = Encoding.ASCII.GetBytes(Key);
        byte[] target = new byte[AcceptKey.AcceptLength];
        return new Pair(
            "SHA-1 and base64 of a handshake",
            "handshakes",
            () =>
            {
                AcceptKey.Write(key, 0, target, 0);
                return target[0];
            },
            () => NaiveSha1.Accept(Key)[0]);
    }

    private static Pair Telemetry()
    {
        ChargerSnapshot snapshot = Example();
        TelemetryWriter writer = new(new TelemetryNames());
        TelemetryMessage message = new(TelemetryWriter.MaxBytes);
        return new Pair(
            "telemetry object with its frame head",
            "messages",
            () =>
            {
                message.Json.Clear();
                writer.Write(snapshot, 17, message.Json);
                message.Frame();
                return message.Text.Length > 500 ? 1 : 0;
            },
            () => NaiveTelemetry.Frame(snapshot, 17).Length > 500 ? 1 : 0);
    }

    private static Pair HttpHead()
    {
        byte[] head = Encoding.ASCII.GetBytes(Head);
        HttpRequest request = new(2048);
        HeadReader reader = new(request, new HttpWords(), 32);
        return new Pair(
            "HTTP head of " + head.Length + " bytes",
            "heads",
            () =>
            {
                request.Used = 0;
                reader.Begin(0);
                Array.Copy(head, request.Buffer, head.Length);
                return reader.Read(head.Length) == HttpStatus.Ok ? request.PathLength : -1;
            },
            () => NaiveHttp.PathLength(head));
    }

    private static ChargerSnapshot Example()
    {
        ChargerSnapshot snapshot = new() { PackOnline = true, PackAgeMs = 140, Mode = ChargeMode.Medium, State = ChargeState.ConstantCurrent, UptimeMs = 84210, ProtocolName = "tc" };
        snapshot.Battery.PackMilliVolts = 52840;
        snapshot.Battery.PackMilliAmps = 9980;
        snapshot.Battery.SocPermille = 780;
        snapshot.Battery.RemainingMilliAmpHours = 31240;
        snapshot.Battery.FullMilliAmpHours = 40000;
        snapshot.Battery.CycleCount = 12;
        snapshot.Battery.CellCount = 14;
        snapshot.Battery.SensorCount = 2;
        snapshot.Battery.TempDeciC[0] = 251;
        snapshot.Battery.TempDeciC[1] = 248;
        for (int i = 0; i < snapshot.Battery.CellCount; i++)
        {
            snapshot.Battery.CellMilliVolts[i] = 3771 + i % 4;
        }

        return snapshot;
    }
}
