using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Browser;

/// <summary>The page in a browser, with a charger that says exactly what a test wants and a clock that the test moves.</summary>
/// <remarks>The answers come from Playwright inside the browser: no process, no port, no waiting.</remarks>
public sealed class ScriptedCharger
{
    // As the firmware's web server sends it: what the policy forbids must not be needed.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:";
    private const string Url = "http://charger.test/";

    private readonly List<string> _problems = [];
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly ConcurrentQueue<string> _puts = new();
    private IWebSocketRoute? _socket;
    private int _drawn;

    private ScriptedCharger(IPage page)
    {
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>WebSockets that the page has opened so far.</summary>
    public int Connections { get; private set; }

    /// <summary>Whether further WebSockets are closed at once.</summary>
    public bool Refuses { get; set; }

    /// <summary>The answer to GET /api/settings.</summary>
    public string Settings { get; set; } = "{}";

    /// <summary>When set, every PUT is refused with it.</summary>
    public string? SettingsError { get; set; }

    /// <summary>What was put to /api/settings.</summary>
    public IEnumerable<string> Puts => _puts;

    public static async Task<ScriptedCharger> OpenAsync(IPage page)
    {
        ScriptedCharger charger = new(page);
        page.Console += (_, message) => charger.Note(message.Type == "error", message.Text);
        page.PageError += (_, text) => charger.Note(true, text);
        await page.Clock.InstallAsync();
        await page.RouteAsync("**/*", charger.AnswerAsync);
        await page.RouteWebSocketAsync("**/ws", charger.Accept);
        await page.GotoAsync(Url);
        await charger.UntilAsync(() => charger.Connections == 1, "the page opens no WebSocket");
        return charger;
    }

    /// <summary>A telemetry message with all values known, as in PROTOCOL.md.</summary>
    public static JsonObject Telemetry()
    {
        return JsonNode.Parse("""
            {"type":"telemetry","seq":17,"uptimeMs":84210,"mode":"medium","state":"constantCurrent","limitedBy":"mode","why":"medium: 10.0 A",
             "pack":{"online":true,"ageMs":140,"milliVolts":52840,"milliAmps":9980,"socPermille":780,"remainingMilliAmpHours":31240,"fullMilliAmpHours":40000,"cycles":12,"chargeFet":true,"dischargeFet":true},
             "cells":{"milliVolts":[3772,3774,3771,3778],"minMilliVolts":3771,"maxMilliVolts":3778,"deltaMilliVolts":7,"balancing":[]},
             "temperaturesDeciC":[251,null],"protection":[],
             "charger":{"protocol":"tc","online":true,"ageMs":310,"requestMilliVolts":58800,"requestMilliAmps":10000,"milliVolts":52900,"milliAmps":9900,"flags":[]},
             "can":{"state":"errorActive","tec":0,"rec":0,"sent":412,"received":101},"faults":[]}
            """)!.AsObject();
    }

    /// <summary>Sends telemetry and waits until it is drawn.</summary>
    public async Task TellAsync(JsonObject telemetry)
    {
        // The running time of the device marks the message: it is different in each, and shown.
        int hours = 3 + _drawn++;
        telemetry["uptimeMs"] = hours * 3600000;
        _socket!.Send(telemetry.ToJsonString());
        await Assertions.Expect(Page.Locator("#uptime")).ToHaveTextAsync(hours + " h");
    }

    public void Send(string text)
    {
        _socket!.Send(text);
    }

    public Task CloseAsync()
    {
        return _socket!.CloseAsync();
    }

    /// <summary>The next command of the page.</summary>
    public async Task<JsonNode> CommandAsync()
    {
        string? text = null;
        await UntilAsync(() => _commands.TryDequeue(out text), "the page sends no command");
        return JsonNode.Parse(text!)!;
    }

    /// <summary>Lets time pass on the page, timers and all.</summary>
    public Task PassAsync(int milliseconds)
    {
        return Page.Clock.RunForAsync(milliseconds);
    }

    /// <summary>Stops the page's clock: from now on only <see cref="PassAsync"/> moves it.</summary>
    public async Task StopClockAsync()
    {
        double now = await Page.EvaluateAsync<double>("Date.now()");
        // A clock cannot be stopped in its past, and asking has taken some time.
        await Page.Clock.PauseAtAsync(DateTimeOffset.FromUnixTimeMilliseconds((long)now + 400).UtcDateTime);
    }

    public Task<string?> TextAsync(string id)
    {
        return Page.Locator("#" + id).TextContentAsync();
    }

    public Task ExpectTextAsync(string id, string text)
    {
        return Assertions.Expect(Page.Locator("#" + id)).ToHaveTextAsync(text);
    }

    public ILocator Button(string name)
    {
        return Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });
    }

    /// <summary>Waits for something that happens outside of the page.</summary>
    public async Task UntilAsync(Func<bool> condition, string complaint)
    {
        for (int i = 0; i < 500; i++)
        {
            if (condition())
            {
                return;
            }

            await Task.Delay(10);
        }

        Assert.Fail(complaint);
    }

    public void AssertNoProblems()
    {
        Assert.AreEqual("", string.Join("\n", _problems));
    }

    private void Note(bool isProblem, string text)
    {
        if (isProblem)
        {
            _problems.Add(text);
        }
    }

    private Task AnswerAsync(IRoute route)
    {
        string address = route.Request.Url;
        Note(!address.StartsWith(Url, StringComparison.Ordinal), "asked for " + address);
        if (address == Url)
        {
            return route.FulfillAsync(new RouteFulfillOptions
            {
                ContentType = "text/html; charset=utf-8",
                Headers = new Dictionary<string, string> { ["Content-Security-Policy"] = Policy },
                Body = PageFile.Read(),
            });
        }

        if (route.Request.Method == "PUT")
        {
            _puts.Enqueue(route.Request.PostData ?? "");
            return SettingsError == null
                ? route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = "{}" })
                : route.FulfillAsync(new RouteFulfillOptions { Status = 400, ContentType = "application/json", Body = JsonSerializer.Serialize(new { error = SettingsError }) });
        }

        return route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = Settings });
    }

    private void Accept(IWebSocketRoute socket)
    {
        Connections++;
        _socket = socket;
        socket.OnMessage(frame => _commands.Enqueue(frame.Text));
        if (Refuses)
        {
            _ = socket.CloseAsync();
        }
    }
}
