using System;
using System.Linq;
using System.Text;
using ChargerFirmware.Web;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>One case of the Autobahn list, written after its description: what the judge sends and what must come back.</summary>
/// <param name="Id">Its number there.</param>
/// <param name="What">What it sends.</param>
/// <param name="Run">Throws when the answer is wrong.</param>
/// <param name="IsLarge">Too large for pieces of single bytes.</param>
public sealed record AutobahnCase(string Id, string What, Action<AutobahnPeer> Run, bool IsLarge = false)
{
    private const int AnswerMs = 10_000;

    public override string ToString()
    {
        return Id + " " + What;
    }

    /// <summary>These events come, then the judge closes with 1000 and hears the same.</summary>
    public static void ExpectThenClose(AutobahnPeer peer, params AutobahnEvent[] events)
    {
        Expect(peer, events);
        peer.Close(CloseCode.Normal);
        peer.Flush();
        ExpectClose(peer, CloseCode.Normal);
    }

    public static void Expect(AutobahnPeer peer, params AutobahnEvent[] events)
    {
        foreach (AutobahnEvent expected in events)
        {
            AutobahnEvent? got = peer.Next(AnswerMs);
            if (got == null || got.Opcode != expected.Opcode || !got.Payload.AsSpan().SequenceEqual(expected.Payload))
            {
                throw new InvalidOperationException("expected " + Shown(expected) + ", got " + Shown(got));
            }
        }
    }

    /// <summary>A close frame with one of the codes comes (0: without), and behind it nothing.</summary>
    public static void ExpectClose(AutobahnPeer peer, params int[] codes)
    {
        AutobahnEvent? got = peer.Next(AnswerMs);
        if (got == null || got.Opcode != Opcode.Close || !codes.Contains(got.CloseCode))
        {
            throw new InvalidOperationException("expected close " + string.Join(" or ", codes) + ", got " + Shown(got));
        }

        (peer as AutobahnSocketPeer)?.EndTcp();
        AutobahnEvent? more = peer.Next(AnswerMs);
        if (more != null)
        {
            throw new InvalidOperationException("behind the close frame came " + Shown(more));
        }
    }

    public static AutobahnEvent Text(string text)
    {
        return new AutobahnEvent(Opcode.Text, Encoding.UTF8.GetBytes(text));
    }

    private static string Shown(AutobahnEvent? shown)
    {
        return shown == null ? "the end" : shown.Opcode == Opcode.Close ? "close " + shown.CloseCode : "opcode " + shown.Opcode + " with " + shown.Payload.Length + " bytes";
    }
}
