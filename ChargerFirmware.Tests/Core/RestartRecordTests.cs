using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public class RestartRecordTests
{
    private const int MinuteMs = 60000;
    private readonly FakeFlash _flash = new FakeFlash();

    [TestMethod]
    public void New_EmptyMedium_KnowsNothingAndBlamesNothing()
    {
        RestartRecord record = Start(0);

        Assert.AreEqual(1, record.Starts);
        Assert.AreEqual(0, record.Failures);
        Assert.AreEqual("", record.LastReason);
        Assert.IsFalse(record.IsRepeated);
    }

    [TestMethod]
    public void NoteFailure_NextRun_KnowsReasonAndCount()
    {
        Fail(MinuteMs, "control thread hangs");
        RestartRecord record = Start(0);

        Assert.AreEqual(2, record.Starts);
        Assert.AreEqual(1, record.Failures);
        Assert.AreEqual("control thread hangs", record.LastReason);
        Assert.IsFalse(record.IsRepeated);
    }

    // The first of three may have run for ever: what counts is the time from its failure to the third.
    [TestMethod]
    [DataRow(100 * MinuteMs, 2 * MinuteMs, 2 * MinuteMs, true)]
    [DataRow(0, 0, 0, true)]
    [DataRow(0, 3 * MinuteMs, 2 * MinuteMs, false)]
    [DataRow(0, 10, 6 * MinuteMs, false)]
    public void IsRepeated_ThreeFailures_IsJudgedByTheRunsInBetween(int firstMs, int secondMs, int thirdMs, bool expected)
    {
        Fail(firstMs, "a");
        Fail(secondMs, "b");
        Assert.IsFalse(Start(0).IsRepeated, "two are an accident");
        Fail(thirdMs, "c");

        Assert.AreEqual(expected, Start(0).IsRepeated);
    }

    [TestMethod]
    public void Forget_AfterRepeated_BeginsANewRow()
    {
        Fail(0, "a");
        Fail(0, "b");
        Fail(0, "c");
        RestartRecord record = Start(0);
        Assert.IsTrue(record.IsRepeated);
        Assert.IsTrue(record.Forget());

        Assert.IsFalse(Start(0).IsRepeated);
        Fail(0, "d");
        Fail(0, "e");
        Assert.IsFalse(Start(0).IsRepeated);
        Assert.AreEqual(5, Start(0).Failures);
    }

    [TestMethod]
    public void Forget_NothingToForget_DoesNotWearTheFlash()
    {
        RestartRecord record = Start(0);
        int writes = _flash.Writes;
        Assert.IsTrue(record.Forget());

        Assert.AreEqual(writes, _flash.Writes);
    }

    [TestMethod]
    public void NoteFailure_LongOrOddReason_IsCutAndPrintable()
    {
        Fail(0, "line\nbreak \u20ac " + new string('x', 300));
        string reason = Start(0).LastReason;

        Assert.AreEqual(100, reason.Length);
        Assert.IsTrue(reason.StartsWith("line?break ???"), reason);
    }

    [TestMethod]
    public void NoteFailure_MediumRefuses_IsTold()
    {
        RestartRecord record = Start(0);
        _flash.Refuses = true;

        Assert.IsFalse(record.NoteFailure("a"));
    }

    private RestartRecord Start(int uptimeMs)
    {
        ManualClock clock = new ManualClock();
        clock.Advance(12345);
        RestartRecord record = new RestartRecord(_flash, clock);
        record.CountStart();
        clock.Advance(uptimeMs);
        return record;
    }

    private void Fail(int uptimeMs, string reason)
    {
        Assert.IsTrue(Start(uptimeMs).NoteFailure(reason));
    }
}
