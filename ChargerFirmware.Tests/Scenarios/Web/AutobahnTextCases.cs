using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ChargerFirmware.Web;
using static ChargerFirmware.Tests.Scenarios.Web.AutobahnCase;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>Group 6 of the Autobahn list: UTF-8, whole, in fragments, and refused at the byte that proves it wrong. The sequences are those of Markus Kuhn's decoder test.</summary>
public static class AutobahnTextCases
{
    private const int QuietMs = 50;
    private const string Word = "CEBAE1BDB9CF83CEBCCEB5";

    // By sub-group from 6.5 on; what begins with a minus is no UTF-8.
    private static readonly string[] Sequences =
    [
        // 6.5: right text; 6.6: its beginnings.
        "68656C6C6F24776F726C64 68656C6C6FC2A2776F726C64 68656C6C6FE282AC776F726C64 68656C6C6FF0A4ADA2776F726C64 " + Word,
        "-CE CEBA -CEBAE1 -CEBAE1BD CEBAE1BDB9 -CEBAE1BDB9CF CEBAE1BDB9CF83 -CEBAE1BDB9CF83CE CEBAE1BDB9CF83CEBC -CEBAE1BDB9CF83CEBCCE " + Word,

        // 6.7, 6.8: the first sequence of each length; 6.9, 6.10: the last; 6.11: other borders.
        "00 C280 E0A080 F0908080",
        "-F888808080 -FC8480808080",
        "7F DFBF EFBFBF F48FBFBF",
        "-F7BFBFBF -FBBFBFBFBF -FDBFBFBFBFBF",
        "ED9FBF EE8080 EFBFBD F48FBFBF -F4908080",

        // 6.12: continuation bytes alone; 6.13: lead bytes alone; 6.14, 6.15: the last byte missing; 6.16: bytes that never are.
        "-80 -BF -80BF -80BF80 -80BF80BF -80BF80BF80 -80BF80BF80BF -" + Range(0x80, 0xBE, ""),
        "-" + Range(0xC0, 0xDE, "20") + " -" + Range(0xE0, 0xEE, "20") + " -" + Range(0xF0, 0xF6, "20") + " -" + Range(0xF8, 0xFA, "20") + " -FC20",
        "-C0 -E080 -F08080 -F8808080 -FC80808080 -DF -EFBF -F7BFBF -FBBFBFBF -FDBFBFBFBF",
        "-C0E080F08080F8808080FC80808080DFEFBFF7BFBFFBBFBFBFFDBFBFBFBF",
        "-FE -FF -FEFEFFFF",

        // 6.17..6.19: overlong forms; 6.20, 6.21: surrogates.
        "-C0AF -E080AF -F08080AF -F8808080AF -FC80808080AF",
        "-C1BF -E09FBF -F08FBFBF -F887BFBFBF -FC83BFBFBFBF",
        "-C080 -E08080 -F0808080 -F880808080 -FC8080808080",
        "-EDA080 -EDADBF -EDAE80 -EDAFBF -EDB080 -EDBE80 -EDBFBF",
        "-EDA080EDB080 -EDA080EDBFBF -EDADBFEDB080 -EDADBFEDBFBF -EDAE80EDB080 -EDAE80EDBFBF -EDAFBFEDB080 -EDAFBFEDBFBF",

        // 6.22: what is no character but may be sent; 6.23: specials.
        "EFBFBE EFBFBF " + NonCharacters(),
        "EFBFB9 EFBFBA EFBFBB EFBFBC EFBFBD EFBFBE EFBFBF",
    ];

    public static IEnumerable<AutobahnCase> All()
    {
        return Good().Concat(Bad()).Concat(FailFast()).Concat(Single());
    }

    private static IEnumerable<AutobahnCase> Good()
    {
        byte[] hello = Encoding.UTF8.GetBytes("Hello-\u00b5@\u00df\u00f6\u00e4\u00fc\u00e0\u00e1-UTF-8!!");
        yield return new AutobahnCase("6.1.1", "empty text", peer => AutobahnCases.Echo(peer, Opcode.Text, [], 0));
        yield return new AutobahnCase("6.1.2", "three empty fragments", peer => Fragments(peer, [], [], []));
        yield return new AutobahnCase("6.1.3", "empty, full and empty fragment", peer => Fragments(peer, [], AutobahnCases.Ascii("middle frame payload"), []));
        yield return new AutobahnCase("6.2.1", "text in one frame", peer => AutobahnCases.Echo(peer, Opcode.Text, hello, 0));
        yield return new AutobahnCase("6.2.2", "text split between characters", peer => Fragments(peer, hello[..12], hello[12..]));
        yield return new AutobahnCase("6.2.3", "text in fragments of one octet", peer => Fragments(peer, hello.Select(b => new[] { b }).ToArray()));
        yield return new AutobahnCase("6.2.4", "Greek text in fragments of one octet", peer => Fragments(peer, Convert.FromHexString(Word).Select(b => new[] { b }).ToArray()));
    }

    private static IEnumerable<AutobahnCase> Bad()
    {
        byte[] bad = Convert.FromHexString(Word + "EDA080" + "656469746564");
        yield return new AutobahnCase("6.3.1", "no UTF-8 in one frame", peer => AutobahnCases.Fails(peer, CloseCode.InvalidText, 0, p => p.Frame(Opcode.Text, bad)));
        yield return new AutobahnCase("6.3.2", "no UTF-8 in fragments of one octet", peer => AutobahnCases.Fails(peer, CloseCode.InvalidText, 0, p => AutobahnCases.Fragmented(p, Opcode.Text, bad, 1)));
    }

    private static IEnumerable<AutobahnCase> FailFast()
    {
        byte[] word = Convert.FromHexString(Word);
        byte[] bad = Convert.FromHexString("F4908080");
        byte[] all = [.. word, .. bad, .. AutobahnCases.Ascii("edited")];
        yield return new AutobahnCase("6.4.1", "refused at the second fragment", peer => RefusedFragment(peer, word, bad));
        yield return new AutobahnCase("6.4.2", "refused at a fragment of one octet", peer => RefusedFragment(peer, all[..12], all[12..13]));
        yield return new AutobahnCase("6.4.3", "refused within a frame", peer => RefusedWithin(peer, all, 11, 15));
        yield return new AutobahnCase("6.4.4", "refused within a frame at the octet", peer => RefusedWithin(peer, all, 12, 13));
    }

    private static IEnumerable<AutobahnCase> Single()
    {
        for (int group = 0; group < Sequences.Length; group++)
        {
            string[] rows = Sequences[group].Split(' ');
            for (int i = 0; i < rows.Length; i++)
            {
                bool isRight = rows[i][0] != '-';
                byte[] text = Convert.FromHexString(rows[i].TrimStart('-'));
                yield return new AutobahnCase("6." + (group + 5) + "." + (i + 1), rows[i], peer =>
                {
                    if (isRight)
                    {
                        AutobahnCases.Echo(peer, Opcode.Text, text, 0);
                    }
                    else
                    {
                        AutobahnCases.Fails(peer, CloseCode.InvalidText, 0, p => p.Frame(Opcode.Text, text));
                    }
                });
            }
        }
    }

    private static void Fragments(AutobahnPeer peer, params byte[][] parts)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            peer.Frame(i == 0 ? Opcode.Text : Opcode.Continuation, parts[i], i == parts.Length - 1);
        }

        peer.Flush();
        ExpectThenClose(peer, new AutobahnEvent(Opcode.Text, parts.SelectMany(part => part).ToArray()));
    }

    private static void RefusedFragment(AutobahnPeer peer, byte[] good, byte[] bad)
    {
        peer.Frame(Opcode.Text, good, false);
        peer.Flush();
        ExpectQuiet(peer);
        peer.Frame(Opcode.Continuation, bad, false);
        peer.Flush();
        ExpectClose(peer, CloseCode.InvalidText);
    }

    private static void RefusedWithin(AutobahnPeer peer, byte[] payload, int goodBytes, int badBytes)
    {
        byte[] frame = peer.Bytes(Opcode.Text, payload, true, 0);
        int head = frame.Length - payload.Length;
        peer.Raw(frame.AsSpan(0, head + goodBytes));
        ExpectQuiet(peer);
        peer.Raw(frame.AsSpan(head + goodBytes, badBytes - goodBytes));
        ExpectClose(peer, CloseCode.InvalidText);
    }

    private static void ExpectQuiet(AutobahnPeer peer)
    {
        if (!peer.IsQuiet(QuietMs))
        {
            throw new InvalidOperationException("refused what is still right");
        }
    }

    private static string Range(int from, int to, string behind)
    {
        return string.Concat(Enumerable.Range(from, to - from + 1).Select(value => value.ToString("X2") + behind));
    }

    // U+1FFFE, U+1FFFF, U+2FFFE .. U+10FFFF.
    private static string NonCharacters()
    {
        return string.Join(' ', Enumerable.Range(1, 16).SelectMany(plane => new[] { plane << 16 | 0xFFFE, plane << 16 | 0xFFFF })
            .Select(point => Convert.ToHexString(Encoding.UTF8.GetBytes(char.ConvertFromUtf32(point)))));
    }
}
