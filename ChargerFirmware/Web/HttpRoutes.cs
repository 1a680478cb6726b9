using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The paths of the server and what may be done with them. Web thread only.</summary>
public sealed class HttpRoutes
{
    public const int None = -1;
    public const int Page = 0;
    public const int Telemetry = 1;
    public const int Settings = 2;
    public const int Faults = 3;
    public const int Log = 4;
    public const int Metrics = 5;
    public const int Wifi = 6;
    public const int Diagnostics = 7;
    public const int Sessions = 8;
    public const int BlackBox = 9;
    public const int History = 10;
    public const int Login = 11;
    public const int Events = 12;
    public const int Api = 13;
    public const int Count = 14;

    /// <summary>Bits of <see cref="HttpMethod"/>: all that some path takes.</summary>
    public const int AllMethods = Reading | HttpMethod.Put | HttpMethod.Post | HttpMethod.Delete | HttpMethod.Options;

    private const int Reading = HttpMethod.Get | HttpMethod.Head;
    private const int Changing = HttpMethod.Put | HttpMethod.Delete;

    // By route.
    private readonly WordList _paths = new WordList("/|/api/telemetry|/api/settings|/api/faults|/api/log|/metrics|/api/wifi|/api/diagnostics|/api/sessions|/api/blackbox|/api/history|/api/login|/api/events|/api/openapi.json");

    private readonly int[] _methods =
    {
        Reading, Reading, Reading | HttpMethod.Put, Reading | HttpMethod.Delete, Reading, Reading, Reading | HttpMethod.Put | HttpMethod.Delete, Reading,
        Reading, Reading, Reading,
        Reading | HttpMethod.Post | HttpMethod.Delete, Reading, Reading,
    };

    private readonly WebSocketEndpoint[] _endpoints;

    public HttpRoutes(WebSocketEndpoint[] endpoints)
    {
        _endpoints = endpoints;
    }

    /// <summary>The route of a request's path, or <see cref="None"/>.</summary>
    public int Find(HttpRequest request)
    {
        if (request.PathLength == 0 && request.HasAbsoluteTarget)
        {
            return Page;
        }

        for (int route = 0; route < _paths.Count; route++)
        {
            if (_paths.Matches(route, request.Buffer, request.PathOffset, request.PathLength))
            {
                return route;
            }
        }

        return None;
    }

    /// <summary>The WebSocket of a request's path, or null.</summary>
    public WebSocketEndpoint FindEndpoint(HttpRequest request)
    {
        for (int i = 0; i < _endpoints.Length; i++)
        {
            byte[] path = _endpoints[i].Path;
            if (path != null && Ascii.Matches(request.Buffer, request.PathOffset, request.PathLength, path))
            {
                return _endpoints[i];
            }
        }

        return null;
    }

    /// <summary>Bits of <see cref="HttpMethod"/>.</summary>
    public int MethodsOf(int route)
    {
        return _methods[route] | HttpMethod.Options;
    }

    /// <summary>Bits of <see cref="HttpMethod"/>: what needs a session while a PIN is set. Changes do, and downloads of what the charger has kept.</summary>
    public static int GuardedOf(int route)
    {
        switch (route)
        {
            case Login:
                return 0;
            case Log:
            case BlackBox:
                return Reading | Changing;
            default:
                return Changing;
        }
    }

    /// <summary>The value of an Allow header.</summary>
    public static string AllowOf(int methods)
    {
        string allow = "GET";
        if ((methods & HttpMethod.Head) != 0)
        {
            allow += ", HEAD";
        }

        if ((methods & HttpMethod.Put) != 0)
        {
            allow += ", PUT";
        }

        if ((methods & HttpMethod.Post) != 0)
        {
            allow += ", POST";
        }

        return ((methods & HttpMethod.Delete) != 0 ? allow + ", DELETE" : allow) + ", OPTIONS";
    }
}
