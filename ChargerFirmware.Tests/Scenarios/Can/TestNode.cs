using System.Collections.Generic;
using ChargerFirmware.Can;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>A node that sends what it is told and keeps what it hears.</summary>
internal sealed class TestNode : ICanNode
{
    private readonly Queue<CanFrame> _toSend = new();

    internal TestNode(SimulatedCanBus bus)
    {
        bus.Attach(this);
    }

    /// <summary>Whether it acknowledges and hears.</summary>
    internal bool IsRunning { get; set; } = true;

    internal int BitsPerSecond { get; set; } = CanBench.Rate;

    /// <summary>What it has heard, as SLCAN text.</summary>
    internal List<string> Heard { get; } = [];

    internal int Failed { get; private set; }

    int ICanNode.BitsPerSecond => BitsPerSecond;

    internal void Send(params string[] frames)
    {
        foreach (string frame in frames)
        {
            _toSend.Enqueue(CanBench.Frame(frame));
        }
    }

    internal void Send(CanFrame frame)
    {
        _toSend.Enqueue(frame);
    }

    bool ICanNode.Acknowledges(int bitsPerSecond)
    {
        return IsRunning && bitsPerSecond == BitsPerSecond;
    }

    bool ICanNode.TryPeekTransmit(CanFrame frame)
    {
        if (!_toSend.TryPeek(out CanFrame? next))
        {
            return false;
        }

        frame.CopyFrom(next);
        return true;
    }

    void ICanNode.Transmitted(bool acknowledged, long nowMs)
    {
        if (acknowledged)
        {
            _toSend.Dequeue();
        }
        else
        {
            Failed++;
        }
    }

    void ICanNode.Received(CanFrame frame, long nowMs)
    {
        Heard.Add(Slcan.Format(frame));
    }
}
