using ChargerFirmware.Bms;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class PackReportTests
{
    private readonly FaultRegister _faults = new FaultRegister();
    private readonly ChargerRequest _request = new ChargerRequest();
    private readonly BatterySnapshot _battery = new BatterySnapshot { CellCount = 14, DischargeFetOn = true };
    private readonly ChargeSettings _settings = ChargeRig.NmcSettings();

    [TestMethod]
    [DataRow(FaultCode.BmsSilent, false)]
    [DataRow(FaultCode.CellTooLow, false)]
    [DataRow(FaultCode.VoltageMismatch, false)]
    [DataRow(FaultCode.CellCountMismatch, false)]
    [DataRow(FaultCode.CellCountImplausible, false)]
    [DataRow(FaultCode.ValueImplausible, false)]
    [DataRow(FaultCode.ValuesFrozen, false)]
    [DataRow(FaultCode.SensorLost, false)]
    [DataRow(FaultCode.NoTemperatureSensor, false)]
    [DataRow(FaultCode.TemperatureTooHigh, false)]
    [DataRow(FaultCode.TemperatureTooLow, false)]
    [DataRow(FaultCode.ShortCircuit, false)]
    [DataRow(FaultCode.FrontEndError, false)]
    [DataRow(FaultCode.CellOverVoltage, true)] // to drain it is what helps
    [DataRow(FaultCode.HardOverVoltage, true)]
    [DataRow(FaultCode.ChargeFetOff, true)]
    [DataRow(FaultCode.ChargerSilent, true)]
    public void Fill_FaultOfThePack_ForbidsTheDischargeAndKeepsTheChargeVoltage(int code, bool isSound)
    {
        Fill(58100);
        Assert.IsTrue(_request.MayDischarge);
        Assert.AreEqual(58100, _request.HeldMilliVolts);

        _faults.Set(code, true, 1000);
        Fill(53900);

        Assert.AreEqual(isSound, _request.MayDischarge);
        Assert.AreEqual(isSound ? 53900 : 58100, _request.HeldMilliVolts);
    }

    [TestMethod]
    public void Fill_PackOffline_ForbidsTheDischargeAndKeepsTheChargeVoltage()
    {
        Fill(58100);
        _request.MilliVolts = Unknown.Number;
        PackReport.Fill(_request, _battery, _settings, false, _faults);

        Assert.IsFalse(_request.MayDischarge);
        Assert.AreEqual(58100, _request.HeldMilliVolts);
    }

    // Another pack with a fault: the voltage that is kept for the one before is not for it.
    [TestMethod]
    public void Held_AnotherPack_IsForgotten()
    {
        FaultRegister faults = new FaultRegister();
        ChargeController controller = new ChargeController(faults, new ChargeStart());
        ChargeSettings settings = ChargeRig.NmcSettings();
        BatterySnapshot battery = new BatterySnapshot { CellCount = 16 };
        controller.Configure(settings, battery);
        controller.FollowPack(1);
        controller.Request.MilliVolts = 66400;
        PackReport.Fill(controller.Request, battery, settings, true, faults);
        PackReport.Fill(controller.Request, battery, settings, false, faults);
        Assert.AreEqual(66400, controller.Request.HeldMilliVolts);

        faults.Set(FaultCode.TemperatureTooLow, true, 1000);
        controller.FollowPack(2);
        controller.Request.MilliVolts = 58100;
        PackReport.Fill(controller.Request, battery, settings, true, faults);
        Assert.AreEqual(Unknown.Number, controller.Request.HeldMilliVolts);
    }

    private void Fill(int milliVolts)
    {
        _request.MilliVolts = milliVolts;
        PackReport.Fill(_request, _battery, _settings, true, _faults);
    }
}
