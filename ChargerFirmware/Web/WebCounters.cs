namespace ChargerFirmware.Web;

/// <summary>What happened on the web server since the start. Plain fields, written by the web thread only.</summary>
public sealed class WebCounters
{
    public int Accepted;

    /// <summary>Requests whose head was complete and right.</summary>
    public int Requests;

    /// <summary>Requests answered with 400 or above.</summary>
    public int Refused;

    /// <summary>Connections and browsers turned away because nothing was free (503).</summary>
    public int Full;

    /// <summary>Connections that were ended because a new one needed their place: idle ones, and slow ones.</summary>
    public int GaveWay;

    /// <summary>Connections that ended by an error: of their socket, or one that nobody has foreseen.</summary>
    public int Broken;

    /// <summary>Looks at a listening port that the system refused: no network interface was up.</summary>
    public int Deaf;

    /// <summary>WebSockets opened.</summary>
    public int Opened;

    /// <summary>Streams of events opened.</summary>
    public int StreamsOpened;

    /// <summary>WebSockets ended for an offence of the peer (1002, 1003, 1007, 1009), and streams whose clients talk.</summary>
    public int Offences;

    /// <summary>Browsers dropped because nothing came from them.</summary>
    public int Silent;

    /// <summary>Peers dropped because they did not take what was sent.</summary>
    public int Stalled;

    /// <summary>Text messages received on /ws.</summary>
    public int Messages;

    /// <summary>Commands answered with ok, and those refused.</summary>
    public int CommandsDone;
    public int CommandsRefused;

    /// <summary>Logins with the right PIN, with a wrong one, and those that were not even looked at after too many wrong ones.</summary>
    public int LoginsRight;
    public int LoginsWrong;
    public int LoginsSlowed;

    /// <summary>Telemetry encoded, and copies of it handed to peers.</summary>
    public int TelemetryEncoded;
    public int TelemetryOffered;
}
