using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Text.Json;
using System.Threading;
using ChargerFirmware.Tests.Scenarios.Acceptance;
using ChargerFirmware.Tests.Scenarios.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Attack;

/// <summary>The attack list: each one gets what it deserves, and the charge goes on; at last all of them at once.</summary>
[TestClass]
[DoNotParallelize]
[OSCondition(OperatingSystems.Linux)]
public sealed class AttackTests
{
    private const int HalfOpenConnections = 10_000;
    private const int TogetherMs = 20_000;
    private const int NewClientMs = 10_000;

    private static AttackedCharger _charger = null!;

    public required TestContext TestContext { get; set; }

    [ClassInitialize]
    public static void Start(TestContext context)
    {
        _charger = new AttackedCharger();
    }

    [ClassCleanup]
    public static void Stop()
    {
        _charger.Dispose();
    }

    [TestMethod]
    public void CrossSitePage_Gets403AndChangesNothing()
    {
        Assert.IsTrue(Attacks.CrossSitePage(_charger.Port).All(status => status == 403));
        AssertUnchanged();
    }

    [TestMethod]
    public void Rebinding_Gets403AndChangesNothing()
    {
        Assert.IsTrue(Attacks.Rebinding(_charger.Port).All(status => status == 403));
        AssertUnchanged();
    }

    [TestMethod]
    public void WrongPins_InAStorm_AreSlowedAndTheOwnerGetsIn()
    {
        (int Tried, int Slowed) got = default;
        Thread storm = new(() => got = Attacks.WrongPins(_charger.Port, 4_000));
        storm.Start();
        Thread.Sleep(1_500);
        Stopwatch watch = Stopwatch.StartNew();
        string cookie = LogIn();
        TestContext.WriteLine("the owner was in after " + watch.ElapsedMilliseconds + " ms");
        storm.Join();
        TestContext.WriteLine(got.Tried + " PINs were looked at, " + got.Slowed + " were not");
        Assert.IsInRange(10, 13, got.Tried);
        Assert.IsGreaterThan(50, got.Slowed);
        using RawPeer owner = new(_charger.Port);
        owner.Send(RawPeer.Handshake("/ws", cookie));
        Assert.StartsWith("HTTP/1.1 101 ", owner.Answer());
        Assert.AreEqual("""{"type":"ack","id":1,"ok":true}""", owner.Command("""{"id":1,"command":"start"}"""));
        using RawPeer stranger = new RawPeer(_charger.Port).Upgrade();
        Assert.Contains("\"ok\":false", stranger.Command("""{"id":1,"command":"stop"}"""));
        AssertUnchanged();
    }

    [TestMethod]
    public void HeaderBombs_AreRefused()
    {
        IReadOnlyList<int> got = Attacks.HeaderBombs(_charger.Port);
        CollectionAssert.AreEqual(new[] { 431, 431, 414, 431, 400, 400 }, got.ToArray());
        AssertUnchanged();
    }

    [TestMethod]
    public void Smuggling_IsRefused()
    {
        IReadOnlyList<int> got = Attacks.Smuggling(_charger.Port);
        CollectionAssert.AreEqual(new[] { 400, 400, 400, 400, 400, 403 }, got.ToArray());
        AssertUnchanged();
    }

    [TestMethod]
    public void OversizedFrames_EndTheirSocketOnly()
    {
        IReadOnlyList<int> got = Attacks.OversizedFrames(_charger.Port);
        Assert.AreEqual("1002 or 1009, 1009, 1009, 1009, 1002", (got[0] is 1002 or 1009 ? "1002 or 1009, " : got[0] + ", ") + string.Join(", ", got.Skip(1)));
        AssertUnchanged();
    }

    [TestMethod]
    [TestCategory("Long")]
    public void TenThousandHalfOpenConnections_DoNotKeepOthersOut()
    {
        using TimedBrowser browser = new(_charger.Address);
        using (Attacks.HalfOpen(_charger.Port, HalfOpenConnections))
        {
            for (int i = 0; i < 3; i++)
            {
                Stopwatch watch = Stopwatch.StartNew();
                while (!IsAnswered())
                {
                    // 503 with Retry-After: half a head is kept for a second before it gives way.
                    Assert.IsLessThan(NewClientMs, watch.ElapsedMilliseconds);
                    Thread.Sleep(200);
                }

                TestContext.WriteLine("a new client has its answer after " + watch.ElapsedMilliseconds + " ms");
                Thread.Sleep(1_000);
            }

            AssertWatched(browser, "half-open connections");
            AssertUnchanged();
        }
    }

    [TestMethod]
    [TestCategory("Long")]
    public void AllAtOnce_TheChargeGoesOn()
    {
        using TimedBrowser browser = new(_charger.Address);
        _charger.AssertCharges("before");
        Stopwatch watch = Stopwatch.StartNew();
        Thread[] attackers =
        [
            Repeat(watch, () => Attacks.CrossSitePage(_charger.Port)),
            Repeat(watch, () => Attacks.Rebinding(_charger.Port)),
            Repeat(watch, () => Attacks.WrongPins(_charger.Port, 1_000)),
            Repeat(watch, () => Attacks.HeaderBombs(_charger.Port)),
            Repeat(watch, () => Attacks.Smuggling(_charger.Port)),
            Repeat(watch, () => Attacks.OversizedFrames(_charger.Port)),
        ];
        using (Attacks.HalfOpen(_charger.Port, HalfOpenConnections))
        {
            foreach (Thread attacker in attackers)
            {
                attacker.Join();
            }

            AssertWatched(browser, "all at once");
        }

        AssertUnchanged();
        _charger.AssertTicks();
        LogIn();
    }

    private static bool IsAnswered()
    {
        using System.Net.Http.HttpResponseMessage answer = _charger.Client.Ask(System.Net.Http.HttpMethod.Get, "api/telemetry", _ => { });
        Assert.IsTrue(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, answer.StatusCode.ToString());
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private static Thread Repeat(Stopwatch watch, Action attack)
    {
        Thread thread = new(() =>
        {
            while (watch.ElapsedMilliseconds < TogetherMs)
            {
                attack();
            }
        });
        thread.Start();
        return thread;
    }

    // From another address of this machine than the attackers.
    private static string LogIn()
    {
        for (Stopwatch watch = Stopwatch.StartNew(); watch.ElapsedMilliseconds < 10_000;)
        {
            string body = "{\"pin\":\"" + AttackedCharger.Pin + "\"}";
            using RawPeer owner = new(_charger.Port, 0, IPAddress.Parse("127.0.0.2"));
            owner.Send("POST /api/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + body.Length + "\r\n\r\n" + body);
            owner.UntilClosed();
            if (owner.Received.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
            {
                return "Cookie: " + owner.Received.Split("Set-Cookie: ")[1].Split(';')[0] + "\r\n";
            }

            // 503 with Retry-After: everything was taken for a moment.
            Assert.StartsWith("HTTP/1.1 503 ", owner.Received);
            Thread.Sleep(500);
        }

        Assert.Fail("the owner did not get in");
        return "";
    }

    // Telemetry every half second: what has come by now has come in time.
    private void AssertWatched(TimedBrowser browser, string during)
    {
        TimedMessage[] seen = [.. browser.Messages.Where(message => TimedBrowser.IsTelemetry(message.Json))];
        double worst = seen.Zip(seen.Skip(1)).Max(pair => Figures.Ms(pair.First.At, pair.Second.At));
        TestContext.WriteLine(during + ": " + seen.Length + " messages, at most " + worst.ToString("F0", System.Globalization.CultureInfo.InvariantCulture) + " ms between two");
        Assert.IsLessThan(1_500, worst);
        JsonElement last = seen[^1].Json;
        Assert.IsGreaterThan(0, last.GetProperty("charger").GetProperty("requestMilliAmps").GetInt32());
    }

    private static void AssertUnchanged()
    {
        _charger.AssertCharges("attack");
        Assert.AreEqual("15000", _charger.Client.SettingValue("mode.fast.milliAmps"));
        Assert.AreEqual("medium", _charger.Client.SettingValue("charge.mode"));
    }
}
