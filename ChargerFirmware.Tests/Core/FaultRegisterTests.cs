using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public class FaultRegisterTests
{
    private readonly FaultRegister _faults = new FaultRegister();

    [TestMethod]
    public void Set_ComesGoesComes_KeepsSinceCountAndValue()
    {
        _faults.Set(FaultCode.CellTooLow, true, 100, 2400);
        _faults.Set(FaultCode.CellTooLow, true, 200, 2300);
        Assert.AreEqual(100L, _faults.SinceMs(FaultCode.CellTooLow));
        Assert.AreEqual(2300, _faults.ValueOf(FaultCode.CellTooLow), "the newest value, not the first");
        Assert.AreEqual(1, _faults.CountOf(FaultCode.CellTooLow));

        _faults.Set(FaultCode.CellTooLow, false, 300);
        Assert.IsFalse(_faults.IsActive(FaultCode.CellTooLow));

        _faults.Set(FaultCode.CellTooLow, true, 400, 2200);
        Assert.AreEqual(2, _faults.CountOf(FaultCode.CellTooLow));
        Assert.AreEqual(400L, _faults.SinceMs(FaultCode.CellTooLow));
        Assert.AreEqual(3, _faults.Changes);
    }

    [TestMethod]
    public void ClearLatched_ConditionStillTrue_KeepsTheFault()
    {
        _faults.Set(FaultCode.ShortCircuit, true, 0);
        Assert.IsFalse(_faults.ClearLatched());
        Assert.IsTrue(_faults.IsActive(FaultCode.ShortCircuit));

        _faults.Set(FaultCode.ShortCircuit, false, 100);
        Assert.IsTrue(_faults.IsActive(FaultCode.ShortCircuit), "it is latched");
        Assert.IsTrue(_faults.ClearLatched());
        Assert.IsFalse(_faults.IsActive(FaultCode.ShortCircuit));
    }

    [TestMethod]
    public void WorstStop_PrefersLatchedThenTheOldest()
    {
        Assert.AreEqual(-1, _faults.WorstStop());
        _faults.Set(FaultCode.CanPassive, true, 0);
        Assert.AreEqual(-1, _faults.WorstStop(), "a notice stops nothing");

        _faults.Set(FaultCode.ChargerSilent, true, 50);
        _faults.Set(FaultCode.BmsSilent, true, 100);
        Assert.AreEqual(FaultCode.ChargerSilent, _faults.WorstStop());

        _faults.Set(FaultCode.HardOverVoltage, true, 200);
        Assert.AreEqual(FaultCode.HardOverVoltage, _faults.WorstStop());
    }

    [TestMethod]
    public void RestoreLatched_FromItsOwnMask_BringsBackLatchedFaultsOnly()
    {
        _faults.Set(FaultCode.ShortCircuit, true, 0);
        _faults.Set(FaultCode.BmsSilent, true, 0);
        FaultRegister after = new FaultRegister();

        after.RestoreLatched(_faults.LatchedMask() | 1L << FaultCode.BmsSilent, 500);

        Assert.IsTrue(after.IsActive(FaultCode.ShortCircuit));
        Assert.IsFalse(after.IsActive(FaultCode.BmsSilent));
        Assert.IsFalse(after.ClearLatched(), "not known is not gone");

        after.Set(FaultCode.ShortCircuit, false, 600);
        Assert.IsTrue(after.ClearLatched());
    }

    [TestMethod]
    public void CopyFrom_IsComplete()
    {
        _faults.Set(FaultCode.ShortCircuit, true, 10, 5);
        FaultRegister copy = new FaultRegister();
        copy.CopyFrom(_faults);

        Assert.IsTrue(copy.IsActive(FaultCode.ShortCircuit));
        Assert.IsTrue(copy.IsConditionTrue(FaultCode.ShortCircuit));
        Assert.AreEqual(10L, copy.SinceMs(FaultCode.ShortCircuit));
        Assert.AreEqual(5, copy.ValueOf(FaultCode.ShortCircuit));
        Assert.AreEqual(1, copy.CountOf(FaultCode.ShortCircuit));
        Assert.AreEqual(1, copy.Changes);
    }

    [TestMethod]
    public void FaultCode_EveryCodeHasItsNameAndSeverity()
    {
        for (int code = 0; code < FaultCode.Count; code++)
        {
            Assert.IsTrue(FaultCode.NameOf(code).Length > 3);
            Assert.IsTrue(FaultCode.SeverityOf(code) <= FaultSeverity.Latched);
        }

        Assert.AreEqual("BmsSilent", FaultCode.NameOf(FaultCode.BmsSilent));
        Assert.AreEqual("CanControllerMissing", FaultCode.NameOf(FaultCode.CanControllerMissing));
        Assert.AreEqual("StorageFailed", FaultCode.NameOf(FaultCode.StorageFailed));
        Assert.AreEqual(FaultSeverity.Latched, FaultCode.SeverityOf(FaultCode.SettingsDefaulted));
        Assert.AreEqual(FaultSeverity.Latched, FaultCode.SeverityOf(FaultCode.HardOverVoltage));
        Assert.AreEqual(FaultSeverity.Notice, FaultCode.SeverityOf(FaultCode.ChargerCommTimeout));
        Assert.AreEqual("latched", FaultSeverity.NameOf(FaultSeverity.Latched));
    }

    [TestMethod]
    public void End_LatchedFaultWithItsCondition_IsGone()
    {
        FaultRegister faults = new FaultRegister();
        faults.Set(FaultCode.ChargeFetOpened, true, 1000);
        int changes = faults.Changes;
        faults.End(FaultCode.ChargeFetOpened);

        Assert.IsFalse(faults.IsActive(FaultCode.ChargeFetOpened));
        Assert.IsFalse(faults.IsConditionTrue(FaultCode.ChargeFetOpened));
        Assert.AreEqual(changes + 1, faults.Changes);
        faults.End(FaultCode.ChargeFetOpened);
        Assert.AreEqual(changes + 1, faults.Changes);
    }

    [TestMethod]
    [DataRow(FaultCode.BmsSilent, FaultCode.BmsAsleep)]
    [DataRow(FaultCode.VoltageMismatch, FaultCode.CellCountMismatch)]
    [DataRow(FaultCode.VoltageMismatch, FaultCode.CellCountImplausible)]
    [DataRow(FaultCode.ChargeFetOff, FaultCode.ChargeFetOpened)]
    public void WorstStop_ConsequenceIsOlder_NamesTheCause(int consequence, int cause)
    {
        FaultRegister faults = new FaultRegister();
        faults.Set(consequence, true, 1000);
        Assert.AreEqual(consequence, faults.WorstStop());
        faults.Set(cause, true, 2000);

        Assert.AreEqual(cause, faults.WorstStop());
    }
}
