using System;
using ChargerFirmware.Core;
using ChargerFirmware.Network;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Network;

namespace ChargerFirmware.Tests.Scenarios.Network;

/// <summary>Nothing is allocated for a packet, nor by passes that find nothing to do: on the device the collector would stop everything.</summary>
[TestClass]
[DoNotParallelize]
public sealed class NetworkAllocationTests
{
    private const int Rounds = 1000;

    [TestMethod]
    public void Packets_AThousandOfEach_AllocateNothing()
    {
        byte[] address = [192, 168, 4, 1];
        MdnsNames names = new("charger-b2c3");
        MdnsQuery query = new(names, address);
        MdnsWriter writer = new(names, address);
        NetworkBuffers buffers = new();
        DhcpReply dhcp = new(address);
        byte[] dns = Hex.Parse("123401000001000000000000076361707469766505" + "6170706C6503636F6D00" + "00010001");
        byte[] mdns = Hex.Parse("000000000001000000000000" + "0C636861726765722D62326333056C6F63616C00" + "00010001");
        byte[] discover = new byte[300];
        Hex.Parse("0101060012345678").CopyTo(discover, 0);
        Hex.Parse("63825363350101FF").CopyTo(discover, 236);
        byte[] nonce = new byte[8];

        long before = 0;
        int answered = 0;
        for (int i = -10; i < Rounds; i++)
        {
            if (i == 0)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
                answered = 0;
            }

            answered += DnsReply.Make(dns, dns.Length, buffers.Out, address) > 0 ? 1 : 0;
            answered += query.Read(mdns, mdns.Length) && writer.WriteResponse(buffers.Out, query.Wanted) > 0 ? 1 : 0;
            answered += dhcp.Make(discover, discover.Length, buffers.Out, 1000 + i) > 0 ? 1 : 0;
            SntpPacket.WriteRequest(buffers.Out, nonce);
            answered += SntpPacket.Judge(buffers.Out, SntpPacket.Length, nonce) == SntpPacket.NotOurs ? 1 : 0;
        }

        Assert.AreEqual(0L, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(4 * Rounds, answered);
    }

    [TestMethod]
    public void Loop_OnlineAThousandPasses_AllocatesNothing()
    {
        ManualClock clock = new(1_000_000);
        SimulatedNetwork radio = new(clock);
        radio.Routers.Add(new SimulatedRouter("Home", "charge-me") { Address = "127.0.0.1" });
        radio.Store("Home", "charge-me");
        SettingValues values = new(new SettingTable());
        Assert.IsNull(values.Overlay("time.server", ""));
        SettingStore store = new(new FakeFlash(), values);
        store.Load();
        NetworkLoop loop = new(radio, clock, new NoSystem(), values, store, new WallClock(clock), new Log(clock, 4096), null, null, new NetworkOptions { DnsPort = 0, DhcpPort = 0, MdnsPort = 0 });
        NetworkStatus status = new();
        for (int i = 0; i < 1000; i++)
        {
            loop.Pass();
            clock.Advance(NetworkLoop.PassMs);
        }

        loop.Board.Read(status);
        Assert.AreEqual(NetworkState.Online, status.State);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++)
        {
            loop.Pass();
            clock.Advance(NetworkLoop.PassMs);
        }

        Assert.AreEqual(0L, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class NoSystem : global::ChargerFirmware.Ports.ISystem
    {
        public string FirmwareVersion => "";

        public long FreeMemoryBytes => 0;

        public void FillRandom(byte[] target)
        {
        }

        public void Restart(string reason)
        {
            throw new NotSupportedException();
        }
    }
}
