using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>A TCP client of the SLCAN server.</summary>
internal sealed class SlcanPeer : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly StringBuilder _text = new();

    internal SlcanPeer(int port, int receiveBufferBytes = 0)
    {
        if (receiveBufferBytes > 0)
        {
            _socket.ReceiveBufferSize = receiveBufferBytes;
        }

        _socket.Connect(IPAddress.Loopback, port);
    }

    /// <summary>Everything that has arrived so far; CR is shown as a space and BEL as '!'.</summary>
    internal string Text
    {
        get
        {
            byte[] buffer = new byte[65536];
            while (!IsClosed && _socket.Poll(0, SelectMode.SelectRead))
            {
                int count = 0;
                try
                {
                    count = _socket.Receive(buffer);
                }
                catch (SocketException)
                {
                    // Reset by the server: closed.
                }

                IsClosed = count == 0;
                _text.Append(Encoding.ASCII.GetString(buffer, 0, count).Replace('\r', ' ').Replace('\a', '!'));
            }

            return _text.ToString();
        }
    }

    internal bool IsClosed { get; private set; }

    internal void Send(string text)
    {
        _socket.Send(Encoding.ASCII.GetBytes(text));
    }

    public void Dispose()
    {
        _socket.Dispose();
    }
}
