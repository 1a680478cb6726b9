using ChargerFirmware.Network;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Network;

[TestClass]
public class JoinPaceTests
{
    private const int MinuteMs = 60000;
    private readonly JoinPace _pace = new JoinPace();

    [TestMethod]
    public void FirstFailures_AreFree()
    {
        for (int i = 0; i < JoinPace.FreeFailures; i++)
        {
            Assert.IsFalse(_pace.WantsSearch);
            Assert.IsTrue(_pace.MayJoin(i, JoinPace.Away));
            _pace.Note(false, true, i);
        }

        Assert.IsTrue(_pace.WantsSearch);
    }

    [TestMethod]
    [DataRow(JoinPace.FreeFailures, JoinPace.Seen, 0)]
    [DataRow(JoinPace.TiredRefusals - 1, JoinPace.Seen, 0)]
    [DataRow(JoinPace.TiredRefusals, JoinPace.Seen, JoinPace.TiredGapMs)]
    [DataRow(JoinPace.FreeFailures, JoinPace.Away, JoinPace.UnseenGapMs)]
    [DataRow(JoinPace.TiredRefusals, JoinPace.Away, JoinPace.UnseenGapMs)]
    [DataRow(JoinPace.FreeFailures, JoinPace.Perhaps, JoinPace.PerhapsGapMs)]
    [DataRow(JoinPace.FreeFailures + JoinPace.PerhapsCalls - 1, JoinPace.Perhaps, JoinPace.PerhapsGapMs)]
    [DataRow(JoinPace.FreeFailures + JoinPace.PerhapsCalls, JoinPace.Perhaps, JoinPace.LaterGapMs)]
    [DataRow(JoinPace.FreeFailures + JoinPace.PerhapsCalls + JoinPace.LaterCalls, JoinPace.Perhaps, JoinPace.UnseenGapMs)]
    public void MayJoin_AfterFailures_WaitsByWhetherItIsSeen(int failures, int sight, int gapMs)
    {
        for (int i = 0; i < failures; i++)
        {
            _pace.Note(false, true, MinuteMs);
        }

        if (gapMs > 0)
        {
            Assert.IsFalse(_pace.MayJoin(MinuteMs + gapMs - 1, sight));
        }

        Assert.IsTrue(_pace.MayJoin(MinuteMs + gapMs, sight));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void SuccessOrReset_BeginsAnew(bool isSuccess)
    {
        for (int i = 0; i < JoinPace.TiredRefusals; i++)
        {
            _pace.Note(false, true, 0);
        }

        if (isSuccess)
        {
            _pace.Note(true, true, 1);
        }
        else
        {
            _pace.Reset();
        }

        Assert.IsFalse(_pace.WantsSearch);
        Assert.IsTrue(_pace.MayJoin(1, JoinPace.Away));
    }

    [TestMethod]
    public void NetworkThatWasAway_IsAskedAtOnceWhenItIsSeen()
    {
        for (int i = 0; i < JoinPace.TiredRefusals * 2; i++)
        {
            _pace.Note(false, false, MinuteMs);
        }

        Assert.IsFalse(_pace.MayJoin(MinuteMs, JoinPace.Away));
        Assert.IsTrue(_pace.MayJoin(MinuteMs, JoinPace.Seen));
    }

    // What the pace is for: the library loses some 150 bytes a call, and the chip has some ten thousand to spare.
    [TestMethod]
    [DataRow(JoinPace.Away, 60)]
    [DataRow(JoinPace.Perhaps, 110)]
    [DataRow(JoinPace.Seen, 170)]
    public void ADayOfFailures_OnceAMinute_CostsFewCalls(int sight, int atMost)
    {
        int calls = 0;
        for (long nowMs = 0; nowMs < 24L * 60 * MinuteMs; nowMs += MinuteMs)
        {
            if (_pace.MayJoin(nowMs, sight))
            {
                calls++;
                _pace.Note(false, sight == JoinPace.Seen, nowMs);
            }
        }

        Assert.IsTrue(calls <= atMost, calls.ToString());
        Assert.IsTrue(calls > 40, "it never gives up");
    }
}
