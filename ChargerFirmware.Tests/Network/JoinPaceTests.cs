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
            Assert.IsTrue(_pace.MayJoin(i, false));
            _pace.Note(false, true, i);
        }

        Assert.IsTrue(_pace.WantsSearch);
    }

    [TestMethod]
    [DataRow(JoinPace.FreeFailures, true, 0)]
    [DataRow(JoinPace.TiredRefusals - 1, true, 0)]
    [DataRow(JoinPace.TiredRefusals, true, JoinPace.TiredGapMs)]
    [DataRow(JoinPace.FreeFailures, false, JoinPace.UnseenGapMs)]
    [DataRow(JoinPace.TiredRefusals, false, JoinPace.UnseenGapMs)]
    public void MayJoin_AfterFailures_WaitsByWhetherItIsSeen(int failures, bool isSeen, int gapMs)
    {
        for (int i = 0; i < failures; i++)
        {
            _pace.Note(false, true, MinuteMs);
        }

        if (gapMs > 0)
        {
            Assert.IsFalse(_pace.MayJoin(MinuteMs + gapMs - 1, isSeen));
        }

        Assert.IsTrue(_pace.MayJoin(MinuteMs + gapMs, isSeen));
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
        Assert.IsTrue(_pace.MayJoin(1, false));
    }

    [TestMethod]
    public void NetworkThatWasAway_IsAskedAtOnceWhenItIsSeen()
    {
        for (int i = 0; i < JoinPace.TiredRefusals * 2; i++)
        {
            _pace.Note(false, false, MinuteMs);
        }

        Assert.IsFalse(_pace.MayJoin(MinuteMs, false));
        Assert.IsTrue(_pace.MayJoin(MinuteMs, true));
    }

    // What the pace is for: the library loses some 150 bytes a call, and the chip has some ten thousand to spare.
    [TestMethod]
    [DataRow(false, 60)]
    [DataRow(true, 170)]
    public void ADayOfFailures_OnceAMinute_CostsFewCalls(bool isSeen, int atMost)
    {
        int calls = 0;
        for (long nowMs = 0; nowMs < 24L * 60 * MinuteMs; nowMs += MinuteMs)
        {
            if (_pace.MayJoin(nowMs, isSeen))
            {
                calls++;
                _pace.Note(false, isSeen, nowMs);
            }
        }

        Assert.IsTrue(calls <= atMost, calls.ToString());
        Assert.IsTrue(calls > 40, "it never gives up");
    }
}
