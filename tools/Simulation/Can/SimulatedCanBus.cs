using System;
using ChargerFirmware.Can;

namespace Simulation.Can;

/// <summary>A CAN bus with its arbitration, acknowledge and frame times. Time is kept in microseconds: several frames fit into one millisecond.</summary>
/// <remarks>
/// Nodes of another bit rate are modelled by their effect: they do not acknowledge, they hear only errors, and while they are error-active they break the frames of others.
/// The time of stuff bits is an estimate. Two nodes that send the same identifier at the same time are not brought into collision: the first one attached wins.
/// Switches may be turned at any time, under the world's lock when other threads run.
/// </remarks>
public sealed class SimulatedCanBus : ISimulatedDevice
{
    // ISO 11898-1: SOF, 11 id bits, RTR, IDE, r0, DLC (4), CRC (15 + 1), ACK (2), EOF (7), interframe space (3); extended: SRR, 18 id bits and r1 more.
    private const int StandardFrameBits = 47;
    private const int ExtendedFrameBits = 67;

    /// <summary>One stuff bit for so many bits: random data has 1 in 30, zeros 1 in 5.</summary>
    private const int BitsPerStuffBit = 10;

    /// <summary>Error flag, delimiter and interframe space instead of delimiter, EOF and interframe space.</summary>
    private const int NoAcknowledgeExtraBits = 6;

    /// <summary>A frame that breaks about its data field: 40 bits, error flags of all nodes (12), delimiter (8), interframe space (3).</summary>
    private const int BrokenFrameBits = 63;

    /// <summary>Recessive bits at the end of each frame: what a node in bus-off counts as one of 128 (ACK delimiter, EOF, interframe space).</summary>
    private const int RecessiveTailBits = 11;
    private const int MicrosecondsPerMs = 1000;

    private readonly SimulatedWorld _world;
    private readonly Random _random;
    private readonly CanFrame _frame = new();
    private readonly CanFrame _candidate = new();
    private ICanNode[] _nodes = [];
    private ICanNode? _sender;
    private int _frameRate;
    private bool _broken;
    private long _timeUs;
    private long _endUs;
    private long _nowMs;

    public SimulatedCanBus(SimulatedWorld world, int bitsPerSecond = 250_000, int seed = 1)
    {
        _world = world;
        _random = new Random(seed);
        BitsPerSecond = bitsPerSecond;
        _timeUs = world.NowMs * MicrosecondsPerMs;
        world.Add(this);
    }

    /// <summary>Every attempt to send, when it has ended. Called under the world's lock.</summary>
    public event Action<BusFrame>? Tap;

    /// <summary>The rate of the nodes that have no rate of their own.</summary>
    public int BitsPerSecond { get; set; }

    /// <summary>Misbehaviour: nobody acknowledges the frames of this node.</summary>
    public ICanNode? IgnoreFramesOf { get; set; }

    /// <summary>Misbehaviour: every frame of this node is destroyed, so that it goes bus-off.</summary>
    public ICanNode? DestroyFramesOf { get; set; }

    /// <summary>Misbehaviour: so many of 100 frames are destroyed, by chance.</summary>
    public int LossPercent { get; set; }

    /// <summary>Misbehaviour: the bus is dominant for ever (a short, or a transceiver that died).</summary>
    public bool StuckDominant { get; set; }

    /// <summary>Frames that came through.</summary>
    public long GoodFrames { get; private set; }

    public SimulatedWorld World => _world;

    public void Attach(ICanNode node)
    {
        lock (_world.Sync)
        {
            _nodes = [.. _nodes, node];
        }
    }

    /// <summary>Takes a node off the bus. One whose frame is on the wire leaves a broken frame behind.</summary>
    public void Detach(ICanNode node)
    {
        lock (_world.Sync)
        {
            _nodes = Array.FindAll(_nodes, other => !ReferenceEquals(other, node));
            Abandon(node);
        }
    }

    /// <summary>The node has stopped in the middle of whatever it was sending: nobody gets that frame.</summary>
    public void Abandon(ICanNode node)
    {
        lock (_world.Sync)
        {
            _broken |= ReferenceEquals(_sender, node);
        }
    }

    public void Step(long nowMs)
    {
        _nowMs = nowMs;
        long untilUs = nowMs * MicrosecondsPerMs;
        while (_timeUs < untilUs)
        {
            if (_sender == null && !TryBegin())
            {
                PassIdle(untilUs - _timeUs);
                _timeUs = untilUs;
            }
            else if (_endUs > untilUs)
            {
                _timeUs = untilUs;
            }
            else
            {
                _timeUs = _endUs;
                End();
            }
        }
    }

    /// <summary>Bits of a frame on the wire with the interframe space and estimated stuffing.</summary>
    public static int FrameBits(CanFrame frame)
    {
        int bits = (frame.Extended ? ExtendedFrameBits : StandardFrameBits) + (frame.Remote ? 0 : 8 * frame.Length);
        return bits + bits / BitsPerStuffBit;
    }

    /// <summary>What wins is lower: the bits as they come on the wire, a dominant bit being 0.</summary>
    private static uint ArbitrationKey(CanFrame frame)
    {
        uint remote = frame.Remote ? 1u : 0u;
        if (!frame.Extended)
        {
            return frame.Id << 21 | remote << 20;
        }

        // SRR and IDE are recessive where a standard frame has RTR and IDE.
        return (frame.Id >> 18) << 21 | 1u << 20 | 1u << 19 | (frame.Id & 0x3FFFF) << 1 | remote;
    }

    private bool TryBegin()
    {
        if (StuckDominant)
        {
            return false;
        }

        ICanNode? winner = null;
        foreach (ICanNode node in _nodes)
        {
            if (!node.TryPeekTransmit(_candidate))
            {
                continue;
            }

            if (winner != null && ArbitrationKey(_candidate) >= ArbitrationKey(_frame))
            {
                node.ArbitrationLost();
                continue;
            }

            winner?.ArbitrationLost();
            winner = node;
            _frame.CopyFrom(_candidate);
        }

        if (winner == null)
        {
            return false;
        }

        _sender = winner;
        _frameRate = winner.BitsPerSecond > 0 ? winner.BitsPerSecond : BitsPerSecond;
        _broken = IsBroken(winner);
        _endUs = _timeUs + MicrosecondsOf(_broken ? BrokenFrameBits : FrameBits(_frame));
        winner.TransmitStarted();
        return true;
    }

    private bool IsBroken(ICanNode sender)
    {
        if (ReferenceEquals(sender, DestroyFramesOf) || (LossPercent > 0 && _random.Next(100) < LossPercent))
        {
            return true;
        }

        foreach (ICanNode node in _nodes)
        {
            if (!ReferenceEquals(node, sender) && node.Disturbs(_frameRate))
            {
                return true;
            }
        }

        return false;
    }

    private void End()
    {
        ICanNode sender = _sender!;
        _sender = null;
        if (_broken || StuckDominant)
        {
            TellOthersOfError(sender);
            sender.Destroyed(_nowMs);
            Tap?.Invoke(BusFrame.Of(sender, _frame, BusOutcome.Destroyed, _timeUs));
        }
        else if (IsAcknowledged(sender))
        {
            GoodFrames++;
            Tap?.Invoke(BusFrame.Of(sender, _frame, BusOutcome.Good, _timeUs));
            Deliver(sender);
            sender.Transmitted(true, _nowMs);
        }
        else
        {
            _timeUs += MicrosecondsOf(NoAcknowledgeExtraBits);
            Tap?.Invoke(BusFrame.Of(sender, _frame, BusOutcome.NotAcknowledged, _timeUs));
            sender.Transmitted(false, _nowMs);
        }

        if (!StuckDominant)
        {
            PassRecessive(MicrosecondsOf(RecessiveTailBits));
        }
    }

    private bool IsAcknowledged(ICanNode sender)
    {
        if (ReferenceEquals(sender, IgnoreFramesOf))
        {
            return false;
        }

        foreach (ICanNode node in _nodes)
        {
            if (!ReferenceEquals(node, sender) && node.Acknowledges(_frameRate))
            {
                return true;
            }
        }

        return false;
    }

    private void Deliver(ICanNode sender)
    {
        foreach (ICanNode node in _nodes)
        {
            if (ReferenceEquals(node, sender))
            {
                continue;
            }

            if (node.Listens(_frameRate))
            {
                node.Received(_frame, _nowMs);
            }
            else
            {
                node.ReceiveError();
            }
        }
    }

    private void TellOthersOfError(ICanNode sender)
    {
        foreach (ICanNode node in _nodes)
        {
            if (!ReferenceEquals(node, sender))
            {
                node.ReceiveError();
            }
        }
    }

    private void PassIdle(long microseconds)
    {
        if (!StuckDominant)
        {
            PassRecessive(microseconds);
            return;
        }

        // A node answers dominant bits without end with error flags without end.
        foreach (ICanNode node in _nodes)
        {
            node.ReceiveError();
        }
    }

    private void PassRecessive(long microseconds)
    {
        foreach (ICanNode node in _nodes)
        {
            node.Recessive(microseconds);
        }
    }

    private long MicrosecondsOf(int bits)
    {
        return bits * 1_000_000L / _frameRate;
    }
}
