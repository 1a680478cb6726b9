using ChargerFirmware.Core;

namespace ChargerFirmware.Network;

/// <summary>What devices on the own network get when they ask for somebody else: the way to our page, until its user is done. Web thread only.</summary>
/// <remarks>
/// Phones and computers that have joined a network ask an address of their maker's for a known answer. Any other one opens a sheet with our page;
/// the known one makes them stay. So it is given once the page was shown and the charger is on the owner's network, not before: the sheet would never open.
/// </remarks>
public sealed class CaptivePortal
{
    // Answers of the makers' addresses, in pairs: the path, and what "there is internet" looks like. No path is used by two of them but "/" (Ubuntu's).
    private const string Empty = "";
    private const string Apple = "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>";
    private const string Kindle = "<html><head><title>Kindle Reachability Probe Page</title></head><body><!-- 81ce4465-7167-4dcb-835b-dcc9e44c112a --></body></html>";
    private const string FirefoxPage = "<meta http-equiv=\"refresh\" content=\"0;url=https://support.mozilla.org/kb/captive-portal\"/>";

    private readonly WordList _words = new WordList("/generate_204|/gen_204|/hotspot-detect.html|/library/test/success.html|/connecttest.txt"
        + "|/ncsi.txt|/success.txt|/canonical.html|/check_network_status.txt|/kindle-wifi/wifistub.html|/|connectivity-check.ubuntu.com|captive.apple.com");

    // In the words
    private const int RootPath = 10;
    private const int UbuntuHost = 11;
    private const int AppleHost = 12;

    private readonly NetworkBoard _board;
    private readonly NetworkStatus _status = new NetworkStatus();
    private string _addressText;
    private byte[] _address;
    private bool _wasPageShown;

    /// <param name="board">Where the network thread leaves what is true.</param>
    public CaptivePortal(NetworkBoard board)
    {
        _board = board;
    }

    /// <summary>The port of the page.</summary>
    public int HttpPort { get; set; } = 80;

    /// <summary>The page has gone to a client.</summary>
    /// <param name="localHost">The address that it has connected to, as text.</param>
    public void PageShown(byte[] localHost)
    {
        if (IsOverOwnNetwork(localHost))
        {
            _wasPageShown = true;
        }
    }

    /// <summary>The whole HTTP answer to a request that names a foreign host, after which the connection ends; null when it did not come over the own network.</summary>
    public byte[] AnswerTo(byte[] source, int hostOffset, int hostLength, int pathOffset, int pathLength, byte[] localHost, bool isHead)
    {
        if (!IsOverOwnNetwork(localHost))
        {
            return null;
        }

        string known = _wasPageShown && _status.State == NetworkState.Online ? KnownAnswer(source, hostOffset, hostLength, pathOffset, pathLength) : null;
        string answer = known == null
            ? "HTTP/1.1 302 Found\r\nLocation: http://" + _addressText + (HttpPort == 80 ? "" : ":" + HttpPort.ToString()) + "/\r\nContent-Length: 0\r\n"
            : known.Length == 0 ? "HTTP/1.1 204 No Content\r\n"
            : "HTTP/1.1 200 OK\r\nContent-Type: " + (known[0] == '<' ? "text/html" : "text/plain") + "\r\nContent-Length: " + known.Length.ToString() + "\r\n";
        return Ascii.Of(answer + "Cache-Control: no-store\r\nConnection: close\r\n\r\n" + (isHead || known == null ? Empty : known));
    }

    // Null: no maker's address. Empty: 204.
    private string KnownAnswer(byte[] source, int hostOffset, int hostLength, int pathOffset, int pathLength)
    {
        int nameLength = 0;
        while (nameLength < hostLength && source[hostOffset + nameLength] != ':')
        {
            nameLength++;
        }

        if (_words.MatchesIgnoringCase(AppleHost, source, hostOffset, nameLength))
        {
            return Apple;
        }

        if (_words.Matches(RootPath, source, pathOffset, pathLength))
        {
            return _words.MatchesIgnoringCase(UbuntuHost, source, hostOffset, nameLength) ? Empty : null;
        }

        int path = 0;
        while (path < RootPath && !_words.Matches(path, source, pathOffset, pathLength))
        {
            path++;
        }

        switch (path)
        {
            case 0:
            case 1:
                return Empty;
            case 2:
            case 3:
                return Apple;
            case 4:
                return "Microsoft Connect Test";
            case 5:
                return "Microsoft NCSI";
            case 6:
                return "success\n";
            case 7:
                return FirefoxPage;
            case 8:
                return "NetworkManager is online\n";
            case 9:
                return Kindle;
            default:
                return null;
        }
    }

    private bool IsOverOwnNetwork(byte[] localHost)
    {
        _board.Read(_status);
        if (!_status.IsAccessPointUp)
        {
            _wasPageShown = false;
            return false;
        }

        if (_status.AccessPointAddress != _addressText)
        {
            _addressText = _status.AccessPointAddress;
            _address = Ascii.Of(_addressText);
        }

        return Ascii.Matches(localHost, 0, localHost.Length, _address);
    }
}
