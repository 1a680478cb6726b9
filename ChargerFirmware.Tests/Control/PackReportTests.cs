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

    private void Fill(int milliVolts)
    {
        _request.MilliVolts = milliVolts;
        PackReport.Fill(_request, _battery, _settings, true, _faults);
    }
}
