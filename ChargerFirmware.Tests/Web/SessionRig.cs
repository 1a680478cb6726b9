using System;
using System.Collections;
using System.Text;
using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Web;

namespace ChargerFirmware.Tests.Web;

/// <summary>A session whose peer sends given bytes in given pieces; keeps what comes out.</summary>
public sealed class SessionRig
{
    public readonly WebSocketSession Session;

    /// <summary>The messages, as texts.</summary>
    public readonly ArrayList Messages = new ArrayList();

    /// <summary>What was sent, when <see cref="Drains"/>.</summary>
    public string Sent = "";

    /// <summary>Whether the peer takes what is sent.</summary>
    public bool Drains = true;

    /// <summary>Whether messages are dealt with at once.</summary>
    public bool Releases = true;

    /// <summary>Bytes that the session did not want any more, or not yet.</summary>
    public int Unread;

    public SessionRig(int messageBytes = 1024, int outputBytes = 256, LongMessage longMessage = null)
    {
        Session = new WebSocketSession(WebSocketSession.MinInputBytes, messageBytes, outputBytes, 0, longMessage);
        Session.Open(new byte[0], 0, 0);
    }

    /// <summary>Feeds bytes, at most <paramref name="piece"/> at a time.</summary>
    public void Feed(byte[] bytes, int piece)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            Session.PrepareReceive();
            int count = Math.Min(Math.Min(piece, bytes.Length - at), Session.ReceiveCount);
            if (count == 0)
            {
                break;
            }

            Array.Copy(bytes, at, Session.ReceiveBuffer, Session.ReceiveOffset, count);
            Session.Received(count);
            at += count;
            Work();
        }

        Unread = bytes.Length - at;
    }

    public void Feed(string hex)
    {
        byte[] bytes = Hex.Parse(hex);
        Feed(bytes, bytes.Length);
    }

    public void Work()
    {
        Drain();
        while (Session.Process())
        {
            if (!Releases)
            {
                break;
            }

            Messages.Add(Encoding.UTF8.GetString(Session.Message.Buffer, Session.Message.Start, Session.Message.Length));
            Session.Release();
            Drain();
        }

        Drain();
    }

    public string Message(int i)
    {
        return (string)Messages[i]!;
    }

    private void Drain()
    {
        if (!Drains)
        {
            return;
        }

        OutputBuffer output = Session.Output;
        while (output.Count > 0)
        {
            byte[] taken = new byte[output.Count];
            Array.Copy(output.Data, output.Start, taken, 0, taken.Length);
            Sent += Hex.Of(taken, taken.Length);
            Session.Sent(taken.Length);
        }
    }
}
