using System;
using System.Text;
using ChargerFirmware.Core;

namespace ChargerFirmware.Device;

/// <summary>Carries the log to the console (the USB line), whole lines at a time. Main thread only.</summary>
public sealed class ConsoleLog
{
    // A line of the log has at most 400 bytes.
    private readonly byte[] _buffer = new byte[512];
    private readonly Log _log;
    private long _position;

    public ConsoleLog(Log log)
    {
        _log = log;
    }

    public void Pass()
    {
        int count;
        while ((count = ReadLines()) > 0)
        {
            Console.Write(Encoding.UTF8.GetString(_buffer, 0, count));
        }
    }

    // Lines are written whole, so what follows the last line end of a full buffer is the beginning of one: it waits for the next round.
    private int ReadLines()
    {
        int count = _log.Read(ref _position, _buffer, 0, _buffer.Length);
        int end = count;
        while (end > 0 && _buffer[end - 1] != '\n')
        {
            end--;
        }

        _position -= count - end;
        return end;
    }
}
