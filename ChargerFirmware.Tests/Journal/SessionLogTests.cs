using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;
using ChargerFirmware.Tests.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Journal;

[TestClass]
public sealed class SessionLogTests
{
    private const int MinuteMs = 60000;

    private readonly FakeFlash _flash = new FakeFlash();
    private readonly byte[] _file = new byte[SessionLog.FileLength];

    [TestMethod]
    public void Load_NewMedium_BeginsWithNothing()
    {
        JournalRig rig = new JournalRig(_flash, 1);

        Assert.AreEqual(0L, rig.Journal.Sessions.TotalMilliWattHours);
        Assert.AreEqual(0, rig.Journal.Sessions.Newest);
    }

    [TestMethod]
    public void Pass_NothingIsCharged_StoresNoTotals()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Charge(MinuteMs);
        rig.End(SessionEnd.Complete);
        byte[] before = _flash.Record("energy.0");
        byte[] other = _flash.Record("energy.1");
        rig = new JournalRig(_flash, 2);
        rig.Run(10 * MinuteMs);

        Assert.IsTrue(before == _flash.Record("energy.0") && other == _flash.Record("energy.1"), "flash wears");
    }

    [TestMethod]
    public void Pass_SessionComplete_IsThereWithItsNumbers()
    {
        JournalRig rig = new JournalRig(_flash, 3);
        rig.Wall.Set(1795176399000);
        rig.Run(10000);
        rig.Charge(6 * MinuteMs);
        rig.End(SessionEnd.Complete);

        SessionLog log = new JournalRig(_flash, 4).Journal.Sessions;
        Assert.AreEqual(1, log.Newest);
        Assert.IsTrue(log.Read(1, _file));
        Assert.AreEqual(1L, At(SessionImage.NumberAt));
        Assert.AreEqual(3L, At(SessionImage.RunAt));
        Assert.AreEqual(10L, At(SessionImage.StartUptimeAt));
        Assert.AreEqual(370L, At(SessionImage.EndUptimeAt));
        Assert.AreEqual(1795176409L, At(SessionImage.StartUnixAt));
        Assert.AreEqual(1795176769L, At(SessionImage.EndUnixAt));
        Assert.AreEqual(1000L, At(SessionImage.MilliAmpHoursAt));
        Assert.AreEqual(51986L, At(SessionImage.MilliWattHoursAt), "what had flowed before the first tick is the total's");
        Assert.AreEqual(500, SessionImage.ReadSmall(_file, SessionLog.CrcLength + SessionImage.StartSocAt));
        Assert.AreEqual(3713, SessionImage.ReadSmall(_file, SessionLog.CrcLength + SessionImage.HighestCellAt));
        Assert.AreEqual(251, SessionImage.ReadSmall(_file, SessionLog.CrcLength + SessionImage.WarmestAt));
        Assert.AreEqual("complete", Ended());
        Assert.AreEqual(52000L, log.TotalMilliWattHours);
    }

    [TestMethod]
    public void Pass_ClockToldLater_TheStartIsKnownAllTheSame()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Charge(5 * MinuteMs);
        rig.Wall.Set(1795176399000);
        rig.Charge(MinuteMs);
        rig.End(SessionEnd.Complete);

        Assert.IsTrue(rig.Journal.Sessions.Read(1, _file));
        Assert.AreEqual(1795176399L - 300, At(SessionImage.StartUnixAt), "300 s before");
    }

    [TestMethod]
    public void Pass_ClockNeverTold_HasNoTimes()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Charge(MinuteMs);
        rig.End(SessionEnd.Complete);

        Assert.IsTrue(rig.Journal.Sessions.Read(1, _file));
        Assert.AreEqual(0L, At(SessionImage.StartUnixAt));
        Assert.AreEqual(0L, At(SessionImage.EndUnixAt));
    }

    [TestMethod]
    public void Load_PowerCutInASession_ItIsThereAndEnded()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Charge(6 * MinuteMs);

        JournalRig after = new JournalRig(_flash, 2);
        after.Run(1000);

        Assert.IsTrue(after.Journal.Sessions.Read(1, _file));
        Assert.AreEqual("powerCut", Ended());
        Assert.IsTrue(At(SessionImage.MilliAmpHoursAt) >= 972 && At(SessionImage.MilliAmpHoursAt) <= 1000, At(SessionImage.MilliAmpHoursAt).ToString());
        Assert.IsTrue(At(SessionImage.EndUptimeAt) >= 350, "ended when it was last seen");

        JournalRig later = new JournalRig(_flash, 3);
        later.Run(1000);
        Assert.AreEqual(1, later.Journal.Sessions.Newest, "once");
    }

    [TestMethod]
    public void Load_PowerCutInAPause_EndsForWhatHadPausedIt()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Charge(MinuteMs);
        rig.End(SessionEnd.Of(ChargeState.Fault, LimitCause.Fault, FaultCode.ChargerSilent));
        rig.Run(20000);

        JournalRig after = new JournalRig(_flash, 2);
        after.Run(1000);

        Assert.IsTrue(after.Journal.Sessions.Read(1, _file));
        Assert.AreEqual("ChargerSilent", Ended());
        Assert.AreEqual(60L, At(SessionImage.EndUptimeAt));
    }

    [TestMethod]
    public void Load_TwentyFiveSessions_KeepsTheLastTwenty()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        for (int i = 1; i <= 25; i++)
        {
            rig.Charge(i * 6000);
            rig.End(SessionEnd.Complete);
            rig.Run(1000);
        }

        SessionLog log = new JournalRig(_flash, 2).Journal.Sessions;
        Assert.AreEqual(25, log.Newest);
        for (int number = 25; number > 25 - SessionLog.Kept; number--)
        {
            Assert.IsTrue(log.Read(number, _file), number.ToString());
            Assert.IsTrue(At(SessionImage.MilliAmpHoursAt) / 16 >= number - 1, number.ToString());
        }

        Assert.IsFalse(log.Read(4, _file));
    }

    [TestMethod]
    public void Pass_NothingWasCharged_IsNoSession()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Charges = true;
        rig.Run(MinuteMs);
        rig.End(SessionEnd.Complete);
        rig.Run(MinuteMs);

        Assert.AreEqual(0, rig.Journal.Sessions.Newest);
        JournalRig after = new JournalRig(_flash, 2);
        after.Run(1000);
        Assert.AreEqual(0, after.Journal.Sessions.Newest);
    }

    [TestMethod]
    public void Load_SessionDamagedAtAnyByte_IsLeftOut()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Charge(MinuteMs);
        rig.End(SessionEnd.Complete);
        byte[] record = _flash.Record("session.1");
        for (int i = 0; i < record.Length; i++)
        {
            record[i] ^= 0x20;
            Assert.IsFalse(rig.Journal.Sessions.Read(1, _file), i.ToString());
            record[i] ^= 0x20;
        }

        Assert.IsTrue(rig.Journal.Sessions.Read(1, _file));
        _flash.Put("session.1", new byte[10]);
        Assert.IsFalse(rig.Journal.Sessions.Read(1, _file));
    }

    [TestMethod]
    public void Load_BothCopiesOfTheTotalLost_TheSessionsTellIt()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Charge(6 * MinuteMs);
        rig.End(SessionEnd.Complete);
        rig.Charge(6 * MinuteMs);
        rig.End(SessionEnd.Complete);
        _flash.Record("energy.0")[3] ^= 1;
        _flash.Record("energy.1")[3] ^= 1;

        JournalRig after = new JournalRig(_flash, 2);

        Assert.AreEqual(2, after.Journal.Sessions.Newest);
        Assert.IsTrue(after.Journal.Sessions.TotalMilliWattHours >= 103900, after.Journal.Sessions.TotalMilliWattHours.ToString());
    }

    [TestMethod]
    public void Pass_MediumRefuses_FailsAndCatchesUpLater()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        _flash.Refuses = true;
        rig.Charge(6 * MinuteMs);
        Assert.IsTrue(rig.Journal.HasFailed);
        int asked = rig.Journal.Counters.Writes;
        rig.End(SessionEnd.Complete);
        rig.Run(MinuteMs);
        Assert.IsTrue(rig.Journal.Counters.Writes - asked <= 30, "two every 5 s, not in every round: " + (rig.Journal.Counters.Writes - asked).ToString());
        _flash.Refuses = false;
        rig.Run(20000);

        Assert.IsFalse(rig.Journal.HasFailed);
        Assert.IsTrue(rig.Journal.Sessions.Read(1, _file));
        Assert.AreEqual(999L, At(SessionImage.MilliAmpHoursAt));
    }

    [TestMethod]
    public void Finish_ControlThreadIsGone_EndsTheSessionAsARestart()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Charge(MinuteMs);
        rig.Journal.Stop(SessionEnd.Restart);
        rig.Journal.Finish();

        SessionLog log = new JournalRig(_flash, 2).Journal.Sessions;
        Assert.AreEqual(1, log.Newest);
        Assert.IsTrue(log.Read(1, _file));
        Assert.AreEqual("restart", Ended());
    }

    [TestMethod]
    public void Take_NextOneBegunBeforeAnybodySaw_KeepsBoth()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Charge(MinuteMs);

        // The medium takes its time while one ends and another begins.
        rig.Charges = false;
        rig.Reason = SessionEnd.Complete;
        rig.RunStuck(1000);
        rig.Charges = true;
        rig.RunStuck(1000);
        rig.Charge(MinuteMs);
        rig.End(SessionEnd.Complete);

        Assert.AreEqual(2, rig.Journal.Sessions.Newest);
        Assert.IsTrue(rig.Journal.Sessions.Read(1, _file));
        Assert.AreEqual("unseen", Ended());
        Assert.IsTrue(rig.Journal.Sessions.Read(2, _file));
        Assert.AreEqual("complete", Ended());
    }

    private long At(int place)
    {
        return Bytes.ReadUInt32BigEndian(_file, SessionLog.CrcLength + place);
    }

    private string Ended()
    {
        return SessionEnd.NameOf(Bytes.ReadUInt16BigEndian(_file, SessionLog.CrcLength + SessionImage.EndAt));
    }
}
