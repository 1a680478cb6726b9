using ChargerFirmware.Charger.Analog;
using ChargerFirmware.Charger.Brusa;
using ChargerFirmware.Charger.Eltek;
using ChargerFirmware.Charger.Magnes;
using ChargerFirmware.Charger.Pylontech;
using ChargerFirmware.Charger.Tc;
using ChargerFirmware.Charger.Tsm;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Charger;

/// <summary>The list of charger protocols: one line each.</summary>
public static class ChargerProtocols
{
    /// <summary>Makes the protocol that the options name. The settings allow no other name; an unknown one is a programming error.</summary>
    /// <param name="options">The choice and what shapes it.</param>
    /// <param name="dac">The 0..10 V output; null where the board has none.</param>
    public static IChargerProtocol Create(ChargerOptions options, IDac dac = null)
    {
        switch (options.ProtocolName)
        {
            case ChargerOptions.Magnes:
                return new MagnesProtocol(options.MagnesSlowMilliAmps, options.MediumMilliAmps, options.FastMilliAmps, options.MagnesPeriodMs);
            case ChargerOptions.Tc:
                return new TcProtocol(options.TcPair, options.TcIsNewer);
            case ChargerOptions.Analog:
                return new AnalogProtocol(options, dac);
            case ChargerOptions.Tsm:
                return new TsmProtocol();
            case ChargerOptions.Brusa:
                return new BrusaProtocol(options.BrusaFirstId, options.BrusaMainsMilliAmps);
            case ChargerOptions.Eltek:
                return new EltekProtocol();
            case ChargerOptions.Pylontech:
                return new PylontechProtocol(options.PylontechAnswers, options.PylontechDischargeMilliAmps);
            default:
                throw new System.ArgumentException(options.ProtocolName);
        }
    }
}
