using System.Net;
using System.Net.Sockets;

namespace ChargerFirmware.Web;

/// <summary>A port that the server listens on, and the WebSocket that is all there is behind it, if any. Web thread only.</summary>
public class WebListener
{
    private readonly WebCounters _counters;
    private Socket _socket;

    // Since when somebody waits before the door without a pause.
    private long _waitedSinceMs = -1;

    /// <param name="port">0 for any free one: <see cref="Port"/> tells once it is open.</param>
    /// <param name="endpoint">What every path of this port is; null where paths have their own meanings.</param>
    /// <param name="counters">Counts.</param>
    public WebListener(int port, WebSocketEndpoint endpoint, WebCounters counters)
    {
        Port = port;
        Endpoint = endpoint;
        _counters = counters;
    }

    public int Port { get; private set; }

    public WebSocketEndpoint Endpoint { get; }

    /// <summary>A connection waits to be accepted.</summary>
    public bool IsKnockedAt
    {
        get
        {
            try
            {
                return AskSystem();
            }
            catch (SocketException)
            {
                // lwIP refuses the question while no network interface is up; the port itself stays open, and is asked again in the next pass.
                _counters.Deaf++;
                return false;
            }
        }
    }

    /// <summary>Begins to listen. Throws SocketException when the port is taken.</summary>
    public void Open(IPAddress address, int backlog)
    {
        Socket socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, Port));
            socket.Listen(backlog);
            Port = ((IPEndPoint)socket.LocalEndPoint).Port;
        }
        catch (SocketException)
        {
            socket.Close();
            throw;
        }

        _socket = socket;
    }

    /// <summary>How long somebody has been waiting before the door; 0 when nobody has.</summary>
    public long WaitedMs(long nowMs)
    {
        return _waitedSinceMs < 0 ? 0 : nowMs - _waitedSinceMs;
    }

    public void LetWait(long nowMs)
    {
        _waitedSinceMs = _waitedSinceMs < 0 ? nowMs : _waitedSinceMs;
    }

    public void NobodyWaits()
    {
        _waitedSinceMs = -1;
    }

    /// <summary>The next connection; null when it has gone meanwhile.</summary>
    public Socket Accept()
    {
        try
        {
            return _socket.Accept();
        }
        catch (SocketException)
        {
            _counters.Broken++;
            return null;
        }
    }

    public void Close()
    {
        if (_socket != null)
        {
            _socket.Close();
            _socket = null;
        }
    }

    /// <summary>Whether the system has a connection for this port; throws SocketException while it cannot tell.</summary>
    protected virtual bool AskSystem()
    {
        return _socket.Poll(0, SelectMode.SelectRead);
    }
}
