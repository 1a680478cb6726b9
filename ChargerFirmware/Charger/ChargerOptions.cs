namespace ChargerFirmware.Charger;

/// <summary>The settings that choose and shape the charger's protocol, as plain numbers.</summary>
public sealed class ChargerOptions
{
    public const string Magnes = "magnes";
    public const string Tc = "tc";
    public const string Analog = "analog";
    public const string Tsm = "tsm";
    public const string Brusa = "brusa";
    public const string Eltek = "eltek";
    public const string Pylontech = "pylontech";

    private const int FiveHundredKilobits = 500000;

    private string _protocolName = Magnes;
    private bool _isMagnes = true;

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
            _isMagnes = value == Magnes;
            UsesBus = value != Analog;
        }
    }

    /// <summary>Whether the charger is a node of the CAN bus.</summary>
    public bool UsesBus { get; private set; } = true;

    public int SlowMilliAmps;
    public int MediumMilliAmps;
    public int FastMilliAmps;

    /// <summary>The current behind byte 32 of the original protocol; 0 where it is no charge.</summary>
    public int MagnesSlowMilliAmps;
    public int MagnesPeriodMs = 500;

    // The 0..10 V output by mode, as Ports.IDac counts: those of the original's table (canwithdac), and 10 V at its measured 203.
    public int AnalogSlowLevel;
    public int AnalogMediumLevel = 97;
    public int AnalogFastLevel = 200;
    public int AnalogMaxLevel = 203;

    /// <summary>A value of <see cref="Tc.TcPair"/>.</summary>
    public int TcPair;

    /// <summary>The status of the tc charger has the flags of the newer version.</summary>
    public bool TcIsNewer;

    /// <summary>The first id of a brusa charger's status.</summary>
    public int BrusaFirstId = 0x610;
    public int BrusaMainsMilliAmps = 10000;

    /// <summary>An inverter that does not answer is a fault.</summary>
    public bool PylontechAnswers = true;
    public int PylontechDischargeMilliAmps;

    /// <summary>Whether the mode slow is what the protocol's lowest step gives, and not the setting mode.slow.milliAmps.</summary>
    public bool SlowIsProtocols => _isMagnes || (!UsesBus && AnalogSlowLevel == 0);

    /// <summary>What that is.</summary>
    public int ProtocolSlowMilliAmps => _isMagnes ? MagnesSlowMilliAmps : 0;

    /// <summary>The bit rate that nearly all chargers of the protocol come with; 0 where they differ. Cold path.</summary>
    public int UsualBitsPerSecond()
    {
        return _protocolName == Brusa || _protocolName == Eltek || _protocolName == Pylontech ? FiveHundredKilobits : 0;
    }
}
