using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading;
using ChargerFirmware.Tests.Scenarios.VirtualCharger;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>A browser with a clock: keeps every message with the time that it came.</summary>
internal sealed class TimedBrowser : IDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly List<TimedMessage> _messages = [];
    private volatile bool _isEnding;
    private int _id;

    public TimedBrowser(ChargerClient client)
    {
        _socket = client.OpenWebSocket();
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
        ChargerClient.Send(_socket, text);
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
        _isEnding = true;
        _socket.Abort();
        _thread.Join();
        _socket.Dispose();
    }

    private void Read()
    {
        try
        {
            while (!_isEnding)
            {
                JsonElement json = ChargerClient.Receive(_socket);
                TimedMessage message = new(Stopwatch.GetTimestamp(), json);
                lock (_lock)
                {
                    _messages.Add(message);
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or JsonException)
        {
            // The end, from this side or the other: whoever still waits for a message says so.
        }
    }
}
