using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>The judge behind a socket: as a client it shakes hands by itself.</summary>
public sealed class AutobahnSocketPeer : AutobahnPeer, IDisposable
{
    private readonly Socket _socket;

    public AutobahnSocketPeer(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
    }

    /// <summary>A client of the server on a port.</summary>
    public static AutobahnSocketPeer Connect(int port, string path)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, port);
        socket.Send(Encoding.ASCII.GetBytes(RawPeer.Handshake(path)));
        string answer = ReadHead(socket);
        return answer.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal) ? new AutobahnSocketPeer(socket) { IsClient = true } : throw new InvalidOperationException(answer);
    }

    /// <summary>Byte by byte: what stands behind the head is left in the socket.</summary>
    public static string ReadHead(Socket socket)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && socket.Receive(one) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    /// <summary>Ends the judge's side of the connection, as a server does after the close frames.</summary>
    public void EndTcp()
    {
        _socket.Shutdown(SocketShutdown.Send);
    }

    public void Dispose()
    {
        _socket.Dispose();
    }

    protected override void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[_socket.Send(bytes)..];
            }
        }
        catch (SocketException)
        {
            // The other side has had enough; what it said before can still be read.
        }
    }

    protected override int Read(byte[] target, int offset, int timeoutMs)
    {
        if (!_socket.Poll(timeoutMs * 1000, SelectMode.SelectRead))
        {
            throw new TimeoutException("nothing came for " + timeoutMs + " ms");
        }

        try
        {
            return _socket.Receive(target, offset, target.Length - offset, SocketFlags.None);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
