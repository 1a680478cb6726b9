using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public class HeartbeatTests
{
    private const int LimitMs = 2000;
    private readonly Heartbeat _beat = new Heartbeat(LimitMs);

    [TestMethod]
    public void IsAlive_CountStandsStill_IsFalseAfterTheLimit()
    {
        Assert.IsTrue(_beat.IsAlive(7, 10000));
        for (int ms = 100; ms < LimitMs; ms += 100)
        {
            Assert.IsTrue(_beat.IsAlive(7, 10000 + ms), ms.ToString());
        }

        Assert.IsFalse(_beat.IsAlive(7, 10000 + LimitMs));
    }

    [TestMethod]
    public void IsAlive_CountMovesNowAndThen_StaysTrue()
    {
        for (int ms = 0; ms < 60000; ms += 500)
        {
            Assert.IsTrue(_beat.IsAlive(ms / 1500, 10000 + ms), ms.ToString());
        }
    }

    [TestMethod]
    public void IsAlive_SupervisorWasAwayItself_BlamesNobody()
    {
        Assert.IsTrue(_beat.IsAlive(7, 10000));
        Assert.IsTrue(_beat.IsAlive(7, 20000), "a machine that was asleep");
        Assert.IsTrue(_beat.IsAlive(7, 21000));
        Assert.IsFalse(_beat.IsAlive(7, 22000));
    }

    [TestMethod]
    public void ThreadHealth_Rounds_KeepsTheLongest()
    {
        ThreadHealth health = new ThreadHealth();
        health.Begin(1000);
        health.End(1003);
        health.Begin(1010);
        health.End(1011);
        health.Begin(1015);
        health.End(1016);

        Assert.AreEqual(3, health.Passes);
        Assert.AreEqual(3, health.LongestPassMs);
        Assert.AreEqual(10, health.LongestGapMs);
    }
}
