namespace ChargerFirmware.Network;

/// <summary>Ports of the network's services: the well-known ones on a device, others on a PC where those are taken. Filled before the start.</summary>
public sealed class NetworkOptions
{
    /// <summary>0: no name server on the own network.</summary>
    public int DnsPort = 53;

    /// <summary>0: no address server on the own network.</summary>
    public int DhcpPort = 67;

    /// <summary>0: no mDNS.</summary>
    public int MdnsPort = 5353;

    /// <summary>The interface that mDNS uses, by its address; null is the station's, else the own network's.</summary>
    public string MdnsAddress;
}
