using System;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Network;

/// <summary>The network as a page sees and changes it: /api/wifi. Web thread only.</summary>
public sealed class WifiApi
{
    /// <summary>Of a network's name (IEEE 802.11).</summary>
    public const int MaxNameBytes = 32;

    // A passphrase of WPA2 (IEEE 802.11, annex J.4).
    private const int MinPasswordBytes = 8;
    private const int MaxPasswordBytes = 63;

    private readonly NetworkBoard _board;
    private readonly NetworkStatus _status = new NetworkStatus();
    private readonly WifiScan _scan = new WifiScan();
    private readonly JsonReader _json = new JsonReader();
    private readonly byte[] _ssid = Ascii.Of("ssid");
    private readonly byte[] _password = Ascii.Of("password");
    private readonly byte[] _text = new byte[MaxPasswordBytes];
    private string _newName;
    private string _newPassword;

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
            _board.Read(_status);
            _board.AskScan();
            json.BeginObject();
            WriteStation(json);
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
        _board.Read(_scan);
        int place = step - 2;
        if (place >= _scan.Count)
        {
            json.EndArray();
            json.EndObject();
            return false;
        }

        json.BeginObject();
        json.Name("ssid");
        json.String(_scan.Names[place]);
        json.Name("rssiDbm");
        json.Number(_scan.RssiDbm[place]);
        json.Name("secured");
        if (_scan.Secured[place] < 0)
        {
            json.Null();
        }
        else
        {
            json.Bool(_scan.Secured[place] != 0);
        }

        json.EndObject();
        return true;
    }

    /// <summary>Takes {"ssid":"...","password":"..."} and begins to join. Null, or why not: the sentence names the field and never repeats a password. The body is wiped.</summary>
    public string Connect(byte[] body, int offset, int count)
    {
        _newName = null;
        _newPassword = null;
        string error = Read(body, offset, count);
        if (error == null && _newName == null)
        {
            error = "ssid is missing";
        }

        if (error == null)
        {
            _board.AskConnect(_newName, _newPassword == null ? "" : _newPassword);
        }

        _newPassword = null;
        Array.Clear(body, offset, count);
        Array.Clear(_text, 0, _text.Length);
        return error;
    }

    public void Forget()
    {
        _board.AskForget();
    }

    private void WriteStation(JsonWriter json)
    {
        json.Name("state");
        json.String(NetworkState.NameOf(_status.State));
        json.Name("ssid");
        json.String(_status.Name);
        json.Name("address");
        json.String(_status.Address);
        json.Name("rssiDbm");
        json.Number(_status.RssiDbm);
        json.Name("attempts");
        json.Number(_status.Attempts);
        json.Name("lastError");
        json.String(NetworkError.NameOf(_status.LastError));
        json.Name("lastErrorSsid");
        json.String(_status.FailedName);
    }

    private void WriteAccessPoint(JsonWriter json)
    {
        _board.Read(_status);
        json.Name("accessPoint");
        json.BeginObject();
        json.Name("on");
        json.Bool(_status.IsAccessPointUp);
        json.Name("ssid");
        json.String(_status.AccessPointName);
        json.Name("address");
        json.String(_status.AccessPointAddress);
        json.Name("stations");
        json.Number(_status.AccessPointStations);
        json.EndObject();
        json.Name("mdnsName");
        json.String(MdnsName);
        json.Name("scanning");
        json.Bool(_status.IsScanning);
    }

    private string Read(byte[] body, int offset, int count)
    {
        _json.Start(body, offset, count);
        if (_json.Read() != JsonToken.ObjectStart)
        {
            return _json.Token == JsonToken.Error ? TextError() : "the body must be a JSON object with ssid and password";
        }

        // The first wrong member is told, unless the text turns out to be no JSON at all.
        string error = null;
        while (_json.Read() == JsonToken.Name)
        {
            bool isName = _json.TextEquals(_ssid);
            bool isPassword = _json.TextEquals(_password);
            string memberError = isName || isPassword ? null : "there is no field " + Log.Cut(_json.GetText());
            _json.Read();
            if (memberError == null)
            {
                memberError = isName ? TakeName() : TakePassword();
            }

            error = error == null ? memberError : error;
            _json.Skip();
        }

        _json.Read();
        return _json.Token == JsonToken.Error ? TextError() : error;
    }

    private string TakeName()
    {
        if (_newName != null)
        {
            return "ssid is given twice";
        }

        int length = _json.Token == JsonToken.String ? _json.CopyText(_text, 0, MaxNameBytes) : -1;
        if (length <= 0 || !IsClean(length, false))
        {
            return "ssid must be a text of 1 to " + MaxNameBytes.ToString() + " bytes without control characters";
        }

        _newName = System.Text.Encoding.UTF8.GetString(_text, 0, length);
        return null;
    }

    private string TakePassword()
    {
        if (_newPassword != null)
        {
            return "password is given twice";
        }

        int length = _json.Token == JsonToken.String ? _json.CopyText(_text, 0, MaxPasswordBytes) : -1;
        if (length < 0 || (length > 0 && length < MinPasswordBytes) || !IsClean(length, true))
        {
            return "password must be a text of " + MinPasswordBytes.ToString() + " to " + MaxPasswordBytes.ToString() + " ASCII characters, or empty for an open network";
        }

        _newPassword = length == 0 ? "" : System.Text.Encoding.UTF8.GetString(_text, 0, length);
        return null;
    }

    private bool IsClean(int length, bool isAscii)
    {
        for (int i = 0; i < length; i++)
        {
            if (_text[i] < 0x20 || _text[i] == 0x7F || (isAscii && _text[i] > 0x7F))
            {
                return false;
            }
        }

        return true;
    }

    private string TextError()
    {
        return "the body is not JSON: " + _json.ErrorReason + " at byte " + _json.ErrorPosition.ToString();
    }
}
