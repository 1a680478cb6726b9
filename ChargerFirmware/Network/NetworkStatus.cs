using ChargerFirmware.Core;

namespace ChargerFirmware.Network;

/// <summary>What is true of the network now; plain data. Its owner says who may touch it.</summary>
public sealed class NetworkStatus
{
    /// <summary>A <see cref="NetworkState"/>.</summary>
    public int State;

    /// <summary>A <see cref="NetworkError"/>: of the newest attempt that failed; <see cref="NetworkError.None"/> once that network has taken us.</summary>
    public int LastError;

    /// <summary>Which network the error is about: not the stored one when a user's try has failed. Null without an error.</summary>
    public string FailedName;

    /// <summary>The network that is joined or tried, or the stored one; null without any.</summary>
    public string Name;

    /// <summary>The station's address; null while it is not online.</summary>
    public string Address;
    public int RssiDbm = Unknown.Number;

    /// <summary>Attempts since it was last online.</summary>
    public int Attempts;

    /// <summary>When the next attempt comes, on the network's clock; meaningful while waiting.</summary>
    public long NextAttemptMs;
    public bool IsAccessPointUp;

    /// <summary>Name of the own network, whether it is up or not.</summary>
    public string AccessPointName;
    public string AccessPointAddress;
    public int AccessPointStations;
    public bool IsScanning;

    public void CopyFrom(NetworkStatus other)
    {
        State = other.State;
        LastError = other.LastError;
        FailedName = other.FailedName;
        Name = other.Name;
        Address = other.Address;
        RssiDbm = other.RssiDbm;
        Attempts = other.Attempts;
        NextAttemptMs = other.NextAttemptMs;
        IsAccessPointUp = other.IsAccessPointUp;
        AccessPointName = other.AccessPointName;
        AccessPointAddress = other.AccessPointAddress;
        AccessPointStations = other.AccessPointStations;
        IsScanning = other.IsScanning;
    }
}
