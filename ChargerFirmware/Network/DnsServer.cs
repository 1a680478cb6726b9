using System.Net;
using ChargerFirmware.Core;

namespace ChargerFirmware.Network;

/// <summary>The name server of the own network, there while that is up: a phone that asks for any name comes to us. Network thread only.</summary>
public sealed class DnsServer
{
    // One phone asks for a dozen names when it joins.
    private const int MaxPacketsPerPass = 8;

    // Where the port cannot be had it is tried again, and told once.
    private const int RetryMs = 30000;

    private readonly UdpPort _udp = new UdpPort();
    private readonly NetworkBuffers _buffers;
    private readonly Log _log;
    private readonly int _port;
    private readonly byte[] _address = new byte[4];
    private long _notBeforeMs = long.MinValue;
    private bool _hasTold;

    /// <param name="buffers">Shared by the network thread.</param>
    /// <param name="log">Hears when the port cannot be had.</param>
    /// <param name="port">53 but for tests; 0 keeps the server off.</param>
    public DnsServer(NetworkBuffers buffers, Log log, int port)
    {
        _buffers = buffers;
        _log = log;
        _port = port;
    }

    public int Answered { get; private set; }

    /// <summary>Packets that got no answer: not queries, or broken.</summary>
    public int Ignored { get; private set; }

    public void Pass(NetworkStatus status, long nowMs)
    {
        if (!status.IsAccessPointUp || _port == 0)
        {
            _udp.Close();
            return;
        }

        if (!_udp.IsOpen && !Open(status.AccessPointAddress, nowMs))
        {
            return;
        }

        for (int i = 0; i < MaxPacketsPerPass; i++)
        {
            int length = _udp.Receive(_buffers.In);
            if (length <= 0)
            {
                return;
            }

            int replyLength = DnsReply.Make(_buffers.In, length, _buffers.Out, _address);
            if (replyLength > 0 && _udp.Send(_buffers.Out, replyLength, _udp.Sender))
            {
                Answered++;
            }
            else
            {
                Ignored++;
            }
        }
    }

    public void Close()
    {
        _udp.Close();
    }

    // On the own network's address only: the owner's network has a name server.
    private bool Open(string address, long nowMs)
    {
        if (nowMs < _notBeforeMs || !AddressText.TryParse(address, _address))
        {
            return false;
        }

        if (_udp.TryOpen(IPAddress.Parse(address), _port, false))
        {
            return true;
        }

        _notBeforeMs = nowMs + RetryMs;
        if (!_hasTold)
        {
            _hasTold = true;
            _log.Warning("dns: port " + _port.ToString() + " on " + address + " cannot be had: phones will not be led to the page");
        }

        return false;
    }
}
