using System;
using System.Net;
using ChargerFirmware.Network;
using ChargerFirmware.Ports;
using Simulation.Network;

namespace VirtualCharger;

/// <summary>The radio of --wifi sim: three routers in reach, and an own network that is this PC's address.</summary>
public static class HostRadio
{
    public static SimulatedNetwork Create(Options options, IClock clock)
    {
        string address = (options.Listen.Equals(IPAddress.Any) ? IPAddress.Loopback : options.Listen).ToString();
        SimulatedNetwork network = new(clock)
        {
            AccessPointAddress = address,
            Shown = (name, password) => Console.Error.WriteLine("own WiFi: " + name + ", password " + password),
        };
        network.Routers.Add(new SimulatedRouter("Home", "charge-me") { Address = address, RssiDbm = -52 });
        network.Routers.Add(new SimulatedRouter("Guest", "") { Address = address, RssiDbm = -61 });
        network.Routers.Add(new SimulatedRouter("Broken", "charge-me") { Address = address, RssiDbm = -78, GivesAddresses = false });
        return network;
    }

    public static NetworkOptions PortsOf(Options options)
    {
        return new NetworkOptions
        {
            DnsPort = options.DnsPort,
            DhcpPort = 0,
            MdnsPort = options.Mdns?.Port ?? 0,
            MdnsAddress = options.Mdns?.Address.ToString(),
        };
    }
}
