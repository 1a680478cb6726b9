using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public class ThreadHealthTests
{
    private readonly ThreadHealth _health = new ThreadHealth();

    [TestMethod]
    public void Round_TellsItsLengthAndTheGapBefore()
    {
        Round(1000, 1003);
        Assert.AreEqual(0, _health.LongestGapMs);

        Round(1040, 1041);
        Assert.AreEqual(2, _health.Passes);
        Assert.AreEqual(40, _health.LongestGapMs);
        Assert.AreEqual(3, _health.LongestPassMs);
    }

    // At 500 rounds a second that is after 50 days.
    [TestMethod]
    public void Round_CountIsFull_BeginsAnewAndStillMoves()
    {
        _health.Passes = int.MaxValue;
        Round(1000, 1001);
        Assert.AreEqual(1, _health.Passes);

        Round(1002, 1003);
        Assert.AreEqual(2, _health.Passes);
    }

    private void Round(long fromMs, long toMs)
    {
        _health.Begin(fromMs);
        _health.End(toMs);
    }
}
