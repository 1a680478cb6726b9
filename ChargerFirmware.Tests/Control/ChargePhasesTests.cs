using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

/// <summary>How a charge ends and begins again.</summary>
[TestClass]
public class ChargePhasesTests
{
    [TestMethod]
    public void Taper_CurrentThatNeverFalls_EndsByTime()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.TaperMs = 600000;
        rig.Start().Run(1000);
        rig.SetCells(14, 4150);
        rig.Battery.PackMilliAmps = 4000;
        RunWithAMeterThatLives(rig, 599000);
        Assert.AreEqual(ChargeState.Taper, rig.Controller.State);

        RunWithAMeterThatLives(rig, 2000);
        AssertComplete(rig, LimitCause.Full);
    }

    // The limit is for a charge that goes on for too long: an hour of waiting adds nothing to it, and takes nothing from it.
    [TestMethod]
    public void Taper_PauseInBetween_CountsForNothing()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.TaperMs = 600000;
        rig.Start().Run(1000);
        rig.SetCells(14, 4150);
        rig.Battery.PackMilliAmps = 4000;
        RunWithAMeterThatLives(rig, 400000);
        rig.Controller.Reconfiguring = true;
        RunWithAMeterThatLives(rig, 3600000);
        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);

        rig.Controller.Reconfiguring = false;
        RunWithAMeterThatLives(rig, 150000);
        Assert.AreNotEqual(ChargeState.Complete, rig.Controller.State);
        RunWithAMeterThatLives(rig, 60000);
        AssertComplete(rig, LimitCause.Full);
    }

    [TestMethod]
    public void Taper_TimeLimitOfZero_IsNone()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.TaperMs = 0;
        rig.Start().Run(1000);
        rig.SetCells(14, 4150);
        rig.Battery.PackMilliAmps = 4000;
        RunWithAMeterThatLives(rig, 1000000);

        Assert.AreEqual(ChargeState.Taper, rig.Controller.State);
    }

    [TestMethod]
    public void Taper_TailCurrentOfTheOwner_Counts()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.TailMilliAmps = 3000;
        rig.Start().Run(1000);
        rig.SetCells(14, 4150);
        rig.Battery.PackMilliAmps = 3000;
        rig.Run(61000);

        AssertComplete(rig, LimitCause.Full);
    }

    [TestMethod]
    public void Taper_UnknownCurrent_IsNoTail()
    {
        ChargeRig rig = new ChargeRig().Start();
        rig.Run(1000);
        rig.SetCells(14, 4150);
        rig.Battery.PackMilliAmps = Unknown.Number;
        rig.Run(120000);

        Assert.AreNotEqual(ChargeState.Complete, rig.Controller.State);
    }

    // One cell is full long before the others: its limit takes the current, the pack never comes to its voltage, and that is the end all the same.
    [TestMethod]
    public void CellLimit_LeavesLessThanTheTail_IsComplete()
    {
        ChargeRig rig = new ChargeRig().Start();
        rig.Run(1000);
        rig.SetCells(14, 4050);
        rig.SetCell(2, 4160);
        rig.Battery.PackMilliAmps = 9000;
        rig.Run(30000);
        Assert.AreEqual(ChargeState.ConstantVoltage, rig.Controller.State);
        rig.SetCell(2, 4190);
        rig.Run(60000);
        Assert.AreEqual(ChargeState.Taper, rig.Controller.State);
        Assert.AreEqual(LimitCause.Cell, rig.Controller.LimitedBy);
        Assert.AreEqual(3, rig.Controller.WhySubject);
        Assert.AreEqual(4190, rig.Controller.WhyValue);

        rig.SetCell(2, 4197);
        rig.Run(120000);
        AssertComplete(rig, LimitCause.Full);
    }

    [TestMethod]
    public void Precharge_ThenCurrentThenVoltageThenTaper_IsTheOrder()
    {
        ChargeRig rig = new ChargeRig();
        rig.SetCells(14, 2800);
        rig.Start().Run(1000);
        Assert.AreEqual(ChargeState.Precharge, rig.Controller.State);
        rig.SetCells(14, 3500);
        rig.Tick();
        Assert.AreEqual(ChargeState.ConstantCurrent, rig.Controller.State);
        rig.SetCells(14, 4145);
        rig.Battery.PackMilliAmps = 9000;
        rig.Tick();
        Assert.AreEqual(ChargeState.ConstantVoltage, rig.Controller.State);
        rig.Battery.PackMilliAmps = 4000;
        rig.Tick();
        Assert.AreEqual(ChargeState.Taper, rig.Controller.State);
    }

    [TestMethod]
    public void Recharge_BySoc_NeedsItsThresholdAndAFall()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.RechargePermille = 900;
        rig.Battery.SocPermille = 850;
        rig.Start().Run(1000);
        rig.SetCells(14, 4150);
        rig.Run(61000);
        AssertComplete(rig, LimitCause.Full);

        rig.Battery.SocPermille = 831;
        rig.Run(60000);
        AssertComplete(rig, LimitCause.Full);
        rig.Battery.SocPermille = Unknown.Number;
        rig.Run(60000);
        AssertComplete(rig, LimitCause.Full);

        rig.Battery.SocPermille = 830;
        rig.SetCells(14, 4100);
        rig.Run(9000);
        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);
        rig.Run(2000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    [DataRow(ChargeGoal.Target, 800, WhyReason.Target)]
    [DataRow(ChargeGoal.Storage, 500, WhyReason.Storage)]
    public void Goal_Reached_IsCompleteAndBeginsAgainFivePercentBelow(int goal, int permille, int reason)
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.Goal = goal;
        rig.Settings.GoalPermille = permille;
        rig.Battery.SocPermille = permille - 1;
        rig.Start().Run(1000);
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);

        rig.Battery.SocPermille = permille;
        rig.Tick();
        AssertComplete(rig, LimitCause.Soc);
        Assert.AreEqual(reason, rig.Controller.WhySubject);
        Assert.AreEqual(permille, rig.Controller.WhyValue);

        rig.Battery.SocPermille = permille - 50;
        rig.Tick();
        AssertComplete(rig, LimitCause.Soc);

        rig.Battery.SocPermille = permille - 51;
        rig.Tick();
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    [TestMethod]
    public void Goal_UnknownSoc_DoesNotExtendTheCharge()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.Goal = ChargeGoal.Target;
        rig.Settings.GoalPermille = 800;
        rig.Battery.SocPermille = 700;
        rig.Start().Run(1000);
        rig.Battery.SocPermille = Unknown.Number;
        rig.Tick();

        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);
        Assert.AreEqual(ChargeState.Paused, rig.Controller.State);
        Assert.AreEqual(WhyReason.SocUnknown, rig.Controller.WhySubject);
    }

    [TestMethod]
    public void Goal_StartByUserBelowIt_ChargesUpToIt()
    {
        ChargeRig rig = new ChargeRig();
        rig.Settings.Goal = ChargeGoal.Target;
        rig.Settings.GoalPermille = 800;
        rig.Battery.SocPermille = 800;
        rig.Start().Run(1000);
        rig.Battery.SocPermille = 780;
        rig.Run(1000);
        AssertComplete(rig, LimitCause.Soc);

        rig.Controller.StartByUser();
        rig.Tick();
        Assert.AreEqual(10000, rig.Link.RequestedMilliAmps);
    }

    // A current that is not asked for is no tail current: the charge goes on when the limit from afar does.
    [TestMethod]
    public void Tail_LimitOfZeroAtChargeVoltage_IsAPauseAndNotFull()
    {
        ChargeRig rig = new ChargeRig();
        rig.SetCells(14, 4140);
        rig.Battery.PackMilliAmps = 8000;
        rig.Start().Run(5000);
        rig.Controller.RemoteMilliAmps = 0;
        rig.Battery.PackMilliAmps = 0;
        rig.Run(120000);
        Assert.AreEqual(ChargeState.Paused, rig.Controller.State);
        Assert.AreEqual(LimitCause.Remote, rig.Controller.LimitedBy);

        rig.Controller.RemoteMilliAmps = Unknown.Number;
        rig.Battery.PackMilliAmps = 8000;
        rig.Run(5000);
        Assert.IsTrue(rig.Link.RequestedMilliAmps > 0);
    }

    // The last digit of a current moves; one that stands still for ten minutes is another fault.
    private static void RunWithAMeterThatLives(ChargeRig rig, int milliseconds)
    {
        for (int i = 0; i < milliseconds / ControlLoop.TickMs; i++)
        {
            rig.Battery.PackMilliAmps += i % 2 == 0 ? 10 : -10;
            rig.Tick();
        }
    }

    private static void AssertComplete(ChargeRig rig, int cause)
    {
        Assert.AreEqual(ChargeState.Complete, rig.Controller.State);
        Assert.AreEqual(cause, rig.Controller.LimitedBy);
        Assert.AreEqual(0, rig.Link.RequestedMilliAmps);
    }
}
