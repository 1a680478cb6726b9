using ChargerFirmware.Can;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class BusSafetyTests
{
    private readonly FaultRegister _faults = new FaultRegister();
    private readonly CanHealth _can = new CanHealth();
    private readonly BusSafety _safety;

    public BusSafetyTests()
    {
        _safety = new BusSafety(_faults);
        _can.State = CanState.ErrorActive;
        _can.Settled = true;
    }

    [TestMethod]
    [DataRow(CanState.Absent, FaultCode.CanControllerMissing)]
    [DataRow(CanState.BusOff, FaultCode.CanBusOff)]
    [DataRow(CanState.ErrorPassive, FaultCode.CanPassive)]
    public void Check_State_IsItsFaultAndNoOtherAndOnlyWhereTheBusIsUsed(int state, int code)
    {
        _can.State = state;
        _can.TransmitErrors = 128;
        _safety.Check(_can, true, 100);

        Assert.IsTrue(_faults.IsActive(code));
        Assert.AreEqual(1, _faults.Changes);
        Assert.AreEqual(code == FaultCode.CanPassive ? 128 : Unknown.Number, _faults.ValueOf(code));

        _safety.Check(_can, false, 200);
        Assert.IsFalse(_faults.IsActive(code));
    }

    [TestMethod]
    [DataRow(true, true, 1499, false)]
    [DataRow(true, true, 1500, true)]
    [DataRow(false, true, 1500, false)]
    [DataRow(true, false, 1500, false)]
    public void Check_NoIdleBus_IsBlockedAfterItsTime(bool enabled, bool settled, int passedMs, bool blocked)
    {
        _safety.Restart(1000);
        _can.Settled = settled;
        _can.State = CanState.Starting;
        _safety.Check(_can, enabled, 1000 + passedMs);

        Assert.AreEqual(blocked, _faults.IsActive(FaultCode.CanBusBlocked));
    }

    [TestMethod]
    public void Check_BusWasThere_TheTimeBeginsAnew()
    {
        _safety.Check(_can, true, 5000);
        _can.State = CanState.Starting;
        _safety.Check(_can, true, 6499);
        Assert.IsFalse(_faults.IsActive(FaultCode.CanBusBlocked));
        _safety.Check(_can, true, 6500);
        Assert.IsTrue(_faults.IsActive(FaultCode.CanBusBlocked));

        _can.State = CanState.ErrorActive;
        _safety.Check(_can, true, 6600);
        Assert.IsFalse(_faults.IsActive(FaultCode.CanBusBlocked));
    }

    [TestMethod]
    public void Check_PassiveBeforeTheBusHasSettled_IsNotTold()
    {
        _can.Settled = false;
        _can.State = CanState.ErrorPassive;
        _safety.Check(_can, true, 100);

        Assert.IsFalse(_faults.IsActive(FaultCode.CanPassive));
    }

    [TestMethod]
    public void Check_Overrun_IsToldForTenSecondsFromTheLastOne()
    {
        _safety.Check(_can, true, 0);
        Assert.IsFalse(_faults.IsActive(FaultCode.CanOverrun));

        _can.Overruns = 3;
        _safety.Check(_can, true, 1000);
        Assert.IsTrue(_faults.IsActive(FaultCode.CanOverrun));
        Assert.AreEqual(3, _faults.ValueOf(FaultCode.CanOverrun));
        _can.Overruns = 4;
        _safety.Check(_can, true, 5000);
        _safety.Check(_can, true, 14999);
        Assert.IsTrue(_faults.IsActive(FaultCode.CanOverrun));
        _safety.Check(_can, true, 15000);
        Assert.IsFalse(_faults.IsActive(FaultCode.CanOverrun));

        _can.Overruns = 5;
        _safety.Check(_can, false, 16000);
        Assert.IsFalse(_faults.IsActive(FaultCode.CanOverrun), "the bus is not used");
    }
}
