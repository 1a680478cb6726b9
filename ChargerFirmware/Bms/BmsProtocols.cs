using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Bms;

/// <summary>The BMS protocols that can be chosen, one line each.</summary>
public static class BmsProtocols
{
    public const string Jbd = "jbd";

    /// <summary>Builds a protocol on its line and opens it at the given speed; null when there is none of that name.</summary>
    public static IBmsProtocol Create(string name, IUart uart, int bitsPerSecond)
    {
        switch (name)
        {
            case Jbd: return new JbdProtocol(uart, bitsPerSecond);
            default: return null;
        }
    }
}
