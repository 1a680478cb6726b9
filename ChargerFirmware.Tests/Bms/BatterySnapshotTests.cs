using ChargerFirmware.Bms;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Bms;

[TestClass]
public class BatterySnapshotTests
{
    [TestMethod]
    public void AgeMs_NeverTold_IsUnknown()
    {
        Assert.AreEqual(Unknown.Number, BatterySnapshot.AgeMs(-1, 5000));
    }

    [TestMethod]
    public void AgeMs_Told_IsTheTimeSince()
    {
        Assert.AreEqual(0, BatterySnapshot.AgeMs(5000, 5000));
        Assert.AreEqual(140, BatterySnapshot.AgeMs(4860, 5000));
    }

    [TestMethod]
    public void AgeMs_AfterYears_StopsAtTheLargestNumber()
    {
        Assert.AreEqual(int.MaxValue, BatterySnapshot.AgeMs(0, 10000000000L));
    }

    [TestMethod]
    public void Extremes_NothingTold_AreNone()
    {
        BatterySnapshot battery = new BatterySnapshot();

        Assert.AreEqual(-1, battery.HighestCell());
        Assert.AreEqual(-1, battery.LowestCell());
        Assert.AreEqual(-1, battery.WarmestSensor());
        Assert.AreEqual(-1, battery.ColdestSensor());
    }

    [TestMethod]
    public void Extremes_SensorNotFitted_IsNeitherWarmestNorColdest()
    {
        BatterySnapshot battery = new BatterySnapshot();
        battery.SensorCount = 3;
        battery.TempDeciC[0] = Unknown.Number;
        battery.TempDeciC[1] = 210;
        battery.TempDeciC[2] = -50;

        Assert.AreEqual(1, battery.WarmestSensor());
        Assert.AreEqual(2, battery.ColdestSensor());
    }
}
