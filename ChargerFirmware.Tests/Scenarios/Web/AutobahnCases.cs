using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ChargerFirmware.Web;
using static ChargerFirmware.Tests.Scenarios.Web.AutobahnCase;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>Groups 1 to 5, 7 and 10 of the Autobahn list: lengths, pings, reserved bits and opcodes, fragments, closing.</summary>
public static class AutobahnCases
{
    private const int Octets = 1;
    private static readonly int[] Lengths = [0, 125, 126, 127, 128, 65535, 65536, 65536];
    private static readonly int[] GoodCodes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999];
    private static readonly int[] BadCodes = [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999];

    public static IEnumerable<AutobahnCase> All()
    {
        return Framing().Concat(Pings()).Concat(Reserved()).Concat(Fragments()).Concat(AutobahnTextCases.All()).Concat(Closing()).Append(AutoFragments());
    }

    private static IEnumerable<AutobahnCase> Framing()
    {
        for (int i = 0; i < Lengths.Length; i++)
        {
            int length = Lengths[i];
            int chop = i == Lengths.Length - 1 ? 997 : 0;
            yield return new AutobahnCase("1.1." + (i + 1), "text of " + length + (chop > 0 ? " in chops" : ""), peer => Echo(peer, Opcode.Text, Repeat('*', length), chop), length > 1000);
            yield return new AutobahnCase("1.2." + (i + 1), "binary of " + length + (chop > 0 ? " in chops" : ""), peer => Echo(peer, Opcode.Binary, Repeat('\u00fe', length), chop), length > 1000);
        }
    }

    private static IEnumerable<AutobahnCase> Pings()
    {
        byte[] binary = [0x00, 0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0x00, 0xFF];
        yield return new AutobahnCase("2.1", "empty ping", peer => Ping(peer, [], 0));
        yield return new AutobahnCase("2.2", "ping with text", peer => Ping(peer, Ascii("Hello, world!"), 0));
        yield return new AutobahnCase("2.3", "ping with binary", peer => Ping(peer, binary, 0));
        yield return new AutobahnCase("2.4", "ping of 125", peer => Ping(peer, Repeat('\u00fe', 125), 0));
        yield return new AutobahnCase("2.5", "ping of 126", peer => Fails(peer, CloseCode.ProtocolError, 0, p => p.Frame(Opcode.Ping, Repeat('\u00fe', 126))));
        yield return new AutobahnCase("2.6", "ping of 125 in octets", peer => Ping(peer, Repeat('\u00fe', 125), Octets));
        yield return new AutobahnCase("2.7", "pong unasked", peer => Passes(peer, 0, p => p.Frame(Opcode.Pong, [])));
        yield return new AutobahnCase("2.8", "pong with text unasked", peer => Passes(peer, 0, p => p.Frame(Opcode.Pong, Ascii("unsolicited"))));
        yield return new AutobahnCase("2.9", "pong unasked, then ping", peer =>
        {
            peer.Frame(Opcode.Pong, Ascii("unsolicited"));
            Ping(peer, Ascii("ping payload"), 0);
        });
        yield return new AutobahnCase("2.10", "ten pings", peer => TenPings(peer, 0));
        yield return new AutobahnCase("2.11", "ten pings in octets", peer => TenPings(peer, Octets));
    }

    private static IEnumerable<AutobahnCase> Reserved()
    {
        for (int reserved = 1; reserved <= 7; reserved++)
        {
            int bits = reserved;
            int opcode = bits switch { 5 => Opcode.Binary, 6 => Opcode.Ping, 7 => Opcode.Close, _ => Opcode.Text };
            bool isFirst = bits is 1 or >= 5;
            int chop = bits == 4 ? Octets : 0;
            yield return new AutobahnCase("3." + bits, "RSV " + bits, peer => FailsAfter(peer, isFirst, chop, p => p.Frame(opcode, Ascii("Hello, world!"), true, bits)));
        }

        foreach (int first in new[] { 3, 11 })
        {
            for (int i = 0; i < 5; i++)
            {
                int opcode = first + i;
                bool isFirst = i < 2;
                byte[] payload = i % 2 == 0 && i < 4 ? [] : Ascii("reserved opcode payload");
                int chop = i == 4 ? Octets : 0;
                yield return new AutobahnCase("4." + (first == 3 ? 1 : 2) + "." + (i + 1), "opcode " + opcode, peer => FailsAfter(peer, isFirst, chop, p => p.Frame(opcode, payload)));
            }
        }
    }

    private static IEnumerable<AutobahnCase> Fragments()
    {
        string[] chops = ["in one chop", "by frames", "in octets"];
        yield return new AutobahnCase("5.1", "ping in two fragments", peer => Fails(peer, CloseCode.ProtocolError, 0, p => p.Frame(Opcode.Ping, Ascii("fragment1"), false)));
        yield return new AutobahnCase("5.2", "pong in two fragments", peer => Fails(peer, CloseCode.ProtocolError, 0, p => p.Frame(Opcode.Pong, Ascii("fragment1"), false)));
        for (int i = 0; i < 3; i++)
        {
            int way = i;
            yield return new AutobahnCase("5." + (3 + i), "text in two fragments " + chops[i], peer => TwoFragments(peer, way, false));
            yield return new AutobahnCase("5." + (6 + i), "ping between two fragments " + chops[i], peer => TwoFragments(peer, way, true));
            yield return new AutobahnCase("5." + (9 + i), "continuation (FIN) of nothing, then text " + chops[i], peer => ContinuesNothing(peer, way, true));
            yield return new AutobahnCase("5." + (12 + i), "continuation of nothing, then text " + chops[i], peer => ContinuesNothing(peer, way, false));
        }

        yield return new AutobahnCase("5.15", "two fragments, continuation of nothing, text", peer =>
        {
            peer.Text("fragment1", false);
            peer.Frame(Opcode.Continuation, Ascii("fragment2"));
            peer.Frame(Opcode.Continuation, Ascii("fragment3"), false);
            peer.Text("fragment4");
            peer.Flush();
            Expect(peer, Text("fragment1fragment2"));
            ExpectClose(peer, CloseCode.ProtocolError);
        });
        yield return new AutobahnCase("5.16", "twice: continuation of nothing, two fragments", peer => StrayTwice(peer, false));
        yield return new AutobahnCase("5.17", "twice: continuation (FIN) of nothing, two fragments", peer => StrayTwice(peer, true));
        yield return new AutobahnCase("5.18", "text begun within a text", peer => Fails(peer, CloseCode.ProtocolError, 0, p =>
        {
            p.Text("fragment1", false);
            p.Text("fragment2");
        }));
        yield return new AutobahnCase("5.19", "five fragments and two pings, in two goes", peer => FiveFragments(peer, false));
        yield return new AutobahnCase("5.20", "five fragments and two pings, by frames", peer => FiveFragments(peer, true));
    }

    private static IEnumerable<AutobahnCase> Closing()
    {
        byte[] nearlyText = [.. Encoding.UTF8.GetBytes("\u03ba\u1f79\u03c3\u03bc\u03b5"), 0xED, 0xA0, 0x80, .. Ascii("edited")];
        yield return new AutobahnCase("7.1.1", "text, then close", peer => Echo(peer, Opcode.Text, Ascii("Hello World!"), 0));
        yield return new AutobahnCase("7.1.2", "two close frames", peer => Closes(peer, 1000, p => p.Frame(Opcode.Close, [])));
        yield return new AutobahnCase("7.1.3", "ping after close", peer => Closes(peer, 1000, p => p.Frame(Opcode.Ping, [])));
        yield return new AutobahnCase("7.1.4", "text after close", peer => Closes(peer, 1000, p => p.Text("Hello World!")));
        yield return new AutobahnCase("7.1.5", "close between fragments", peer =>
        {
            peer.Text("fragment1", false);
            Closes(peer, 1000, p => p.Frame(Opcode.Continuation, Ascii("fragment2")));
        });
        yield return new AutobahnCase("7.1.6", "256 KiB, text, close, ping", peer =>
        {
            byte[] large = Repeat('B', 256 * 1024);
            peer.Frame(Opcode.Text, large);
            peer.Text("Hello World!");
            peer.Close(1000);
            peer.Frame(Opcode.Ping, []);
            peer.Flush();
            Expect(peer, new AutobahnEvent(Opcode.Text, large), Text("Hello World!"));
            ExpectClose(peer, 1000);
        }, true);
        yield return new AutobahnCase("7.3.1", "close without payload", peer => AnswersClose(peer, [], 0));
        yield return new AutobahnCase("7.3.2", "close of one byte", peer => AnswersClose(peer, Ascii("a"), CloseCode.ProtocolError));
        yield return new AutobahnCase("7.3.3", "close with code", peer => AnswersClose(peer, [3, 0xE8], 1000));
        yield return new AutobahnCase("7.3.4", "close with code and reason", peer => AnswersClose(peer, [3, 0xE8, .. Ascii("Hello World!")], 1000));
        yield return new AutobahnCase("7.3.5", "close with a reason of 123", peer => AnswersClose(peer, [3, 0xE8, .. Repeat('*', 123)], 1000));
        yield return new AutobahnCase("7.3.6", "close with a reason of 124", peer => AnswersClose(peer, [3, 0xE8, .. Repeat('*', 124)], CloseCode.ProtocolError));
        yield return new AutobahnCase("7.5.1", "close reason no UTF-8", peer => AnswersClose(peer, [3, 0xE8, .. nearlyText], CloseCode.InvalidText));
        for (int i = 0; i < GoodCodes.Length; i++)
        {
            int code = GoodCodes[i];
            yield return new AutobahnCase("7.7." + (i + 1), "close " + code, peer => AnswersClose(peer, [(byte)(code >> 8), (byte)code], code));
        }

        for (int i = 0; i < BadCodes.Length; i++)
        {
            int code = BadCodes[i];
            yield return new AutobahnCase("7.9." + (i + 1), "close " + code, peer => AnswersClose(peer, [(byte)(code >> 8), (byte)code], CloseCode.ProtocolError));
        }

        yield return new AutobahnCase("7.13.1", "close 5000 (informational)", peer => AnswersClose(peer, [0x13, 0x88], CloseCode.ProtocolError));
        yield return new AutobahnCase("7.13.2", "close 65535 (informational)", peer => AnswersClose(peer, [0xFF, 0xFF], CloseCode.ProtocolError));
    }

    private static AutobahnCase AutoFragments()
    {
        return new AutobahnCase("10.1.1", "64 KiB in frames of 1300", peer =>
        {
            byte[] payload = Repeat('*', 65536);
            Fragmented(peer, Opcode.Text, payload, 1300);
            peer.Flush();
            ExpectThenClose(peer, new AutobahnEvent(Opcode.Text, payload));
        }, true);
    }

    /// <summary>Puts a message together out of frames of a size.</summary>
    public static void Fragmented(AutobahnPeer peer, int opcode, byte[] payload, int frameBytes)
    {
        for (int at = 0; at < payload.Length; at += frameBytes)
        {
            int end = Math.Min(at + frameBytes, payload.Length);
            peer.Frame(at == 0 ? opcode : Opcode.Continuation, payload[at..end], end == payload.Length);
        }
    }

    public static void Echo(AutobahnPeer peer, int opcode, byte[] payload, int chop)
    {
        peer.Frame(opcode, payload);
        peer.Flush(chop);
        ExpectThenClose(peer, new AutobahnEvent(opcode, payload));
    }

    /// <summary>What is sent ends the connection with a code, and nothing comes before.</summary>
    public static void Fails(AutobahnPeer peer, int code, int chop, Action<AutobahnPeer> send)
    {
        send(peer);
        peer.Flush(chop);
        ExpectClose(peer, code);
    }

    public static byte[] Repeat(char octet, int count)
    {
        byte[] bytes = new byte[count];
        Array.Fill(bytes, (byte)octet);
        return bytes;
    }

    public static byte[] Ascii(string text)
    {
        return Encoding.ASCII.GetBytes(text);
    }

    // Nothing comes of it, and the connection goes on.
    private static void Passes(AutobahnPeer peer, int chop, Action<AutobahnPeer> send)
    {
        send(peer);
        peer.Flush(chop);
        ExpectThenClose(peer);
    }

    private static void Ping(AutobahnPeer peer, byte[] payload, int chop)
    {
        peer.Frame(Opcode.Ping, payload);
        peer.Flush(chop);
        ExpectThenClose(peer, new AutobahnEvent(Opcode.Pong, payload));
    }

    private static void TenPings(AutobahnPeer peer, int chop)
    {
        AutobahnEvent[] pongs = Enumerable.Range(0, 10).Select(i => new AutobahnEvent(Opcode.Pong, Ascii("payload-" + i))).ToArray();
        foreach (AutobahnEvent pong in pongs)
        {
            peer.Frame(Opcode.Ping, pong.Payload);
        }

        peer.Flush(chop);
        ExpectThenClose(peer, pongs);
    }

    // Alone, or behind a text that is still echoed; the ping behind it is not answered.
    private static void FailsAfter(AutobahnPeer peer, bool isFirst, int chop, Action<AutobahnPeer> send)
    {
        if (!isFirst)
        {
            peer.Text("Hello, world!");
        }

        send(peer);
        peer.Frame(Opcode.Ping, []);
        peer.Flush(chop);
        if (!isFirst)
        {
            Expect(peer, Text("Hello, world!"));
        }

        ExpectClose(peer, CloseCode.ProtocolError);
    }

    private static void Way(AutobahnPeer peer, int way)
    {
        if (way > 0)
        {
            peer.Flush(way == 2 ? Octets : 0);
        }
    }

    private static void TwoFragments(AutobahnPeer peer, int way, bool hasPing)
    {
        peer.Text("fragment1", false);
        Way(peer, way);
        if (hasPing)
        {
            peer.Frame(Opcode.Ping, Ascii("ping payload"));
            Way(peer, way);
        }

        peer.Frame(Opcode.Continuation, Ascii("fragment2"));
        peer.Flush(way == 2 ? Octets : 0);
        if (hasPing)
        {
            Expect(peer, new AutobahnEvent(Opcode.Pong, Ascii("ping payload")));
        }

        ExpectThenClose(peer, Text("fragment1fragment2"));
    }

    private static void ContinuesNothing(AutobahnPeer peer, int way, bool isFinal)
    {
        peer.Frame(Opcode.Continuation, Ascii("non-continuation payload"), isFinal);
        Way(peer, way);
        peer.Text("Hello, world!");
        peer.Flush(way == 2 ? Octets : 0);
        ExpectClose(peer, CloseCode.ProtocolError);
    }

    private static void StrayTwice(AutobahnPeer peer, bool isFinal)
    {
        Fails(peer, CloseCode.ProtocolError, 0, p =>
        {
            for (int i = 0; i < 2; i++)
            {
                p.Frame(Opcode.Continuation, Ascii("fragment1"), isFinal);
                p.Text("fragment2", false);
                p.Frame(Opcode.Continuation, Ascii("fragment3"));
            }
        });
    }

    private static void FiveFragments(AutobahnPeer peer, bool byFrames)
    {
        for (int i = 1; i <= 5; i++)
        {
            peer.Frame(i == 1 ? Opcode.Text : Opcode.Continuation, Ascii("fragment" + i), i == 5);
            Way(peer, byFrames ? 1 : 0);
            if (i % 2 == 0)
            {
                byte[] payload = Ascii("pongme " + i / 2 + "!");
                peer.Frame(Opcode.Ping, payload);
                peer.Flush();

                // The pong comes before the message is whole.
                Expect(peer, new AutobahnEvent(Opcode.Pong, payload));
            }
        }

        peer.Flush();
        ExpectThenClose(peer, Text("fragment1fragment2fragment3fragment4fragment5"));
    }

    private static void Closes(AutobahnPeer peer, int code, Action<AutobahnPeer> sendMore)
    {
        peer.Close(code);
        sendMore(peer);
        peer.Flush();
        ExpectClose(peer, code);
    }

    private static void AnswersClose(AutobahnPeer peer, byte[] payload, int code)
    {
        peer.Frame(Opcode.Close, payload);
        peer.Flush();
        ExpectClose(peer, code);
    }
}
