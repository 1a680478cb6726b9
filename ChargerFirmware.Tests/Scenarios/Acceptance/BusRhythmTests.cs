using System;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>The command to the charger as it stands on the bus, byte by byte and in its rhythm.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
[DoNotParallelize]
public sealed class BusRhythmTests
{
    private const double MedianPercent = 2;

    // Single frames on a machine that does something else as well; the firmware's own beat is held to the millisecond by ChargerLinkTests.
    private const int SingleMs = 60;

    /// <summary>A bad figure on such a machine proves nothing against the firmware; a good one proves it.</summary>
    private const int Attempts = 5;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(100, 20)]
    public void Magnes_WithAPeriodOfItsOwn_KeepsIt(int periodMs, int frames)
    {
        Measure(BusLines.Magnes, periodMs, frames, "T0000AAAA6145003E64164", "--set", "magnes.periodMs=" + periodMs);
    }

    [TestMethod]
    [TestCategory("Long")]
    public void Magnes_ComesEveryHalfSecond()
    {
        // 52.00 V, 9.98 A, 25 + 40, medium.
        Measure(BusLines.Magnes, 500, 10, "T0000AAAA6145003E64164");
    }

    [TestMethod]
    [TestCategory("Long")]
    public void Tc_ComesEverySecond()
    {
        // 14 x 4150 mV = 58.1 V, 10.0 A, charge.
        Measure(BusLines.Tc, 1000, 8, "T1806E5F480245006400000000");
    }

    private void Measure(string protocol, int periodMs, int frames, string line, params string[] arguments)
    {
        using ChargerRig rig = ChargerRig.Charging(protocol, arguments);
        for (int attempt = 1; ; attempt++)
        {
            Figures gaps = Gaps(rig, periodMs, frames, line);
            bool isGood = Math.Abs(gaps.Median - periodMs) <= periodMs * MedianPercent / 100 && gaps.Best >= periodMs - SingleMs && gaps.Worst <= periodMs + SingleMs;
            TestContext.WriteLine(gaps.ToString());
            if (isGood)
            {
                return;
            }

            Assert.IsLessThan(Attempts, attempt, "off its beat: " + gaps);
        }
    }

    // From the first such line on, behind the ramp, every command must be this line.
    private static Figures Gaps(ChargerRig rig, int periodMs, int frames, string line)
    {
        long from = rig.Bus.WaitFor(seen => seen == line, rig.WaitForCharge().At, ChargerRig.PatienceMs, "the whole current").At;
        Thread.Sleep(periodMs * frames + periodMs / 2);
        var commands = rig.Bus.TimedLines.Where(seen => seen.At >= from && BusLines.IsCommand(seen.Text)).ToArray();
        Figures gaps = new("gap of " + line[..9]);
        for (int i = 1; i < commands.Length; i++)
        {
            Assert.AreEqual(line, commands[i].Text);
            gaps.Add(Figures.Ms(commands[i - 1].At, commands[i].At));
        }

        Assert.IsInRange(frames - 1, frames + 1, gaps.Count);
        return gaps;
    }
}
