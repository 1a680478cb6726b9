using ChargerFirmware.Bms;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class ChargeFetGuardTests
{
    private readonly FaultRegister _faults = new FaultRegister();
    private readonly FakeBms _bms = new FakeBms();
    private readonly ChargeFetGuard _guard;
    private long _nowMs = 1000000;

    public ChargeFetGuardTests()
    {
        _guard = new ChargeFetGuard(_faults);
        _bms.Battery.ChargeFetOn = true;
    }

    [TestMethod]
    [DataRow(true, 4999, 0)]
    [DataRow(true, 5000, 1)]
    [DataRow(false, 60000, 0)]
    [DataRow(true, -1, 0)]
    public void Pass_Defiance_OpensAfterFiveSecondsWhereAllowed(bool allowed, int defiesForMs, int asks)
    {
        _guard.Pass(_bms, allowed, true, defiesForMs, _nowMs);

        Assert.AreEqual(asks, _bms.OffAsks);
        Assert.AreEqual(asks > 0, _faults.IsActive(FaultCode.ChargeFetOpened));
        Assert.AreEqual(0, _bms.OnAsks);
    }

    [TestMethod]
    public void Pass_NotFollowed_IsRepeatedEachSecondUntilTheMosfetIsOff()
    {
        Run(5000, true, 6000);
        Assert.AreEqual(5, _bms.OffAsks);

        _bms.Battery.ChargeFetOn = false;
        Run(5000, true, 11000);
        Assert.AreEqual(5, _bms.OffAsks);
        Assert.IsTrue(_faults.IsActive(FaultCode.ChargeFetOpened));
        Assert.IsFalse(_faults.ClearLatched(), "only giving it back ends it");
    }

    [TestMethod]
    public void Pass_Value_TellsWhetherTheMosfetWasSeenOpen()
    {
        Run(1000, true, 6000);
        Assert.AreEqual(ChargeFetGuard.AskedToOpen, _faults.ValueOf(FaultCode.ChargeFetOpened));

        _bms.Battery.ChargeFetOn = false;
        Run(1000, false, 6000);
        Assert.AreEqual(ChargeFetGuard.AskedToOpen, _faults.ValueOf(FaultCode.ChargeFetOpened), "that reading is old");
        Run(100, true, 6000);
        Assert.AreEqual(ChargeFetGuard.Opened, _faults.ValueOf(FaultCode.ChargeFetOpened));

        _bms.Battery.ChargeFetOn = true;
        Run(1000, true, -1);
        Assert.AreEqual(ChargeFetGuard.Opened, _faults.ValueOf(FaultCode.ChargeFetOpened), "it was");
        Run(100, true, 6000);
        Assert.AreEqual(ChargeFetGuard.AskedToOpen, _faults.ValueOf(FaultCode.ChargeFetOpened), "not any more");
    }

    [TestMethod]
    public void Pass_MosfetIsOffByTheBmsItself_IsNotOurs()
    {
        _bms.Battery.ChargeFetOn = false;
        Run(5000, true, 6000);

        Assert.AreEqual(0, _bms.OffAsks);
        Assert.IsFalse(_faults.IsActive(FaultCode.ChargeFetOpened));
    }

    [TestMethod]
    public void Pass_SilentBms_IsAskedAllTheSame()
    {
        Run(3000, false, 6000);

        Assert.AreEqual(3, _bms.OffAsks);
    }

    [TestMethod]
    public void Release_NothingOpened_IsRefused()
    {
        Assert.AreEqual(CommandResult.NothingToRelease, _guard.Release(_bms, _nowMs));
    }

    [TestMethod]
    public void Release_DefianceNotCleared_IsRefused()
    {
        Open();
        _faults.Set(FaultCode.ChargerDeliversAfterStop, true, _nowMs);

        Assert.AreEqual(CommandResult.StillPresent, _guard.Release(_bms, _nowMs));
    }

    [TestMethod]
    public void Release_MosfetComesOn_EndsTheFaultAfterItIsSeen()
    {
        Open();
        Assert.AreEqual(CommandResult.Accepted, _guard.Release(_bms, _nowMs));
        Run(300, true, -1);
        Assert.AreEqual(1, _bms.OnAsks);
        Assert.IsTrue(_faults.IsActive(FaultCode.ChargeFetOpened));

        _bms.Battery.ChargeFetOn = true;
        _bms.Battery.ProtectionFlags = 0;
        Run(100, true, -1);
        Assert.IsTrue(_faults.IsActive(FaultCode.ChargeFetOpened), "that reply may be from before");
        _bms.Battery.BasicCount += 2;
        Run(100, true, -1);
        Assert.IsFalse(_faults.IsActive(FaultCode.ChargeFetOpened));
    }

    [TestMethod]
    public void Release_BmsHoldsItOffForItsOwnReason_IsGivenBack()
    {
        Open();
        _guard.Release(_bms, _nowMs);
        _bms.Battery.ProtectionFlags = Protection.CellOverVoltage;
        _bms.Battery.BasicCount += 2;
        Run(100, true, -1);

        Assert.IsFalse(_faults.IsActive(FaultCode.ChargeFetOpened));
    }

    [TestMethod]
    public void Release_LockStandsBesideAProtection_IsNotGivenBackYet()
    {
        Open();
        _guard.Release(_bms, _nowMs);
        _bms.Battery.ProtectionFlags = Protection.SoftwareLock | Protection.CellOverVoltage;
        _bms.Battery.BasicCount += 2;
        Run(100, true, -1);

        Assert.IsTrue(_faults.IsActive(FaultCode.ChargeFetOpened));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(Protection.CellUnderVoltage)]
    public void Release_OffWithoutAReasonOfCharging_IsNotGivenBackYet(int flags)
    {
        Open();
        _guard.Release(_bms, _nowMs);
        _bms.Battery.ProtectionFlags = flags;
        _bms.Battery.BasicCount += 2;
        Run(100, true, -1);

        Assert.IsTrue(_faults.IsActive(FaultCode.ChargeFetOpened));
    }

    [TestMethod]
    public void Release_SeenWhenTheNextWriteIsDue_IsNotWrittenAgain()
    {
        Open();
        _guard.Release(_bms, _nowMs);
        Run(1000, true, -1);
        Assert.AreEqual(1, _bms.OnAsks);

        _bms.Battery.ChargeFetOn = true;
        _bms.Battery.BasicCount += 2;
        Run(100, true, -1);
        Assert.AreEqual(1, _bms.OnAsks);

        // Whoever locks it from now on is not overruled.
        _bms.Battery.ChargeFetOn = false;
        Run(3000, true, -1);
        Assert.AreEqual(1, _bms.OnAsks);
    }

    [TestMethod]
    public void Release_NotFollowed_IsTriedForTenSecondsAndMayBeAskedAgain()
    {
        Open();
        _guard.Release(_bms, _nowMs);
        Replies(20000);
        Assert.AreEqual(10, _bms.OnAsks);
        Assert.IsTrue(_faults.IsActive(FaultCode.ChargeFetOpened));

        Assert.AreEqual(CommandResult.Accepted, _guard.Release(_bms, _nowMs));
        Replies(2000);
        Assert.AreEqual(12, _bms.OnAsks);
    }

    [TestMethod]
    public void Pass_DefianceWhileGivingBack_OpensAgain()
    {
        Open();
        _guard.Release(_bms, _nowMs);
        _bms.Battery.ChargeFetOn = true;
        int before = _bms.OffAsks;
        Run(1500, true, 9000);

        Assert.IsTrue(_bms.OffAsks > before);
        Assert.AreEqual(0, _bms.OnAsks);
    }

    [TestMethod]
    public void Restart_LatchedFault_IsGivenBackAsBefore()
    {
        _faults.RestoreLatched(1L << FaultCode.ChargeFetOpened, _nowMs);
        _bms.Battery.ChargeFetOn = false;
        _bms.Battery.ProtectionFlags = Protection.SoftwareLock;
        Run(1000, true, -1);
        Assert.IsTrue(_faults.IsActive(FaultCode.ChargeFetOpened));

        Assert.AreEqual(CommandResult.Accepted, _guard.Release(_bms, _nowMs));
        Run(100, true, -1);
        Assert.AreEqual(1, _bms.OnAsks);
    }

    private void Open()
    {
        Run(100, true, 5000);
        _bms.Battery.ChargeFetOn = false;
        _bms.Battery.ProtectionFlags = Protection.SoftwareLock;
    }

    private void Replies(int milliseconds)
    {
        for (int i = 0; i < milliseconds / 100; i++)
        {
            _bms.Battery.BasicCount++;
            Run(100, true, -1);
        }
    }

    private void Run(int milliseconds, bool online, long defiesForMs)
    {
        for (int i = 0; i < milliseconds / 100; i++)
        {
            _guard.Pass(_bms, true, online, defiesForMs, _nowMs);
            _nowMs += 100;
        }
    }

    private sealed class FakeBms : IBmsProtocol
    {
        public int OnAsks;
        public int OffAsks;

        public BatterySnapshot Battery { get; } = new BatterySnapshot();

        public BmsCounters Counters { get; } = new BmsCounters();

        public int WaitMs => 5;

        public void Pass(long nowMs)
        {
        }

        public void AskChargeFet(bool on)
        {
            if (on)
            {
                OnAsks++;
            }
            else
            {
                OffAsks++;
            }
        }
    }
}
