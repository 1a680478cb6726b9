using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading;
using ChargerFirmware.Tests.Scenarios.Web;
using ChargerFirmware.Tests.Web;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>A browser with a clock: keeps every message with the time that it came, and answers pings.</summary>
/// <remarks>
/// A thread and a socket of its own: the framework's client goes through the thread pool, which gives a new thread only now and then
/// while tests block the others. That would be measured too.
/// </remarks>
internal sealed class TimedBrowser : IDisposable
{
    private readonly RawPeer _peer;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly List<TimedMessage> _messages = [];
    private int _id;

    public TimedBrowser(Uri address)
    {
        _peer = new RawPeer(address.Port).Upgrade();
        _thread = new Thread(Read) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    public IReadOnlyList<TimedMessage> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages];
            }
        }
    }

    public static bool IsTelemetry(JsonElement message)
    {
        return message.GetProperty("type").GetString() == "telemetry";
    }

    /// <summary>Sends a command; when, and its acknowledge, which must come and say whether it was done.</summary>
    public (long SentAt, TimedMessage Ack) Command(string command, string? value = null, bool isDone = true)
    {
        int id = ++_id;
        string text = "{\"id\":" + id + ",\"command\":\"" + command + "\"" + (value == null ? "" : ",\"value\":\"" + value + "\"") + "}";
        long sentAt = Stopwatch.GetTimestamp();
        _peer.Send(ClientFrames.Text(text));
        TimedMessage ack = WaitFor(json => !IsTelemetry(json) && json.GetProperty("id").GetInt32() == id, sentAt, 5_000, "the acknowledge of " + text);
        Assert.AreEqual(isDone, ack.Json.GetProperty("ok").GetBoolean(), ack.Json.GetRawText());
        return (sentAt, ack);
    }

    /// <summary>The first message that came at a time or after it and is so; fails when there is none in time from now on.</summary>
    public TimedMessage WaitFor(Func<JsonElement, bool> isIt, long notBefore, int withinMs, string what)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int seen = 0;
        while (watch.ElapsedMilliseconds < withinMs)
        {
            IReadOnlyList<TimedMessage> messages = Messages;
            for (; seen < messages.Count; seen++)
            {
                if (messages[seen].At >= notBefore && isIt(messages[seen].Json))
                {
                    return messages[seen];
                }
            }

            Thread.Sleep(5);
        }

        Assert.Fail(what + " did not come within " + withinMs + " ms");
        return null!;
    }

    public void Dispose()
    {
        _peer.Dispose();
        _thread.Join();
    }

    private void Read()
    {
        try
        {
            while (true)
            {
                (int opcode, byte[] payload) = _peer.Frame();
                Take(opcode, payload, Stopwatch.GetTimestamp());
            }
        }
        catch (Exception exception) when (exception is EndOfStreamException or SocketException or ObjectDisposedException)
        {
            // The end, from this side or the other: whoever still waits for a message says so.
        }
    }

    private void Take(int opcode, byte[] payload, long at)
    {
        if (opcode == Opcode.Ping)
        {
            _peer.Send(ClientFrames.Of(Opcode.Pong, true, payload));
        }
        else if (opcode == Opcode.Text)
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            TimedMessage message = new(at, document.RootElement.Clone());
            lock (_lock)
            {
                _messages.Add(message);
            }
        }
    }
}
