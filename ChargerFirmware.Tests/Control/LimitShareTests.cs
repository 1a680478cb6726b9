using ChargerFirmware.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class LimitShareTests
{
    [TestMethod]
    [DataRow(20000, 1000, 20000)]
    [DataRow(20000, 500, 10000)]
    [DataRow(20000, 0, 0)]
    [DataRow(999, 999, 998)] // rounded down
    [DataRow(400000000, 999, 399600000)] // no overflow on the way
    public void Of_Permille_IsTheShareRoundedDown(int milliAmps, int permille, int expected)
    {
        Assert.AreEqual(expected, LimitShare.Of(milliAmps, permille));
    }

    [TestMethod]
    [DataRow(500, 499, 499)] // down at once
    [DataRow(500, 500, 500)]
    [DataRow(500, 501, 500)] // not clearly more
    [DataRow(500, 504, 500)]
    [DataRow(500, 505, 505)] // clearly more
    [DataRow(998, 999, 998)]
    [DataRow(998, 1000, 1000)] // all of it needs no proof
    public void Settled_Share_FallsAtOnceAndRisesClearly(int was, int now, int expected)
    {
        Assert.AreEqual(expected, LimitShare.Settled(was, now));
    }
}
