using System;
using System.Linq;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading;
using ChargerFirmware.Control;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>The PIN: what needs a session, how one is had and lost, and who tries PINs.</summary>
[TestClass]
public class LoginTests
{
    private const string Pin = "hunter2pin";
    private const string Stop = """{"id":1,"command":"stop"}""";
    private const string Refused = """{"type":"ack","id":1,"ok":false,"error":"the PIN is needed"}""";
    private const string Done = """{"type":"ack","id":1,"ok":true}""";

    [TestMethod]
    [DataRow("GET", "/")]
    [DataRow("GET", "/api/telemetry")]
    [DataRow("GET", "/api/settings")]
    [DataRow("GET", "/api/faults")]
    [DataRow("GET", "/api/diagnostics")]
    [DataRow("GET", "/api/wifi")]
    [DataRow("GET", "/api/login")]
    [DataRow("GET", "/metrics")]
    public void Reads_WithoutASession_StayOpen(string method, string path)
    {
        using WebRig rig = WithPin();
        using RawPeer peer = rig.Connect();
        peer.Send(Request(method, path));
        peer.Until(() => peer.Received.Contains("\r\n\r\n"), "an answer");
        Assert.StartsWith("HTTP/1.1 200 ", peer.Received);
    }

    [TestMethod]
    [DataRow("PUT", "/api/settings", "{\"mode.fast.milliAmps\":14000}")]
    [DataRow("DELETE", "/api/faults", "")]
    [DataRow("PUT", "/api/wifi", "{\"ssid\":\"a\"}")]
    [DataRow("DELETE", "/api/wifi", "")]
    [DataRow("GET", "/api/log", "")]
    [DataRow("HEAD", "/api/log", "")]
    [DataRow("GET", "/api/blackbox", "")]
    public void ChangesAndDownloads_WithoutASession_Are401(string method, string path, string body)
    {
        using WebRig rig = WithPin();
        int writes = rig.Flash.Writes;
        using RawPeer peer = rig.Connect();
        peer.Send(Request(method, path, "", body));
        peer.Until(() => peer.Received.Contains("\r\n\r\n"), "an answer");
        Assert.StartsWith("HTTP/1.1 401 Unauthorized\r\n", peer.Received);
        Assert.Contains("\r\nWWW-Authenticate: Bearer realm=\"charger\"\r\n", peer.Received);
        Assert.AreEqual(method != "HEAD", peer.Received.EndsWith("{\"error\":\"the PIN is needed\"}"));
        Assert.IsEmpty(rig.Commands);
        Assert.AreEqual(writes, rig.Flash.Writes);

        string field = Bearer(TokenOf(LogIn(rig, Pin)));
        using RawPeer known = rig.Connect();
        known.Send(Request(method, path, field, body));
        known.Until(() => known.Received.Contains("\r\n\r\n"), "an answer");
        Assert.StartsWith(path == "/api/wifi" ? "HTTP/1.1 404 " : "HTTP/1.1 200 ", known.Received, "without a radio there is none to change");
    }

    [TestMethod]
    public void Login_RightPin_GivesATokenAndACookie()
    {
        using WebRig rig = WithPin();
        string answer = LogIn(rig, Pin);
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        string token = TokenOf(answer);
        Assert.MatchesRegex("^[0-9a-f]{32}$", token);
        Assert.Contains("\r\nSet-Cookie: charger-session=" + token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=86400\r\n", answer);
        Assert.Contains("\r\nCache-Control: no-store\r\n", answer);
        Assert.AreNotEqual(token, TokenOf(LogIn(rig, Pin)));
        string json = Body(Ask(rig, Request("GET", "/api/login", "Cookie: a=b; charger-session=" + token + "; c=d\r\n")));
        Assert.AreEqual("""{"pinRequired":true,"authorized":true,"token":null,"expiresSeconds":86400}""", json);
    }

    [TestMethod]
    [DataRow("Cookie: charger-session={0}\r\n", true)]
    [DataRow("Cookie: a=b; charger-session={0}; c=d\r\n", true)]
    [DataRow("cookie: a=b\r\nCookie: charger-session={0}\r\n", true)]
    [DataRow("Authorization: Bearer {0}\r\n", true)]
    [DataRow("authorization: bearer {0}\r\n", true)]
    [DataRow("Authorization: Basic {0}\r\n", false)]
    [DataRow("Authorization: Bearer {0}0\r\n", false)]
    [DataRow("Cookie: charger-session2={0}\r\n", false)]
    [DataRow("Cookie: xcharger-session={0}\r\n", false)]
    [DataRow("Cookie: charger-session=\r\n", false)]
    [DataRow("Cookie: charger-session=00000000000000000000000000000000\r\n", false)]
    [DataRow("X: {0}\r\n", false)]
    public void Token_IsTakenWhereItBelongs(string field, bool isKnown)
    {
        using WebRig rig = WithPin();
        string shown = field.Replace("{0}", TokenOf(LogIn(rig, Pin)));
        JsonNode json = JsonNode.Parse(Body(Ask(rig, Request("GET", "/api/login", shown))))!;
        Assert.AreEqual(isKnown, (bool?)json["authorized"]);
    }

    [TestMethod]
    [DataRow("""{"pin":"wrong"}""", 401)]
    [DataRow("""{"pin":""}""", 401)]
    [DataRow("""{"pin":"hunter2pi"}""", 401)]
    [DataRow("""{"pin":"hunter2pin "}""", 401)]
    [DataRow("""{"pin":"0123456789012345678901234567890123456789"}""", 401)]
    [DataRow("""{"pin":4711}""", 400)]
    [DataRow("""{"pin":null}""", 400)]
    [DataRow("""{"PIN":"hunter2pin"}""", 400)]
    [DataRow("""{"pin":"hunter2pin","x":1}""", 400)]
    [DataRow("""{"pin":"hunter2pin"}}""", 400)]
    [DataRow("hunter2pin", 400)]
    [DataRow("", 400)]
    public void Login_Wrong_IsRefusedAndNothingIsRepeated(string body, int status)
    {
        using WebRig rig = WithPin();
        string answer = Ask(rig, Request("POST", "/api/login", "", body));
        Assert.StartsWith("HTTP/1.1 " + status + " ", answer);
        Assert.DoesNotContain("Set-Cookie", answer);
        Assert.DoesNotContain("hunter2", answer);
    }

    [TestMethod]
    public void Login_WithoutAPinSet_IsNotNeeded()
    {
        using WebRig rig = new();
        Assert.AreEqual("""{"pinRequired":false,"authorized":true,"token":null,"expiresSeconds":86400}""", Body(LogIn(rig, "whatever")));
        using RawPeer peer = rig.Connect().Upgrade();
        Assert.AreEqual(Done, peer.Command(Stop));
    }

    [TestMethod]
    [DataRow("/api/log")]
    [DataRow("/api/blackbox")]
    public void Downloads_ThatNeedASession_AreKeptByNoCache(string path)
    {
        using WebRig rig = WithPin();
        string answer = Ask(rig, Request("GET", path, Bearer(TokenOf(LogIn(rig, Pin)))));
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.Contains("\r\nCache-Control: no-store\r\n", answer);
    }

    [TestMethod]
    public void WebSocket_NeedsASessionAtItsHandshake()
    {
        using WebRig rig = WithPin();
        using RawPeer stranger = rig.Connect().Upgrade();
        Assert.AreEqual(Refused, stranger.Command(Stop));
        Assert.IsEmpty(rig.Commands);
        string token = TokenOf(LogIn(rig, Pin));
        Assert.AreEqual(Refused, stranger.Command(Stop), "it has shown nothing");

        using RawPeer known = rig.Connect();
        known.Send(RawPeer.Handshake("/ws", "Cookie: charger-session=" + token + "\r\n"));
        Assert.StartsWith("HTTP/1.1 101 ", known.Answer());
        Assert.AreEqual(Done, known.Command(Stop));
        Assert.AreEqual((ChargeCommand.Stop, 0), rig.Commands.Single());
        Assert.AreEqual("""{"type":"ack","id":9,"ok":false,"error":"unknown command fly"}""", known.Command("""{"id":9,"command":"fly"}"""));
    }

    [TestMethod]
    public void WebSocket_AllPlacesTakenByStrangers_OneGivesWayToTheOwner()
    {
        using WebRig rig = new(limits => limits.MaxBrowsers = 2);
        Assert.StartsWith("HTTP/1.1 200 ", Ask(rig, Put("{\"web.pin\":\"" + Pin + "\"}")));
        string field = Bearer(TokenOf(LogIn(rig, Pin)));
        using RawPeer first = rig.Connect().Upgrade();
        Thread.Sleep(20);
        using RawPeer second = rig.Connect().Upgrade();
        using RawPeer third = rig.Connect();
        Assert.StartsWith("HTTP/1.1 503 ", third.Exchange(RawPeer.Handshake()), "a stranger more has no place");

        using RawPeer owner = rig.Connect();
        Assert.StartsWith("HTTP/1.1 101 ", owner.Exchange(RawPeer.Handshake("/ws", field)));
        Assert.AreEqual(Done, owner.Command(Stop));
        (int opcode, byte[] payload) = first.FrameBesideTelemetry();
        Assert.AreEqual((Opcode.Close, CloseCode.TryAgainLater), (opcode, (payload[0] << 8) | payload[1]), "the oldest");
        first.UntilClosed();
        Assert.IsFalse(first.WasReset);
        Assert.AreEqual(Refused, second.Command(Stop), "the other one watches on");

        using RawPeer again = rig.Connect();
        Assert.StartsWith("HTTP/1.1 101 ", again.Exchange(RawPeer.Handshake("/ws", field)));
        second.UntilClosed();
        using RawPeer last = rig.Connect();
        Assert.StartsWith("HTTP/1.1 503 ", last.Exchange(RawPeer.Handshake("/ws", field)), "who knows the PIN gives way to nobody");
        Assert.AreEqual(Done, owner.Command(Stop));
    }

    [TestMethod]
    public void WebSocket_PlacesTakenByStreamsOfStrangers_OneGivesWayToTheOwner()
    {
        using WebRig rig = new(limits => limits.MaxBrowsers = 1);
        Assert.StartsWith("HTTP/1.1 200 ", Ask(rig, Put("{\"web.pin\":\"" + Pin + "\"}")));
        string field = Bearer(TokenOf(LogIn(rig, Pin)));
        using RawPeer stream = rig.Connect();
        stream.Send("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        stream.Until(() => stream.Received.Contains("data: "), "telemetry");
        using RawPeer owner = rig.Connect();
        Assert.StartsWith("HTTP/1.1 101 ", owner.Exchange(RawPeer.Handshake("/ws", field)));
        stream.UntilClosed();
    }

    [TestMethod]
    public void Logout_EndsTheSessionEverywhere()
    {
        using WebRig rig = WithPin();
        string token = TokenOf(LogIn(rig, Pin));
        using RawPeer known = rig.Connect();
        known.Send(RawPeer.Handshake("/ws", "Cookie: charger-session=" + token + "\r\n"));
        known.Answer();
        Assert.AreEqual(Done, known.Command(Stop));
        string answer = Ask(rig, Request("DELETE", "/api/login", "Cookie: charger-session=" + token + "\r\n"));
        Assert.Contains("\r\nSet-Cookie: charger-session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0\r\n", answer);
        Assert.Contains("\"authorized\":false", answer);
        Assert.AreEqual(Refused, known.Command(Stop), "the open WebSocket too");
        Assert.StartsWith("HTTP/1.1 401 ", Ask(rig, Request("DELETE", "/api/faults", Bearer(token))));
    }

    [TestMethod]
    [DataRow("other1")]
    [DataRow("")]
    public void PinChanged_EndsEverySession(string pin)
    {
        using WebRig rig = WithPin();
        string token = TokenOf(LogIn(rig, Pin));
        Assert.StartsWith("HTTP/1.1 401 ", Ask(rig, Put("{\"web.pin\":\"stolen\"}")), "who does not know it does not change it");
        Assert.StartsWith("HTTP/1.1 200 ", Ask(rig, Put("{\"web.pin\":\"" + pin + "\"}", Bearer(token))));
        if (pin.Length == 0)
        {
            Assert.StartsWith("HTTP/1.1 200 ", Ask(rig, Put("{\"web.pin\":\"" + Pin + "\"}")), "nobody needs one now, until there is a new one");
        }

        Assert.StartsWith("HTTP/1.1 401 ", Ask(rig, Put("{}", Bearer(token))));
    }

    [TestMethod]
    public void WrongPins_ElevenOfThem_SlowOneAddressAndNobodyElse()
    {
        ManualClock clock = new(1000);
        using WebRig rig = WithPin(clock);
        string token = TokenOf(LogIn(rig, Pin));
        for (int i = 0; i < LoginBrake.FreeTries; i++)
        {
            Assert.StartsWith("HTTP/1.1 401 ", LogIn(rig, "wrong" + i), "try " + i);
        }

        string slowed = LogIn(rig, Pin);
        Assert.StartsWith("HTTP/1.1 429 Too Many Requests\r\n", slowed);
        Assert.Contains("\r\nRetry-After: 1\r\n", slowed);
        Assert.AreEqual("{\"error\":\"too many wrong PINs, wait 1 s\"}", Body(slowed));
        Assert.StartsWith("HTTP/1.1 200 ", LogIn(rig, Pin, "", IPAddress.Parse("127.0.0.2")), "another address is not");
        clock.Advance(1000);
        Assert.StartsWith("HTTP/1.1 401 ", LogIn(rig, "wrong"));
        clock.Advance(1999);
        Assert.StartsWith("HTTP/1.1 429 ", LogIn(rig, Pin));
        Assert.StartsWith("HTTP/1.1 401 ", LogIn(rig, "wrong", Bearer(token)), "who has a session is not slowed");
        clock.Advance(3999);
        Assert.StartsWith("HTTP/1.1 429 ", LogIn(rig, Pin));
        clock.Advance(1);
        Assert.StartsWith("HTTP/1.1 200 ", LogIn(rig, Pin), "the right one is only slowed");
        Assert.StartsWith("HTTP/1.1 401 ", LogIn(rig, "wrong"), "and has forgiven");
        Assert.AreEqual(3, rig.Server.Counters.LoginsRight);
        Assert.AreEqual(13, rig.Server.Counters.LoginsWrong);
        Assert.AreEqual(3, rig.Server.Counters.LoginsSlowed);
    }

    [TestMethod]
    public void Strangers_WithBodiesThatNeverCome_LockNobodyOut()
    {
        using WebRig rig = new(limits => limits.BodySlots = 1);
        Assert.StartsWith("HTTP/1.1 200 ", Ask(rig, Put("{\"web.pin\":\"" + Pin + "\"}")));
        using RawPeer stranger = rig.Connect();
        stranger.Send("POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n{");
        Thread.Sleep(50);
        string answer = LogIn(rig, Pin);
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.StartsWith("HTTP/1.1 200 ", Ask(rig, Put("{\"mode.fast.milliAmps\":14000}", Bearer(TokenOf(answer)))));
    }

    [TestMethod]
    [DataRow(256, 401)]
    [DataRow(257, 413)]
    public void Login_BodyLongerThanAnyPin_Is413(int length, int status)
    {
        using WebRig rig = WithPin();
        string body = "{\"pin\":\"x\"" + new string(' ', length - 11) + "}";
        Assert.AreEqual(length, body.Length);
        Assert.StartsWith("HTTP/1.1 " + status + " ", Ask(rig, Request("POST", "/api/login", "", body)));
    }

    [TestMethod]
    public void Login_BodyBitByBit_IsTaken()
    {
        using WebRig rig = WithPin();
        using RawPeer peer = rig.Connect();
        string request = Request("POST", "/api/login", "", "{\"pin\":\"" + Pin + "\"}");
        for (int i = 0; i < request.Length; i += 7)
        {
            peer.Send(request[i..Math.Min(i + 7, request.Length)]);
            Thread.Sleep(2);
        }

        peer.UntilClosed();
        Assert.StartsWith("HTTP/1.1 200 ", peer.Received);
    }

    private static WebRig WithPin(ManualClock? clock = null)
    {
        WebRig rig = new(null, clock);
        Assert.StartsWith("HTTP/1.1 200 ", Ask(rig, Put("{\"web.pin\":\"" + Pin + "\"}")));
        return rig;
    }

    private static string LogIn(WebRig rig, string pin, string field = "", IPAddress? from = null)
    {
        return Ask(rig, Request("POST", "/api/login", field, "{\"pin\":\"" + pin + "\"}"), from);
    }

    private static string Put(string body, string field = "")
    {
        return Request("PUT", "/api/settings", field, body);
    }

    private static string Request(string method, string path, string field = "", string body = "")
    {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + field + "Content-Length: " + body.Length + "\r\n\r\n" + body;
    }

    private static string Ask(WebRig rig, string request, IPAddress? from = null)
    {
        using RawPeer peer = from == null ? rig.Connect() : new RawPeer(rig.Server.Port, 0, from);
        peer.Send(request);
        if (rig.IsPassedByTest)
        {
            rig.PassUntil(
                () =>
                {
                    peer.Poll();
                    return peer.IsClosed || (peer.Received.StartsWith("HTTP/1.1 401 ") && peer.Received.EndsWith('}'));
                },
                "an answer");
        }
        else
        {
            peer.UntilClosed();
        }

        return peer.Received;
    }

    // Chunked or not: what is between the outer braces.
    private static string Body(string answer)
    {
        return Regex.Match(answer, @"\{.*\}").Value;
    }

    private static string TokenOf(string answer)
    {
        return (string)JsonNode.Parse(Body(answer))!["token"]!;
    }

    private static string Bearer(string token)
    {
        return "Authorization: Bearer " + token + "\r\n";
    }
}
