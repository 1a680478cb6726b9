using System.Net;
using System.Net.Sockets;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>One TCP connection that never waits: asks the socket first, then receives or sends a slice. The one place where a connection's socket errors are caught. Web thread only.</summary>
/// <remarks>Made once and used for one socket after the other.</remarks>
public sealed class Wire
{
    /// <summary>There is nothing to receive, or no room to send, right now.</summary>
    public const int NotNow = 0;

    /// <summary>The connection is over.</summary>
    public const int Over = -1;

    private readonly WebLimits _limits;
    private readonly WebCounters _counters;
    private Socket _socket;

    public Wire(WebLimits limits, WebCounters counters)
    {
        _limits = limits;
        _counters = counters;
    }

    public bool IsOpen => _socket != null;

    public void Attach(Socket socket)
    {
        _socket = socket;
    }

    /// <summary>Gives the socket away.</summary>
    public Socket Detach()
    {
        Socket socket = _socket;
        _socket = null;
        return socket;
    }

    /// <summary>Options of a socket that has just been accepted; false when it is gone already.</summary>
    public bool Configure()
    {
        try
        {
            // Telemetry and acknowledges are small: they must not wait for more to come.
            _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
            _socket.SendTimeout = _limits.SendTimeoutMs;
            if (_limits.SendBufferBytes > 0)
            {
                _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.SendBuffer, _limits.SendBufferBytes);
            }

            return true;
        }
        catch (SocketException)
        {
            _counters.Broken++;
            return false;
        }
    }

    /// <summary>Lets the system buffer no more than that for the peer; 0 leaves it as it is.</summary>
    public void LimitSendBuffer(int bytes)
    {
        try
        {
            if (bytes > 0)
            {
                _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.SendBuffer, bytes);
            }
        }
        catch (SocketException)
        {
            // The next send will tell.
            _counters.Broken++;
        }
    }

    /// <summary>The address that the peer has connected to, as a Host header names it; null when the connection is gone. Allocates.</summary>
    public byte[] LocalHost()
    {
        try
        {
            IPAddress address = ((IPEndPoint)_socket.LocalEndPoint).Address;
            return Ascii.Of(address.AddressFamily == AddressFamily.InterNetworkV6 ? "[" + address.ToString() + "]" : address.ToString());
        }
        catch (SocketException)
        {
            _counters.Broken++;
            return null;
        }
    }

    /// <summary>The peer's address as a number that tells peers apart: of version 4 the address, of version 6 its network, because a machine has as many of those addresses as it likes. Allocates.</summary>
    public int RemoteAddress()
    {
        try
        {
            byte[] bytes = ((IPEndPoint)_socket.RemoteEndPoint).Address.GetAddressBytes();
            int address = (int)Bytes.ReadUInt32BigEndian(bytes, 0);
            return bytes.Length == 4 ? address : address ^ (int)Bytes.ReadUInt32BigEndian(bytes, 4);
        }
        catch (SocketException)
        {
            _counters.Broken++;
            return 0;
        }
    }

    /// <summary>The bytes received, <see cref="NotNow"/> or <see cref="Over"/>.</summary>
    public int Receive(byte[] buffer, int offset, int count)
    {
        try
        {
            if (!_socket.Poll(0, SelectMode.SelectRead))
            {
                return NotNow;
            }

            int received = _socket.Receive(buffer, offset, count, SocketFlags.None);
            return received > 0 ? received : Over;
        }
        catch (SocketException)
        {
            _counters.Broken++;
            return Over;
        }
    }

    /// <summary>The bytes that the system has taken, at most a slice; <see cref="NotNow"/> or <see cref="Over"/>.</summary>
    public int Send(byte[] buffer, int offset, int count)
    {
        try
        {
            if (!_socket.Poll(0, SelectMode.SelectWrite))
            {
                return NotNow;
            }

            return _socket.Send(buffer, offset, count < _limits.SliceBytes ? count : _limits.SliceBytes, SocketFlags.None);
        }
        catch (SocketException)
        {
            // A time-out is one too: how much has gone is not known, so the connection is of no use any more.
            _counters.Broken++;
            return Over;
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
