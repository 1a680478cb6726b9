using ChargerFirmware.Bms;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Bms;

[TestClass]
public class PlausibilityTests
{
    private readonly BatterySnapshot _battery = new BatterySnapshot { PackMilliVolts = 52000, PackMilliAmps = 1000, SocPermille = 500, SensorCount = 2, CellCount = 14 };

    public PlausibilityTests()
    {
        _battery.TempDeciC[0] = 250;
        _battery.TempDeciC[1] = Unknown.Number;
        for (int i = 0; i < 14; i++)
        {
            _battery.CellMilliVolts[i] = 3714;
        }
    }

    [TestMethod]
    public void Check_HealthyPack_ChangesNothing()
    {
        Check();

        Assert.AreEqual(0, _battery.ImplausibleInBasic);
        Assert.AreEqual(0, _battery.ImplausibleInCells);
        Assert.AreEqual(52000, _battery.PackMilliVolts);
        Assert.AreEqual(250, _battery.TempDeciC[0]);
        Assert.AreEqual(3714, _battery.LowestMilliVolts());
    }

    [TestMethod]
    [DataRow(0, false)]
    [DataRow(499, false)]
    [DataRow(500, true)]
    [DataRow(5000, true)]
    [DataRow(5001, false)]
    [DataRow(65535, false)]
    public void CheckCells_Cell_IsKnownWithinItsRange(int milliVolts, bool known)
    {
        _battery.CellMilliVolts[2] = milliVolts;
        Check();

        Assert.AreEqual(known ? milliVolts : Unknown.Number, _battery.CellMilliVolts[2]);
        Assert.AreEqual(known ? 0 : 3, _battery.ImplausibleInCells);
        Assert.AreEqual(0, _battery.ImplausibleInBasic);
    }

    [TestMethod]
    [DataRow(499, false)]
    [DataRow(500, true)]
    [DataRow(160000, true)]
    [DataRow(160001, false)]
    public void CheckBasic_PackVoltage_IsKnownWithinItsRange(int milliVolts, bool known)
    {
        _battery.PackMilliVolts = milliVolts;
        Check();

        Assert.AreEqual(known ? milliVolts : Unknown.Number, _battery.PackMilliVolts);
        Assert.AreEqual(known ? 0 : Plausibility.PackVoltage, _battery.ImplausibleInBasic);
    }

    [TestMethod]
    [DataRow(-600001, false)]
    [DataRow(-600000, true)]
    [DataRow(600000, true)]
    [DataRow(600001, false)]
    public void CheckBasic_Current_IsKnownWithinItsRange(int milliAmps, bool known)
    {
        _battery.PackMilliAmps = milliAmps;
        Check();

        Assert.AreEqual(known ? milliAmps : Unknown.Number, _battery.PackMilliAmps);
        Assert.AreEqual(known ? 0 : Plausibility.PackCurrent, _battery.ImplausibleInBasic);
    }

    [TestMethod]
    [DataRow(0, true)]
    [DataRow(1000, true)]
    [DataRow(1010, false)]
    public void CheckBasic_StateOfCharge_IsKnownUpToAHundredPercent(int permille, bool known)
    {
        _battery.SocPermille = permille;
        Check();

        Assert.AreEqual(known ? permille : Unknown.Number, _battery.SocPermille);
        Assert.AreEqual(known ? 0 : Plausibility.StateOfCharge, _battery.ImplausibleInBasic);
    }

    [TestMethod]
    public void CheckBasic_CurrentAndStateOfChargeThatAreNotTold_AreNotImplausible()
    {
        _battery.PackMilliAmps = Unknown.Number;
        _battery.SocPermille = Unknown.Number;
        Check();

        Assert.AreEqual(0, _battery.ImplausibleInBasic);
    }

    [TestMethod]
    [DataRow(1200, true)]
    [DataRow(1201, false)]
    public void CheckBasic_Sensor_IsKnownUpToItsEnd(int deciC, bool known)
    {
        _battery.TempDeciC[1] = deciC;
        Check();

        Assert.AreEqual(known ? deciC : Unknown.Number, _battery.TempDeciC[1]);
        Assert.AreEqual(known ? 0 : Plausibility.Sensors + 2, _battery.ImplausibleInBasic);
    }

    // A larger pack was read before: what it left in the arrays is no reading.
    [TestMethod]
    public void Check_ValuesBehindTheLastCellAndSensor_AreNotLookedAt()
    {
        _battery.TempDeciC[2] = 1300;
        _battery.CellMilliVolts[14] = 6000;
        Check();

        Assert.AreEqual(0, _battery.ImplausibleInBasic);
        Assert.AreEqual(0, _battery.ImplausibleInCells);
        Assert.AreEqual(1300, _battery.TempDeciC[2]);
    }

    [TestMethod]
    public void Highest_NoCellIsKnown_IsUnknown()
    {
        for (int i = 0; i < 14; i++)
        {
            _battery.CellMilliVolts[i] = 0;
        }

        Check();

        Assert.AreEqual(Unknown.Number, _battery.HighestMilliVolts());
        Assert.AreEqual(Unknown.Number, _battery.LowestMilliVolts());
        Assert.AreEqual(1, _battery.ImplausibleInCells);
    }

    private void Check()
    {
        Plausibility.CheckBasic(_battery);
        Plausibility.CheckCells(_battery);
    }
}
