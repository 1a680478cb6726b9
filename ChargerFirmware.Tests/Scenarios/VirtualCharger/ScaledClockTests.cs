using Microsoft.VisualStudio.TestTools.UnitTesting;
using VirtualCharger;

namespace ChargerFirmware.Tests.Scenarios.VirtualCharger;

[TestClass]
public sealed class ScaledClockTests
{
    private double _realMs;

    [TestMethod]
    [DataRow(60.0)]
    [DataRow(1.0)]
    [DataRow(0.5)]
    public void Sleep_IdleMachine_RunsAtExactlyTheSpeed(double speed)
    {
        ScaledClock clock = NewClock(speed);
        for (int i = 0; i < 12_000; i++)
        {
            clock.Sleep(5);
        }

        Assert.AreEqual(60_000, clock.NowMs);
        Assert.AreEqual(60_000 / speed, _realMs, 2);
    }

    [TestMethod]
    public void NowMs_WhileNobodySleeps_StandsStill()
    {
        ScaledClock clock = NewClock(60);
        clock.Sleep(100);
        _realMs += 1_500;
        clock.KeepAlive();
        Assert.AreEqual(100, clock.NowMs);
    }

    [TestMethod]
    public void Sleep_AfterALoadedMachineTookTime_AdvancesByTheSleepAlone()
    {
        ScaledClock clock = NewClock(60);
        clock.Sleep(5);
        _realMs += 700;
        clock.Sleep(5);
        Assert.AreEqual(10, clock.NowMs, "no tick is missed");
    }

    [TestMethod]
    public void Sleep_LostTime_IsCaughtUpWithinBounds()
    {
        ScaledClock clock = NewClock(10);
        clock.Sleep(5);
        _realMs += 60_000;
        double from = _realMs;
        for (int i = 0; i < 2_000; i++)
        {
            clock.Sleep(5);
        }

        // 10 000 ms at tenfold speed are 1000 ms; at most 100 ms of the lost minute come back.
        Assert.IsTrue(_realMs - from >= 890, "took " + (_realMs - from));
    }

    [TestMethod]
    public void KeepAlive_FirmwareHangs_TimeGoesOnByItself()
    {
        ScaledClock clock = NewClock(60);
        clock.Sleep(100);
        for (int i = 0; i < 300; i++)
        {
            _realMs += 10;
            clock.KeepAlive();
        }

        // 3 s without a sleeper, the first two of them waited for.
        Assert.AreEqual(100 + 60_000, clock.NowMs, 1_500);
        long hung = clock.NowMs;

        clock.Sleep(5);
        Assert.AreEqual(hung + 5, clock.NowMs, "and a sleeper takes it over again");
    }

    private ScaledClock NewClock(double speed)
    {
        return new ScaledClock(speed, () => _realMs, milliseconds => _realMs += milliseconds);
    }
}
