using System.Net;
using ChargerFirmware.Core;

namespace ChargerFirmware.Network;

/// <summary>The address server of the own network, where the platform has none. Network thread only.</summary>
public sealed class DhcpServer
{
    private const int ClientPort = 68;
    private const int RetryMs = 30000;

    private readonly UdpPort _udp = new UdpPort();
    private readonly NetworkBuffers _buffers;
    private readonly Log _log;
    private readonly int _port;
    private readonly byte[] _address = new byte[4];
    private readonly IPEndPoint _everybody = new IPEndPoint(IPAddress.Broadcast, ClientPort);
    private readonly DhcpReply _reply;
    private long _notBeforeMs = long.MinValue;
    private bool _hasTold;

    /// <param name="buffers">Shared by the network thread.</param>
    /// <param name="log">Hears when the port cannot be had.</param>
    /// <param name="port">67; 0 keeps the server off.</param>
    public DhcpServer(NetworkBuffers buffers, Log log, int port)
    {
        _buffers = buffers;
        _log = log;
        _port = port;
        _reply = new DhcpReply(_address);
    }

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

        int length = _udp.Receive(_buffers.In);
        int replyLength = length > 0 ? _reply.Make(_buffers.In, length, _buffers.Out, nowMs) : 0;
        if (replyLength > 0)
        {
            // The client has no address yet: everybody hears it.
            _udp.Send(_buffers.Out, replyLength, _everybody);
        }
    }

    public void Close()
    {
        _udp.Close();
    }

    // Bound to our own address: lwIP hands us what is sent to everybody all the same, and our answers leave by the own network only.
    // The owner's network has an address server, and must not meet a second one.
    private bool Open(string address, long nowMs)
    {
        if (nowMs < _notBeforeMs || !AddressText.TryParse(address, _address))
        {
            return false;
        }

        if (_udp.TryOpen(IPAddress.Parse(address), _port, false) && _udp.TrySetBroadcast())
        {
            return true;
        }

        _udp.Close();
        _notBeforeMs = nowMs + RetryMs;
        if (!_hasTold)
        {
            _hasTold = true;
            _log.Warning("dhcp: port " + _port.ToString() + " cannot be had: devices on the own network get no address from here");
        }

        return false;
    }
}
