namespace ChargerFirmware.Network;

/// <summary>The packets of all of the network thread's protocols: one in, one out, because it does one thing at a time.</summary>
public sealed class NetworkBuffers
{
    /// <summary>DNS and mDNS need 512, DHCP 548 (RFC 2131, section 2: 576 with its IP and UDP headers). More than DNS may send shows as too long.</summary>
    public const int Bytes = 576;

    public readonly byte[] In = new byte[Bytes];
    public readonly byte[] Out = new byte[Bytes];
}
