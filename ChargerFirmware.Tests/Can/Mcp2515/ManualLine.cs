using ChargerFirmware.Ports;

namespace ChargerFirmware.Tests.Can.Mcp2515;

/// <summary>A line that a test sets.</summary>
internal sealed class ManualLine : ILine
{
    public bool High = true;

    public bool IsHigh => High;

    public void Write(bool high)
    {
        High = high;
    }
}
