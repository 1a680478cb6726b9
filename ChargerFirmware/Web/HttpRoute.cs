namespace ChargerFirmware.Web;

/// <summary>The paths of the server; the number is the place in <see cref="HttpRoutes"/>' table.</summary>
public static class HttpRoute
{
    public const int None = -1;
    public const int Page = 0;
    public const int Telemetry = 1;
    public const int Settings = 2;
    public const int Faults = 3;
    public const int Log = 4;
    public const int Metrics = 5;
    public const int Count = 6;
}
