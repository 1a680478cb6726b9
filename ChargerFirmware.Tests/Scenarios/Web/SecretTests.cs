using System.Collections.Generic;
using System.Text;
using ChargerFirmware.Settings;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>A planted secret comes out nowhere, whatever is asked, refused or logged.</summary>
[TestClass]
public class SecretTests
{
    private const string Planted = "Xsecret7Y";
    private const string Second = "Zother8W";

    private static readonly string[] Paths =
    [
        "/", "/api/telemetry", "/api/settings", "/api/faults", "/api/log", "/api/diagnostics", "/api/wifi", "/api/login", "/api/openapi.json", "/metrics", "/ws", "/nothing",
    ];

    [TestMethod]
    public void Secret_WhateverIsAsked_ComesOutNowhere()
    {
        SettingTable table = new([new Setting("test.secret", SettingRow.Secret(40, SettingTouch.Nothing, "A secret.")), new Setting("test.hidden", SettingRow.Secret(40, SettingTouch.Nothing, "Hidden.", true))]);
        using WebRig rig = new(null, null, table);
        StringBuilder seen = new();
        string plant = "{\"test.secret\":\"" + Planted + "\",\"web.pin\":\"" + Planted + "\"}";
        seen.Append(Ask(rig, "PUT", "/api/settings", plant, ""));
        SettingChanges changes = new(table);
        changes.Set(table.Find("test.hidden")!, Planted);
        changes.Set(table.WifiApPassword, Planted + Planted);
        Assert.IsTrue(rig.Parts.Store.Commit(changes));
        Assert.AreEqual(Planted, rig.Settings.TextOf(table.WebPin), "it is there");
        string login = Ask(rig, "POST", "/api/login", "{\"pin\":\"" + Planted + "\"}", "");
        string token = login.Split("charger-session=")[1].Split(';')[0];
        string known = "Authorization: Bearer " + token + "\r\n";

        foreach (string field in new[] { "", known })
        {
            foreach (string path in Paths)
            {
                seen.Append(Ask(rig, "GET", path, "", field));
                seen.Append(Ask(rig, "HEAD", path, "", field));
                seen.Append(Ask(rig, "OPTIONS", path, "", field));
                seen.Append(Ask(rig, "PATCH", path, plant, field));
            }

            foreach ((string method, string path, string body) in Wrong())
            {
                seen.Append(Ask(rig, method, path, body, field));
            }
        }

        seen.Append(Socket(rig));
        seen.Append(Stream(rig));
        rig.Flash.Refuses = true;
        seen.Append(Ask(rig, "PUT", "/api/settings", "{\"test.secret\":\"" + Second + "\"}", known));
        seen.Append(Ask(rig, "GET", "/api/log", "", known));
        rig.Flash.Refuses = false;

        // A start anew, and an older version that does not know the row any more, say something in the log.
        seen.Append(LogOfAStart(rig, table)).Append(LogOfAStart(rig, new SettingTable()));
        string text = seen.ToString();
        Assert.DoesNotContain(Planted, text);
        Assert.DoesNotContain(Second, text);
        Assert.DoesNotContain(token, text, "nor does the token, but for its own login");
        Assert.IsGreaterThan(30_000, text.Length, "something was seen");
    }

    private static IEnumerable<(string Method, string Path, string Body)> Wrong()
    {
        foreach (string value in new[] { Planted, Second })
        {
            yield return ("POST", "/api/login", "{\"pin\":\"" + value + "x\"}");
            yield return ("POST", "/api/login", "{\"pin\":\"" + value);
            yield return ("POST", "/api/login", value);
            yield return ("PUT", "/api/settings", "{\"test.secret\":\"" + value);
            yield return ("PUT", "/api/settings", "{\"test.secret\":\"" + value + new string('x', 60) + "\"}");
            yield return ("PUT", "/api/settings", "{\"test.secret\":\"" + value + "\\u0001\"}");
            yield return ("PUT", "/api/settings", "{\"test.secret\":\"" + value + "\",\"no.such\":\"" + value + "\"}");
            yield return ("PUT", "/api/settings", "{\"test.hidden\":\"" + value + "\"}");
            yield return ("PUT", "/api/settings", "{\"mode.fast.milliAmps\":\"" + value + "\"}");
            yield return ("PUT", "/api/wifi", "{\"ssid\":\"a\",\"password\":\"" + value + "\"}");
        }
    }

    private static string Ask(WebRig rig, string method, string path, string body, string field)
    {
        using RawPeer peer = rig.Connect();
        peer.Send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + field + "Content-Length: " + body.Length + "\r\n\r\n" + body);
        peer.UntilClosed();
        return peer.Received;
    }

    private static string Socket(WebRig rig)
    {
        using RawPeer peer = rig.Connect().Upgrade();
        return peer.Command("{\"id\":1,\"command\":\"stop\"}") + peer.Command("{\"id\":1,\"command\":\"" + Planted + new string('x', 40) + "\"}").Replace(Planted, "") + Encoding.UTF8.GetString(peer.Frame().Payload);
    }

    private static string Stream(WebRig rig)
    {
        using RawPeer peer = rig.Connect();
        peer.Send("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        peer.Until(() => peer.Received.Split("\n\n").Length > 3, "events");
        return peer.Received;
    }

    private static string LogOfAStart(WebRig rig, SettingTable table)
    {
        ChargerFirmware.Core.Log log = new(new ManualClock(), 4096);
        new SettingStore(rig.Flash, new SettingValues(table), log).Load();
        byte[] text = new byte[4096];
        long position = 0;
        return Encoding.UTF8.GetString(text, 0, log.Read(ref position, text, 0, text.Length));
    }
}
