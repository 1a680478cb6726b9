using ChargerFirmware.Ports;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class FreeMemoryTests
{
    private readonly ManualClock _clock = new ManualClock();
    private readonly CountingSystem _system = new CountingSystem();

    [TestMethod]
    public void Read_ManyTimesInASecond_AsksOnce()
    {
        FreeMemory memory = new FreeMemory(_system, _clock, 0);
        for (int i = 0; i < 10; i++)
        {
            Assert.AreEqual(1001L, memory.Read());
            _clock.Advance(99);
        }

        Assert.AreEqual(1, _system.Asked);
        _clock.Advance(10);
        Assert.AreEqual(1002L, memory.Read(), "a second later it is another one");
        Assert.AreEqual(2, _system.Asked);
    }

    [TestMethod]
    public void TryTake_LeavesTheReserve_AndCountsWhatWasTaken()
    {
        FreeMemory memory = new FreeMemory(_system, _clock, 400);
        Assert.IsTrue(memory.HasRoomFor(601), "1001 are free");
        Assert.IsFalse(memory.HasRoomFor(602));
        Assert.IsTrue(memory.TryTake(300));
        Assert.IsTrue(memory.HasRoomFor(301));
        Assert.IsFalse(memory.TryTake(302));
        Assert.AreEqual(1, _system.Asked);
        _clock.Advance(1000);
        Assert.IsTrue(memory.HasRoomFor(602), "1002 now");
    }

    [TestMethod]
    public void TryTake_WithoutAReserve_NeverAsks()
    {
        FreeMemory memory = new FreeMemory(_system, _clock, 0);
        Assert.IsTrue(memory.TryTake(1000000));
        Assert.AreEqual(0, _system.Asked);
    }

    private sealed class CountingSystem : ISystem
    {
        public int Asked;

        public string FirmwareVersion => "";

        public long FreeMemoryBytes
        {
            get
            {
                Asked++;
                return 1000 + Asked;
            }
        }

        public void FillRandom(byte[] target)
        {
        }

        public void Restart(string reason)
        {
        }
    }
}
