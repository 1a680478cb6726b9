using ChargerFirmware.Can;

namespace Simulation.Can;

/// <summary>A node on the <see cref="SimulatedCanBus"/>. All calls come under the world's lock.</summary>
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
}
