using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ChargerFirmware.Settings;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>PUT /api/settings: all of it, or nothing and the reason.</summary>
[TestClass]
public class SettingsUpdateTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Put_GoodChanges_AreStoredInForceAndToldOn()
    {
        using WebRig rig = new();
        (HttpStatusCode status, string text) = await PutAsync(rig, """{"mode.fast.milliAmps":12000,"charger.protocol":"tc","bms.enabled":false,"web.allowedHosts":"garage \u20ac"}""");
        Assert.AreEqual(HttpStatusCode.OK, status, text);
        JsonObject changed = JsonNode.Parse(text)!.AsObject();
        CollectionAssert.AreEqual(new[] { "mode.fast.milliAmps", "charger.protocol", "bms.enabled", "web.allowedHosts" }, changed.Select(member => member.Key).ToArray());
        Assert.AreEqual(
            """{"value":12000,"default":15000,"type":"int","min":0,"max":100000,"unit":"mA","help":"Charge current of mode fast."}""", changed["mode.fast.milliAmps"]!.ToJsonString());
        Assert.AreEqual("tc", (string?)changed["charger.protocol"]!["value"]);
        Assert.IsFalse((bool?)changed["bms.enabled"]!["value"]);
        Assert.AreEqual("garage \u20ac", (string?)changed["web.allowedHosts"]!["value"]);
        Assert.AreEqual(SettingTouch.Charge | SettingTouch.Network, rig.Applied.Single());

        SettingValues again = new(new SettingTable());
        new SettingStore(rig.Flash, again).Load();
        Assert.AreEqual(12000, again.NumberOf(again.Table.ModeFastMilliAmps));
        Assert.AreEqual("tc", again.TextOf(again.Table.ChargerProtocol));
    }

    // What PROTOCOL.md calls a backup.
    [TestMethod]
    public async Task Put_EverythingThatAGetHasShown_BringsItBack()
    {
        using WebRig rig = new();
        await PutAsync(rig, """{"battery.profile":"lto","mode.fast.milliAmps":12345,"charger.protocol":"tc","bms.enabled":false,"web.allowedHosts":"\"gar\\age\" \u20ac, b","profile.lto.minDeciC":-150,"charge.mode":"off"}""");
        string saved = await rig.Http.GetStringAsync("/api/settings", TestContext.CancellationToken);
        JsonObject backup = [];
        foreach ((string key, JsonNode? setting) in JsonNode.Parse(saved)!.AsObject())
        {
            if ((string?)setting!["type"] != "secret")
            {
                backup[key] = setting["value"]!.DeepClone();
            }
        }

        // As a device receives it.
        string body = backup.ToJsonString();
        using WebRig other = new(limits => (limits.BodySlots, limits.BodyBytes) = (1, 4096));
        (HttpStatusCode status, string text) = await PutAsync(other, body);
        Assert.AreEqual(HttpStatusCode.OK, status, text);
        Assert.AreEqual(saved, await other.Http.GetStringAsync("/api/settings", TestContext.CancellationToken));
        Assert.IsLessThan(4096, System.Text.Encoding.UTF8.GetByteCount(body));
    }

    [TestMethod]
    public async Task Put_Mode_IsAppliedAsMode()
    {
        using WebRig rig = new();
        (HttpStatusCode status, _) = await PutAsync(rig, """{"charge.mode":"fast"}""");
        Assert.AreEqual(HttpStatusCode.OK, status);
        Assert.AreEqual(SettingTouch.Mode, rig.Applied.Single());
    }

    // A backup that is sent back, a form that sends all of its fields: the charge goes on.
    [TestMethod]
    public async Task Put_WhatIsInForceAlready_IsStoredAndAppliesNothing()
    {
        using WebRig rig = new();
        rig.Settings.SetHostDefault("battery.profile", "nmc");
        rig.Settings.Overlay("charger.protocol", "tc");
        const string Same = """{"battery.profile":"nmc","charger.protocol":"tc","mode.fast.milliAmps":15000,"schedule.from":""}""";
        (HttpStatusCode status, string text) = await PutAsync(rig, Same);
        Assert.AreEqual(HttpStatusCode.OK, status, text);
        Assert.IsEmpty(rig.Applied);
        SettingValues stored = new(new SettingTable());
        new SettingStore(rig.Flash, stored).Load();
        Assert.AreEqual("tc", stored.TextOf(stored.Table.ChargerProtocol));

        await PutAsync(rig, Same);
        Assert.IsEmpty(rig.Applied);
        await PutAsync(rig, """{"battery.profile":"nmc","schedule.from":"22:00"}""");
        Assert.AreEqual(SettingTouch.Charge, rig.Applied.Single());
    }

    [TestMethod]
    public async Task Put_OnlyWhatTouchesNoCharge_StopsNone()
    {
        using WebRig rig = new();
        await PutAsync(rig, """{"mode.fast.milliAmps":15000,"web.allowedHosts":"garage","charge.mode":"slow"}""");
        Assert.AreEqual(SettingTouch.Network | SettingTouch.Mode, rig.Applied.Single());
    }

    [TestMethod]
    public async Task Put_Nothing_ChangesNothing()
    {
        using WebRig rig = new();
        (HttpStatusCode status, string text) = await PutAsync(rig, "{}");
        Assert.AreEqual(HttpStatusCode.OK, status);
        Assert.AreEqual("{}", text);
        Assert.IsEmpty(rig.Applied);
        Assert.AreEqual(0, rig.Flash.Writes);
    }

    [TestMethod]
    [DataRow("""{"mode.fast.milliAmps":14000,"mode.slow.milliAmps":-1}""", "mode.slow.milliAmps")]
    [DataRow("""{"mode.slow.milliAmps":100001,"mode.fast.milliAmps":14000}""", "mode.slow.milliAmps")]
    [DataRow("""{"mode.fast.milliAmps":14000,"no.such.key":1}""", "no.such.key")]
    [DataRow("""{"mode.fast.milliAmps":14000.0}""", "mode.fast.milliAmps")]
    [DataRow("""{"mode.fast.milliAmps":1e3}""", "mode.fast.milliAmps")]
    [DataRow("""{"mode.fast.milliAmps":99999999999999999999}""", "mode.fast.milliAmps")]
    [DataRow("""{"mode.fast.milliAmps":"14000"}""", "mode.fast.milliAmps")]
    [DataRow("""{"mode.fast.milliAmps":null}""", "mode.fast.milliAmps")]
    [DataRow("""{"mode.fast.milliAmps":[14000]}""", "mode.fast.milliAmps")]
    [DataRow("""{"mode.fast.milliAmps":{"value":14000}}""", "mode.fast.milliAmps")]
    [DataRow("""{"mode.fast.milliAmps":14000,"mode.fast.milliAmps":14001}""", "mode.fast.milliAmps")]
    [DataRow("""{"bms.enabled":1}""", "bms.enabled")]
    [DataRow("""{"charger.protocol":"TC"}""", "charger.protocol")]
    [DataRow("""{"web.allowedHosts":"a\nb"}""", "web.allowedHosts")]
    [DataRow("""{"charge.stopped":true}""", "charge.stopped")]
    [DataRow("""{"profile.nmc.chargeCellMilliVolts":4200,"profile.nmc.maxCellMilliVolts":4100}""", "profile.nmc.maxCellMilliVolts")]
    [DataRow("""{"mode.fast.milliAmps":14000""", "not JSON")]
    [DataRow("""{"mode.fast.milliAmps":14000}}""", "not JSON")]
    [DataRow("""[1]""", "JSON object")]
    [DataRow("\"x\"", "JSON object")]
    [DataRow("", "not JSON")]
    public async Task Put_OneThingWrong_IsNamedAndNothingIsChanged(string body, string named)
    {
        using WebRig rig = new();
        (HttpStatusCode status, string text) = await PutAsync(rig, body);
        Assert.AreEqual(HttpStatusCode.BadRequest, status);
        Assert.Contains(named, (string)JsonNode.Parse(text)!["error"]!);
        Assert.AreEqual(15000, rig.Settings.NumberOf(rig.Settings.Table.ModeFastMilliAmps));
        Assert.AreEqual(0, rig.Flash.Writes);
        Assert.IsEmpty(rig.Applied);
    }

    [TestMethod]
    public async Task Put_MediumRefuses_Is500AndNothingIsChanged()
    {
        using WebRig rig = new();
        rig.Flash.Refuses = true;
        (HttpStatusCode status, string text) = await PutAsync(rig, """{"mode.fast.milliAmps":14000}""");
        Assert.AreEqual(HttpStatusCode.InternalServerError, status);
        Assert.Contains("not stored", text);
        Assert.AreEqual(15000, rig.Settings.NumberOf(rig.Settings.Table.ModeFastMilliAmps));
        Assert.IsEmpty(rig.Applied);
    }

    [TestMethod]
    public async Task Put_ForeignOrigin_Is403AndChangesNothing()
    {
        using WebRig rig = new();
        using HttpRequestMessage request = new(HttpMethod.Put, "/api/settings") { Content = new StringContent("""{"mode.fast.milliAmps":14000}""") };
        request.Headers.Add("Origin", "https://evil.example");
        Assert.AreEqual(HttpStatusCode.Forbidden, (await rig.Http.SendAsync(request, TestContext.CancellationToken)).StatusCode);
        Assert.AreEqual(15000, rig.Settings.NumberOf(rig.Settings.Table.ModeFastMilliAmps));
    }

    [TestMethod]
    public async Task Secret_IsTakenAndNeverShown()
    {
        using WebRig rig = new(null, null, new SettingTable([new Setting("test.secret", SettingRow.Secret(40, SettingTouch.Nothing, "A secret."))]));
        Assert.AreEqual(
            """{"value":null,"type":"secret","isSet":false,"maxLength":40,"help":"A secret."}""",
            JsonNode.Parse(await rig.Http.GetStringAsync("/api/settings", TestContext.CancellationToken))!["test.secret"]!.ToJsonString());
        (HttpStatusCode status, string text) = await PutAsync(rig, """{"test.secret":"hunter2"}""");
        Assert.AreEqual(HttpStatusCode.OK, status);
        Assert.AreEqual("""{"test.secret":{"value":null,"type":"secret","isSet":true,"maxLength":40,"help":"A secret."}}""", text);
        Assert.DoesNotContain("hunter2", await rig.Http.GetStringAsync("/api/settings", TestContext.CancellationToken));
        Assert.DoesNotContain("hunter2", await rig.Http.GetStringAsync("/api/log", TestContext.CancellationToken));
    }

    private async Task<(HttpStatusCode Status, string Text)> PutAsync(WebRig rig, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        HttpResponseMessage response = await rig.Http.PutAsync("/api/settings", content, TestContext.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.CancellationToken));
    }
}
