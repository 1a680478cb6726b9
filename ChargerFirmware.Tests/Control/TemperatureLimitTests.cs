using ChargerFirmware.Bms;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

/// <summary>The share of the table 0:100 50:200 100:500 150:1000 400:1000 450:500, and the derating at 40.0 degC.</summary>
[TestClass]
public class TemperatureLimitTests
{
    private readonly TemperatureLimit _limit = new TemperatureLimit();
    private readonly ChargeSettings _settings = ChargeRig.NmcSettings();
    private readonly BatterySnapshot _battery = new BatterySnapshot();

    [TestMethod]
    [DataRow(250, 240, 1000, 0, 0)]
    [DataRow(240, 250, 1000, 1, 1)] // alike: the warmest is named
    [DataRow(100, 250, 500, 0, 1)] // the cold one counts
    [DataRow(250, 100, 500, 1, 0)]
    [DataRow(430, 200, 700, 0, 0)] // the warm one counts
    [DataRow(75, 440, 350, 0, 1)] // both do, and the cold one leaves less
    public void Follow_TwoSensors_GoesByTheOneThatLeavesLess(int first, int second, int share, int sensor, int warmest)
    {
        Follow(first, second);

        Assert.AreEqual(share, _limit.Share);
        Assert.AreEqual(sensor, _limit.Sensor);
        Assert.AreEqual(warmest, _limit.Warmest);
        Assert.IsFalse(_limit.IsSensorMissing);
    }

    [TestMethod]
    public void IsDerated_OnThePoint_AndTwoDegreesBack()
    {
        Follow(399, 250);
        Assert.IsFalse(_limit.IsDerated);
        Follow(400, 250);
        Assert.IsTrue(_limit.IsDerated);
        Follow(380, 250);
        Assert.IsTrue(_limit.IsDerated);
        Follow(379, 250);
        Assert.IsFalse(_limit.IsDerated);
        Follow(399, 250);
        Assert.IsFalse(_limit.IsDerated, "and the point counts again");
    }

    [TestMethod]
    public void Follow_NoSensorFitted_IsDeratedAndKeepsItsShare()
    {
        Follow(Unknown.Number, Unknown.Number);

        Assert.IsTrue(_limit.IsDerated);
        Assert.IsTrue(_limit.IsSensorMissing);
        Assert.AreEqual(-1, _limit.Warmest);
        Assert.AreEqual(-1, _limit.Sensor);
        Assert.AreEqual(LimitShare.Whole, _limit.Share);
    }

    [TestMethod]
    public void Follow_SensorGoneWhileItHeldTheShareDown_HoldsItStill()
    {
        Follow(250, 50);
        Assert.AreEqual(200, _limit.Share);

        Follow(250, Unknown.Number);
        Assert.IsTrue(_limit.IsSensorMissing);
        Assert.AreEqual(1, _limit.Sensor);
        Assert.AreEqual(200, _limit.Share);

        Follow(45, Unknown.Number);
        Assert.IsFalse(_limit.IsSensorMissing, "what is left speaks for less");
        Assert.AreEqual(0, _limit.Sensor);
        Assert.AreEqual(190, _limit.Share);
    }

    [TestMethod]
    public void Follow_SensorGoneAndShareUnchanged_IsNotTheReason()
    {
        Follow(250, 240);
        Follow(250, Unknown.Number);

        Assert.IsFalse(_limit.IsSensorMissing, "there is no more than the whole");
        Assert.AreEqual(0, _limit.Sensor);
    }

    [TestMethod]
    public void Follow_SeveralSensorsGone_NamesTheFirst()
    {
        _battery.SensorCount = 3;
        _battery.TempDeciC[2] = 250;
        Follow(50, 60);
        Assert.AreEqual(200, _limit.Share);
        Follow(Unknown.Number, Unknown.Number);

        Assert.AreEqual(0, _limit.Sensor);
        Assert.AreEqual(200, _limit.Share);
    }

    [TestMethod]
    public void Follow_FewerSensorsTold_IsAMissingOneToo()
    {
        Follow(250, 50);
        _battery.SensorCount = 1;
        _limit.Follow(_settings, _battery);

        Assert.IsTrue(_limit.IsSensorMissing);
        Assert.AreEqual(1, _limit.Sensor);
    }

    [TestMethod]
    public void Follow_LastOfAllSensorsGone_IsNoticed()
    {
        _battery.SensorCount = BatterySnapshot.MaxSensors;
        for (int i = 0; i < BatterySnapshot.MaxSensors; i++)
        {
            _battery.TempDeciC[i] = 250;
        }

        _battery.TempDeciC[BatterySnapshot.MaxSensors - 1] = 50;
        _limit.Follow(_settings, _battery);
        _battery.TempDeciC[BatterySnapshot.MaxSensors - 1] = Unknown.Number;
        _limit.Follow(_settings, _battery);

        Assert.IsTrue(_limit.IsSensorMissing);
        Assert.AreEqual(BatterySnapshot.MaxSensors - 1, _limit.Sensor);
    }

    [TestMethod]
    public void Restart_AnotherPack_HasOtherSensorsAndItsOwnShare()
    {
        Follow(400, 50);
        _limit.Restart();
        Assert.AreEqual(LimitShare.Whole, _limit.Share);
        Assert.IsFalse(_limit.IsDerated);

        Follow(250, Unknown.Number);
        Assert.IsFalse(_limit.IsSensorMissing);
        Assert.AreEqual(LimitShare.Whole, _limit.Share);
    }

    private void Follow(int first, int second)
    {
        _battery.SensorCount = _battery.SensorCount < 2 ? 2 : _battery.SensorCount;
        _battery.TempDeciC[0] = first;
        _battery.TempDeciC[1] = second;
        _limit.Follow(_settings, _battery);
    }
}
