namespace ChargerFirmware.Ports;

/// <summary>One digital line. One thread only: control for what belongs to the charge, network for the LED and the set-up button.</summary>
public interface ILine
{
    /// <summary>The electrical level: true is high.</summary>
    bool IsHigh { get; }

    /// <summary>Drives an output; on an input it does nothing.</summary>
    void Write(bool high);
}
