using ChargerFirmware.Bms;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Bms;

[TestClass]
public class BatteryExtremesTests
{
    private readonly BatterySnapshot _battery = new BatterySnapshot();

    [TestMethod]
    public void Replies_BeforeTheFirst_HaveNoTime()
    {
        Assert.IsTrue(_battery.BasicAtMs == -1);
        Assert.IsTrue(_battery.CellsAtMs == -1);
    }

    [TestMethod]
    [DataRow(3700, 3800, 3900, 2, 0)]
    [DataRow(3900, 3800, 3700, 0, 2)]
    [DataRow(3800, 3900, 3700, 1, 2)]
    [DataRow(3800, 3700, 3900, 2, 1)]
    [DataRow(3700, 3900, 3800, 1, 0)]
    public void Cells_WhereverTheyStand_AreFound(int first, int second, int third, int highest, int lowest)
    {
        SetCells(first, second, third);

        Assert.AreEqual(highest, _battery.HighestCell());
        Assert.AreEqual(lowest, _battery.LowestCell());
    }

    [TestMethod]
    public void Cells_Alike_TheFirstIsNamed()
    {
        SetCells(3800, 3800, 3800);

        Assert.AreEqual(0, _battery.HighestCell());
        Assert.AreEqual(0, _battery.LowestCell());
    }

    [TestMethod]
    [DataRow(100, 200, 300, 2, 0)]
    [DataRow(300, 200, 100, 0, 2)]
    [DataRow(200, 300, 100, 1, 2)]
    [DataRow(-50, -100, 0, 2, 1)]
    public void Sensors_WhereverTheyStand_AreFound(int first, int second, int third, int warmest, int coldest)
    {
        SetSensors(first, second, third);

        Assert.AreEqual(warmest, _battery.WarmestSensor());
        Assert.AreEqual(coldest, _battery.ColdestSensor());
    }

    [TestMethod]
    public void Sensors_Alike_TheFirstIsNamed()
    {
        SetSensors(250, 250, 250);

        Assert.AreEqual(0, _battery.WarmestSensor());
        Assert.AreEqual(0, _battery.ColdestSensor());
    }

    [TestMethod]
    public void Sensors_NotFittedBehindOthers_AreSkipped()
    {
        SetSensors(250, Unknown.Number, 240);

        Assert.AreEqual(0, _battery.WarmestSensor());
        Assert.AreEqual(2, _battery.ColdestSensor());
    }

    private void SetCells(int first, int second, int third)
    {
        _battery.CellCount = 3;
        _battery.CellMilliVolts[0] = first;
        _battery.CellMilliVolts[1] = second;
        _battery.CellMilliVolts[2] = third;
    }

    private void SetSensors(int first, int second, int third)
    {
        _battery.SensorCount = 3;
        _battery.TempDeciC[0] = first;
        _battery.TempDeciC[1] = second;
        _battery.TempDeciC[2] = third;
    }
}
