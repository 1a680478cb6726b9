using ChargerFirmware.Bms;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class ReadingSafetyTests
{
    [TestMethod]
    [DataRow(0, 6000, 0, 0, 1)]
    [DataRow(0, 0, 700000, 0, Plausibility.PackCurrent)]
    [DataRow(0, 0, 0, 1300, Plausibility.Sensors + 2)]
    [DataRow(200000, 0, 0, 0, Plausibility.PackVoltage)]
    public void Check_ValueThatCannotBe_StopsAndSaysWhich(int packMilliVolts, int firstMilliVolts, int milliAmps, int secondDeciC, int which)
    {
        ChargeRig rig = Charging();
        rig.Battery.PackMilliVolts = packMilliVolts == 0 ? rig.Battery.PackMilliVolts : packMilliVolts;
        rig.Battery.CellMilliVolts[0] = firstMilliVolts == 0 ? 3800 : firstMilliVolts;
        rig.Battery.PackMilliAmps = milliAmps;
        rig.Battery.TempDeciC[1] = secondDeciC == 0 ? 240 : secondDeciC;
        rig.Tick();

        AssertStopped(rig, FaultCode.ValueImplausible);
        Assert.AreEqual(which, rig.Faults.ValueOf(FaultCode.ValueImplausible));
    }

    [TestMethod]
    public void Check_ValueThatCanBeAgain_ResumesAfterThePause()
    {
        ChargeRig rig = Charging();
        rig.Battery.CellMilliVolts[0] = 0;
        rig.Tick();
        AssertStopped(rig, FaultCode.ValueImplausible);

        rig.Battery.CellMilliVolts[0] = 3800;
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ValueImplausible));
        rig.Run(9800);
        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);
        rig.Run(400);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Check_UnknownCell_DoesNotEndTheHoldAfterOverVoltage()
    {
        ChargeRig rig = Charging();
        rig.SetCells(14, 4200);
        rig.Battery.ProtectionFlags = Protection.CellOverVoltage;
        rig.Tick();
        rig.Battery.ProtectionFlags = 0;
        rig.SetCells(14, 3800);
        rig.Battery.CellMilliVolts[5] = 0;
        rig.Tick();
        Assert.IsTrue(rig.Controller.OverVoltageHold, "the cell that cannot be read may be the high one");
    }

    [TestMethod]
    public void Check_SensorLost_StopsNamesItAndEndsWhenItReadsAgain()
    {
        ChargeRig rig = Charging();
        rig.Battery.TempDeciC[1] = Unknown.Number;
        rig.Tick();
        AssertStopped(rig, FaultCode.SensorLost);
        Assert.AreEqual(2, rig.Faults.ValueOf(FaultCode.SensorLost));

        rig.Battery.TempDeciC[1] = 235;
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.SensorLost));
    }

    [TestMethod]
    public void Check_FewerSensorsTold_IsALostSensorToo()
    {
        ChargeRig rig = Charging();
        rig.Battery.SensorCount = 1;
        rig.Tick();

        AssertStopped(rig, FaultCode.SensorLost);
    }

    [TestMethod]
    public void Check_SensorNeverFitted_IsNoFault()
    {
        ChargeRig rig = new ChargeRig();
        rig.Battery.TempDeciC[1] = Unknown.Number;
        rig.Start().Run(1000);

        Assert.IsFalse(rig.Faults.IsActive(FaultCode.SensorLost));
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Check_SensorLostAndAccepted_ChargesWithTheOthers()
    {
        ChargeRig rig = Charging();
        rig.Battery.TempDeciC[1] = Unknown.Number;
        rig.Run(1000);
        rig.Safety.AcceptByUser();
        rig.Tick();

        Assert.IsFalse(rig.Faults.IsActive(FaultCode.SensorLost));
    }

    [TestMethod]
    public void AcceptByUser_WhileALatchedFaultIsThereToClear_TakesNoPackChange()
    {
        ChargeRig rig = Charging();
        rig.Battery.ProtectionFlags = Protection.ShortCircuit;
        rig.Battery.TempDeciC[1] = Unknown.Number;
        rig.Tick();
        rig.Battery.ProtectionFlags = 0;
        rig.Tick();
        rig.Safety.AcceptByUser();
        Assert.IsTrue(rig.Faults.ClearLatched());
        rig.Tick();
        AssertStopped(rig, FaultCode.SensorLost);

        rig.Safety.AcceptByUser();
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.SensorLost), "said once more, it is meant");
    }

    [TestMethod]
    public void Check_SensorLostDuringASilence_IsStillLostAfterIt()
    {
        ChargeRig rig = Charging();
        Silence(rig);
        rig.Battery.TempDeciC[1] = Unknown.Number;
        rig.Tick();

        Assert.IsTrue(rig.Faults.IsActive(FaultCode.SensorLost));
    }

    [TestMethod]
    public void Check_OtherNumberOfCellsWithoutASilence_StopsUntilItReturnsOrIsAccepted()
    {
        ChargeRig rig = Charging();
        rig.SetCells(13, 3800);
        rig.Run(60000);
        AssertStopped(rig, FaultCode.CellCountImplausible);
        Assert.AreEqual(13, rig.Faults.ValueOf(FaultCode.CellCountImplausible));

        rig.SetCells(14, 3800);
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellCountImplausible));

        rig.SetCells(13, 3800);
        rig.Tick();
        rig.Safety.AcceptByUser();
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellCountImplausible));
    }

    [TestMethod]
    public void Check_OtherNumberOfCellsAfterASilence_IsAnotherPack()
    {
        ChargeRig rig = Charging();
        Silence(rig);
        rig.SetCells(13, 3800);
        rig.Battery.SensorCount = 1;
        rig.Tick();

        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellCountImplausible));
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.SensorLost), "another pack has other sensors");
    }

    [TestMethod]
    public void Check_DoubledCount_IsImpossibleForTheChemistry()
    {
        ChargeRig rig = new ChargeRig();
        rig.SetCells(28, 1900);
        rig.Start().Run(1000);

        Assert.IsTrue(rig.Faults.IsActive(FaultCode.CellCountImplausible));
        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);
    }

    // 14 cells: 35.00 V is the floor of the chemistry, 60.095 V its ceiling and 1 %.
    [TestMethod]
    [DataRow(35000, false)]
    [DataRow(34999, true)]
    [DataRow(60095, false)]
    [DataRow(60096, true)]
    public void Check_PackVoltageForItsCells_StopsOutsideTheChemistry(int packMilliVolts, bool stops)
    {
        ChargeRig rig = Charging();
        rig.Battery.PackMilliVolts = packMilliVolts;
        rig.Tick();

        Assert.AreEqual(stops, rig.Faults.IsActive(FaultCode.CellCountImplausible));
    }

    [TestMethod]
    public void Check_PackVoltageForItsCells_ComesBackOnePercentInside()
    {
        ChargeRig rig = Charging();
        rig.Battery.PackMilliVolts = 34900;
        rig.Tick();
        rig.Battery.PackMilliVolts = 35349;
        rig.Tick();
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.CellCountImplausible));

        rig.Battery.PackMilliVolts = 35350;
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellCountImplausible));
    }

    [TestMethod]
    public void Check_CountAndSumAreBothWrong_WhyNamesTheCount()
    {
        ChargeRig rig = Charging();
        int pack = rig.Battery.PackMilliVolts;
        rig.SetCells(28, 3800);
        rig.Battery.PackMilliVolts = pack;
        rig.Tick();

        Assert.IsTrue(rig.Faults.IsActive(FaultCode.VoltageMismatch));
        AssertStopped(rig, FaultCode.CellCountImplausible);
    }

    [TestMethod]
    public void Check_SameCurrentAndCellsForTenMinutes_StopsUntilOneMoves()
    {
        ChargeRig rig = Charging();
        rig.Battery.PackMilliAmps = 9870;
        rig.Run(599900);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ValuesFrozen));
        rig.Run(200);
        AssertStopped(rig, FaultCode.ValuesFrozen);

        rig.Battery.CellMilliVolts[7]++;
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ValuesFrozen));
    }

    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(10, 0)]
    [DataRow(0, 1)]
    public void Check_ReadingsThatMoveOrRest_AreNotFrozen(int amps, int cell)
    {
        ChargeRig rig = Charging();
        rig.Battery.PackMilliAmps = amps + cell > 0 ? 9870 : 0;
        for (int minute = 0; minute < 30; minute++)
        {
            rig.Battery.PackMilliAmps += amps;
            rig.Battery.CellMilliVolts[3] += cell;
            rig.Run(60000);
            Assert.IsFalse(rig.Faults.IsActive(FaultCode.ValuesFrozen));
        }
    }

    [TestMethod]
    public void Check_CurrentThatIsNotTold_IsNotFrozen()
    {
        ChargeRig rig = Charging();
        rig.Battery.PackMilliAmps = Unknown.Number;
        rig.Run(700000);

        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ValuesFrozen));
    }

    [TestMethod]
    public void Check_SilentBms_EndsWhatRestsOnItsReadings()
    {
        ChargeRig rig = Charging();
        rig.Battery.TempDeciC[1] = Unknown.Number;
        rig.Battery.CellMilliVolts[0] = 0;
        rig.Tick();
        rig.BasicArrives = false;
        rig.CellsArrive = false;
        rig.Run(2800);

        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ValueImplausible));
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.SensorLost));
        AssertStopped(rig, FaultCode.BmsSilent);
    }

    // 14 cells of 3.80 V are 53.20 V. Back within 1.5 % of what the pack says: 810 mV of 54.01 V, 786 mV of 52.41 V.
    [TestMethod]
    [DataRow(54300, 54011, 54010)]
    [DataRow(52100, 52413, 52414)]
    public void Check_SumOfCellsAgainstPack_ComesBackCloser(int off, int still, int back)
    {
        ChargeRig rig = Charging();
        rig.Battery.PackMilliVolts = off;
        rig.Tick();
        rig.Battery.PackMilliVolts = still;
        rig.Tick();
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.VoltageMismatch));

        rig.Battery.PackMilliVolts = back;
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.VoltageMismatch));
    }

    // 14 cells of 3.50 V are 49.00 V, which is 2 % below 50.00 V.
    [TestMethod]
    [DataRow(50000, false)]
    [DataRow(50001, true)]
    public void Check_SumOfCellsAgainstPack_MayBeTwoPercentOff(int packMilliVolts, bool stops)
    {
        ChargeRig rig = Charging();
        rig.SetCells(14, 3500);
        rig.Battery.PackMilliVolts = packMilliVolts;
        rig.Tick();

        Assert.AreEqual(stops, rig.Faults.IsActive(FaultCode.VoltageMismatch));
    }

    [TestMethod]
    public void PackNumber_CountsThePacksThatAreTakenForWhatTheyAre()
    {
        ChargeRig rig = new ChargeRig();
        Assert.AreEqual(0, rig.Safety.PackNumber);
        rig.Start().Run(1000);
        Assert.AreEqual(1, rig.Safety.PackNumber);

        Silence(rig);
        rig.Run(1000);
        Assert.AreEqual(1, rig.Safety.PackNumber, "the same one again");
        Silence(rig);
        rig.SetCells(13, 3800);
        rig.Run(1000);
        Assert.AreEqual(2, rig.Safety.PackNumber);
        rig.Safety.AcceptByUser();
        rig.Run(1000);
        Assert.AreEqual(3, rig.Safety.PackNumber);
    }

    // 14 cells of at most 4.25 V are 59.50 V.
    [TestMethod]
    public void Check_PackVoltageAboveItsCells_ComesBackAtTheirCeiling()
    {
        ChargeRig rig = Charging();
        rig.Battery.PackMilliVolts = 60100;
        rig.Tick();
        rig.Battery.PackMilliVolts = 59501;
        rig.Tick();
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.CellCountImplausible));

        rig.Battery.PackMilliVolts = 59500;
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellCountImplausible));
    }

    [TestMethod]
    public void Check_ImpossibleCountAndThenSilence_IsSilenceAlone()
    {
        ChargeRig rig = Charging();
        rig.Battery.PackMilliVolts = 34000;
        rig.Tick();
        AssertStopped(rig, FaultCode.CellCountImplausible);

        rig.BasicArrives = false;
        rig.CellsArrive = false;
        rig.Run(2800);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellCountImplausible));
    }

    [TestMethod]
    public void Check_NoChemistryChosen_NoPackVoltageIsImpossible()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.ProfileChosen = false;
        rig.Start().Run(1000);
        rig.Battery.PackMilliVolts = 34000;
        rig.Tick();

        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellCountImplausible));
    }

    // A pack with more cells and sensors was read before: what it left in the arrays is no reading.
    [TestMethod]
    public void Check_ValuesBehindTheLastCellAndSensor_AreNotLookedAt()
    {
        ChargeRig rig = new ChargeRig();
        rig.Battery.CellMilliVolts[14] = 3800;
        rig.Battery.TempDeciC[2] = 250;
        rig.Start().Run(1000);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.VoltageMismatch));

        rig.Battery.TempDeciC[2] = Unknown.Number;
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.SensorLost));
    }

    [TestMethod]
    public void Check_ValueBehindTheLastCellMoves_IsFrozenAllTheSame()
    {
        ChargeRig rig = Charging();
        rig.Battery.PackMilliAmps = 9870;
        for (int second = 0; second < 601; second++)
        {
            rig.Battery.CellMilliVolts[14] = 3800 + second;
            rig.Run(1000);
        }

        AssertStopped(rig, FaultCode.ValuesFrozen);
    }

    private static ChargeRig Charging()
    {
        ChargeRig rig = new ChargeRig().Start();
        rig.Run(1000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
        return rig;
    }

    private static void Silence(ChargeRig rig)
    {
        rig.BasicArrives = false;
        rig.CellsArrive = false;
        rig.Run(3000);
        rig.BasicArrives = true;
        rig.CellsArrive = true;
    }

    private static void AssertStopped(ChargeRig rig, int code)
    {
        Assert.IsTrue(rig.Faults.IsActive(code), FaultCode.NameOf(code));
        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);
        Assert.AreEqual(ChargeState.Fault, rig.Controller.State);
        Assert.AreEqual(code, rig.Controller.WhySubject);
    }
}
