namespace ChargerFirmware.Ports;

/// <summary>A serial line, 8 data bits, no parity, 1 stop bit. Control thread only. No call waits.</summary>
public interface IUart
{
    /// <summary>Opens the line, or changes its speed when it is open. A line that cannot be opened stays silent.</summary>
    void Open(int bitsPerSecond);

    /// <summary>Takes what has arrived, at most <paramref name="count"/> bytes; 0 when there is nothing.</summary>
    int Read(byte[] buffer, int offset, int count);

    /// <summary>Sends; false when the line is gone (a USB adapter pulled out, for instance).</summary>
    bool Write(byte[] buffer, int offset, int count);
}
