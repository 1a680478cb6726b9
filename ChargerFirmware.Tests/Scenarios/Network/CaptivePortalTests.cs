using System;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.Json;
using ChargerFirmware.Tests.Host;
using ChargerFirmware.Tests.Scenarios.VirtualCharger;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Network;

/// <summary>The captive portal of the real console over real sockets: names, the makers' addresses, and the way onto a network.</summary>
[TestClass]
public sealed class CaptivePortalTests
{
    // Host, path, and what the maker's own address would say.
    private static readonly (string Host, string Path, string Known)[] Probes =
    [
        ("connectivitycheck.gstatic.com", "/generate_204", "204"),
        ("www.google.com", "/gen_204", "204"),
        ("clients3.google.com", "/generate_204", "204"),
        ("play.googleapis.com", "/generate_204", "204"),
        ("connect.rom.miui.com", "/generate_204", "204"),
        ("connectivitycheck.platform.hicloud.com", "/generate_204", "204"),
        ("captive.apple.com", "/hotspot-detect.html", "<BODY>Success</BODY>"),
        ("www.apple.com", "/library/test/success.html", "<TITLE>Success</TITLE>"),
        ("www.msftconnecttest.com", "/connecttest.txt", "Microsoft Connect Test"),
        ("www.msftncsi.com", "/ncsi.txt", "Microsoft NCSI"),
        ("detectportal.firefox.com", "/success.txt", "success"),
        ("detectportal.firefox.com", "/canonical.html", "https://support.mozilla.org/kb/captive-portal"),
        ("nmcheck.gnome.org", "/check_network_status.txt", "NetworkManager is online"),
        ("connectivity-check.ubuntu.com", "/", "204"),
        ("spectrum.s3.amazonaws.com", "/kindle-wifi/wifistub.html", "81ce4465-7167-4dcb-835b-dcc9e44c112a"),
    ];

    [TestMethod]
    public void Probes_BeforeTheUserIsDone_LeadToThePageAndAfterwardsSucceed()
    {
        using WifiCharger charger = new();
        charger.WaitFor(w => w.GetProperty("accessPoint").GetProperty("on").GetBoolean(), "own network");
        foreach ((string host, string path, _) in Probes)
        {
            AssertRedirect(charger, charger.Ask(host, path), host);
        }

        // Joined, but nobody has seen the page: the sheet must still open.
        charger.JoinHome();
        AssertRedirect(charger, charger.Ask("captive.apple.com", "/hotspot-detect.html"), "not shown");
        StringAssert.StartsWith(charger.Ask(charger.Address.Authority + "\r\nConnection: close", "/"), "HTTP/1.1 200 OK");
        foreach ((string host, string path, string known) in Probes)
        {
            string answer = charger.Ask(host, path);
            StringAssert.StartsWith(answer, known == "204" ? "HTTP/1.1 204 No Content\r\n" : "HTTP/1.1 200 OK\r\n", host);
            StringAssert.Contains(answer, "Cache-Control: no-store\r\nConnection: close\r\n");
            StringAssert.Contains(answer, known, host);
            Assert.IsTrue(known != "204" || answer.EndsWith("\r\n\r\n", StringComparison.Ordinal), host);
        }

        AssertRedirect(charger, charger.Ask("www.msftconnecttest.com", "/redirect"), "Windows opens this in its browser");
        AssertRedirect(charger, charger.Ask("example.com", "/"), "no maker's address");
        Assert.IsFalse(charger.Ask("captive.apple.com", "/", "HEAD").Contains("Success"), "HEAD has no body");
    }

    [TestMethod]
    public void ForeignHost_WithoutARadio_IsRefusedAsEver()
    {
        using ChargerProcess charger = ChargerProcess.Serve();
        using HttpClient http = new() { BaseAddress = charger.Address };
        using HttpRequestMessage request = new(HttpMethod.Get, "/") { Headers = { Host = "captive.apple.com" } };
        Assert.AreEqual(HttpStatusCode.Forbidden, http.Send(request).StatusCode);
        Assert.AreEqual("{\"state\":\"none\"}", http.GetStringAsync("api/wifi").GetAwaiter().GetResult());
        Assert.AreEqual(HttpStatusCode.NotFound, http.DeleteAsync("api/wifi").GetAwaiter().GetResult().StatusCode);
    }

    [TestMethod]
    public void Wifi_WholeWay_ListsJoinsTellsAndForgets()
    {
        using WifiCharger charger = new();
        Assert.AreEqual("unconfigured", charger.Wifi().GetProperty("state").GetString());
        JsonElement found = charger.WaitFor(w => w.GetProperty("networks").GetArrayLength() == 3, "networks").GetProperty("networks");
        Assert.AreEqual("Home", found[0].GetProperty("ssid").GetString());
        Assert.IsFalse(found[1].GetProperty("secured").GetBoolean());

        (HttpStatusCode status, string body) = charger.Put("{\"ssid\":\"Home\",\"password\":\"short\"}");
        Assert.AreEqual(HttpStatusCode.BadRequest, status);
        StringAssert.StartsWith(body, "{\"error\":\"password must be");
        (status, body) = charger.Put("{\"ssid\":\"Home\",\"password\":\"wrong-one\"}");
        Assert.AreEqual(HttpStatusCode.OK, status);
        StringAssert.StartsWith(body, "{\"state\":\"connecting\",\"ssid\":\"Home\"");
        charger.WaitFor(w => w.GetProperty("lastError").GetString() == "wrongPassword", "the wrong password is told");
        charger.JoinHome();
        Assert.AreEqual(charger.Address.Host, charger.Wifi().GetProperty("address").GetString());
        Assert.AreEqual(HttpStatusCode.OK, charger.Forget());
        charger.WaitFor(w => w.GetProperty("state").GetString() == "unconfigured", "forgotten");
        string said = string.Join('\n', charger.Process.Errors);
        Assert.IsFalse(said.Contains("charge-me") || said.Contains("wrong-one"), said);
    }

    [TestMethod]
    public void Dns_RealQueries_AreAnsweredWithTheOwnAddress()
    {
        using WifiCharger charger = new();
        charger.WaitFor(w => w.GetProperty("accessPoint").GetProperty("on").GetBoolean(), "own network");
        using UdpClient client = new();
        client.Client.ReceiveTimeout = 3000;
        client.Connect(IPAddress.Loopback, charger.DnsPort);
        foreach (string host in Probes.Select(p => p.Host).Distinct())
        {
            byte[] a = Ask(client, host, 1)!;
            CollectionAssert.AreEqual(new byte[] { 127, 0, 0, 1 }, a[^4..], host);
            Assert.AreEqual(1, a[7], "one record");
            Assert.AreEqual(30, a[^7], "TTL");
            Assert.AreEqual(0, Ask(client, host, 28)![7], "AAAA");
            Assert.AreEqual(0, Ask(client, host, 65)![7], "HTTPS");
        }

        // Silence, and then it still answers.
        client.Send([1, 2, 3]);
        client.Send(new byte[] { 0, 1, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1 });
        Assert.IsNotNull(Ask(client, "captive.apple.com", 1));
    }

    [TestMethod]
    [NeedsPrograms("dig")]
    public void Dns_Dig_UnderstandsTheAnswers()
    {
        using WifiCharger charger = new();
        charger.WaitFor(w => w.GetProperty("accessPoint").GetProperty("on").GetBoolean(), "own network");
        string a = Dig(charger.DnsPort, "captive.apple.com", "A");
        StringAssert.Contains(a, "status: NOERROR");
        StringAssert.Matches(a, new System.Text.RegularExpressions.Regex("captive\\.apple\\.com\\.\\s+30\\s+IN\\s+A\\s+127\\.0\\.0\\.1"));
        Assert.IsFalse(a.Contains("WARNING"), a);
        foreach (string type in new[] { "AAAA", "HTTPS" })
        {
            string none = Dig(charger.DnsPort, "captive.apple.com", type);
            StringAssert.Contains(none, "status: NOERROR");
            StringAssert.Contains(none, "ANSWER: 0,");
        }
    }

    private static string Dig(int port, string name, string type)
    {
        using Process dig = Process.Start(new ProcessStartInfo("/usr/bin/dig", ["@127.0.0.1", "-p", port.ToString(), "+tries=1", "+time=3", name, type]) { RedirectStandardOutput = true })!;
        string output = dig.StandardOutput.ReadToEnd();
        dig.WaitForExit();
        return output;
    }

    private static byte[]? Ask(UdpClient client, string host, byte type)
    {
        byte[] name = [.. host.Split('.').SelectMany(label => new[] { (byte)label.Length }.Concat(System.Text.Encoding.ASCII.GetBytes(label))), 0];
        client.Send([0xBE, 0xEF, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name, 0, type, 0, 1]);
        IPEndPoint? from = null;
        byte[] reply = client.Receive(ref from);
        CollectionAssert.AreEqual(new byte[] { 0xBE, 0xEF }, reply[..2]);
        Assert.AreEqual(0, reply[3] & 15, "NOERROR");
        return reply;
    }

    private static void AssertRedirect(WifiCharger charger, string answer, string what)
    {
        StringAssert.StartsWith(answer, "HTTP/1.1 302 Found\r\nLocation: " + charger.Address + "\r\n", what);
        StringAssert.Contains(answer, "Cache-Control: no-store\r\nConnection: close\r\n");
    }
}
