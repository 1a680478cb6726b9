namespace ChargerFirmware.Web;

/// <summary>Why a WebSocket ends (RFC 6455, section 7.4).</summary>
public static class CloseCode
{
    /// <summary>No code: never on the wire.</summary>
    public const int None = 0;
    public const int Normal = 1000;
    public const int GoingAway = 1001;
    public const int ProtocolError = 1002;
    public const int Unsupported = 1003;
    public const int InvalidText = 1007;
    public const int PolicyViolation = 1008;
    public const int TooBig = 1009;
    public const int InternalError = 1011;

    /// <summary>Registered later: its place is needed, it may come again.</summary>
    public const int TryAgainLater = 1013;

    /// <summary>Whether a peer may send it: section 7.4.1, what was registered since (1012..1014), and the ranges of section 7.4.2 for libraries and applications.</summary>
    public static bool MayBeSent(int code)
    {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }
}
