using System;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Web;

/// <summary>The client's side of the opening handshake (RFC 6455, section 4.1): the request, and the judgement of the answer. One thread at a time.</summary>
/// <remarks>Once in a connection's life, so it may allocate; between two of them it keeps a few words only.</remarks>
public sealed class ClientHandshake
{
    /// <summary>The answer is not complete.</summary>
    public const int NotYet = 0;

    /// <summary>The answer is refused: <see cref="Error"/> says why.</summary>
    public const int Refused = -1;

    // Section 4.1, point 7: 16 bytes of chance.
    private const int NonceBytes = 16;

    // "HTTP/1.1 101"
    private const int StatusAt = 9;
    private const int StatusEnd = 12;

    private const int Upgrade = 0;
    private const int Connection = 1;
    private const int Accept = 2;
    private const int Protocol = 3;
    private const int Extensions = 4;
    private const int WebSocket = 5;
    private const int UpgradeToken = 6;
    private const string Words = "upgrade|connection|sec-websocket-accept|sec-websocket-protocol|sec-websocket-extensions|websocket|upgrade";

    private readonly ISystem _system;
    private byte[] _accept;
    private string _offered;
    private int _scanned;
    private bool _upgrades;
    private bool _connectionUpgrades;
    private bool _isAccepted;

    public ClientHandshake(ISystem system)
    {
        _system = system;
    }

    /// <summary>Why the answer was refused; null when it was not.</summary>
    public string Error { get; private set; }

    /// <summary>The status of the answer; 0 before there is one.</summary>
    public int Status { get; private set; }

    /// <summary>The subprotocol that both speak; null for none.</summary>
    public string AgreedProtocol { get; private set; }

    /// <summary>Goes on with a server that chooses none of the subprotocols. Otherwise it would be spoken to in one that it may not know.</summary>
    public bool AllowsNoProtocol { get; set; }

    /// <summary>Makes the request.</summary>
    /// <param name="host">With its port unless that is 80.</param>
    /// <param name="path">Begins with a slash.</param>
    /// <param name="protocol">The subprotocol that is offered, for instance "ocpp1.6"; null for none.</param>
    /// <param name="authorization">The value of an Authorization field; null for none.</param>
    public byte[] Begin(string host, string path, string protocol, string authorization)
    {
        byte[] nonce = new byte[NonceBytes];
        _system.FillRandom(nonce);
        string key = Convert.ToBase64String(nonce);

        // Made for this one answer: its tables are 700 bytes, which nobody needs between two connections.
        _accept = new byte[AcceptKey.AcceptLength];
        AcceptKey.Write(Ascii.Of(key), 0, _accept, 0);
        _offered = protocol;
        _scanned = 0;
        _upgrades = false;
        _connectionUpgrades = false;
        _isAccepted = false;
        Error = null;
        Status = 0;
        AgreedProtocol = null;
        return Ascii.Of("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key + "\r\n"
            + (protocol == null ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n") + (authorization == null ? "" : "Authorization: " + authorization + "\r\n") + "\r\n");
    }

    /// <summary>Looks at the answer so far: the bytes of its head once that is complete and right, <see cref="NotYet"/> or <see cref="Refused"/>.</summary>
    /// <param name="head">What has come, from the first byte on.</param>
    /// <param name="count">Bytes of it.</param>
    public int Read(byte[] head, int count)
    {
        int end = FindEnd(head, count);
        if (end == 0)
        {
            return count < head.Length ? NotYet : Refuse("the answer's head is too long");
        }

        string error = CheckStatus(head, end);
        if (error != null)
        {
            return Refuse(error);
        }

        error = ReadFields(head, end);
        error = error != null ? error
            : !_upgrades ? "the answer's Upgrade is not websocket"
            : !_connectionUpgrades ? "the answer's Connection does not name upgrade"
            : !_isAccepted ? "the answer has no Sec-WebSocket-Accept"
            : _offered != null && AgreedProtocol == null && !AllowsNoProtocol ? "the server chose no subprotocol" : null;
        return error == null ? end : Refuse(error);
    }

    // Behind the empty line; 0 while there is none.
    private int FindEnd(byte[] head, int count)
    {
        const int lineEnds = 4;
        for (int i = _scanned; i + lineEnds <= count; i++)
        {
            if (head[i] == '\r' && head[i + 1] == '\n' && head[i + 2] == '\r' && head[i + 3] == '\n')
            {
                return i + lineEnds;
            }

            _scanned = i;
        }

        return 0;
    }

    private string CheckStatus(byte[] head, int end)
    {
        bool isHttp = end > StatusEnd && Ascii.Matches(head, 0, StatusAt, Ascii.Of("HTTP/1.1 "));
        for (int i = StatusAt; isHttp && i < StatusEnd; i++)
        {
            int digit = head[i] - '0';
            isHttp = digit >= 0 && digit <= 9;
            Status = Status * 10 + digit;
        }

        // RFC 9112, section 4: a blank, and a reason that may be empty; some leave the blank out with it.
        isHttp = isHttp && (head[StatusEnd] == ' ' || head[StatusEnd] == '\r');
        if (!isHttp)
        {
            Status = 0;
            return "the answer is no HTTP/1.1";
        }

        const int switchingProtocols = 101;
        return Status == switchingProtocols ? null : "the server answers " + Status.ToString();
    }

    private string ReadFields(byte[] head, int end)
    {
        WordList words = new WordList(Words);
        int from = FindLineEnd(head, 0, end) + 2;
        for (int to = FindLineEnd(head, from, end); to > from; to = FindLineEnd(head, from, end))
        {
            int colon = from;
            while (colon < to && head[colon] != ':')
            {
                colon++;
            }

            if (colon == to)
            {
                return "a line of the answer has no colon";
            }

            int value = HttpList.SkipBlanks(head, colon + 1, to);
            string error = Take(words, head, from, colon - from, value, HttpList.TrimBlanks(head, value, to) - value);
            if (error != null)
            {
                return error;
            }

            from = to + 2;
        }

        return null;
    }

    // Section 4.1, the list behind "Once the client's opening handshake has been sent".
    private string Take(WordList words, byte[] head, int name, int nameLength, int value, int length)
    {
        if (words.MatchesIgnoringCase(Upgrade, head, name, nameLength))
        {
            _upgrades |= words.MatchesIgnoringCase(WebSocket, head, value, length);
        }
        else if (words.MatchesIgnoringCase(Connection, head, name, nameLength))
        {
            _connectionUpgrades |= HttpList.Contains(head, value, length, words, UpgradeToken);
        }
        else if (words.MatchesIgnoringCase(Accept, head, name, nameLength))
        {
            bool isRight = !_isAccepted && Ascii.Matches(head, value, length, _accept);
            _isAccepted = isRight;
            return isRight ? null : "the answer's Sec-WebSocket-Accept is wrong";
        }
        else if (words.MatchesIgnoringCase(Extensions, head, name, nameLength))
        {
            return "the server uses an extension that was not offered";
        }
        else if (words.MatchesIgnoringCase(Protocol, head, name, nameLength))
        {
            bool isOffered = _offered != null && AgreedProtocol == null && Ascii.Matches(head, value, length, Ascii.Of(_offered));
            AgreedProtocol = _offered;
            return isOffered ? null : "the server chose a subprotocol that was not offered";
        }

        return null;
    }

    private static int FindLineEnd(byte[] head, int at, int end)
    {
        while (at + 1 < end && (head[at] != '\r' || head[at + 1] != '\n'))
        {
            at++;
        }

        return at;
    }

    private int Refuse(string error)
    {
        Error = error;
        return Refused;
    }
}
