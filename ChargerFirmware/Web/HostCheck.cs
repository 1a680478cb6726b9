using ChargerFirmware.Core;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Web;

/// <summary>Which hosts a request may name: the charger's own. Web thread only.</summary>
/// <remarks>
/// A foreign Host is how DNS rebinding looks from here (the attacker's name, our address); a foreign Origin is a page from elsewhere in the owner's browser,
/// which the same-origin policy does not keep from opening a WebSocket.
/// </remarks>
public sealed class HostCheck
{
    // "65535"
    private const int MaxPortDigits = 5;

    private readonly SettingValues _values;
    private readonly WebNames _names;
    private readonly byte[] _anyAddress;
    private readonly byte[] _localhost = Ascii.Of("localhost");
    private readonly byte[] _loopback = Ascii.Of("127.0.0.1");
    private readonly byte[] _loopbackNet = Ascii.Of("127.");
    private readonly byte[] _loopback6 = Ascii.Of("[::1]");
    private readonly byte[] _http = Ascii.Of("http://");
    private readonly byte[] _https = Ascii.Of("https://");

    // The names as bytes, made anew when their text has changed.
    private string _mdnsName;
    private byte[] _mdnsBytes;
    private string _allowedText;
    private int _version = -1;
    private byte[][] _allowedHosts = new byte[0][];

    /// <param name="values">The setting web.allowedHosts.</param>
    /// <param name="names">The mDNS name.</param>
    /// <param name="anyAddress">The address that stands for every one of this machine, where the server listens on it: a browser takes it for this machine. Else null.</param>
    public HostCheck(SettingValues values, WebNames names, byte[] anyAddress)
    {
        _values = values;
        _names = names;
        _anyAddress = anyAddress;
    }

    /// <summary>200, 400 for something that is no host, 403 for one that is not ours. The port does not matter.</summary>
    /// <param name="localHost">The address that the peer has connected to.</param>
    public int Check(byte[] source, int offset, int count, byte[] localHost)
    {
        int length = HostLength(source, offset, count);
        if (length <= 0)
        {
            return HttpStatus.BadRequest;
        }

        return IsOurs(source, offset, length, localHost) ? HttpStatus.Ok : HttpStatus.Forbidden;
    }

    /// <summary>Whether an Origin is a page of ours; "null" (a file, a sandbox) is not.</summary>
    public bool IsOriginOurs(byte[] source, int offset, int count, byte[] localHost)
    {
        int scheme = count > _http.Length && Ascii.MatchesIgnoringCase(source, offset, _http.Length, _http) ? _http.Length
            : count > _https.Length && Ascii.MatchesIgnoringCase(source, offset, _https.Length, _https) ? _https.Length : 0;
        return scheme > 0 && Check(source, offset + scheme, count - scheme, localHost) == HttpStatus.Ok;
    }

    // Bytes of the host before ":port"; an IPv6 address stands in brackets. -1 when it is neither.
    private static int HostLength(byte[] source, int offset, int count)
    {
        int end = offset + count;
        int at = offset;
        if (count > 0 && source[offset] == '[')
        {
            while (at < end && source[at] != ']')
            {
                at++;
            }

            at++;
        }
        else
        {
            while (at < end && source[at] != ':')
            {
                at++;
            }
        }

        if (at > end || (at < end && source[at] != ':') || end - at - 1 > MaxPortDigits)
        {
            return -1;
        }

        for (int i = at + 1; i < end; i++)
        {
            if (source[i] < '0' || source[i] > '9')
            {
                return -1;
            }
        }

        return at - offset;
    }

    private bool IsOurs(byte[] source, int offset, int count, byte[] localHost)
    {
        if (Ascii.MatchesIgnoringCase(source, offset, count, localHost))
        {
            return true;
        }

        // Whoever has reached us over a network has asked another machine if he has asked his own.
        bool isAny = _anyAddress != null && Ascii.Matches(source, offset, count, _anyAddress);
        if (IsLoopback(localHost) && (isAny || Ascii.MatchesIgnoringCase(source, offset, count, _localhost) || Ascii.Matches(source, offset, count, _loopback)))
        {
            return true;
        }

        Refresh();
        if (_mdnsBytes != null && Ascii.MatchesIgnoringCase(source, offset, count, _mdnsBytes))
        {
            return true;
        }

        for (int i = 0; i < _allowedHosts.Length; i++)
        {
            if (Ascii.MatchesIgnoringCase(source, offset, count, _allowedHosts[i]))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsLoopback(byte[] localHost)
    {
        int net = _loopbackNet.Length;
        return (localHost.Length > net && Ascii.Matches(localHost, 0, net, _loopbackNet)) || Ascii.Matches(localHost, 0, localHost.Length, _loopback6);
    }

    private void Refresh()
    {
        if (_names.MdnsName != _mdnsName)
        {
            _mdnsName = _names.MdnsName;
            _mdnsBytes = _mdnsName == null ? null : Ascii.Of(_mdnsName.ToLower());
        }

        // A setting that is not stored has its row made for each question.
        int version = _values.Version;
        if (version == _version)
        {
            return;
        }

        string allowed = _values.TextOf(_values.Table.WebAllowedHosts);
        if (allowed != _allowedText)
        {
            _allowedHosts = Split(allowed.ToLower());
            _allowedText = allowed;
        }

        _version = version;
    }

    private static byte[][] Split(string list)
    {
        string[] parts = list.Split(new char[] { ',' });
        byte[][] hosts = new byte[parts.Length][];
        for (int i = 0; i < parts.Length; i++)
        {
            // An empty part matches nothing: no host is empty.
            hosts[i] = Ascii.Of(parts[i].Trim());
        }

        return hosts;
    }
}
