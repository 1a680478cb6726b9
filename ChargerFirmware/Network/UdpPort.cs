using System.Net;
using System.Net.Sockets;

namespace ChargerFirmware.Network;

/// <summary>A UDP socket that never waits; the one place where its errors are caught. Network thread only.</summary>
public sealed class UdpPort
{
    private readonly EndPoint _anybody = new IPEndPoint(IPAddress.Any, 0);
    private Socket _socket;
    private EndPoint _sender;

    public bool IsOpen => _socket != null;

    /// <summary>Whom the newest packet came from.</summary>
    public IPEndPoint Sender => (IPEndPoint)_sender;

    /// <summary>Packets that could not be sent or received.</summary>
    public int Errors { get; private set; }

    /// <summary>Begins to listen; false when the port is taken, is not for us, or the address is gone.</summary>
    /// <param name="address">One of our own, or any.</param>
    /// <param name="port">0 for any free one.</param>
    /// <param name="isShared">Others on this machine may have the port too.</param>
    public bool TryOpen(IPAddress address, int port, bool isShared)
    {
        Socket socket = null;
        try
        {
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            if (isShared)
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            socket.Bind(new IPEndPoint(address, port));
            _socket = socket;
            return true;
        }
        catch (SocketException)
        {
            Errors++;
            if (socket != null)
            {
                socket.Close();
            }

            return false;
        }
    }

    /// <summary>Sets an option of IP; false when the system refuses.</summary>
    public bool TrySet(SocketOptionName option, byte[] value)
    {
        try
        {
            _socket.SetSocketOption(SocketOptionLevel.IP, option, value);
            return true;
        }
        catch (SocketException)
        {
            Errors++;
            return false;
        }
    }

    /// <summary>Sets an option of IP; false when the system refuses.</summary>
    public bool TrySet(SocketOptionName option, int value)
    {
        try
        {
            _socket.SetSocketOption(SocketOptionLevel.IP, option, value);
            return true;
        }
        catch (SocketException)
        {
            Errors++;
            return false;
        }
    }

    /// <summary>Allows packets to everybody; false when the system refuses.</summary>
    public bool TrySetBroadcast()
    {
        try
        {
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Broadcast, true);
            return true;
        }
        catch (SocketException)
        {
            Errors++;
            return false;
        }
    }

    /// <summary>The length of the next packet that is there, 0 when there is none. What is longer than the buffer is cut.</summary>
    public int Receive(byte[] buffer)
    {
        try
        {
            if (_socket == null || !_socket.Poll(0, SelectMode.SelectRead))
            {
                return 0;
            }

            _sender = _anybody;
            return _socket.ReceiveFrom(buffer, 0, buffer.Length, SocketFlags.None, ref _sender);
        }
        catch (SocketException)
        {
            // For instance the network's word that an earlier packet did not arrive.
            Errors++;
            return 0;
        }
    }

    /// <summary>Sends one packet; false when it did not go.</summary>
    public bool Send(byte[] buffer, int length, EndPoint receiver)
    {
        try
        {
            return _socket.SendTo(buffer, 0, length, SocketFlags.None, receiver) == length;
        }
        catch (SocketException)
        {
            Errors++;
            return false;
        }
    }

    public void Close()
    {
        if (_socket != null)
        {
            Socket socket = _socket;
            _socket = null;
            socket.Close();
        }
    }
}
