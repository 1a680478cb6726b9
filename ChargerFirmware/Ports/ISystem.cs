namespace ChargerFirmware.Ports;

/// <summary>The machine under the firmware. Any thread may call.</summary>
public interface ISystem
{
    /// <summary>Version of the image, for instance "0.1.0".</summary>
    string FirmwareVersion { get; }

    /// <summary>Free bytes of the managed heap.</summary>
    long FreeMemoryBytes { get; }

    /// <summary>Fills with bytes that nobody can guess (a hardware or system generator).</summary>
    void FillRandom(byte[] target);

    /// <summary>Starts the machine anew and says why; what later starts must know of it is kept by <c>Core.RestartRecord</c>. On a PC the process ends. May return before it happens.</summary>
    void Restart(string reason);
}
