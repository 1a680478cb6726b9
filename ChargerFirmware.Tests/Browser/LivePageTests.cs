using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Browser;

/// <summary>The whole way: a browser, the page, the firmware's web server and control loop, the simulated battery and the CAN bus.</summary>
[TestClass]
[NeedsChromium]
public class LivePageTests
{
    private const string Dash = "—";

    // Promised: the effect within one period of magnes. The rest is for two processes and a browser on a busy machine.
    private const int PeriodMs = 500;
    private const int SlackMs = 300;

    private static Chromium _chromium = null!;
    private readonly ConcurrentQueue<string> _problems = new();
    private IPage _page = null!;
    private ChargerProcess? _charger;

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
        _page = await _chromium.OpenAsync();
    }

    [TestCleanup]
    public async Task CloseAll()
    {
        await _page.Context.CloseAsync();
        _charger?.Dispose();
    }

    [TestMethod]
    public async Task Page_Opened_ShowsLiveValuesAndAsksNobodyElse()
    {
        await StartAsync();
        await _page.GotoAsync(_charger!.Url);
        await ExpectAsync("link", "Live");
        await Assertions.Expect(_page.Locator("#voltage")).Not.ToHaveTextAsync(Dash);

        double volts = Number(await TextAsync("voltage"));
        Assert.IsTrue(volts is > 14 * 2.5 and < 14 * 4.25, "14 NMC cells do not have " + volts + " V");
        Assert.AreEqual(14, await _page.Locator("#cells li").CountAsync());
        long first = await _page.EvaluateAsync<long>("newest.seq");
        await _page.WaitForFunctionAsync("first => newest.seq >= first + 5", first, new PageWaitForFunctionOptions { Timeout = 4000 });
        // Values that stood still would be 2.5 s old by now, and grey.
        Assert.IsTrue(await _page.EvaluateAsync<int>("newest.pack.ageMs") < 1500);
        Assert.AreEqual(0, await _page.Locator(".stale").CountAsync());
        Assert.AreEqual("", string.Join("\n", _problems));
    }

    [TestMethod]
    public async Task Fast_Tapped_IsOnTheBusWithinOnePeriodAndPressed()
    {
        ConcurrentQueue<DateTime> acks = new();
        _page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            if (frame.Text?.Contains("\"ack\"", StringComparison.Ordinal) == true)
            {
                acks.Enqueue(DateTime.UtcNow);
            }
        };
        await StartAsync("--set", "charger.protocol=magnes", "--set", "magnes.periodMs=" + PeriodMs);
        using SlcanListener bus = await SlcanListener.ConnectAsync(_charger!.CanPort);
        await _page.GotoAsync(_charger.Url);
        await Assertions.Expect(_page.Locator("#state")).ToHaveTextAsync("Charging", new LocatorAssertionsToHaveTextOptions { Timeout = 20000 });
        await bus.WhenAsync("T0000AAAA6", "64", TimeSpan.FromSeconds(5));

        await _page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Fast" }).ClickAsync();

        DateTime onBus = await bus.WhenAsync("T0000AAAA6", "96", TimeSpan.FromSeconds(5));
        await Assertions.Expect(_page.Locator("[data-value=fast]")).ToHaveAttributeAsync("aria-pressed", "true");
        await ExpectAsync("answer", "Fast: done.");
        Assert.AreEqual(1, acks.Count);
        double late = (onBus - acks.Single()).TotalMilliseconds;
        Console.WriteLine("first frame with 96, relative to the ack: " + late + " ms");
        Assert.IsTrue(late < PeriodMs + SlackMs, late + " ms after the ack");
    }

    [TestMethod]
    [TestCategory("Long")]
    public async Task Bms_Pulled_PackGreysAndIsTakenAwayWithin3500Ms()
    {
        await StartAsync("--fault", "bmsPulled@6");
        await _page.GotoAsync(_charger!.Url);
        await Assertions.Expect(_page.Locator("#voltage")).Not.ToHaveTextAsync(Dash);

        // Asked on the page at each frame that it draws, so that the age is the one of the very change.
        await _page.WaitForFunctionAsync("() => $('voltage').textContent === '\u2014'", null, new PageWaitForFunctionOptions { Timeout = 20000 });
        int age = await _page.EvaluateAsync<int>("newest.pack.ageMs");

        Assert.IsTrue(age is > 1500 and <= 3500, "taken away at an age of " + age + " ms");
        await ExpectAsync("state", "Fault");
        StringAssert.StartsWith(await TextAsync("silence"), "BMS silent for ");
        StringAssert.Contains(await TextAsync("faults"), "BmsSilent");
        Assert.AreEqual(0, await _page.Locator("[data-from=pack]:not(.stale)").CountAsync());
        Assert.AreEqual("", string.Concat((await _page.Locator("#cells .number").AllTextContentsAsync()).Where(text => text != Dash)));
        await ExpectAsync("link", "Live");
    }

    [TestMethod]
    [TestCategory("Long")]
    public async Task Server_KilledAndRestarted_PageComesBackByItself()
    {
        await StartAsync();
        await _page.GotoAsync(_charger!.Url);
        await Assertions.Expect(_page.Locator("#voltage")).Not.ToHaveTextAsync(Dash);

        _charger.Kill();
        await Assertions.Expect(_page.Locator("#banner")).ToContainTextAsync("No connection, last value ");
        Assert.AreEqual(0, await _page.Locator("[data-from]:not(.stale)").CountAsync());
        await ExpectAsync("voltage", Dash);
        await _charger.RestartAsync();

        await Assertions.Expect(_page.Locator("#link")).ToHaveTextAsync("Live", new LocatorAssertionsToHaveTextOptions { Timeout = 10000 });
        await Assertions.Expect(_page.Locator("#banner")).ToBeHiddenAsync();
        await Assertions.Expect(_page.Locator("#voltage")).Not.ToHaveTextAsync(Dash);
    }

    [TestMethod]
    public async Task Profile_None_ShowsTheChooserAndChargesNothing()
    {
        await StartAsync("--set", "battery.profile=none");
        await _page.GotoAsync(_charger!.Url);

        await Assertions.Expect(_page.Locator("#chooser")).ToBeVisibleAsync();
        await ExpectAsync("state", "Idle");
        StringAssert.EndsWith(await TextAsync("request"), "0.00 A");
    }

    private async Task StartAsync(params string[] options)
    {
        _charger = await ChargerProcess.StartAsync(options);
        _page.Console += (_, message) => Note(message.Type == "error", message.Text);
        _page.PageError += (_, text) => Note(true, text);
        _page.Request += (_, request) => Note(!request.Url.StartsWith(_charger.Url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal), "asked for " + request.Url);
    }

    private void Note(bool isProblem, string text)
    {
        if (isProblem)
        {
            _problems.Enqueue(text);
        }
    }

    private async Task<string> TextAsync(string id)
    {
        return (await _page.Locator("#" + id).TextContentAsync() ?? "").Replace('\u00a0', ' ');
    }

    private Task ExpectAsync(string id, string text)
    {
        return Assertions.Expect(_page.Locator("#" + id)).ToHaveTextAsync(text);
    }

    private static double Number(string text)
    {
        return double.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
