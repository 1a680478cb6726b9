using ChargerFirmware.Core;

namespace ChargerFirmware.Network;

/// <summary>The network as a page sees and changes it: /api/wifi. Web thread only.</summary>
public sealed class WifiApi
{
    private readonly NetworkBoard _board;

    public WifiApi(NetworkBoard board)
    {
        _board = board;
    }

    /// <summary>The charger's name in DNS with ".local"; null while it has none. Any thread may set it.</summary>
    public string MdnsName { get; set; }

    /// <summary>Writes one item of the status and the networks found; false when the last one has been written. The first one asks for a new search.</summary>
    public bool WriteItem(JsonWriter json, int step)
    {
        if (step == 0)
        {
            // Made for it, as others look at this once in a while.
            NetworkStatus status = new NetworkStatus();
            _board.Read(status);
            _board.AskScan();
            json.BeginObject();
            WriteStation(status, json);
            return true;
        }

        if (step == 1)
        {
            WriteAccessPoint(json);
            json.Name("networks");
            json.BeginArray();
            return true;
        }

        // Found anew between two pieces of an answer: the answer is still whole.
        string name;
        int rssiDbm;
        int secured;
        if (!_board.ReadFound(step - 2, out name, out rssiDbm, out secured))
        {
            json.EndArray();
            json.EndObject();
            return false;
        }

        json.BeginObject();
        json.Name("ssid");
        json.String(name);
        json.Name("rssiDbm");
        json.Number(rssiDbm);
        json.Name("secured");
        if (secured < 0)
        {
            json.Null();
        }
        else
        {
            json.Bool(secured != 0);
        }

        json.EndObject();
        return true;
    }

    /// <summary>Takes {"ssid":"...","password":"..."} and begins to join. Null, or why not: the sentence names the field and never repeats a password. The body is wiped.</summary>
    public string Connect(byte[] body, int offset, int count)
    {
        WifiCredentials given = new WifiCredentials();
        string error = given.Take(body, offset, count);
        if (error == null)
        {
            _board.AskConnect(given.Name, given.Password == null ? "" : given.Password);
        }

        return error;
    }

    public void Forget()
    {
        _board.AskForget();
    }

    private void WriteStation(NetworkStatus status, JsonWriter json)
    {
        json.Name("state");
        json.String(NetworkState.NameOf(status.State));
        json.Name("ssid");
        json.String(status.Name);
        json.Name("address");
        json.String(status.Address);
        json.Name("rssiDbm");
        json.Number(status.RssiDbm);
        json.Name("attempts");
        json.Number(status.Attempts);
        json.Name("lastError");
        json.String(NetworkError.NameOf(status.LastError));
        json.Name("lastErrorSsid");
        json.String(status.FailedName);
    }

    private void WriteAccessPoint(JsonWriter json)
    {
        NetworkStatus status = new NetworkStatus();
        _board.Read(status);
        json.Name("accessPoint");
        json.BeginObject();
        json.Name("on");
        json.Bool(status.IsAccessPointUp);
        json.Name("ssid");
        json.String(status.AccessPointName);
        json.Name("address");
        json.String(status.AccessPointAddress);
        json.Name("stations");
        json.Number(status.AccessPointStations);
        json.EndObject();
        json.Name("mdnsName");
        json.String(MdnsName);
        json.Name("scanning");
        json.Bool(status.IsScanning);
    }
}
