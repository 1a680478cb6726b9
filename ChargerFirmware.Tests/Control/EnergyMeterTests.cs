using ChargerFirmware.Control;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public sealed class EnergyMeterTests
{
    private EnergyMeter _meter = new EnergyMeter(0, 0);
    private long _nowMs = 5000000;

    [TestMethod]
    public void Tick_OneHourAtTenAmps_IsTenAmpHoursAndTheirEnergy()
    {
        Run(52000, 10000, 3600 * 1000, 100);

        Assert.AreEqual(520000L, _meter.MilliWattHours);
        Assert.AreEqual(10000L, _meter.MilliAmpHours);
    }

    [TestMethod]
    public void Tick_HundredThousandUnevenSteps_AgreesWithTheExactSum()
    {
        // mV x mA x ms summed without any rounding: 3.6e9 of it are a mWh.
        long energy = 0;
        long charge = 0;
        uint random = 12345;
        Tick(50000, 1, 0);
        for (int i = 0; i < 100000; i++)
        {
            random = random * 1664525 + 1013904223;
            int milliVolts = 40000 + (int)(random >> 16) % 20000;
            int milliAmps = (int)(random >> 8) % 20000 - 2000;
            int stepMs = 1 + (int)(random >> 4) % 299;
            Tick(milliVolts, milliAmps, stepMs);
            if (milliAmps > 0)
            {
                energy += (long)milliVolts * milliAmps * stepMs;
                charge += (long)milliAmps * stepMs;
            }

            Assert.AreEqual(energy / 3600000000, _meter.MilliWattHours, i.ToString());
            Assert.AreEqual(charge / 3600000, _meter.MilliAmpHours, i.ToString());
        }

        Assert.IsTrue(_meter.MilliWattHours > 1000000, _meter.MilliWattHours.ToString());
    }

    [TestMethod]
    public void Tick_SmallCurrentForLong_LosesNothingToRounding()
    {
        // 1 mA at 50 V is 5 nJ a ms: far below a mWh a tick.
        Run(50000, 1, 100 * 3600 * 1000L, 100);

        Assert.AreEqual(5000L, _meter.MilliWattHours);
        Assert.AreEqual(100L, _meter.MilliAmpHours);
    }

    [TestMethod]
    public void Tick_Discharging_CountsNothingAndNeverGoesBack()
    {
        Run(52000, 10000, 3600000, 100);
        Run(52000, -10000, 3600000, 100);

        Assert.AreEqual(520000L, _meter.MilliWattHours);
    }

    [TestMethod]
    public void Tick_PackOffline_CountsNothingForTheGap()
    {
        Run(52000, 10000, 3600000, 100);
        for (int i = 0; i < 36000; i++)
        {
            Tick(Unknown.Number, Unknown.Number, 100);
        }

        // The first value after the gap says nothing about the time before it.
        Tick(52000, 10000, 100);
        Assert.AreEqual(520000L, _meter.MilliWattHours);

        Run(52000, 10000, 3600000, 100);
        Assert.AreEqual(1040000L, _meter.MilliWattHours);
    }

    [TestMethod]
    [DataRow(3000, 43L)]
    [DataRow(3001, 0L)]
    public void Tick_AfterALongAbsence_CountsOnlyWhatThePackCanHaveTold(int stepMs, long milliWattHours)
    {
        Tick(52000, 1000, 0);
        Tick(52000, 1000, stepMs);

        Assert.AreEqual(milliWattHours, _meter.MilliWattHours);
    }

    [TestMethod]
    public void Tick_LargestPackForADay_DoesNotOverflow()
    {
        Run(655350, 655350, 24 * 3600 * 1000L, 3000);

        Assert.AreEqual(655350L * 655350 * 24 / 1000, _meter.MilliWattHours);
    }

    [TestMethod]
    public void Tick_WithWhatWasStored_GoesOnFromThere()
    {
        _meter = new EnergyMeter(7000000000000, 90000000000);
        Run(52000, 10000, 3600000, 100);

        Assert.AreEqual(7000000520000, _meter.MilliWattHours);
        Assert.AreEqual(90000010000, _meter.MilliAmpHours);
    }

    private void Run(int milliVolts, int milliAmps, long milliseconds, int stepMs)
    {
        Tick(milliVolts, milliAmps, 0);
        for (long left = milliseconds; left > 0; left -= stepMs)
        {
            Tick(milliVolts, milliAmps, stepMs);
        }
    }

    private void Tick(int milliVolts, int milliAmps, int stepMs)
    {
        _nowMs += stepMs;
        _meter.Tick(milliVolts, milliAmps, _nowMs);
    }
}
