namespace ChargerFirmware.Ports;

/// <summary>One device on an SPI bus, mode 0,0, MSB first. Control thread only.</summary>
/// <remarks>Whole arrays: a part of an array would cost an allocation on the device.</remarks>
public interface ISpi
{
    /// <summary>One transaction with chip select low throughout: sends <paramref name="send"/> and receives as many bytes into <paramref name="receive"/> (same length).</summary>
    void Transfer(byte[] send, byte[] receive);

    /// <summary>One transaction that sends and ignores what comes back.</summary>
    void Write(byte[] send);
}
