using System.Net.NetworkInformation;

namespace ChargerFirmware.Device;

/// <summary>The runtime's network interfaces by their kind. Any thread; each look allocates.</summary>
internal static class WifiInterfaces
{
    private const string NoAddress = "0.0.0.0";

    /// <summary>Null when the runtime has none of the kind.</summary>
    public static NetworkInterface Find(NetworkInterfaceType kind)
    {
        NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].NetworkInterfaceType == kind)
            {
                return all[i];
            }
        }

        return null;
    }

    /// <summary>Null while it has none.</summary>
    public static string AddressOf(NetworkInterface found)
    {
        string address = found == null ? NoAddress : found.IPv4Address;
        return address == NoAddress ? null : address;
    }
}
