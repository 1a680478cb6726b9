using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Charger.Analog;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Charger;

[TestClass]
public class AnalogProtocolTests
{
    private readonly FakeDac _dac = new FakeDac();
    private readonly FakeCanBus _bus = new FakeCanBus();
    private readonly CanFrame _frame = new CanFrame();
    private readonly ChargerOptions _options = new ChargerOptions { SlowMilliAmps = 5000, MediumMilliAmps = 10000, FastMilliAmps = 15000 };

    [TestMethod]
    [DataRow(15000, 200, 15000)]
    [DataRow(99999, 200, 15000)]
    [DataRow(14999, 97, 10000)]
    [DataRow(9999, 0, 0)] // slow is 0 V as it comes: no step
    [DataRow(0, 0, 0)]
    public void TrySay_Charge_DrivesTheHighestStepWithinTheLimit(int limitMilliAmps, int level, int milliAmps)
    {
        AnalogProtocol protocol = new AnalogProtocol(_options, _dac);

        Assert.IsTrue(protocol.TrySay(new ChargerRequest { Charge = true, MilliAmps = limitMilliAmps }, 0, _bus, _frame));

        Assert.AreEqual(level, _dac.Level);
        Assert.AreEqual(level, protocol.OutputLevel);
        Assert.AreEqual(milliAmps, protocol.RoundDown(limitMilliAmps));
        Assert.AreEqual(0, _bus.SendCalls);
    }

    [TestMethod]
    public void TrySay_Stop_IsZeroVolts()
    {
        AnalogProtocol protocol = new AnalogProtocol(_options, _dac);
        protocol.TrySay(new ChargerRequest { Charge = true, MilliAmps = 15000 }, 0, _bus, _frame);

        protocol.TrySay(new ChargerRequest { Charge = false, MilliAmps = 15000 }, 0, _bus, _frame);

        Assert.AreEqual(0, _dac.Level);
        Assert.IsTrue(protocol.CanStop);
        Assert.AreEqual(0, protocol.StopMilliAmps);
    }

    [TestMethod]
    public void TrySay_SlowWithALevel_IsAStepOfItsOwn()
    {
        _options.AnalogSlowLevel = 40;
        AnalogProtocol protocol = new AnalogProtocol(_options, _dac);

        protocol.TrySay(new ChargerRequest { Charge = true, MilliAmps = 9999 }, 0, _bus, _frame);

        Assert.AreEqual(40, _dac.Level);
        Assert.AreEqual(5000, protocol.RoundDown(9999));
        Assert.AreEqual(0, protocol.RoundDown(4999));
    }

    [TestMethod]
    public void TrySay_LevelAboveTheLimit_IsClamped()
    {
        _options.AnalogFastLevel = 250;
        AnalogProtocol protocol = new AnalogProtocol(_options, _dac);

        protocol.TrySay(new ChargerRequest { Charge = true, MilliAmps = 15000 }, 0, _bus, _frame);
        Assert.AreEqual(203, _dac.Level);

        _options.AnalogMaxLevel = 0;
        Assert.AreEqual(0, protocol.RoundDown(15000), "all steps are 0 V: there is nothing to ask for");
    }

    [TestMethod]
    public void WithoutAConverter_NothingIsAskedForAndNothingShown()
    {
        AnalogProtocol protocol = new AnalogProtocol(_options, null);

        Assert.IsTrue(protocol.TrySay(new ChargerRequest { Charge = true, MilliAmps = 15000 }, 0, _bus, _frame));
        Assert.AreEqual(0, protocol.RoundDown(15000));
        Assert.AreEqual(Unknown.Number, protocol.OutputLevel);
    }

    [TestMethod]
    public void Link_StopsAtOnceAndConfirmsIt_AndNeverTouchesTheBus()
    {
        ChargerLink link = new ChargerLink(_bus, new AnalogProtocol(_options, _dac), 0);
        link.Ask(new ChargerRequest { Charge = true, MilliAmps = 10000 }, 0);
        link.Pass(0);
        Assert.AreEqual(97, _dac.Level);
        Assert.IsFalse(link.IsStopConfirmed());

        link.Ask(new ChargerRequest(), 120);
        link.Pass(120);

        Assert.AreEqual(0, _dac.Level);
        Assert.IsTrue(link.IsStopConfirmed());
        Assert.AreEqual(0, _bus.SendCalls + _bus.ReceiveCalls);
    }

    [TestMethod]
    public void TrySay_MediumAndSlow_HaveTheirOwnLevels()
    {
        _options.AnalogSlowLevel = 203;
        _options.AnalogMediumLevel = 204;
        AnalogProtocol protocol = new AnalogProtocol(_options, _dac);

        protocol.TrySay(new ChargerRequest { Charge = true, MilliAmps = 5000 }, 0, _bus, _frame);
        Assert.AreEqual(203, _dac.Level);
        protocol.TrySay(new ChargerRequest { Charge = true, MilliAmps = 10000 }, 0, _bus, _frame);
        Assert.AreEqual(203, _dac.Level, "204 is above the limit");
        protocol.TrySay(new ChargerRequest { Charge = true, MilliAmps = 4999 }, 0, _bus, _frame);
        Assert.AreEqual(0, _dac.Level);
    }

    [TestMethod]
    public void RoundDown_StepWithoutACurrent_DoesNotHideTheOneBelowIt()
    {
        _options.FastMilliAmps = 0;
        AnalogProtocol protocol = new AnalogProtocol(_options, _dac);

        Assert.AreEqual(10000, protocol.RoundDown(15000));
        Assert.AreEqual(0, protocol.RoundDown(0));
    }

    [TestMethod]
    public void Encode_NoBus_HasNoFrame()
    {
        Assert.IsFalse(new AnalogProtocol(_options, _dac).Encode(new ChargerRequest { Charge = true, MilliAmps = 15000 }, 0, _frame));
    }
}
