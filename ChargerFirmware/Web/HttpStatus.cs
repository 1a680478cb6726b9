namespace ChargerFirmware.Web;

/// <summary>Status codes in use (RFC 9110, section 15; RFC 6585).</summary>
public static class HttpStatus
{
    public const int Ok = 200;
    public const int NoContent = 204;
    public const int NotModified = 304;
    public const int BadRequest = 400;
    public const int Unauthorized = 401;
    public const int Forbidden = 403;
    public const int NotFound = 404;
    public const int MethodNotAllowed = 405;
    public const int NotAcceptable = 406;
    public const int RequestTimeout = 408;
    public const int LengthRequired = 411;
    public const int ContentTooLarge = 413;
    public const int UriTooLong = 414;
    public const int ExpectationFailed = 417;
    public const int UpgradeRequired = 426;
    public const int TooManyRequests = 429;
    public const int HeaderFieldsTooLarge = 431;
    public const int InternalError = 500;
    public const int NotImplemented = 501;
    public const int Unavailable = 503;
    public const int VersionNotSupported = 505;

    public static string ReasonOf(int status)
    {
        switch (status)
        {
            case Ok: return "OK";
            case NoContent: return "No Content";
            case NotModified: return "Not Modified";
            case BadRequest: return "Bad Request";
            case Unauthorized: return "Unauthorized";
            case Forbidden: return "Forbidden";
            case NotFound: return "Not Found";
            case MethodNotAllowed: return "Method Not Allowed";
            case NotAcceptable: return "Not Acceptable";
            case RequestTimeout: return "Request Timeout";
            case LengthRequired: return "Length Required";
            case ContentTooLarge: return "Content Too Large";
            case UriTooLong: return "URI Too Long";
            case ExpectationFailed: return "Expectation Failed";
            case UpgradeRequired: return "Upgrade Required";
            case TooManyRequests: return "Too Many Requests";
            case HeaderFieldsTooLarge: return "Request Header Fields Too Large";
            case NotImplemented: return "Not Implemented";
            case Unavailable: return "Service Unavailable";
            case VersionNotSupported: return "HTTP Version Not Supported";
            default: return "Internal Server Error";
        }
    }
}
