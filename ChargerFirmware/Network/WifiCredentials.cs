using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Network;

/// <summary>Reads the body {"ssid":"...","password":"..."}. Made for one body: a network is given once in a charger's life.</summary>
public sealed class WifiCredentials
{
    /// <summary>Of a network's name (IEEE 802.11).</summary>
    public const int MaxNameBytes = 32;

    // A passphrase of WPA2 (IEEE 802.11, annex J.4).
    private const int MinPasswordBytes = 8;
    private const int MaxPasswordBytes = 63;

    private readonly JsonReader _json = new JsonReader();
    private readonly byte[] _ssid = Ascii.Of("ssid");
    private readonly byte[] _password = Ascii.Of("password");
    private readonly byte[] _text = new byte[MaxPasswordBytes];

    /// <summary>Null when the body has none.</summary>
    public string Name { get; private set; }

    /// <summary>Null when the body has none.</summary>
    public string Password { get; private set; }

    /// <summary>Null, or what is wrong: the sentence names the field and never repeats a password. The body is wiped.</summary>
    public string Take(byte[] body, int offset, int count)
    {
        string error = Read(body, offset, count);
        if (error == null && Name == null)
        {
            error = "ssid is missing";
        }

        Array.Clear(body, offset, count);
        Array.Clear(_text, 0, _text.Length);
        return error;
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
        if (Name != null)
        {
            return "ssid is given twice";
        }

        int length = _json.Token == JsonToken.String ? _json.CopyText(_text, 0, MaxNameBytes) : -1;
        if (length <= 0 || !IsClean(length, false))
        {
            return "ssid must be a text of 1 to " + MaxNameBytes.ToString() + " bytes without control characters";
        }

        Name = System.Text.Encoding.UTF8.GetString(_text, 0, length);
        return null;
    }

    private string TakePassword()
    {
        if (Password != null)
        {
            return "password is given twice";
        }

        int length = _json.Token == JsonToken.String ? _json.CopyText(_text, 0, MaxPasswordBytes) : -1;
        if (length < 0 || (length > 0 && length < MinPasswordBytes) || !IsClean(length, true))
        {
            return "password must be a text of " + MinPasswordBytes.ToString() + " to " + MaxPasswordBytes.ToString() + " ASCII characters, or empty for an open network";
        }

        Password = length == 0 ? "" : System.Text.Encoding.UTF8.GetString(_text, 0, length);
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
