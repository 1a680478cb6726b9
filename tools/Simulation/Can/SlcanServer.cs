using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Simulation.Can;

/// <summary>Serves the simulated CAN bus on the loopback address as SLCAN text lines. Each client is a node of its own.</summary>
/// <remarks>
/// A client sees the frames of all other nodes, sends frames by writing lines, and acknowledges by being there. A line that is no frame is answered by BEL.
/// Simulated time does not run by itself: it passes while the firmware, or whoever else, uses the world.
/// </remarks>
public sealed class SlcanServer : IDisposable
{
    /// <summary>Clients at once; one more is closed at the door.</summary>
    public const int MaxClients = 16;
    private const int StopWaitMs = 1000;
    private const int AcceptRetryMs = 50;

    /// <summary>Small, so that a peer that does not read is noticed: the system would let megabytes pile up.</summary>
    private const int SendBufferBytes = 65536;

    private readonly SimulatedWorld _world;
    private readonly SimulatedCanBus _bus;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<SlcanClient, bool> _clients = new();
    private readonly Task _accepting;

    /// <param name="world">The world of the bus.</param>
    /// <param name="bus">The bus that is served.</param>
    /// <param name="port">0 is any free port: see <see cref="Port"/>.</param>
    /// <exception cref="IOException">The port cannot be opened; the message names it.</exception>
    public SlcanServer(SimulatedWorld world, SimulatedCanBus bus, int port)
    {
        _world = world;
        _bus = bus;
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            _listener.Listen(MaxClients);
        }
        catch (SocketException exception)
        {
            _listener.Dispose();
            throw new IOException($"CAN port {port} on 127.0.0.1 cannot be opened: {exception.Message}; choose another port", exception);
        }

        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = Task.Run(Accept);
    }

    public int Port { get; }

    public int ClientCount => _clients.Count;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        foreach (SlcanClient client in _clients.Keys)
        {
            client.Close();
        }

        _accepting.Wait(StopWaitMs);
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Serve(await _listener.AcceptAsync(_stop.Token));
            }
            catch (SocketException)
            {
                // A peer that gave up before it was accepted, or too many open files: the next one is waited for.
                await Task.Delay(AcceptRetryMs);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Serve(Socket socket)
    {
        if (_clients.Count >= MaxClients)
        {
            socket.Dispose();
            return;
        }

        socket.NoDelay = true;
        socket.SendBufferSize = SendBufferBytes;
        var client = new SlcanClient(_world, _bus, socket, closed => _clients.TryRemove(closed, out _));
        _clients[client] = true;
        client.Start();
        if (_stop.IsCancellationRequested)
        {
            client.Close();
        }
    }
}
