namespace ChargerFirmware.Can;

/// <summary>A CAN controller. Control thread only; no call waits or allocates.</summary>
public interface ICanBus
{
    CanHealth Health { get; }

    /// <summary>From the next <see cref="Start"/> on, only frames of this kind are received that agree with <paramref name="id"/> in the bits of <paramref name="mask"/>.</summary>
    void AcceptOnly(uint id, uint mask, bool extended);

    /// <summary>From the next <see cref="Start"/> on, every frame is received: so it is without a choice.</summary>
    void AcceptAll();

    /// <summary>Sets the controller up, or anew after a change: the bus goes quiet, then comes up through <see cref="Pass"/>.</summary>
    /// <param name="bitsPerSecond">125 000, 250 000 or 500 000.</param>
    /// <param name="crystalHertz">8 000 000 or 16 000 000.</param>
    void Start(int bitsPerSecond, int crystalHertz);

    /// <summary>Takes the controller off the bus until the next <see cref="Start"/>; what it had received is gone.</summary>
    void Stop();

    /// <summary>Start-up, recovery, error state. Once a control tick.</summary>
    void Pass(long nowMs);

    /// <summary>Sends as soon as the bus allows. A frame that still waits is replaced: a stale set-point must never go out late. False when the bus is down and nothing was sent.</summary>
    bool TrySend(CanFrame frame);

    /// <summary>Takes the oldest received frame; false when there is none.</summary>
    bool TryReceive(CanFrame frame);
}
