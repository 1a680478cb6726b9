using ChargerFirmware.Ports;

namespace ChargerFirmware.Tests.Bms;

/// <summary>A line on which nobody answers.</summary>
public sealed class SilentUart : IUart
{
    public int BitsPerSecond;

    public void Open(int bitsPerSecond)
    {
        BitsPerSecond = bitsPerSecond;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        return 0;
    }

    public bool Write(byte[] buffer, int offset, int count)
    {
        return true;
    }
}
