namespace ChargerFirmware.Ports;

/// <summary>One digital line. Control thread only.</summary>
public interface ILine
{
    /// <summary>The electrical level: true is high.</summary>
    bool IsHigh { get; }

    /// <summary>Drives an output; on an input it does nothing.</summary>
    void Write(bool high);
}
