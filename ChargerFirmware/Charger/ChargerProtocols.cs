using ChargerFirmware.Charger.Magnes;
using ChargerFirmware.Charger.Tc;

namespace ChargerFirmware.Charger;

/// <summary>The list of charger protocols: one line each.</summary>
public static class ChargerProtocols
{
    /// <summary>Makes the protocol that the options name. The settings allow no other name; an unknown one is a programming error.</summary>
    public static IChargerProtocol Create(ChargerOptions options)
    {
        switch (options.ProtocolName)
        {
            case ChargerOptions.Magnes:
                return new MagnesProtocol(options.MagnesSlowMilliAmps, options.MediumMilliAmps, options.FastMilliAmps, options.MagnesPeriodMs);
            case ChargerOptions.Tc:
                return new TcProtocol(options.TcPair);
            default:
                throw new System.ArgumentException(options.ProtocolName);
        }
    }
}
