using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public class QuietMomentTests
{
    private readonly QuietMoment _moment = new QuietMoment();

    [TestMethod]
    public void Pass_WantedAndNothingCharged_IsThereAfterFiveSeconds()
    {
        Assert.IsFalse(_moment.Pass(1000, true, false));
        Assert.IsFalse(_moment.Pass(1000 + QuietMoment.QuietMs - 1, true, false));
        Assert.IsTrue(_moment.Pass(1000 + QuietMoment.QuietMs, true, false));
    }

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(true, true)]
    public void Pass_NotWantedOrCharging_NeverComes_AndBeginsAnew(bool isWanted, bool isCharging)
    {
        Assert.IsFalse(_moment.Pass(0, true, false));
        Assert.IsFalse(_moment.Pass(QuietMoment.QuietMs, isWanted, isCharging));
        Assert.IsFalse(_moment.Pass(QuietMoment.QuietMs + 1, true, false));
        Assert.IsFalse(_moment.Pass(QuietMoment.QuietMs * 2, true, false));
        Assert.IsTrue(_moment.Pass(QuietMoment.QuietMs * 2 + 1, true, false));
    }

    [TestMethod]
    public void Pass_ALongChargeFirst_WaitsForItsEnd()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.IsFalse(_moment.Pass(i * 60000L, true, true));
        }

        Assert.IsFalse(_moment.Pass(6000000, true, false));
        Assert.IsTrue(_moment.Pass(6000000 + QuietMoment.QuietMs, true, false));
    }
}
