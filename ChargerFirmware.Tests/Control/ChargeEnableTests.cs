using ChargerFirmware.Control;
using ChargerFirmware.Ports;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class ChargeEnableTests
{
    private readonly CountingLine _line = new CountingLine();
    private long _nowMs = 5000;

    [TestMethod]
    public void New_DrivesTheLineLow()
    {
        _line.High = true;
        _ = new ChargeEnable(_line);

        Assert.IsFalse(_line.High);
    }

    [TestMethod]
    public void Pass_ChargesForASecond_HasFiveRisingEdges()
    {
        ChargeEnable enable = new ChargeEnable(_line);
        for (int i = 0; i < 10; i++)
        {
            enable.Pass(true, _nowMs += 100);
        }

        Assert.AreEqual(5, _line.Rises);
    }

    [TestMethod]
    public void Pass_TicksOfCommandsInBetween_AddNoEdges()
    {
        ChargeEnable enable = new ChargeEnable(_line);
        for (int i = 0; i < 50; i++)
        {
            enable.Pass(true, _nowMs += 20);
        }

        Assert.IsTrue(_line.Rises >= 5 && _line.Rises <= 7, _line.Rises.ToString());
    }

    [TestMethod]
    public void Pass_JitterOfTheTick_KeepsEachRiseWithinTheHoldOff()
    {
        ChargeEnable enable = new ChargeEnable(_line);
        long lastRiseMs = _nowMs;
        for (int i = 0; i < 100; i++)
        {
            int rises = _line.Rises;
            _nowMs += i % 3 == 0 ? 140 : i % 3 == 1 ? 85 : 95;
            enable.Pass(true, _nowMs);
            if (_line.Rises > rises)
            {
                Assert.IsTrue(_nowMs - lastRiseMs < ChargeEnable.HoldOffMs, (_nowMs - lastRiseMs).ToString());
                lastRiseMs = _nowMs;
            }
        }
    }

    [TestMethod]
    public void Pass_NoCharge_IsLowAtOnceAndStays()
    {
        ChargeEnable enable = new ChargeEnable(_line);
        enable.Pass(true, _nowMs += 100);
        Assert.IsTrue(_line.High);
        enable.Pass(false, _nowMs += 1);
        Assert.IsFalse(_line.High);
        int rises = _line.Rises;
        for (int i = 0; i < 20; i++)
        {
            enable.Pass(false, _nowMs += 100);
        }

        Assert.AreEqual(rises, _line.Rises);
        Assert.IsFalse(_line.High);
    }

    [TestMethod]
    public void Pass_NotFitted_DoesNothing()
    {
        ChargeEnable enable = new ChargeEnable(null!);
        enable.Pass(true, _nowMs += 100);
        enable.Pass(false, _nowMs += 100);
    }

    private sealed class CountingLine : ILine
    {
        public bool High;
        public int Rises;

        public bool IsHigh => High;

        public void Write(bool high)
        {
            Rises += high && !High ? 1 : 0;
            High = high;
        }
    }
}
