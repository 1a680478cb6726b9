using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class SafetyTests
{
    [TestMethod]
    public void Check_HealthyPackAndCharger_HasNoFault()
    {
        ChargeRig rig = Charging();

        for (int code = 0; code < FaultCode.Count; code++)
        {
            Assert.IsFalse(rig.Faults.IsActive(code), FaultCode.NameOf(code));
        }
    }

    [TestMethod]
    [DataRow(Protection.CellOverVoltage, FaultCode.CellOverVoltage)]
    [DataRow(Protection.PackOverVoltage, FaultCode.PackOverVoltage)]
    [DataRow(Protection.ChargeOverTemperature, FaultCode.ChargeOverTemperature)]
    [DataRow(Protection.ChargeUnderTemperature, FaultCode.ChargeUnderTemperature)]
    [DataRow(Protection.ChargeOverCurrent, FaultCode.ChargeOverCurrent)]
    [DataRow(Protection.ShortCircuit, FaultCode.ShortCircuit)]
    [DataRow(Protection.FrontEndError, FaultCode.FrontEndError)]
    [DataRow(Protection.ChargeFetBroken, FaultCode.ChargeFetBroken)]
    public void Check_ProtectionBitOfCharging_StopsAtOnce(int bit, int code)
    {
        ChargeRig rig = Charging();

        rig.Battery.ProtectionFlags = bit;
        rig.Tick();

        AssertStopped(rig, code);
    }

    [TestMethod]
    [DataRow(Protection.CellUnderVoltage)]
    [DataRow(Protection.PackUnderVoltage)]
    [DataRow(Protection.DischargeOverTemperature)]
    [DataRow(Protection.DischargeUnderTemperature)]
    [DataRow(Protection.DischargeOverCurrent)]
    [DataRow(Protection.SoftwareLock)]
    [DataRow(Protection.DischargeFetBroken)]
    [DataRow(1 << 15)]
    public void Check_ProtectionBitOfDischarging_DoesNotStopTheCharge(int bit)
    {
        ChargeRig rig = Charging();

        rig.Battery.ProtectionFlags = bit;
        rig.Tick();

        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Check_ChargeFetOff_StopsAtOnce()
    {
        ChargeRig rig = Charging();

        rig.Battery.ChargeFetOn = false;
        rig.Tick();

        AssertStopped(rig, FaultCode.ChargeFetOff);
    }

    [TestMethod]
    public void Check_CellAtTheCeiling_IsAllowedAndAboveItIsLatched()
    {
        ChargeRig rig = Charging();
        rig.SetCell(3, 4250);
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.HardOverVoltage));

        rig.SetCell(3, 4251);
        rig.Tick();
        AssertStopped(rig, FaultCode.HardOverVoltage);

        rig.SetCell(3, 3800);
        rig.Run(60000);
        AssertStopped(rig, FaultCode.HardOverVoltage);
        Assert.IsTrue(rig.Faults.ClearLatched());
        rig.Run(11000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Check_CellBelowTheFloor_StopsAndComesBackWithHysteresis()
    {
        ChargeRig rig = Charging();
        rig.SetCell(3, 2500);
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellTooLow));

        rig.SetCell(3, 2499);
        rig.Tick();
        AssertStopped(rig, FaultCode.CellTooLow);

        rig.SetCell(3, 2549);
        rig.Tick();
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.CellTooLow));

        rig.SetCell(3, 2550);
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellTooLow));
    }

    [TestMethod]
    public void Check_LostSenseWire_Stops()
    {
        ChargeRig rig = Charging();

        rig.Battery.CellMilliVolts[13] = 0;
        rig.Tick();

        AssertStopped(rig, FaultCode.ValueImplausible);
        Assert.AreEqual(14, rig.Faults.ValueOf(FaultCode.ValueImplausible));
        Assert.AreEqual(Unknown.Number, rig.Battery.CellMilliVolts[13]);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellTooLow), "the cell is not known");
    }

    [TestMethod]
    [DataRow(250, 450, false, false)]
    [DataRow(250, 451, true, false)]
    [DataRow(0, 250, false, false)]
    [DataRow(-1, 250, false, true)]
    public void Check_Temperatures_StopOutsideTheRange(int coldestDeciC, int warmestDeciC, bool hot, bool cold)
    {
        ChargeRig rig = Charging();

        rig.Battery.TempDeciC[0] = coldestDeciC;
        rig.Battery.TempDeciC[1] = warmestDeciC;
        rig.Tick();

        Assert.AreEqual(hot, rig.Faults.IsActive(FaultCode.TemperatureTooHigh));
        Assert.AreEqual(cold, rig.Faults.IsActive(FaultCode.TemperatureTooLow));

        // At the lower end of the range the table of temperatures leaves a tenth of the pack's limit.
        Assert.AreEqual(hot || cold ? 0 : coldestDeciC == 0 ? 2000 : 10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Check_HotAndCold_ComeBackTwoDegreesInside()
    {
        ChargeRig rig = Charging();
        rig.Battery.TempDeciC[0] = 451;
        rig.Battery.TempDeciC[1] = -1;
        rig.Tick();
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.TemperatureTooHigh));
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.TemperatureTooLow));

        rig.Battery.TempDeciC[0] = 431;
        rig.Battery.TempDeciC[1] = 19;
        rig.Tick();
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.TemperatureTooHigh));
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.TemperatureTooLow));

        rig.Battery.TempDeciC[0] = 430;
        rig.Battery.TempDeciC[1] = 20;
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.TemperatureTooHigh));
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.TemperatureTooLow));
    }

    [TestMethod]
    public void Check_NoSensorFitted_StopsUnlessTheOwnerAllowedIt()
    {
        ChargeRig rig = Charging();
        rig.Battery.TempDeciC[0] = Unknown.Number;
        rig.Battery.TempDeciC[1] = Unknown.Number;
        rig.Tick();
        AssertStopped(rig, FaultCode.NoTemperatureSensor);

        rig.Settings.AllowNoSensor = true;
        rig.Safety.AcceptByUser();
        rig.Run(11000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    [DataRow(53200, 53200, false)]
    [DataRow(53200, 54264, false)] // just below 2 % of the pack voltage
    [DataRow(53200, 54300, true)]
    [DataRow(53200, 52100, true)]
    public void Check_SumOfCellsAgainstPack_StopsAboveTwoPercent(int sum, int pack, bool stops)
    {
        ChargeRig rig = Charging();
        Assert.AreEqual(sum, rig.Battery.PackMilliVolts);

        rig.Battery.PackMilliVolts = pack;
        rig.Tick();

        Assert.AreEqual(stops, rig.Faults.IsActive(FaultCode.VoltageMismatch));
        Assert.AreEqual(stops ? 0 : 10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Check_CellCountsDiffer_Stops()
    {
        ChargeRig rig = Charging();

        rig.Battery.BasicCellCount = 13;
        rig.Tick();

        AssertStopped(rig, FaultCode.CellCountMismatch);
    }

    [TestMethod]
    public void Check_CellsSilentAlone_IsSilenceWithinThreeSeconds()
    {
        ChargeRig rig = Charging();
        rig.CellsArrive = false;
        rig.Run(2600);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);

        rig.Run(200);
        AssertStopped(rig, FaultCode.BmsSilent);
        Assert.IsFalse(rig.Safety.PackOnline);
    }

    [TestMethod]
    public void Check_BasicSilentAlone_IsSilenceWithinThreeSeconds()
    {
        ChargeRig rig = Charging();
        rig.BasicArrives = false;
        rig.Run(2800);

        AssertStopped(rig, FaultCode.BmsSilent);
    }

    [TestMethod]
    public void Check_BmsNeverSpeaks_IsSilentAfterItsTime()
    {
        ChargeRig rig = new ChargeRig { BasicArrives = false, CellsArrive = false }.Start();
        rig.Run(2600);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.BmsSilent));

        rig.Run(200);
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.BmsSilent));
    }

    [TestMethod]
    [DataRow(true, BatterySafety.AsleepAfterWork)]
    [DataRow(false, BatterySafety.AsleepFromTheStart)]
    public void Check_NotAByteForTenSeconds_IsAsleepAndWhyNamesIt(bool worked, int value)
    {
        ChargeRig rig = new ChargeRig { BasicArrives = worked, CellsArrive = worked }.Start();
        rig.Run(1000);
        rig.BasicArrives = false;
        rig.CellsArrive = false;
        rig.Run(worked ? 9900 : 8900);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.BmsAsleep));
        AssertStopped(rig, FaultCode.BmsSilent);

        rig.Run(200);
        AssertStopped(rig, FaultCode.BmsAsleep);
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.BmsSilent));
        Assert.AreEqual(value, rig.Faults.ValueOf(FaultCode.BmsAsleep));
        Assert.IsFalse(rig.Controller.Request.Charge, "no current to wake it");

        rig.Battery.HeardAtMs = rig.NowMs;
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.BmsAsleep), "noise is no sleep");
        AssertStopped(rig, FaultCode.BmsSilent);
    }

    [TestMethod]
    [DataRow(4500, false)]
    [DataRow(4501, true)]
    public void Check_CellAboveEveryChemistry_IsLatchedBeforeOneIsChosen(int milliVolts, bool latches)
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.ProfileChosen = false;
        rig.Settings.MaxCellMilliVolts = 0;
        rig.SetCell(3, milliVolts);
        rig.Start().Run(1000);

        Assert.AreEqual(latches, rig.Faults.IsActive(FaultCode.HardOverVoltage));
    }

    // 14 cells of 4.25 V are 59.50 V, and 1 % above that 60.095 V.
    [TestMethod]
    [DataRow(60095, false)]
    [DataRow(60100, true)]
    public void Check_PackAboveItsCells_IsProofOfOverVoltageToo(int packMilliVolts, bool latches)
    {
        ChargeRig rig = Charging();
        rig.Battery.PackMilliVolts = packMilliVolts;
        rig.Tick();

        Assert.AreEqual(latches, rig.Faults.IsActive(FaultCode.HardOverVoltage));
    }

    [TestMethod]
    public void Check_TooFewCellsInOneReply_DoesNotLatchOverVoltage()
    {
        ChargeRig rig = Charging();
        int pack = rig.Battery.PackMilliVolts;
        rig.SetCells(12, 3800);
        rig.Battery.BasicCellCount = 14;
        rig.Battery.PackMilliVolts = pack;
        rig.Tick();

        Assert.IsFalse(rig.Faults.IsActive(FaultCode.HardOverVoltage));
        AssertStopped(rig, FaultCode.CellCountMismatch);
    }

    [TestMethod]
    public void Check_OverVoltageAndACellThatCannotBeRead_IsNotSeenToHaveGone()
    {
        ChargeRig rig = Charging();
        rig.SetCell(3, 4300);
        rig.Tick();
        rig.SetCell(3, 3800);
        rig.Battery.CellMilliVolts[3] = 6000;
        rig.Tick();
        Assert.IsFalse(rig.Faults.ClearLatched());

        rig.SetCell(3, 3800);
        rig.Tick();
        Assert.IsTrue(rig.Faults.ClearLatched());
    }

    [TestMethod]
    public void CheckClock_NeededAndNotSet_IsToldAfterTwoMinutes()
    {
        ChargeRig rig = Charging();
        rig.Safety.CheckClock(true, false, 0);
        rig.Safety.CheckClock(true, false, 119900);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ClockUnset));
        rig.Safety.CheckClock(true, false, 120000);
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.ClockUnset));
        rig.Safety.CheckClock(true, true, 120100);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ClockUnset));

        rig.Safety.CheckClock(false, false, 130000);
        rig.Safety.CheckClock(false, false, 330000);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ClockUnset), "nobody needs it");
    }

    [TestMethod]
    public void Check_CellsFarApart_IsToldWithWayBackAndStopsNothing()
    {
        ChargeRig rig = Charging();
        rig.SetCell(3, 4100);
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellSpread), "300 mV are allowed");

        rig.SetCell(3, 4101);
        rig.Tick();
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.CellSpread));
        Assert.AreEqual(301, rig.Faults.ValueOf(FaultCode.CellSpread));
        Assert.AreEqual(FaultSeverity.Derate, FaultCode.SeverityOf(FaultCode.CellSpread));
        Assert.IsTrue(rig.Link.RequestedMilliAmps > 0);

        rig.SetCell(3, 4081);
        rig.Tick();
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.CellSpread), "281 mV are within the way back");

        rig.SetCell(3, 4080);
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellSpread));

        rig.SetCell(3, 4100);
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellSpread), "and begins above the limit again");
    }

    [TestMethod]
    public void Check_CellsFarApartWhereNoLimitIsSetOrACellIsNotKnownOrNobodyTells_IsNoSpread()
    {
        ChargeRig rig = Charging();
        rig.SetCell(3, 4120);
        rig.Tick();
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.CellSpread));
        rig.Battery.CellMilliVolts[0] = 0;
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellSpread), "a lost wire is no spread");

        rig.SetCell(0, 3800);
        rig.Tick();
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.CellSpread));
        rig.CellsArrive = false;
        rig.Run(3000);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellSpread));

        rig.CellsArrive = true;
        rig.Settings.MaxSpreadMilliVolts = 0;
        rig.Run(1000);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CellSpread));
    }

    [TestMethod]
    public void Check_SilentBms_DropsConditionsOnItsLastWords()
    {
        ChargeRig rig = Charging();
        rig.Battery.ChargeFetOn = false;
        rig.Tick();
        rig.BasicArrives = false;
        rig.CellsArrive = false;
        rig.Run(2800);

        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ChargeFetOff));
        AssertStopped(rig, FaultCode.BmsSilent);
    }

    [TestMethod]
    public void Check_SilentBms_KeepsTheConditionsOfLatchedFaults()
    {
        ChargeRig rig = Charging();
        rig.Battery.ProtectionFlags = Protection.ShortCircuit;
        rig.Tick();
        rig.BasicArrives = false;
        rig.CellsArrive = false;
        rig.Run(3000);

        Assert.IsFalse(rig.Faults.ClearLatched(), "nobody has seen it go");
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.ShortCircuit));
    }

    [TestMethod]
    public void Check_ChargerSilent_StopsWithinThreeSeconds()
    {
        ChargeRig rig = Charging();
        rig.StatusArrives = false;
        rig.Run(2800);

        AssertStopped(rig, FaultCode.ChargerSilent);
        Assert.IsFalse(rig.Safety.ChargerOnline);
    }

    [TestMethod]
    [DataRow(ChargerFlag.HardwareFault, FaultCode.ChargerHardwareFault)]
    [DataRow(ChargerFlag.OverTemperature, FaultCode.ChargerOverTemperature)]
    [DataRow(ChargerFlag.InputVoltage, FaultCode.ChargerInputVoltage)]
    [DataRow(ChargerFlag.NoBattery, FaultCode.ChargerNoBattery)]
    public void Check_ChargerReportsAFault_Stops(int flag, int code)
    {
        ChargeRig rig = Charging();

        rig.Link.Status.Flags = flag;
        rig.Tick();

        AssertStopped(rig, code);
    }

    [TestMethod]
    public void Check_ChargerHasNotHeardUs_IsANoticeBecauseTheNextCommandEndsIt()
    {
        ChargeRig rig = Charging();

        rig.Link.Status.Flags = ChargerFlag.CommTimeout;
        rig.Tick();

        Assert.IsTrue(rig.Faults.IsActive(FaultCode.ChargerCommTimeout));
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Check_BusOffAndMissingController_Stop()
    {
        ChargeRig rig = Charging();
        rig.Can.Health.State = CanState.BusOff;
        rig.Tick();
        AssertStopped(rig, FaultCode.CanBusOff);

        rig.Can.Health.State = CanState.Absent;
        rig.Tick();
        AssertStopped(rig, FaultCode.CanControllerMissing);
    }

    [TestMethod]
    public void Check_BusNeverIdle_StopsOnceItShouldHaveSettled()
    {
        ChargeRig rig = Charging();
        rig.Can.Health.State = CanState.Starting;
        rig.Run(2000);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CanBusBlocked), "other nodes may still be booting");
        Assert.AreEqual(0, rig.Link.RequestedMilliAmps, "the bus does not run");

        rig.Can.Health.Settled = true;
        rig.Tick();
        AssertStopped(rig, FaultCode.CanBusBlocked);
    }

    [TestMethod]
    public void Check_ControllerStartsAnew_PausesTheChargeWithoutAFault()
    {
        ChargeRig rig = Charging();
        rig.Can.Health.Settled = true;
        rig.Can.Health.State = CanState.Starting;
        rig.Run(1000);
        rig.Can.Health.State = CanState.ErrorActive;
        rig.Tick();

        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CanBusBlocked));
        Assert.AreEqual(ChargeState.Precheck, rig.Controller.State);
    }

    [TestMethod]
    public void Check_PassiveBus_IsToldOnlyOnceTheBusHasSettled()
    {
        ChargeRig rig = Charging();
        rig.Can.Health.State = CanState.ErrorPassive;
        rig.Tick();
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CanPassive));

        rig.Can.Health.Settled = true;
        rig.Tick();
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.CanPassive));
    }

    [TestMethod]
    public void Check_Overrun_IsToldForTenSeconds()
    {
        ChargeRig rig = Charging();
        rig.Can.Health.Overruns = 1;
        rig.Tick();
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.CanOverrun));

        rig.Run(10000);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CanOverrun));
    }

    [TestMethod]
    public void Check_Magnes_TellsThatItsReceiverHasNoTimeout()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.Charger.ProtocolName = ChargerOptions.Magnes;
        rig.Start().Run(1000);

        Assert.IsTrue(rig.Faults.IsActive(FaultCode.ReceiverHasNoTimeout));
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ProtocolHasNoStop));
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Check_MagnesWithACurrentAtSlow_TellsThatThereIsNoStop()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.Charger.ProtocolName = ChargerOptions.Magnes;
        rig.Settings.Charger.MagnesSlowMilliAmps = 3000;
        rig.Start().Run(1000);

        Assert.IsTrue(rig.Faults.IsActive(FaultCode.ProtocolHasNoStop));
    }

    // That fault ends by the same command: who clears it need not know of the sensor.
    [TestMethod]
    public void AcceptByUser_OverDeliveryAndALostSensor_AcceptsTheSensorOnlyTheSecondTime()
    {
        ChargeRig rig = new ChargeRig();
        rig.Start().Run(2000);
        for (int i = 0; i < 120; i++)
        {
            rig.Link.Status.MilliAmps = rig.Link.Charges ? 20000 : 0;
            rig.Tick();
        }

        Assert.IsTrue(rig.Faults.IsActive(FaultCode.ChargerOverDelivers));
        rig.Battery.TempDeciC[1] = Unknown.Number;
        rig.Run(1000);
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.SensorLost));

        rig.Safety.AcceptByUser();
        rig.Run(1000);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ChargerOverDelivers));
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.SensorLost));

        rig.Safety.AcceptByUser();
        rig.Run(1000);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.SensorLost));
    }

    [TestMethod]
    public void CheckClock_NeededFromSomeTimeOn_HasTwoMinutesFromThere()
    {
        ChargeRig rig = Charging();
        rig.Safety.CheckClock(true, false, 50000);
        rig.Safety.CheckClock(true, false, 169999);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.ClockUnset));

        rig.Safety.CheckClock(true, false, 170000);
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.ClockUnset));
    }

    [TestMethod]
    public void RestartBms_LongAfterPowerUp_GivesItsTimeFromThere()
    {
        ChargeRig rig = new ChargeRig { BasicArrives = false, CellsArrive = false, NowMs = 100000 }.Start();
        rig.Run(2600);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.BmsSilent));

        rig.Run(200);
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.BmsSilent));
    }

    [TestMethod]
    public void RestartBus_LongAfterPowerUp_GivesItsTimeFromThere()
    {
        ChargeRig rig = new ChargeRig { NowMs = 100000 };
        rig.Can.Health.State = CanState.Starting;
        rig.Can.Health.Settled = true;
        rig.Start().Run(1400);
        Assert.IsFalse(rig.Faults.IsActive(FaultCode.CanBusBlocked));

        rig.Run(100);
        Assert.IsTrue(rig.Faults.IsActive(FaultCode.CanBusBlocked));
    }

    private static ChargeRig Charging()
    {
        ChargeRig rig = new ChargeRig().Start();
        rig.Run(1000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
        return rig;
    }

    private static void AssertStopped(ChargeRig rig, int code)
    {
        Assert.IsTrue(rig.Faults.IsActive(code), FaultCode.NameOf(code));
        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);
        Assert.AreEqual(ChargeState.Fault, rig.Controller.State);
        Assert.AreEqual(LimitCause.Fault, rig.Controller.LimitedBy);
        Assert.AreEqual(code, rig.Controller.WhySubject);
    }
}
