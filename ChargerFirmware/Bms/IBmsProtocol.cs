namespace ChargerFirmware.Bms;

/// <summary>A family of battery management systems: asks on the line and keeps the snapshot and the counters up to date. Control thread only.</summary>
public interface IBmsProtocol
{
    /// <summary>The newest of what was told.</summary>
    BatterySnapshot Battery { get; }

    BmsCounters Counters { get; }

    /// <summary>How long the control loop may sleep before the line can have something to do, 1..5 ms.</summary>
    int WaitMs { get; }

    /// <summary>Reads what has arrived, gives up what is late, asks the next thing. Never waits, never allocates.</summary>
    void Pass(long nowMs);

    /// <summary>Asks the board to switch its charge MOSFET, once and between two polls: whoever wants it to be so looks at the snapshot and asks again.</summary>
    void AskChargeFet(bool on);
}
