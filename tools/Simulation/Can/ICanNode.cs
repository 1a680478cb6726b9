using ChargerFirmware.Can;

namespace Simulation.Can;

/// <summary>A node on the <see cref="SimulatedCanBus"/>. All calls come under the world's lock.</summary>
/// <remarks>A simple node has the first four members. The others are for nodes that keep error counters, as a controller at register level does.</remarks>
public interface ICanNode
{
    /// <summary>Whether the node runs and would give the acknowledge bit for a frame of this bit rate.</summary>
    bool Acknowledges(int bitsPerSecond);

    /// <summary>The frame that the node wants to send, copied into <paramref name="frame"/>; false when it has none. Asked again for each arbitration, so the node may change its mind until it has won.</summary>
    bool TryPeekTransmit(CanFrame frame);

    /// <summary>The frame that was peeked has been on the bus.</summary>
    /// <param name="acknowledged">False: nobody gave the acknowledge bit, or the frame was destroyed: the node's error counter is its own matter.</param>
    void Transmitted(bool acknowledged, long nowMs);

    /// <summary>A good frame of another node.</summary>
    void Received(CanFrame frame, long nowMs);

    /// <summary>The rate at which the node sends; 0 is the bus's own.</summary>
    int BitsPerSecond => 0;

    /// <summary>Whether the node takes frames of this bit rate. A listen-only node does and does not acknowledge.</summary>
    bool Listens(int bitsPerSecond)
    {
        return Acknowledges(bitsPerSecond);
    }

    /// <summary>Whether the node takes a frame of this bit rate for an error and breaks it with an error flag.</summary>
    bool Disturbs(int bitsPerSecond)
    {
        return false;
    }

    /// <summary>The frame that was peeked has won: it is on the wire until <see cref="Transmitted"/> or <see cref="Destroyed"/>.</summary>
    void TransmitStarted()
    {
    }

    /// <summary>The frame that was peeked has lost against one of higher priority.</summary>
    void ArbitrationLost()
    {
    }

    /// <summary>The frame that was peeked was destroyed on the bus, which is worse than nobody's acknowledge.</summary>
    void Destroyed(long nowMs)
    {
        Transmitted(false, nowMs);
    }

    /// <summary>The node has seen something that is no frame.</summary>
    void ReceiveError()
    {
    }

    /// <summary>The bus has been recessive for so long.</summary>
    void Recessive(long microseconds)
    {
    }
}
