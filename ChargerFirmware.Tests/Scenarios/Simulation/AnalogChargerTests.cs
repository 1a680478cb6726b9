using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Battery;
using Simulation.Charger;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

[TestClass]
public sealed class AnalogChargerTests
{
    private readonly AnalogPin _pin = new();
    private readonly FollowedPack _pack = new() { MilliVolts = 50_000 };
    private readonly AnalogCharger _charger;
    private long _nowMs;

    public AnalogChargerTests()
    {
        _charger = new AnalogCharger(_pack, _pin, 58_100);
    }

    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(2, 0, DisplayName = "an offset of the stage")]
    [DataRow(97, 7_167)]
    [DataRow(200, 14_778)]
    [DataRow(203, 15_000)]
    [DataRow(225, 16_626)]
    [DataRow(255, 16_626, DisplayName = "saturated")]
    public void Code_ThroughTheStage_IsCurrentInProportion(int code, int milliAmps)
    {
        _pin.Code = code;
        Pass(5_000);
        Assert.AreEqual(milliAmps, _charger.OutputMilliAmps, 1);
    }

    [TestMethod]
    public void Code_NobodyChangesIt_StaysForEver()
    {
        _pin.Code = 97;
        Pass(120_000);
        Assert.AreEqual(7_167, _charger.OutputMilliAmps, 1);
    }

    [TestMethod]
    public void Voltage_AtItsOwnSetting_IsHeld()
    {
        _pin.Code = 200;
        _pack.MilliVolts = 57_900;
        Pass(5_000);
        Assert.AreEqual(5_000, _charger.OutputMilliAmps, 1, "200 mV over 40 mOhm");
        Assert.AreEqual(58_100, _charger.OutputMilliVolts, 1);
    }

    [TestMethod]
    public void IgnoresStop_TheInputSticks_UntilItIsUnplugged()
    {
        _pin.Code = 97;
        Pass(5_000);
        _charger.Faults.IgnoresStop = true;
        _pin.Code = 0;
        Pass(5_000);
        Assert.AreEqual(7_167, _charger.OutputMilliAmps, 1);
        _charger.Faults.Unplugged = true;
        Pass(1);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
        _charger.Faults.Unplugged = false;
        Pass(1_000);
        Assert.AreEqual(0, _charger.OutputMilliAmps);
    }

    [TestMethod]
    public void Site_AnalogProtocol_IsWiredToTheBoardsOutput()
    {
        ManualClock clock = new();
        SimulatedSite site = new(clock, new SiteOptions());
        site.UseCharger("analog", 0, 250_000);
        site.Dac.Code = 97;
        clock.Advance(4_000);
        site.World.Advance();
        Assert.AreEqual(7_167, site.Battery.MilliAmps, 1);
        Assert.IsNotNull(site.Analog);

        site.UseCharger("tc", 0, 250_000);
        clock.Advance(10);
        site.World.Advance();
        Assert.AreEqual(0, site.Battery.MilliAmps);
    }

    private void Pass(int milliseconds)
    {
        for (int i = 0; i < milliseconds; i++)
        {
            _charger.Step(++_nowMs);
        }
    }
}
