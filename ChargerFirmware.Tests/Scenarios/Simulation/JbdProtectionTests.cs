using ChargerFirmware.Bms;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Battery;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

[TestClass]
public sealed class JbdProtectionTests
{
    [TestMethod]
    public void CellOverVoltage_PackPushedTooFar_OpensTheChargePathAndLetsGoWithHysteresis()
    {
        BmsBench bench = new(new BatteryOptions { SocPermille = 985 });
        ConstantSource source = bench.ConnectSource(20_000);
        RunUntil(bench, Protection.CellOverVoltage, true, 600_000);
        Assert.IsTrue(bench.Board.Readings.HighestMilliVolts > 4150);
        Assert.IsFalse(bench.Battery.ChargePathClosed);
        Assert.AreEqual(0, bench.Battery.MilliAmps);
        Assert.AreEqual(1, bench.Board.CountAt(3), "register AA counts it");

        // Still pushed: it stays. With a load the cells come down below the release.
        bench.Clock.Advance(30_000);
        bench.World.Advance();
        Assert.AreEqual(Protection.CellOverVoltage, bench.Board.ProtectionBits & Protection.CellOverVoltage);
        source.OutputMilliAmps = 0;
        bench.Battery.LoadMilliAmps = 20_000;
        RunUntil(bench, Protection.CellOverVoltage, false, 1_200_000);
        Assert.IsTrue(bench.Board.Readings.HighestMilliVolts <= 4150);
        Assert.IsTrue(bench.Battery.ChargePathClosed);
    }

    [TestMethod]
    public void CellUnderVoltage_PackDrained_OpensTheDischargePath()
    {
        BmsBench bench = new(new BatteryOptions { SocPermille = 20 });
        bench.Battery.LoadMilliAmps = 40_000;
        RunUntil(bench, Protection.CellUnderVoltage, true, 600_000);
        Assert.IsFalse(bench.Board.DischargeFetOn);
        Assert.IsTrue(bench.Board.ChargeFetOn);
        Assert.AreEqual(0, bench.Battery.MilliAmps);
    }

    [TestMethod]
    [DataRow(61, Protection.ChargeOverTemperature, 57, 54)]
    [DataRow(-6, Protection.ChargeUnderTemperature, -2, 1)]
    public void Temperature_OutsideTheChargeRange_StopsTheChargeWithHysteresis(int celsius, int bit, int stillCelsius, int goodCelsius)
    {
        BmsBench bench = new();
        bench.Battery.SetCelsius(celsius);
        bench.Clock.Advance(500);
        bench.World.Advance();
        Assert.AreEqual(0, bench.Board.ProtectionBits, "not before its delay");
        bench.Clock.Advance(1_000);
        bench.World.Advance();
        Assert.AreEqual(bit, bench.Board.ProtectionBits);
        Assert.IsFalse(bench.Board.ChargeFetOn);
        Assert.IsTrue(bench.Board.DischargeFetOn);

        bench.Battery.SetCelsius(stillCelsius);
        bench.Clock.Advance(5_000);
        bench.World.Advance();
        Assert.AreEqual(bit, bench.Board.ProtectionBits);

        bench.Battery.SetCelsius(goodCelsius);
        bench.Clock.Advance(2_000);
        bench.World.Advance();
        Assert.AreEqual(0, bench.Board.ProtectionBits);
        Assert.IsTrue(bench.Board.ChargeFetOn);
    }

    [TestMethod]
    public void ChargeOverCurrent_LongerThanItsDelay_TripsAndComesBackAfterItsRelease()
    {
        BmsBench bench = new(new BatteryOptions { SocPermille = 300, CapacityMilliAmpHours = 400_000 });
        ConstantSource source = bench.ConnectSource(70_000);
        RunUntil(bench, Protection.ChargeOverCurrent, true, 11_000);
        source.OutputMilliAmps = 0;
        bench.Clock.Advance(29_000);
        bench.World.Advance();
        Assert.AreEqual(Protection.ChargeOverCurrent, bench.Board.ProtectionBits);
        RunUntil(bench, Protection.ChargeOverCurrent, false, 2_000);
    }

    private static void RunUntil(BmsBench bench, int bit, bool isSet, int withinMs)
    {
        for (int ms = 0; ms < withinMs; ms += 100)
        {
            bench.Clock.Advance(100);
            bench.World.Advance();
            if ((bench.Board.ProtectionBits & bit) != 0 == isSet)
            {
                return;
            }
        }

        Assert.Fail("protection " + bit + " was not " + (isSet ? "set" : "released") + " within " + withinMs + " ms; highest cell " + bench.Board.Readings.HighestMilliVolts);
    }
}
