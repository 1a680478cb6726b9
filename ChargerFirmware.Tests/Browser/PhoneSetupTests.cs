using System.Threading.Tasks;
using ChargerFirmware.Tests.Scenarios.Network;
using Microsoft.Playwright;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Browser;

/// <summary>A phone on the charger's own network, from the sheet that opens to the owner's network joined.</summary>
[TestClass]
[NeedsChromium]
public class PhoneSetupTests
{
    private const string Probe = "http://captive.apple.com/hotspot-detect.html";

    [TestMethod]
    public async Task Phone_FromTheProbeToJoined_IsLedAllTheWay()
    {
        using WifiCharger charger = new();
        charger.WaitFor(w => w.GetProperty("accessPoint").GetProperty("on").GetBoolean(), "own network");

        // The charger's name server gives its own address for every name; the port is this PC's part.
        await using Chromium chromium = await Chromium.StartAsync("--host-resolver-rules=MAP captive.apple.com " + charger.Address.Authority);
        IPage page = await chromium.OpenAsync();
        await page.GotoAsync(Probe);
        Assert.AreEqual(charger.Address.ToString(), page.Url, "the sheet shows our page");
        await Assertions.Expect(page.Locator("#wifi")).ToHaveAttributeAsync("open", "");
        await Assertions.Expect(page.Locator("#wifi-state")).ToHaveTextAsync("Not in a network.");

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Home" }).ClickAsync(new LocatorClickOptions { Timeout = 10_000 });
        Assert.AreEqual("Home", await page.InputValueAsync("#ssid"));
        await JoinAsync(page, "short");
        await Assertions.Expect(page.Locator("#refusal")).ToContainTextAsync("password must be a text of 8 to 63");
        await JoinAsync(page, "wrong-one");
        await Assertions.Expect(page.Locator("#wifi-state")).ToContainTextAsync("Home: the password is wrong.", new LocatorAssertionsToContainTextOptions { Timeout = 10_000 });
        await JoinAsync(page, "charge-me");
        await Assertions.Expect(page.Locator("#wifi-state")).ToContainTextAsync("On Home. Open http", new LocatorAssertionsToContainTextOptions { Timeout = 10_000 });
        Assert.AreEqual("", await page.InputValueAsync("#psk"), "the password does not stay on the page");

        // The phone asks again, and stays.
        await page.GotoAsync(Probe);
        Assert.AreEqual("Success", await page.TitleAsync());
        Assert.AreEqual("Success", await page.TextContentAsync("body"));
    }

    private static async Task JoinAsync(IPage page, string password)
    {
        await page.FillAsync("#psk", password);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Join" }).ClickAsync();
    }
}
