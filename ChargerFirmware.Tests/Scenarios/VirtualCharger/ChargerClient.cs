using System;
using System.Diagnostics;
using System.Net.Http;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.VirtualCharger;

/// <summary>A browser's side of a charger: its API and its WebSocket.</summary>
internal sealed class ChargerClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };

    public JsonElement Telemetry()
    {
        return Parse(_http.GetStringAsync("api/telemetry").GetAwaiter().GetResult());
    }

    /// <summary>Asks for telemetry until it is so; fails when that takes longer.</summary>
    public JsonElement WaitFor(Func<JsonElement, bool> isSo, int withinMs, string what)
    {
        Stopwatch watch = Stopwatch.StartNew();
        JsonElement last = default;
        while (watch.ElapsedMilliseconds < withinMs)
        {
            last = Telemetry();
            if (isSo(last))
            {
                return last;
            }

            Thread.Sleep(100);
        }

        Assert.Fail(what + " did not happen within " + withinMs + " ms: " + last.GetRawText());
        return last;
    }

    public static bool IsState(JsonElement telemetry, string state)
    {
        return telemetry.GetProperty("state").GetString() == state;
    }

    public static int PackMilliAmps(JsonElement telemetry)
    {
        JsonElement value = telemetry.GetProperty("pack").GetProperty("milliAmps");
        return value.ValueKind == JsonValueKind.Null ? int.MinValue : value.GetInt32();
    }

    public static bool HasFault(JsonElement telemetry, string code)
    {
        foreach (JsonElement fault in telemetry.GetProperty("faults").EnumerateArray())
        {
            if (fault.GetProperty("code").GetString() == code)
            {
                return true;
            }
        }

        return false;
    }

    public void PutSettings(string json)
    {
        using HttpResponseMessage answer = _http.PutAsync("api/settings", new StringContent(json)).GetAwaiter().GetResult();
        Assert.IsTrue(answer.IsSuccessStatusCode, answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
    }

    public string SettingValue(string key)
    {
        return Parse(_http.GetStringAsync("api/settings").GetAwaiter().GetResult()).GetProperty(key).GetProperty("value").ToString();
    }

    /// <summary>Asks for something with other headers than a browser of ours would send.</summary>
    public HttpResponseMessage Ask(HttpMethod method, string path, Action<HttpRequestMessage> change)
    {
        using HttpRequestMessage request = new(method, path);
        change(request);
        return _http.Send(request);
    }

    public ClientWebSocket OpenWebSocket()
    {
        ClientWebSocket socket = new();
        UriBuilder target = new(address) { Scheme = "ws", Path = "/ws" };
        socket.ConnectAsync(target.Uri, CancellationToken.None).GetAwaiter().GetResult();
        return socket;
    }

    /// <summary>The next text message; fails when none comes within 5 s.</summary>
    public static JsonElement Receive(ClientWebSocket socket)
    {
        using CancellationTokenSource patience = new(5_000);
        byte[] buffer = new byte[16_384];
        int length = 0;
        while (true)
        {
            WebSocketReceiveResult part = socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), patience.Token).GetAwaiter().GetResult();
            length += part.Count;
            if (part.EndOfMessage)
            {
                return Parse(Encoding.UTF8.GetString(buffer, 0, length));
            }
        }
    }

    public static void Send(ClientWebSocket socket, string text)
    {
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _http.Dispose();
    }

    private static JsonElement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
