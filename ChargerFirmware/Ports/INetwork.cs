namespace ChargerFirmware.Ports;

/// <summary>The radio: a station that joins the owner's network, and an access point of its own. Network thread only.</summary>
/// <remarks>
/// No call but <see cref="LookUp"/> waits: what takes time is begun, and its state is asked for later. An adapter whose platform waits gives it a thread of its own.
/// Names are at most 32 bytes long, passwords at most 63; nothing here ever returns a password.
/// </remarks>
public interface INetwork
{
    /// <summary>Tells this chip from others: at least 4 hexadecimal digits, upper case.</summary>
    string ChipId { get; }

    /// <summary>Station and access point work at once.</summary>
    bool CanDoBoth { get; }

    /// <summary>The platform's own store has credentials for a network.</summary>
    bool HasCredentials { get; }

    /// <summary>The name of the network that is stored; null when there is none.</summary>
    string StoredName { get; }

    /// <summary>Begins to join the stored network; false when the radio cannot begin now.</summary>
    bool BeginConnect();

    /// <summary>Begins to join a network whose credentials are not stored (yet); an empty password is an open network. False when the radio cannot begin now.</summary>
    bool BeginTry(string name, string password);

    /// <summary>Puts the credentials of the last <see cref="BeginTry"/> into the platform's store, in the place of those before; false when it refuses.</summary>
    bool KeepTried();

    /// <summary>Forgets the stored credentials; false when the store refuses.</summary>
    bool ClearCredentials();

    /// <summary>Gives up what was begun, or leaves the network.</summary>
    void Disconnect();

    /// <summary>A <see cref="Ports.StationState"/>.</summary>
    int StationState { get; }

    /// <summary>The station's IPv4 address as text; null while it has none.</summary>
    string StationAddress { get; }

    /// <summary>Which bits of that address are the network's, as text; null while there is none or the platform does not tell.</summary>
    string StationMask { get; }

    /// <summary>Signal strength of the joined network in dBm; int.MinValue while it is not known.</summary>
    int StationRssiDbm { get; }

    /// <summary>Begins to open the own network, WPA2, or closes it and opens it with the new words.</summary>
    void StartAccessPoint(string name, string password);

    void StopAccessPoint();

    /// <summary>The own network is there: it has its address.</summary>
    bool IsAccessPointUp { get; }

    /// <summary>The charger's IPv4 address in its own network, as text; known before it is up.</summary>
    string AccessPointAddress { get; }

    /// <summary>What was asked of the own network last comes into force at the next start only: a start is due as soon as nothing is charged.</summary>
    bool NeedsRestart { get; }

    /// <summary>How many devices are on the own network.</summary>
    int AccessPointStations { get; }

    /// <summary>The platform gives addresses to those devices by itself; else the firmware's own DHCP server does.</summary>
    bool HasDhcpServer { get; }

    /// <summary>Begins to look for networks; false when the radio cannot now.</summary>
    bool BeginScan();

    /// <summary>True once, when the search that was begun has ended: the networks found are in <paramref name="into"/> then.</summary>
    bool TakeScan(WifiScan into);

    /// <summary>Tells whoever stands at the device (console) how to get onto the own network. Not the log: that can be read over the network.</summary>
    void ShowAccessPoint(string name, string password);

    /// <summary>Sets the platform's clock, which certificates are checked against.</summary>
    void SetTime(long unixSeconds);

    /// <summary>The platform's own time of day in milliseconds since 1970-01-01 UTC; negative where it has none, or does not know it yet.</summary>
    long UnixMs { get; }

    /// <summary>Whether <see cref="LookUp"/> may be called: looking a name up holds up nobody but the thread that asks.</summary>
    bool CanLookUpNames { get; }

    /// <summary>The IPv4 address of a host as text; null when there is none. The one call that waits, where <see cref="CanLookUpNames"/> allows it at all.</summary>
    string LookUp(string name);
}
