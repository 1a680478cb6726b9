using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Tests.Host;
using ChargerFirmware.Tests.Scenarios.VirtualCharger;
using ChargerFirmware.Tests.Scenarios.Web;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>The times between the charger and its browsers, in real time.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class BrowserTimeTests
{
    private const int AckWithinMs = 300;
    private const int StopWithinMs = 200;
    private const int NewValueWithinMs = 500;

    private const int NewValuesMs = 3_000;

    // At most 1 V in all attempts: cells and pack must not differ by more than 2 %.
    private const int VoltageSteps = 100;

    // Way of a message through two loops of 5 ms, and the threads of this bench on a loaded machine.
    private const int BenchMs = 30;

    /// <summary>A bad figure on such a machine proves nothing against the firmware; a good one proves it.</summary>
    private const int Attempts = 3;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(BusLines.Magnes, 500)]
    [DataRow(BusLines.Tc, 1000)]
    [TestCategory("Long")]
    public void Command_IsAcknowledgedWithin300MsAndOnTheBusWithinOnePeriod(string protocol, int periodMs)
    {
        // The promise is for the first step of the ramp: here that is the whole current, so that a frame tells which command it follows.
        using ChargerRig rig = ChargerRig.Charging(protocol, "--set", "charge.rampMilliAmpsPerSecond=100000");
        using TimedBrowser browser = new(rig.Charger.Address);
        Figures acks = new(protocol + ", command to ack");
        Figures effects = new(protocol + ", command to frame");
        Figures stops = new(protocol + ", command to stop");
        for (int i = 0; i < 4; i++)
        {
            Measure(rig, browser, acks, effects, ("mode", "fast"), line => BusLines.IsCharge(line, 15000));
            Measure(rig, browser, acks, stops, ("stop", null), BusLines.IsStop);
            Measure(rig, browser, acks, effects, ("start", null), BusLines.IsCharge);
            Measure(rig, browser, acks, effects, ("mode", "medium"), line => BusLines.IsCharge(line, 10000));
            Measure(rig, browser, acks, stops, ("mode", "off"), BusLines.IsStop);
            Measure(rig, browser, acks, effects, ("mode", "medium"), line => BusLines.IsCharge(line, 10000));
        }

        TestContext.WriteLine(acks + "\n" + effects + "\n" + stops);

        // Once the machine may be elsewhere: on a loaded one a whole process was seen to stand still for half a second.
        Assert.IsLessThanOrEqualTo(AckWithinMs, acks.WorstButOne);
        Assert.IsLessThanOrEqualTo(periodMs + BenchMs, effects.WorstButOne);
        Assert.IsLessThanOrEqualTo(StopWithinMs, stops.WorstButOne);
    }

    [TestMethod]
    public void NewValue_IsAtEveryBrowserWithin500Ms()
    {
        using ChargerRig rig = new(GoodPack.Healthy);
        TimedBrowser[] browsers = [new(rig.Charger.Address), new(rig.Charger.Address), new(rig.Charger.Address)];
        try
        {
            // Another, higher voltage in each reply: every reply is a new value, at every phase of the telemetry's rhythm.
            byte[][] replies = [.. Enumerable.Range(1, VoltageSteps).Select(GoodPack.BasicWithSteps)];
            int next = 0;
            rig.Play(register => register == JbdRegister.Basic ? replies[next++ % VoltageSteps] : GoodPack.Healthy.ReplyTo(register));
            double best = double.MaxValue;
            for (int i = 0; i < Attempts && best > NewValueWithinMs + BenchMs; i++)
            {
                best = Math.Min(best, WorstDelay(rig, browsers, replies));
            }

            Assert.IsLessThanOrEqualTo(NewValueWithinMs + BenchMs, best);
        }
        finally
        {
            Array.ForEach(browsers, browser => browser.Dispose());
        }
    }

    [TestMethod]
    [TestCategory("Long")]
    public void Browser_ThatSendsNothingAtAll_IsDroppedAfter20Seconds()
    {
        using ChargerProcess charger = ChargerProcess.Serve();
        Stopwatch sinceSent = Stopwatch.StartNew();
        using RawPeer browser = new RawPeer(charger.Address.Port).Upgrade();
        List<double> pings = [];
        int messages = 0;
        Assert.ThrowsExactly<EndOfStreamException>(() =>
        {
            while (true)
            {
                (int opcode, _) = browser.Frame();
                messages += opcode == Opcode.Text ? 1 : 0;
                if (opcode == Opcode.Ping)
                {
                    pings.Add(sinceSent.Elapsed.TotalSeconds);
                }
            }
        });

        double droppedS = sinceSent.Elapsed.TotalSeconds;
        TestContext.WriteLine($"pings after {string.Join(" and ", pings.Select(s => s.ToString("F2")))} s, dropped after {droppedS:F2} s, {messages} telemetry messages until then");
        Assert.IsInRange(20.0, 22.0, droppedS);
        Assert.IsInRange(7.0, 7.5, pings[0]);
        Assert.IsInRange(38, 44, messages);
    }

    private static void Measure(ChargerRig rig, TimedBrowser browser, Figures acks, Figures effects, (string Name, string? Value) command, Func<string, bool> effect)
    {
        Thread.Sleep(Random.Shared.Next(1000));
        (long sentAt, TimedMessage ack) = browser.Command(command.Name, command.Value);
        acks.Add(Figures.Ms(sentAt, ack.At));
        effects.Add(Figures.Ms(sentAt, rig.Bus.WaitFor(effect, sentAt, 3_000, "the effect of " + command.Name).At));
    }

    private double WorstDelay(ChargerRig rig, TimedBrowser[] browsers, byte[][] replies)
    {
        int from = rig.Bms.Exchanges.Count;
        Thread.Sleep(NewValuesMs);
        double worst = 0;
        foreach (TimedBrowser browser in browsers)
        {
            Figures delays = Delays(rig.Bms.Exchanges.Skip(from), browser.Messages, replies);
            TestContext.WriteLine(delays.ToString());
            Assert.IsGreaterThan(4, delays.Count);
            worst = Math.Max(worst, delays.Worst);
        }

        return worst;
    }

    // From each reply's last byte to the first message that has its value or a newer one. Values that no message has told yet are left out.
    private static Figures Delays(IEnumerable<BmsExchange> exchanges, IReadOnlyList<TimedMessage> messages, byte[][] replies)
    {
        Figures delays = new("reply to browser");
        TimedMessage[] telemetry = [.. messages.Where(message => TimedBrowser.IsTelemetry(message.Json))];
        foreach (BmsExchange told in exchanges)
        {
            int step = Array.IndexOf(replies, told.Reply) + 1;
            TimedMessage? first = step == 0 ? null : Array.Find(telemetry, message => StepOf(message) >= step);
            if (first != null)
            {
                delays.Add(Figures.Ms(told.RepliedAt, first.At));
            }
        }

        return delays;
    }

    private static int StepOf(TimedMessage message)
    {
        JsonElement milliVolts = message.Json.GetProperty("pack").GetProperty("milliVolts");
        return milliVolts.ValueKind == JsonValueKind.Null ? 0 : (milliVolts.GetInt32() - GoodPack.MilliVolts) / 10;
    }
}
