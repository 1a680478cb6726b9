using System;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Ports;
using ChargerFirmware.Tests.Bms.Jbd;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Bms;

[TestClass]
[DoNotParallelize]
public class JbdAllocationTests
{
    [TestMethod]
    public void Pass_TenThousandWithTraffic_AllocateNothing()
    {
        JbdProtocol protocol = new(new EndlessBoard(), JbdProtocol.DefaultBitsPerSecond);
        long nowMs = 0;
        for (int i = 0; i < 2000; i++)
        {
            protocol.Pass(nowMs += 5);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            protocol.Pass(nowMs += 5);
        }

        Assert.AreEqual(0L, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.IsGreaterThan(2000, protocol.Counters.Good);
        Assert.IsGreaterThan(100, protocol.Counters.Bad);
        Assert.IsGreaterThan(100, protocol.Counters.Unexpected);
        Assert.IsGreaterThan(10, protocol.Counters.Late);
        Assert.IsNotNull(protocol.Battery.HardwareName);
    }

    /// <summary>Answers in pieces of ten bytes, every fifth time with noise and an echo in front, every fiftieth time not at all; allocates nothing either.</summary>
    private sealed class EndlessBoard : IUart
    {
        private readonly byte[] _noise = Hex.Of("00DD77DD04002011DDA50300FFFD77");
        private readonly byte[] _basic = Hex.Of(JbdReplies.Basic);
        private readonly byte[] _cells = Hex.Of(JbdReplies.Cells);
        private readonly byte[] _name = Hex.Of(JbdReplies.Name);
        private readonly byte[] _pending = new byte[128];
        private int _from;
        private int _end;
        private int _requests;

        public void Open(int bitsPerSecond)
        {
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            int taken = Math.Min(Math.Min(count, 10), _end - _from);
            Array.Copy(_pending, _from, buffer, offset, taken);
            _from += taken;
            return taken;
        }

        public bool Write(byte[] buffer, int offset, int count)
        {
            _requests++;
            _from = 0;
            _end = 0;
            if (_requests % 50 == 0)
            {
                return true;
            }

            if (_requests % 5 == 0)
            {
                Put(_noise);
            }

            int register = buffer[offset + 2];
            Put(register == JbdRegister.Basic ? _basic : register == JbdRegister.Cells ? _cells : _name);
            return true;
        }

        private void Put(byte[] bytes)
        {
            Array.Copy(bytes, 0, _pending, _end, bytes.Length);
            _end += bytes.Length;
        }
    }
}
