using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Browser;

/// <summary>The page against a scripted charger: what it shows, what it does not know, what it sends, and how it behaves without a connection.</summary>
[TestClass]
[NeedsChromium]
public class PageTests
{
    private const string Dash = "—";

    private static Chromium _chromium = null!;
    private ScriptedCharger _charger = null!;

    [ClassInitialize]
    public static async Task StartBrowser(TestContext context)
    {
        _chromium = await Chromium.StartAsync();
    }

    [ClassCleanup]
    public static async Task StopBrowser()
    {
        await _chromium.DisposeAsync();
    }

    [TestInitialize]
    public async Task OpenPage()
    {
        _charger = await ScriptedCharger.OpenAsync(await _chromium.OpenAsync());
    }

    [TestCleanup]
    public async Task ClosePage()
    {
        await _charger.Page.Context.CloseAsync();
    }

    [TestMethod]
    public async Task Telemetry_EverythingKnown_IsShownWithUnits()
    {
        await _charger.TellAsync(ScriptedCharger.Telemetry());

        await AssertTextsAsync(new()
        {
            ["link"] = "Live",
            ["state"] = "Charging",
            ["phase"] = "constant current",
            ["why"] = "medium: 10.0 A",
            ["voltage"] = "52.84 V",
            ["current"] = "9.98 A",
            ["direction"] = "Current, charging",
            ["power"] = "527 W",
            ["soc"] = "78 %",
            ["charge"] = "31.2 Ah of 40.0 Ah",
            ["warmest"] = "25.1 °C",
            ["temperatures"] = "Sensor 125.1 °CSensor 2not fitted",
            ["cell-max"] = "3778 mV",
            ["cell-min"] = "3771 mV",
            ["cell-delta"] = "7 mV",
            ["balancing"] = "none",
            ["charge-fet"] = "on",
            ["cycles"] = "12",
            ["protection"] = "nothing",
            ["protocol"] = "TC / Elcon",
            ["charger-online"] = "yes",
            ["request"] = "58.80 V, 10.00 A",
            ["measured"] = "52.90 V, 9.90 A",
            ["can-state"] = "good",
            ["no-faults"] = "None",
        });
        Assert.AreEqual(0, await _charger.Page.Locator(".stale").CountAsync(), "nothing is stale");
        _charger.AssertNoProblems();
    }

    [TestMethod]
    public async Task Telemetry_Discharging_HasAMinusAndSaysSo()
    {
        JsonObject telemetry = ScriptedCharger.Telemetry();
        telemetry["pack"]!["milliAmps"] = -3204;
        telemetry["temperaturesDeciC"] = new JsonArray(-4, -12);

        await _charger.TellAsync(telemetry);

        await AssertTextsAsync(new() { ["current"] = "−3.20 A", ["direction"] = "Current, discharging", ["power"] = "−169 W", ["warmest"] = "−0.4 °C" });
    }

    [TestMethod]
    public async Task Telemetry_ValueNull_IsADashAndNeverZero()
    {
        JsonObject telemetry = ScriptedCharger.Telemetry();
        foreach (string part in new[] { "pack", "cells", "charger", "can" })
        {
            foreach (string name in telemetry[part]!.AsObject().Select(pair => pair.Key).ToArray())
            {
                telemetry[part]![name] = null;
            }
        }

        telemetry["temperaturesDeciC"] = null;
        await _charger.TellAsync(telemetry);

        string[] ids =
        [
            "voltage", "current", "power", "soc", "charge", "warmest", "cell-max", "cell-min", "cell-delta", "balancing", "hardware", "pack-age", "charge-fet", "discharge-fet",
            "cycles", "protection", "protocol", "charger-online", "request", "measured", "flags", "can-state", "can-errors", "can-frames",
        ];
        await AssertTextsAsync(ids.ToDictionary(id => id, _ => Dash));
        foreach (string id in ids)
        {
            Assert.AreEqual("not known", await _charger.Page.Locator("#" + id).GetAttributeAsync("title"), id);
        }

        Assert.AreEqual("0px", await _charger.Page.EvaluateAsync<string>("getComputedStyle($('level')).width"));
    }

    [TestMethod]
    public async Task Pack_Offline_KeepsTheRowsGreysThemAndTellsTheSilence()
    {
        await _charger.TellAsync(ScriptedCharger.Telemetry());
        JsonObject telemetry = ScriptedCharger.Telemetry();
        telemetry["state"] = "fault";
        telemetry["pack"] = JsonNode.Parse("""{"online":false,"ageMs":4200,"milliVolts":null,"milliAmps":null,"socPermille":null}""");
        telemetry["cells"] = JsonNode.Parse("""{"milliVolts":null,"minMilliVolts":null,"maxMilliVolts":null,"deltaMilliVolts":null,"balancing":null}""");
        telemetry["temperaturesDeciC"] = null;
        telemetry["faults"] = JsonNode.Parse("""[{"code":"BmsSilent","severity":"stop","sinceMs":1200,"count":3}]""");
        await _charger.TellAsync(telemetry);

        await AssertTextsAsync(new()
        {
            ["state"] = "Fault",
            ["silence"] = "BMS silent for 4 s",
            ["voltage"] = Dash,
            ["warmest"] = Dash,
            ["temperatures"] = "Sensor 1—Sensor 2—",
            ["protocol"] = "TC / Elcon",
        });
        Assert.AreEqual(4, await _charger.Page.Locator("#cells li").CountAsync(), "the rows of the cells stay");
        Assert.AreEqual(4, await _charger.Page.Locator("[data-from=pack].stale").CountAsync(), "the battery's part of the state card, cells, temperatures and battery are grey");
        Assert.AreEqual(0, await _charger.Page.Locator("[data-from=charger].stale, [data-from=device].stale").CountAsync(), "the rest is not");
        string faults = (await _charger.TextAsync("faults"))!;
        StringAssert.Contains(faults, "The BMS does not answer");
        StringAssert.Contains(faults, "Check its cable");
        StringAssert.Contains(faults, "Stops the charge. BmsSilent, since 1 s, 3 times");
    }

    [TestMethod]
    public async Task Telemetry_StopsComing_GreysAt1500MsAndIsTakenAwayAt3000Ms()
    {
        await _charger.TellAsync(ScriptedCharger.Telemetry());
        await _charger.StopClockAsync();
        await _charger.TellAsync(ScriptedCharger.Telemetry());

        await _charger.PassAsync(1250);
        Assert.AreEqual(0, await _charger.Page.Locator(".stale").CountAsync(), "1.25 s old");
        Assert.IsFalse(await _charger.Page.Locator("#banner").IsVisibleAsync());

        await _charger.PassAsync(500);
        await _charger.ExpectTextAsync("banner", "No connection, last value 2 s ago");
        await AssertTextsAsync(new() { ["voltage"] = "52.84 V", ["link"] = "Connecting" });
        Assert.AreEqual(0, await _charger.Page.Locator("[data-from]:not(.stale)").CountAsync(), "everything is grey");
        Assert.AreEqual(0, await _charger.Page.Locator("[data-command]:enabled").CountAsync(), "nothing can be asked for");
        await _charger.ExpectTextAsync("announce", "No connection to the charger");

        await _charger.PassAsync(1500);
        await AssertTextsAsync(new() { ["voltage"] = Dash, ["state"] = Dash, ["no-faults"] = Dash, ["request"] = Dash, ["banner"] = "No connection, last value 3 s ago" });
    }

    [TestMethod]
    public async Task Socket_Closed_GreysAtOnceAndComesBackWithTheNextTelemetryOnly()
    {
        await _charger.TellAsync(ScriptedCharger.Telemetry());
        await _charger.CloseAsync();
        await Assertions.Expect(_charger.Page.Locator("#banner")).ToBeVisibleAsync();
        Assert.AreEqual(0, await _charger.Page.Locator("[data-from]:not(.stale)").CountAsync());

        await _charger.UntilAsync(() => _charger.Connections == 2, "the page does not connect again");
        await _charger.ExpectTextAsync("link", "Connecting");
        await _charger.TellAsync(ScriptedCharger.Telemetry());

        await _charger.ExpectTextAsync("link", "Live");
        await Assertions.Expect(_charger.Page.Locator("#banner")).ToBeHiddenAsync();
        Assert.AreEqual(0, await _charger.Page.Locator(".stale").CountAsync());
    }

    [TestMethod]
    public async Task Socket_RefusedAgainAndAgain_IsTriedWithPausesThatGrowTo5S()
    {
        await _charger.TellAsync(ScriptedCharger.Telemetry());
        await _charger.StopClockAsync();
        _charger.Refuses = true;
        await _charger.CloseAsync();
        await _charger.ExpectTextAsync("link", "Connecting");

        int attempt = 1;
        foreach (int pause in new[] { 500, 1000, 2000, 4000, 5000, 5000 })
        {
            await _charger.PassAsync(pause - 10);
            Assert.AreEqual(attempt, _charger.Connections, "too early, pause of " + pause);
            await _charger.PassAsync(20);
            attempt++;
            await _charger.UntilAsync(() => _charger.Connections == attempt, "too late, pause of " + pause);
            // The refusal has to arrive before the next pause begins.
            await _charger.Page.WaitForFunctionAsync("() => socket === null", null, new PageWaitForFunctionOptions { PollingInterval = 20 });
        }
    }

    [TestMethod]
    public async Task Network_IsBackDuringALongPause_ConnectsAtOnce()
    {
        await _charger.TellAsync(ScriptedCharger.Telemetry());
        await _charger.StopClockAsync();
        await _charger.CloseAsync();
        await _charger.ExpectTextAsync("link", "Connecting");

        await _charger.Page.EvaluateAsync("dispatchEvent(new Event('online'))");

        await _charger.UntilAsync(() => _charger.Connections == 2, "the page waits out its pause");
    }

    [TestMethod]
    public async Task Socket_OpenButSilentFor5S_IsReplaced()
    {
        await _charger.StopClockAsync();
        await _charger.TellAsync(ScriptedCharger.Telemetry());

        await _charger.PassAsync(4900);
        Assert.AreEqual(1, _charger.Connections);
        await _charger.PassAsync(1000);

        await _charger.UntilAsync(() => _charger.Connections == 2, "the page trusts a dead socket");
    }

    [TestMethod]
    public async Task Mode_Tapped_IsSentAndPressedWhenTheChargerSaysSo()
    {
        await _charger.TellAsync(ScriptedCharger.Telemetry());
        await AssertPressedAsync("Medium");

        await _charger.Button("Fast").FocusAsync();
        await _charger.Page.Keyboard.PressAsync("Enter");
        JsonNode command = await _charger.CommandAsync();
        Assert.AreEqual("mode fast", command["command"] + " " + command["value"]);
        Assert.AreEqual("true", await _charger.Button("Fast").GetAttributeAsync("aria-busy"));
        await AssertPressedAsync("Medium");

        _charger.Send($$"""{"type":"ack","id":{{command["id"]}},"ok":true}""");
        JsonObject telemetry = ScriptedCharger.Telemetry();
        telemetry["mode"] = "fast";
        await _charger.TellAsync(telemetry);

        await _charger.ExpectTextAsync("answer", "Fast: done.");
        Assert.AreEqual("false", await _charger.Button("Fast").GetAttributeAsync("aria-busy"));
        await AssertPressedAsync("Fast");
        Assert.AreEqual("modes", await _charger.Page.EvaluateAsync<string>("document.activeElement.id"), "the focus stays among the modes");
    }

    [TestMethod]
    public async Task Command_Refused_ShowsTheChargersReason()
    {
        await _charger.TellAsync(ScriptedCharger.Telemetry());
        await _charger.Button("Stop").ClickAsync();
        JsonNode command = await _charger.CommandAsync();
        Assert.AreEqual("stop", (string?)command["command"]);

        _charger.Send("""{"type":"ack","id":99,"ok":true}""");
        _charger.Send($$"""{"type":"ack","id":{{command["id"]}},"ok":false,"error":"busy"}""");

        await _charger.ExpectTextAsync("answer", "Stop: busy.");
        Assert.IsTrue(await _charger.Button("Stop").IsEnabledAsync());
    }

    [TestMethod]
    public async Task Command_NotAnsweredFor2S_SaysSoAndCanBeRepeated()
    {
        await _charger.TellAsync(ScriptedCharger.Telemetry());
        await _charger.StopClockAsync();
        await _charger.TellAsync(ScriptedCharger.Telemetry());
        await _charger.Button("Start").ClickAsync();
        JsonNode first = await _charger.CommandAsync();

        await _charger.PassAsync(2010);
        await _charger.ExpectTextAsync("answer", "Start: no answer within 2 s.");
        await _charger.TellAsync(ScriptedCharger.Telemetry());
        await _charger.Button("Start").ClickAsync();

        Assert.AreNotEqual((int)first["id"]!, (int)(await _charger.CommandAsync())["id"]!, "an old answer must not be taken for the new one's");
    }

    [TestMethod]
    public async Task Faults_OneLatched_CanBeClearedAndOthersCannot()
    {
        JsonObject telemetry = ScriptedCharger.Telemetry();
        telemetry["faults"] = JsonNode.Parse("""[{"code":"CanPassive","severity":"notice","sinceMs":7300000,"count":1}]""");
        await _charger.TellAsync(telemetry);
        await Assertions.Expect(_charger.Button("Clear faults")).ToBeHiddenAsync();

        telemetry["faults"]!.AsArray().Add(JsonNode.Parse("""{"code":"ShortCircuit","severity":"latched","sinceMs":500,"count":1}"""));
        await _charger.TellAsync(telemetry);
        await _charger.Button("Clear faults").ClickAsync();

        Assert.AreEqual("clearFaults", (string?)(await _charger.CommandAsync())["command"]);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(14)]
    [DataRow(32)]
    public async Task Cells_AnyNumber_AreShownWithExtremesAndBalancing(int count)
    {
        JsonObject telemetry = ScriptedCharger.Telemetry();
        int[] values = [.. Enumerable.Range(0, count).Select(i => 3700 + i)];
        telemetry["cells"] = new JsonObject
        {
            ["milliVolts"] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]),
            ["minMilliVolts"] = values[0],
            ["maxMilliVolts"] = values[^1],
            ["deltaMilliVolts"] = values[^1] - values[0],
            ["balancing"] = new JsonArray(count),
        };
        await _charger.TellAsync(telemetry);

        IReadOnlyList<string> numbers = await _charger.Page.Locator("#cells li .number").AllTextContentsAsync();
        Assert.AreEqual(string.Join(" ", values), string.Join(" ", numbers));
        Assert.AreEqual(count == 1 ? "" : "1", string.Join(" ", await _charger.Page.Locator("#cells .lowest > :first-child").AllTextContentsAsync()));
        Assert.AreEqual(count == 1 ? "" : count.ToString(CultureInfo.InvariantCulture), string.Join(" ", await _charger.Page.Locator("#cells .highest > :first-child").AllTextContentsAsync()));
        Assert.AreEqual(count.ToString(CultureInfo.InvariantCulture), string.Join(" ", await _charger.Page.Locator("#cells .balancing > :first-child").AllTextContentsAsync()));
        await AssertNothingSticksOutAsync();
    }

    [TestMethod]
    public async Task Text_LooksLikeMarkup_StaysText()
    {
        const string Markup = "<img src=x onerror=\"document.title='owned'\"><b>bold</b>";
        JsonObject telemetry = ScriptedCharger.Telemetry();
        telemetry["why"] = Markup;
        telemetry["state"] = Markup;
        telemetry["charger"]!["protocol"] = Markup;
        telemetry["charger"]!["flags"] = new JsonArray("<b>flag</b>");
        telemetry["faults"] = new JsonArray(new JsonObject { ["code"] = Markup, ["severity"] = Markup, ["sinceMs"] = 1, ["count"] = 1 });
        await _charger.TellAsync(telemetry);

        await _charger.ExpectTextAsync("why", Markup);
        Assert.AreEqual(0, await _charger.Page.Locator("main img, main b").CountAsync());
        _charger.AssertNoProblems();
    }

    [TestMethod]
    public async Task Message_Odd_DoesNoHarm()
    {
        foreach (string text in new[] { "", "nonsense", "null", "[]", "7", "{}", """{"type":"telemetry"}""", """{"type":"ack"}""", """{"type":"telemetry","pack":null,"cells":null,"charger":null,"can":null,"faults":null}""" })
        {
            _charger.Send(text);
        }

        await _charger.TellAsync(ScriptedCharger.Telemetry());
        await _charger.ExpectTextAsync("voltage", "52.84 V");
        _charger.AssertNoProblems();
    }

    [TestMethod]
    public async Task Profile_None_AsksForTheChemistryAndStoresIt()
    {
        await _charger.TellAsync(ScriptedCharger.Telemetry());
        await Assertions.Expect(_charger.Page.Locator("#chooser")).ToBeHiddenAsync();
        JsonObject telemetry = ScriptedCharger.Telemetry();
        telemetry["state"] = "idle";
        telemetry["limitedBy"] = "profile";
        await _charger.TellAsync(telemetry);

        await Assertions.Expect(_charger.Button("Choose the chemistry first")).ToBeDisabledAsync();
        await Assertions.Expect(_charger.Page.GetByText("A wrong choice can overcharge the battery")).ToBeVisibleAsync();
        string choices = (await _charger.TextAsync("profiles"))!.Replace('\u00a0', ' ');
        StringAssert.Contains(choices, "3.2 V a cell. Does not fit: a cell has 3.78 V", "a cell above any LFP cell");
        await _charger.Page.GetByLabel("NMC").CheckAsync();
        await _charger.Button("Charge as NMC, NCA, Li-ion, LiPo").ClickAsync();

        await _charger.ExpectTextAsync("chosen", "Saved.");
        Assert.AreEqual("""{"battery.profile":"nmc"}""", string.Join(" ", _charger.Puts));
    }

    [TestMethod]
    public async Task Settings_EveryType_HasItsFieldAndIsSavedAsItsType()
    {
        await OpenSettingsAsync();
        ILocator number = _charger.Page.GetByLabel("mode.fast.milliAmps", new PageGetByLabelOptions { Exact = true });
        Assert.AreEqual("number 15000 0 100000", await number.EvaluateAsync<string>("f => [f.type, f.value, f.min, f.max].join(' ')"));

        await SaveAsync("mode.fast.milliAmps", field => field.FillAsync("12000"));
        await SaveAsync("charger.protocol", field => field.SelectOptionAsync("tc"));
        await SaveAsync("battery.allowNoSensor", field => field.CheckAsync());
        await SaveAsync("web.allowedHosts", field => field.FillAsync("a.example"));
        await SaveAsync("ocpp.key", field => field.FillAsync("secret"));

        Assert.AreEqual(
            """{"mode.fast.milliAmps":12000} {"charger.protocol":"tc"} {"battery.allowNoSensor":true} {"web.allowedHosts":"a.example"} {"ocpp.key":"secret"}""",
            string.Join(" ", _charger.Puts));
        _charger.AssertNoProblems();
    }

    [TestMethod]
    public async Task Settings_ValueRefused_ShowsTheChargersReasonBesideIt()
    {
        await OpenSettingsAsync();
        _charger.SettingsError = "mode.fast.milliAmps: 0 to 100000";
        await _charger.Page.GetByLabel("mode.fast.milliAmps", new PageGetByLabelOptions { Exact = true }).FillAsync("-1");
        await _charger.Button("Save mode.fast.milliAmps").ClickAsync();

        ILocator row = _charger.Page.Locator("form.setting", new PageLocatorOptions { Has = _charger.Button("Save mode.fast.milliAmps") });
        await Assertions.Expect(row.GetByRole(AriaRole.Status)).ToHaveTextAsync("mode.fast.milliAmps: 0 to 100000");
        await Assertions.Expect(_charger.Button("Save mode.fast.milliAmps")).ToBeEnabledAsync();
    }

    [TestMethod]
    [DataRow(320)]
    [DataRow(360)]
    [DataRow(768)]
    [DataRow(1280)]
    public async Task Layout_AnyWidth_NothingSticksOutAndFingersFit(int width)
    {
        await _charger.Page.SetViewportSizeAsync(width, 740);
        JsonObject telemetry = ScriptedCharger.Telemetry();
        telemetry["state"] = "idle";
        telemetry["limitedBy"] = "profile";
        telemetry["faults"] = JsonNode.Parse("""[{"code":"ShortCircuit","severity":"latched","sinceMs":500,"count":1}]""");
        telemetry["protection"] = new JsonArray("chargeUnderTemperature", "dischargeOverTemperature", "chargeFetBroken");
        await _charger.TellAsync(telemetry);
        await OpenSettingsAsync();

        await AssertNothingSticksOutAsync();
        string[] small = await _charger.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, select, summary, a, label:has([type=radio]), input:not([type=radio], [type=checkbox])')]
              .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)
            """);
        Assert.AreEqual("", string.Join("\n", small), "lower than 44 px");
    }

    [TestMethod]
    [DataRow(ColorScheme.Light)]
    [DataRow(ColorScheme.Dark)]
    public async Task Text_InEitherScheme_HasAContrastOf4AndAHalf(ColorScheme scheme)
    {
        await _charger.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        JsonObject telemetry = ScriptedCharger.Telemetry();
        telemetry["state"] = "idle";
        telemetry["limitedBy"] = "profile";
        telemetry["faults"] = JsonNode.Parse("""[{"code":"ShortCircuit","severity":"latched","sinceMs":500,"count":1},{"code":"CanPassive","severity":"notice","sinceMs":500,"count":1}]""");
        await _charger.TellAsync(telemetry);
        await AssertContrastAsync("live");

        await _charger.CloseAsync();
        await Assertions.Expect(_charger.Page.Locator("#banner")).ToBeVisibleAsync();
        await AssertContrastAsync("stale");
    }

    private async Task OpenSettingsAsync()
    {
        _charger.Settings = """
            {"battery.allowNoSensor":{"value":false,"default":false,"type":"bool","help":"No sensor."},
             "charger.protocol":{"value":"magnes","default":"magnes","type":"enum","options":["magnes","tc"],"help":"Language."},
             "mode.fast.milliAmps":{"value":15000,"default":15000,"type":"int","min":0,"max":100000,"unit":"mA","help":"Fast."},
             "web.allowedHosts":{"value":"","default":"","type":"text","help":"Hosts."},
             "ocpp.key":{"value":null,"default":null,"type":"secret","isSet":true,"help":"Key."}}
            """;
        await _charger.Page.Locator("#settings > summary").ClickAsync();
        await Assertions.Expect(_charger.Page.Locator("#groups > details")).ToHaveCountAsync(5);
        foreach (ILocator group in await _charger.Page.Locator("#groups > details > summary").AllAsync())
        {
            await group.ClickAsync();
        }
    }

    private async Task SaveAsync(string key, System.Func<ILocator, Task> change)
    {
        await change(_charger.Page.GetByLabel(key, new PageGetByLabelOptions { Exact = true }));
        ILocator button = _charger.Button("Save " + key);
        await button.ClickAsync();
        ILocator row = _charger.Page.Locator("form.setting", new PageLocatorOptions { Has = button });
        await Assertions.Expect(row.GetByRole(AriaRole.Status)).ToHaveTextAsync("Saved.");
    }

    private async Task AssertTextsAsync(Dictionary<string, string> expected)
    {
        foreach ((string id, string text) in expected)
        {
            Assert.AreEqual(text, (await _charger.TextAsync(id))!.Replace('\u00a0', ' '), id);
        }
    }

    private async Task AssertPressedAsync(string name)
    {
        IReadOnlyList<string> pressed = await _charger.Page.Locator("[aria-pressed=true]").AllTextContentsAsync();
        Assert.AreEqual(name, string.Join(" ", pressed));
        Assert.IsTrue(await _charger.Button(name).IsDisabledAsync(), "the pressed button is disabled");
    }

    private async Task AssertNothingSticksOutAsync()
    {
        Assert.AreEqual(0, await _charger.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    // WCAG 2.2, 1.4.3: relative luminance and contrast of each piece of text against what lies behind it; bars and icons are not text, disabled controls are exempt there and checked here all the same.
    private async Task AssertContrastAsync(string when)
    {
        string[] weak = await _charger.Page.EvaluateAsync<string[]>("""
            () => {
              const parse = text => text.match(/[\d.]+/g).map(Number);
              const light = c => c.slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
              const found = [];
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let node; node = walk.nextNode();) {
                const e = node.parentElement;
                if (!node.data.trim() || !e.offsetParent || e.closest('.hide, script')) continue;
                const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
                const ratio = (a + 0.05) / (b + 0.05);
                if (ratio < 4.5) found.push(ratio.toFixed(2) + ' ' + node.data.trim());
              }
              return found;
            }
            """);
        Assert.AreEqual("", string.Join("\n", weak), when);
    }
}
