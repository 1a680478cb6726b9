namespace ChargerFirmware.Charger;

/// <summary>The settings that choose and shape the charger's protocol, as plain numbers.</summary>
public sealed class ChargerOptions
{
    public const string Magnes = "magnes";
    public const string Tc = "tc";

    private string _protocolName = Magnes;

    /// <summary>As in the setting charger.protocol.</summary>
    public string ProtocolName
    {
        get
        {
            return _protocolName;
        }

        set
        {
            _protocolName = value;
            SlowIsProtocols = value == Magnes;
        }
    }

    public int MediumMilliAmps;
    public int FastMilliAmps;

    /// <summary>The current behind byte 32 of the original protocol; 0 where it is no charge.</summary>
    public int MagnesSlowMilliAmps;
    public int MagnesPeriodMs = 500;

    /// <summary>A value of <see cref="Tc.TcPair"/>.</summary>
    public int TcPair;

    /// <summary>Whether the mode slow is what the protocol's lowest step gives, and not the setting mode.slow.milliAmps.</summary>
    public bool SlowIsProtocols { get; private set; } = true;
}
