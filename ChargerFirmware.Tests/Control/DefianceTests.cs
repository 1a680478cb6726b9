using ChargerFirmware.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class DefianceTests
{
    private readonly Defiance _defiance = new Defiance();

    [TestMethod]
    public void Follow_NoStopAskedFor_IsNone()
    {
        _defiance.Follow(5000, 1000, 0, -1, -1);

        Assert.AreEqual(-1L, _defiance.ForMs);
    }

    [TestMethod]
    public void Follow_ReadingFromBeforeTheStop_EndsTheRow()
    {
        _defiance.Follow(5000, 1000, 0, 1000, -1);
        Assert.AreEqual(0L, _defiance.ForMs, "a reading of the very moment counts");
        _defiance.Follow(5000, 2000, 0, 1000, -1);
        Assert.AreEqual(1000L, _defiance.ForMs);

        _defiance.Follow(5000, 2999, 0, 3000, -1);
        Assert.AreEqual(-1L, _defiance.ForMs);
    }

    // At least 3 s after the stop was heard, and two of them in a row.
    [TestMethod]
    public void Follow_StopInTheFirstMillisecond_IsJudgedAsAnyOther()
    {
        _defiance.Follow(5000, 0, 0, 0, 0);
        Assert.AreEqual(0L, _defiance.ForMs);
        _defiance.Follow(5000, 3000, 0, 0, 0);
        Assert.AreEqual(3000L, _defiance.ForMs);
        Assert.IsFalse(_defiance.IsProven);

        _defiance.Follow(5001, 3001, 0, 0, 0);
        Assert.IsTrue(_defiance.IsProven);
        Assert.AreEqual(5001, _defiance.MilliAmps);
    }

    [TestMethod]
    public void Follow_CurrentAfterARest_RestsNoMore()
    {
        _defiance.Follow(500, 3000, 0, 0, 0);
        Assert.IsTrue(_defiance.Rests);

        _defiance.Follow(501, 4000, 0, 0, 0);
        Assert.IsFalse(_defiance.Rests);
        Assert.AreEqual(0L, _defiance.ForMs);
    }
}
