using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using ChargerFirmware.Can;

namespace Simulation.Can;

/// <summary>One TCP client of the <see cref="SlcanServer"/>, which is a node of its own on the bus.</summary>
/// <remarks>
/// Bounded both ways. Towards the bus, a full queue stops the reading, and TCP holds the peer back. From the bus nobody may be held back: a peer that does not read
/// until its queue is full is dropped.
/// </remarks>
internal sealed class SlcanClient : ICanNode
{
    /// <summary>Frames that wait for the bus: about 0.15 s of a full bus at 250 kbit/s.</summary>
    internal const int MaxFramesToBus = 256;

    /// <summary>Lines that wait for the peer: about 2 s of a full bus, on top of what the sockets hold.</summary>
    internal const int MaxLinesToPeer = 4096;

    /// <summary>A peer that sends and closes at once has its frames sent, if the bus takes them within this time.</summary>
    private const int DrainMs = 2000;
    private const int DrainPollMs = 10;
    private const int ReadBufferBytes = 512;
    private const int WriteBufferBytes = 4096;
    private static readonly byte[] Bell = [0x07];

    private readonly SimulatedWorld _world;
    private readonly SimulatedCanBus _bus;
    private readonly Socket _socket;
    private readonly Action<SlcanClient> _closed;
    private readonly Queue<CanFrame> _toBus = new();
    private readonly SemaphoreSlim _room = new(MaxFramesToBus);
    private readonly Channel<byte[]> _toPeer = Channel.CreateBounded<byte[]>(MaxLinesToPeer);
    private readonly CancellationTokenSource _stop = new();
    private int _isClosed;

    internal SlcanClient(SimulatedWorld world, SimulatedCanBus bus, Socket socket, Action<SlcanClient> closed)
    {
        _world = world;
        _bus = bus;
        _socket = socket;
        _closed = closed;
        bus.Attach(this);
    }

    bool ICanNode.Acknowledges(int bitsPerSecond)
    {
        return bitsPerSecond == _bus.BitsPerSecond;
    }

    bool ICanNode.TryPeekTransmit(CanFrame frame)
    {
        if (!_toBus.TryPeek(out CanFrame? next))
        {
            return false;
        }

        frame.CopyFrom(next);
        return true;
    }

    void ICanNode.Transmitted(bool acknowledged, long nowMs)
    {
        // As a controller does, an unacknowledged frame is repeated.
        if (acknowledged)
        {
            _toBus.Dequeue();
            _room.Release();
        }
    }

    void ICanNode.Received(CanFrame frame, long nowMs)
    {
        Tell(Encoding.ASCII.GetBytes(Slcan.Format(frame) + "\r"));
    }

    /// <summary>Serves the peer until it goes away. On the bus it is from the start.</summary>
    internal void Start()
    {
        _ = Task.Run(Write);
        _ = Task.Run(Read);
    }

    internal void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        _bus.Detach(this);
        _stop.Cancel();
        _socket.Dispose();
        _closed(this);
    }

    private async Task Read()
    {
        try
        {
            await ReadLines();
            await Drain();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Dropped from this side.
        }

        Close();
    }

    private async Task ReadLines()
    {
        byte[] buffer = new byte[ReadBufferBytes];
        var lines = new SlcanLineReader();
        try
        {
            int count;
            while ((count = await _socket.ReceiveAsync(buffer, _stop.Token)) > 0)
            {
                for (int i = 0; i < count; i++)
                {
                    await Take(lines.Feed(buffer[i]), lines);
                }
            }
        }
        catch (SocketException)
        {
            // The peer is gone; what it had sent before still goes to the bus.
        }
    }

    private async ValueTask Take(SlcanLineReader.Event what, SlcanLineReader lines)
    {
        if (what == SlcanLineReader.Event.None)
        {
            return;
        }

        var frame = new CanFrame();
        if (what == SlcanLineReader.Event.TooLong || !Slcan.TryParse(lines.Line, frame))
        {
            Tell(Bell);
            return;
        }

        await _room.WaitAsync(_stop.Token);
        lock (_world.Sync)
        {
            _world.Advance();
            _toBus.Enqueue(frame);
        }
    }

    private async Task Drain()
    {
        for (int waitedMs = 0; waitedMs < DrainMs && _room.CurrentCount < MaxFramesToBus; waitedMs += DrainPollMs)
        {
            await Task.Delay(DrainPollMs, _stop.Token);
        }
    }

    private void Tell(byte[] line)
    {
        if (!_toPeer.Writer.TryWrite(line))
        {
            Close();
        }
    }

    private async Task Write()
    {
        byte[] buffer = new byte[WriteBufferBytes];
        try
        {
            while (await _toPeer.Reader.WaitToReadAsync(_stop.Token))
            {
                int count = 0;
                while (count <= buffer.Length - Slcan.MaxLineLength - 1 && _toPeer.Reader.TryRead(out byte[]? line))
                {
                    line.CopyTo(buffer, count);
                    count += line.Length;
                }

                for (int sent = 0; sent < count;)
                {
                    sent += await _socket.SendAsync(buffer.AsMemory(sent, count - sent), _stop.Token);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody to write to: the reading side notices as well, and closes.
        }
    }
}
