using ChargerFirmware.Can;
using ChargerFirmware.Can.Mcp2515;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Can.Mcp2515;

/// <summary>Which buffer is read when, and what the interrupt line is worth.</summary>
[TestClass]
public class Mcp2515ReceiverTests
{
    [TestMethod]
    public void TryReceive_LineHigh_DoesNotTouchTheChip()
    {
        Bench bench = new Bench();
        Assert.IsFalse(bench.Receiver.TryReceive(bench.Frame));
        Assert.AreEqual(0, bench.Spi.Count);
    }

    [TestMethod]
    public void TryReceive_BothBuffersFull_TakesBuffer1BeforeWhatComesNewIntoBuffer0()
    {
        Bench bench = new Bench();
        bench.Line.High = false;
        bench.Spi.Answer(new byte[] { 0, 0x03 });
        Assert.IsTrue(bench.Receiver.TryReceive(bench.Frame));
        Assert.IsTrue(bench.Receiver.TryReceive(bench.Frame));

        Assert.AreEqual(3, bench.Spi.Count, "one status for both");
        Assert.AreEqual("A0 00", bench.Spi.Sent(0));
        Assert.AreEqual("90", bench.Spi.Sent(1).Substring(0, 2));
        Assert.AreEqual("94", bench.Spi.Sent(2).Substring(0, 2));
        Assert.AreEqual(2, bench.Health.Received);
    }

    [TestMethod]
    public void TryReceive_OnlyBuffer1_IsRead()
    {
        Bench bench = new Bench();
        bench.Line.High = false;
        bench.Spi.Answer(new byte[] { 0, 0x0A });

        Assert.IsTrue(bench.Receiver.TryReceive(bench.Frame));
        Assert.AreEqual("94", bench.Spi.Sent(1).Substring(0, 2));
    }

    [TestMethod]
    public void TryReceive_StatusThatCannotBe_GivesNoFrame()
    {
        Bench bench = new Bench();
        bench.Line.High = false;
        bench.Spi.Answer(new byte[] { 0xFF, 0xFF });

        Assert.IsFalse(bench.Receiver.TryReceive(bench.Frame));
        Assert.AreEqual(0, bench.Health.Received);
    }

    [TestMethod]
    public void Forget_FrameRememberedInBuffer1_IsGone()
    {
        Bench bench = new Bench();
        bench.Line.High = false;
        bench.Spi.Answer(new byte[] { 0, 0x03 });
        Assert.IsTrue(bench.Receiver.TryReceive(bench.Frame));

        bench.Receiver.Forget();
        bench.Line.High = true;
        Assert.IsFalse(bench.Receiver.TryReceive(bench.Frame));
    }

    [TestMethod]
    public void TryReceive_LineLowWithoutAFrameOnce_IsForgiven()
    {
        Bench bench = new Bench();
        for (int i = 0; i < 10; i++)
        {
            bench.Line.High = false;
            Assert.IsFalse(bench.Receiver.TryReceive(bench.Frame));
            bench.Line.High = true;
            Assert.IsFalse(bench.Receiver.TryReceive(bench.Frame));
        }

        Assert.AreEqual(10, bench.Spi.Count, "still silent while the line is high");
    }

    [TestMethod]
    public void TryReceive_LineLowWithoutAFrameForEver_IsPolledAndStillReceives()
    {
        Bench bench = new Bench();
        bench.Line.High = false;
        for (int i = 0; i < 3; i++)
        {
            Assert.IsFalse(bench.Receiver.TryReceive(bench.Frame));
        }

        bench.Line.High = true;
        Assert.IsFalse(bench.Receiver.TryReceive(bench.Frame));
        Assert.AreEqual(4, bench.Spi.Count, "polled although the line is high");

        bench.Receiver.Trust();
        Assert.IsFalse(bench.Receiver.TryReceive(bench.Frame));
        Assert.AreEqual(4, bench.Spi.Count);
    }

    [TestMethod]
    public void CheckLine_FullBufferUnderAHighLine_IsPolledFromThenOn()
    {
        Bench bench = new Bench();
        byte[] look = new byte[23];
        look[18] = 0x01; // CANINTF: RX0IF
        bench.Spi.Answer(look);
        bench.Chip.Look();

        bench.Receiver.CheckLine();
        bench.Spi.Answer(new byte[] { 0, 0x01 });
        Assert.IsTrue(bench.Receiver.TryReceive(bench.Frame));
    }

    [TestMethod]
    public void CheckLine_FullBufferUnderALowLine_IsAsItShallBe()
    {
        Bench bench = new Bench();
        byte[] look = new byte[23];
        look[18] = 0x01;
        bench.Spi.Answer(look);
        bench.Chip.Look();
        bench.Line.High = false;

        bench.Receiver.CheckLine();
        bench.Line.High = true;
        Assert.IsFalse(bench.Receiver.TryReceive(bench.Frame));
        Assert.AreEqual(1, bench.Spi.Count);
    }
    private sealed class Bench
    {
        public readonly ScriptedSpi Spi = new ScriptedSpi();
        public readonly ManualLine Line = new ManualLine();
        public readonly CanHealth Health = new CanHealth();
        public readonly CanFrame Frame = new CanFrame();
        public readonly Mcp2515Spi Chip;
        public readonly Mcp2515Receiver Receiver;

        public Bench()
        {
            Chip = new Mcp2515Spi(Spi);
            Receiver = new Mcp2515Receiver(Chip, Line, Health, new Log(new ManualClock(), 1024));
        }
    }
}
