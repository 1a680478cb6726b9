using ChargerFirmware.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class CurrentRampTests
{
    private const int PerSecond = 2000;

    private readonly CurrentRamp _ramp = new CurrentRamp();

    [TestMethod]
    public void Follow_FirstTick_TakesOneSecondsWorthAtOnceAndThenRisesByTime()
    {
        _ramp.Follow(10000, PerSecond, 1000);
        Assert.AreEqual(2000, _ramp.MilliAmps);

        _ramp.Follow(10000, PerSecond, 1100);
        Assert.AreEqual(2200, _ramp.MilliAmps);

        _ramp.Follow(10000, PerSecond, 3000);
        Assert.AreEqual(4200, _ramp.MilliAmps, "a second's worth at most, however long the tick was away");

        _ramp.Follow(4300, PerSecond, 3100);
        Assert.AreEqual(4300, _ramp.MilliAmps);
    }

    [TestMethod]
    public void Follow_LowerLimit_IsTakenAtOnce()
    {
        _ramp.Follow(2000, PerSecond, 1000);
        _ramp.Follow(150, PerSecond, 1001);
        Assert.AreEqual(150, _ramp.MilliAmps);

        _ramp.Follow(0, PerSecond, 1002);
        Assert.AreEqual(0, _ramp.MilliAmps);
    }

    [TestMethod]
    public void Follow_UpAndDownWithinASecond_DoesNotGainByIt()
    {
        _ramp.Follow(2000, PerSecond, 1000);
        _ramp.Follow(0, PerSecond, 1100);
        _ramp.Follow(2000, PerSecond, 1200);

        Assert.AreEqual(400, _ramp.MilliAmps, "what 200 ms are worth");
    }

    [TestMethod]
    public void Follow_AfterAStop_BeginsWithAFirstStepAgain()
    {
        _ramp.Follow(2000, PerSecond, 1000);
        _ramp.Stop();
        Assert.AreEqual(0, _ramp.MilliAmps);

        _ramp.Follow(10000, PerSecond, 1100);
        Assert.AreEqual(2000, _ramp.MilliAmps);
    }

    [TestMethod]
    public void Follow_SlowRamp_LosesNoFractions()
    {
        _ramp.Follow(100000, 101, 0);
        for (int i = 1; i <= 1000; i++)
        {
            _ramp.Follow(100000, 101, i);
        }

        Assert.AreEqual(202, _ramp.MilliAmps);
    }

    [TestMethod]
    public void Follow_RateOfZero_IsNoRamp()
    {
        _ramp.Follow(15000, 0, 1000);

        Assert.AreEqual(15000, _ramp.MilliAmps);
    }

    [TestMethod]
    public void FollowSteps_UpAfterAChange_WaitsAMinuteAndForASureLimit()
    {
        _ramp.FollowSteps(15000, 10000, 1000);
        Assert.AreEqual(15000, _ramp.MilliAmps, "the first one is free");
        _ramp.FollowSteps(10000, 0, 2000);
        Assert.AreEqual(10000, _ramp.MilliAmps);

        _ramp.FollowSteps(15000, 15000, 61999);
        Assert.AreEqual(10000, _ramp.MilliAmps);
        Assert.AreEqual(1, _ramp.HeldMs(61999));
        _ramp.FollowSteps(15000, 10000, 62000);
        Assert.AreEqual(10000, _ramp.MilliAmps);
        _ramp.FollowSteps(15000, 15000, 62000);
        Assert.AreEqual(15000, _ramp.MilliAmps);
    }

    [TestMethod]
    public void HeldMs_NothingIsHeld_IsZero()
    {
        Assert.AreEqual(0, _ramp.HeldMs(1000), "nothing has been asked yet");
        _ramp.FollowSteps(15000, 15000, 1000);
        Assert.AreEqual(60000, _ramp.HeldMs(1000));
        Assert.AreEqual(0, _ramp.HeldMs(61000));
        Assert.AreEqual(0, _ramp.HeldMs(61001));
    }

    [TestMethod]
    public void FollowSteps_Down_IsTakenAtOnce()
    {
        _ramp.FollowSteps(15000, 15000, 1000);
        _ramp.FollowSteps(10000, 10000, 1001);
        _ramp.FollowSteps(0, 0, 1002);

        Assert.AreEqual(0, _ramp.MilliAmps);
    }

    [TestMethod]
    public void Release_UserWantsMore_StepIsNotHeldBack()
    {
        _ramp.FollowSteps(15000, 15000, 1000);
        _ramp.FollowSteps(10000, 10000, 1001);
        _ramp.Release();
        _ramp.FollowSteps(15000, 10000, 1100);

        Assert.AreEqual(15000, _ramp.MilliAmps);
    }

    // A limit that comes to rest just above fast is surely above medium.
    [TestMethod]
    public void FollowSteps_OnlyALowerStepIsSure_TakesThatOne()
    {
        _ramp.FollowSteps(15000, 15000, 1000);
        _ramp.FollowSteps(0, 0, 2000);
        _ramp.FollowSteps(15000, 10000, 61999);
        Assert.AreEqual(0, _ramp.MilliAmps);

        _ramp.FollowSteps(15000, 10000, 62000);
        Assert.AreEqual(10000, _ramp.MilliAmps);
        _ramp.FollowSteps(15000, 10000, 200000);
        Assert.AreEqual(10000, _ramp.MilliAmps);
    }
}
