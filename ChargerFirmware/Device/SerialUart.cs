using System;
using System.IO.Ports;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Device;

/// <summary>The BMS's line on a UART of the ESP32. Control thread only.</summary>
/// <remarks>
/// Bytes wait in the driver's buffer (256 by default; the longest JBD frame has 160). <c>SerialPort.Read</c> waits for all that it is asked for,
/// so it is only asked for what is there. <c>Write</c> gives the thread away until the bytes are out: 7 ms for a request at 9600 baud.
/// </remarks>
public sealed class SerialUart : IUart
{
    private readonly string _portName;
    private SerialPort _port;

    public SerialUart(string portName)
    {
        _portName = portName;
    }

    public void Open(int bitsPerSecond)
    {
        try
        {
            if (_port != null)
            {
                _port.BaudRate = bitsPerSecond;
                return;
            }

            SerialPort port = new SerialPort(_portName, bitsPerSecond, Parity.None, 8, StopBits.One);
            port.Open();
            _port = port;
        }
        catch (Exception e)
        {
            // The line stays silent, and the fault BmsSilent stands for it; here is why.
            Console.WriteLine(_portName + " does not open: " + e.GetType().FullName + ": " + e.Message);
        }
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        if (_port == null)
        {
            return 0;
        }

        int waiting = _port.BytesToRead;
        return waiting == 0 ? 0 : _port.Read(buffer, offset, waiting < count ? waiting : count);
    }

    public bool Write(byte[] buffer, int offset, int count)
    {
        if (_port == null)
        {
            return false;
        }

        _port.Write(buffer, offset, count);
        return true;
    }
}
