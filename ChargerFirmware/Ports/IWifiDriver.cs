using System.Threading;

namespace ChargerFirmware.Ports;

/// <summary>A platform's own WiFi library, which may wait for seconds: <c>Network.ThreadedRadio</c> makes an <see cref="INetwork"/> of it. Nothing here throws.</summary>
/// <remarks><see cref="Disconnect"/> may be called at any time, also while another thread waits in a call; all else by one thread at a time, as each member says.</remarks>
public interface IWifiDriver
{
    /// <summary>As <see cref="INetwork.ChipId"/>. Any thread.</summary>
    string ChipId { get; }

    /// <summary>Is set whenever something may have changed, so that nobody must look often. Before the start.</summary>
    void WakeOn(AutoResetEvent changed);

    /// <summary>Reads the name of the stored network; null when there is none. From flash: network thread.</summary>
    string ReadStoredName();

    /// <summary>Stores credentials, an empty name for none; false when the store refuses. Network thread.</summary>
    bool Store(string name, string password);

    /// <summary>Joins, and waits until that is decided: <see cref="StationState.Joined"/> or one of its ends. Worker.</summary>
    /// <param name="name">Null is the stored network.</param>
    /// <param name="password">Empty for an open network; of no meaning for the stored one.</param>
    int Join(string name, string password);

    /// <summary>Leaves the network or gives up joining, and keeps the library from trying on its own. Does not wait. Any thread.</summary>
    void Disconnect();

    /// <summary>Looks for networks and waits for the end; false when it could not. Worker.</summary>
    bool Scan(WifiScan into);

    /// <summary>The station's address as it is now; null without one. Worker.</summary>
    string ReadStationAddress();

    /// <summary>As <see cref="INetwork.StationMask"/>. Worker.</summary>
    string ReadStationMask();

    /// <summary>How many devices are on the own network. Worker.</summary>
    int CountAccessPointStations();

    /// <summary>As <see cref="INetwork.AccessPointAddress"/>. Any thread.</summary>
    string AccessPointAddress { get; }

    /// <summary>The own network was opened when the platform started. Any thread.</summary>
    bool IsAccessPointOn { get; }

    /// <summary>It was opened with these words. Network thread.</summary>
    bool RunsAccessPoint(string name, string password);

    /// <summary>Stores with what words the platform opens the own network at its next start; false when it refuses. Network thread.</summary>
    bool StoreAccessPoint(string name, string password);

    /// <summary>As <see cref="INetwork.ShowAccessPoint"/>; <paramref name="isLater"/> says that the words count from the next start on only. Network thread.</summary>
    void ShowAccessPoint(string name, string password, bool isLater);

    /// <summary>As <see cref="INetwork.SetTime"/>. Network thread.</summary>
    void SetTime(long unixSeconds);

    /// <summary>As <see cref="INetwork.UnixMs"/>. Network thread.</summary>
    long ReadUnixMs();
}
