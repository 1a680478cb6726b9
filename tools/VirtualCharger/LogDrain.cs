using System.IO;
using ChargerFirmware.Core;

namespace VirtualCharger;

/// <summary>Carries the firmware's log lines to standard error. One thread at a time.</summary>
public sealed class LogDrain(Log log, Stream target)
{
    private readonly byte[] _buffer = new byte[4096];
    private long _position;

    /// <summary>Passes on what is new; a reader that has gone is no reason to stop charging.</summary>
    public void Pass()
    {
        int count;
        while ((count = log.Read(ref _position, _buffer, 0, _buffer.Length)) > 0)
        {
            try
            {
                target.Write(_buffer, 0, count);
            }
            catch (IOException)
            {
                return;
            }
        }
    }
}
