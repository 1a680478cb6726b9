using ChargerFirmware.Bms.Jbd;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Bms.Jbd;

[TestClass]
public class JbdScheduleTests
{
    private readonly JbdSchedule _schedule = new JbdSchedule();

    [TestMethod]
    public void Next_AllAnswered_NameOnceThenBasicAndCellsInTurn()
    {
        Answer(JbdRegister.Name, 0);
        Answer(JbdRegister.Basic, 50);
        Answer(JbdRegister.Cells, 100);
        Answer(JbdRegister.Basic, 150);
        Answer(JbdRegister.Cells, 200);
        Answer(JbdRegister.Basic, 29999);
        Answer(JbdRegister.ErrorCounters, 30000);
        Answer(JbdRegister.Cells, 59999);
        Answer(JbdRegister.Name, 60000);
        Answer(JbdRegister.Basic, 60050);
        Answer(JbdRegister.Cells, 89999);
        Answer(JbdRegister.ErrorCounters, 90000);
        Answer(JbdRegister.Basic, 90050);
    }

    [TestMethod]
    public void Next_NameAndCountersDueAtOnce_HaveAPollBetweenThem()
    {
        Answer(JbdRegister.Name, 0);
        Answer(JbdRegister.Basic, 50);
        Answer(JbdRegister.Name, 100000);
        Answer(JbdRegister.Cells, 100050);
        Answer(JbdRegister.ErrorCounters, 100100);
        Answer(JbdRegister.Basic, 100150);
    }

    [TestMethod]
    public void Next_CountersNotAnswered_AreAskedForEveryTenMinutes()
    {
        Answer(JbdRegister.Name, 0);
        Answer(JbdRegister.Basic, 50);
        Miss(JbdRegister.ErrorCounters, 30000);
        Answer(JbdRegister.Cells, 30300);
        Answer(JbdRegister.Name, 600000);
        Answer(JbdRegister.Basic, 600050);
        Answer(JbdRegister.Cells, 630299);
        Answer(JbdRegister.ErrorCounters, 630300);
    }

    [TestMethod]
    public void Next_NameNotAnswered_AsksItSeldomAndGoesOn()
    {
        Miss(JbdRegister.Name, 0);
        Answer(JbdRegister.Basic, 300);
        Answer(JbdRegister.Cells, 350);
        Answer(JbdRegister.Basic, 10299);
        Miss(JbdRegister.Name, 10300);
        Answer(JbdRegister.Cells, 10600);
        Answer(JbdRegister.ErrorCounters, 30000);
        Answer(JbdRegister.Basic, 70599);
        Miss(JbdRegister.Name, 70600);
    }

    [TestMethod]
    public void Next_BasicNotAnswered_IsRepeatedThenTheTurnGoesOnCalmly()
    {
        Answer(JbdRegister.Name, 0);
        Miss(JbdRegister.Basic, 50);
        Miss(JbdRegister.Basic, 350);
        Assert.IsTrue(_schedule.NotBeforeMs <= 650);
        Miss(JbdRegister.Basic, 650);
        Assert.IsTrue(_schedule.NotBeforeMs == 1150);
        Assert.AreEqual(JbdRegister.Cells, _schedule.Next(1150));
    }

    [TestMethod]
    public void Next_OneOfTwoNeverAnswered_GetsOneTryInTurn()
    {
        Answer(JbdRegister.Name, 0);
        Miss(JbdRegister.Basic, 50);
        Miss(JbdRegister.Basic, 350);
        Miss(JbdRegister.Basic, 650);
        Answer(JbdRegister.Cells, 1150);
        Miss(JbdRegister.Basic, 1200);
        Answer(JbdRegister.Cells, 1700);
        Answer(JbdRegister.Basic, 1750);
        Answer(JbdRegister.Cells, 1800);
        // It has answered: its next loss is repeated again.
        Miss(JbdRegister.Basic, 1850);
        Miss(JbdRegister.Basic, 2150);
    }

    [TestMethod]
    public void Next_SilentLine_NeverStopsAskingAndAsksTheNameWhenItIsBack()
    {
        Answer(JbdRegister.Name, 0);
        Miss(JbdRegister.Basic, 100);
        Miss(JbdRegister.Basic, 400);
        Miss(JbdRegister.Basic, 700);
        Miss(JbdRegister.Cells, 1200);
        Miss(JbdRegister.Cells, 1500);
        Miss(JbdRegister.Cells, 1800);
        int register = JbdRegister.Basic;
        for (int i = 0; i < 1000; i++)
        {
            Miss(register, 2300 + 500 * i);
            Assert.IsTrue(_schedule.NotBeforeMs == 2800 + 500 * i);
            register = register == JbdRegister.Basic ? JbdRegister.Cells : JbdRegister.Basic;
        }

        Answer(JbdRegister.Basic, 600000);
        Assert.AreEqual(JbdRegister.Cells, _schedule.Next(600050));
        Answer(JbdRegister.Cells, 600050);
        Answer(JbdRegister.Name, 600100);
        Answer(JbdRegister.Basic, 600150);
    }

    [TestMethod]
    [DataRow(JbdRegister.Name)]
    [DataRow(JbdRegister.ErrorCounters)]
    [DataRow(JbdRegister.MosControl)]
    public void Missed_WhatIsNoPoll_DoesNotCalmThePolls(int register)
    {
        for (int i = 0; i < JbdSchedule.Tries; i++)
        {
            _schedule.Missed(register, 1000 * i, 1000 * i + 300);
        }

        Assert.IsTrue(_schedule.NotBeforeMs == long.MinValue);
    }

    private void Answer(int register, long nowMs)
    {
        Assert.AreEqual(register, _schedule.Next(nowMs));
        _schedule.Answered(register, nowMs);
    }

    /// <summary>Asked at a time and not answered for 300 ms.</summary>
    private void Miss(int register, long nowMs)
    {
        Assert.AreEqual(register, _schedule.Next(nowMs));
        _schedule.Missed(register, nowMs, nowMs + 300);
    }
}
