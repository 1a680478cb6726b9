namespace ChargerFirmware.Web;

/// <summary>Request methods (RFC 9110, section 9) as bits, so that a set of them is a number.</summary>
public static class HttpMethod
{
    /// <summary>A well-formed method that this server does not know.</summary>
    public const int Unknown = 0;
    public const int Get = 1;
    public const int Head = 2;
    public const int Put = 4;
    public const int Delete = 8;

    public const int Post = 16;
    public const int Options = 32;

    /// <summary>Known, and allowed nowhere here: PATCH, TRACE, CONNECT.</summary>
    public const int Other = 64;
}
