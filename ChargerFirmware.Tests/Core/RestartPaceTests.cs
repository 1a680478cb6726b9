using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public class RestartPaceTests
{
    [TestMethod]
    [DataRow(true, false, 10000)]
    [DataRow(false, false, 0)] // it may charge on, and nobody watches
    [DataRow(true, true, 60000)]
    [DataRow(false, true, 60000)] // this run charged nothing: not round and round without a pause
    public void DelayMs_IsNoTimeInWhichSomethingMayBeCharged(bool isStopped, bool isRepeated, int expected)
    {
        Assert.AreEqual(expected, RestartPace.DelayMs(isStopped, isRepeated));
    }
}
