using ChargerFirmware.Can.Mcp2515;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Can.Mcp2515;

/// <summary>Bus-off that the chip has already left again, told from everything that looks like it.</summary>
[TestClass]
public class BusOffWatchTests
{
    private const int Warning = 0x05;
    private const int Passive = 0x15;
    private const int Overrun = 0x80;

    [TestMethod]
    public void SawBusOff_FlagIsSet_IsCertain()
    {
        BusOffWatch watch = new BusOffWatch();
        watch.Restart();

        Assert.IsTrue(watch.SawBusOff(0x20, true, 0, 0, true));
    }

    [TestMethod]
    public void SawBusOff_CounterFellByMoreThanWasAcknowledged_IsBusOff()
    {
        BusOffWatch watch = new BusOffWatch();
        watch.Restart();

        Assert.IsFalse(watch.SawBusOff(Passive, true, 200, 0, true));
        Assert.IsTrue(watch.SawBusOff(Warning, true, 104, 0, true));
    }

    [TestMethod]
    public void SawBusOff_CounterFellByWhatWasAcknowledged_IsRecovery()
    {
        BusOffWatch watch = new BusOffWatch();
        watch.Restart();

        Assert.IsFalse(watch.SawBusOff(Passive, true, 128, 0, true));
        Assert.IsFalse(watch.SawBusOff(Warning, true, 127, 1, true));
        Assert.IsFalse(watch.SawBusOff(Warning, false, 96, 31, true));
        Assert.IsFalse(watch.SawBusOff(0, true, 95, 1, true), "the warning was seen, its end explains the latch");
        Assert.IsFalse(watch.SawBusOff(0, false, 94, 1, true));
    }

    [TestMethod]
    public void SawBusOff_LatchWithoutATraceWhileWeSent_IsBusOff()
    {
        BusOffWatch watch = new BusOffWatch();
        watch.Restart();

        Assert.IsFalse(watch.SawBusOff(0, false, 0, 1, true));
        Assert.IsTrue(watch.SawBusOff(0, true, 0, 0, true));
    }

    [TestMethod]
    public void SawBusOff_LatchWithoutATraceWhileWeWereSilent_IsAReceiverWarning()
    {
        BusOffWatch watch = new BusOffWatch();
        watch.Restart();

        Assert.IsFalse(watch.SawBusOff(0, true, 0, 0, false));
    }

    [TestMethod]
    public void SawBusOff_WarningThatCameAndWentByAcknowledges_IsNone()
    {
        BusOffWatch watch = new BusOffWatch();
        watch.Restart();

        Assert.IsFalse(watch.SawBusOff(0, false, 90, 0, true));
        Assert.IsFalse(watch.SawBusOff(0, true, 95, 3, true));
    }

    [TestMethod]
    public void SawBusOff_Overrun_ExplainsTheLatch()
    {
        BusOffWatch watch = new BusOffWatch();
        watch.Restart();

        Assert.IsFalse(watch.SawBusOff(Overrun, true, 0, 0, true));
        Assert.IsFalse(watch.SawBusOff(0, true, 0, 0, true), "the latch may have come back between reading and clearing the overrun");
    }

    [TestMethod]
    public void SawBusOff_ChipThatHoldsTheLatchWhilePassive_IsNotTakenForBusOff()
    {
        BusOffWatch watch = new BusOffWatch();
        watch.Restart();
        for (int i = 0; i < 10; i++)
        {
            Assert.IsFalse(watch.SawBusOff(Passive, true, 128, 0, true));
        }
    }
}
