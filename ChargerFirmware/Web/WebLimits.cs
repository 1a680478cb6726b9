using ChargerFirmware.Settings;

namespace ChargerFirmware.Web;

/// <summary>Every size, count and time of the web server in one place. Filled before the server is made, not changed afterwards.</summary>
public sealed class WebLimits
{
    /// <summary>No port.</summary>
    public const int Off = -1;

    /// <summary>The longest message on /echo: what the Autobahn judge sends.</summary>
    public const int EchoMessageBytes = 16 * 1024 * 1024;

    /// <summary>Of that, what each peer has from the start.</summary>
    public const int EchoOwnBytes = 65536;

    /// <summary>Browsers that a device serves: each has a socket of lwIP's 16 and about 2 KB of the heap.</summary>
    public const int DeviceBrowsers = 6;

    /// <summary>The longest head on a device: each of its requests has a buffer of it.</summary>
    public const int DeviceHeadBytes = 2048;

    /// <summary>A setting asks for more than the device has room for: what it has is taken.</summary>
    public bool IsCut;

    /// <summary>WebSockets on /ws at once: the setting web.maxBrowsers.</summary>
    public int MaxBrowsers;

    /// <summary>The port of the original's text protocol: the setting web.legacyPort. <see cref="Off"/>, or 0 for any free one.</summary>
    public int LegacyPort;

    /// <summary>WebSockets on the legacy port at once.</summary>
    public int LegacyPlaces;

    /// <summary>WebSockets on /echo at once; 0: there is no such path.</summary>
    public int EchoPlaces;

    /// <summary>Of these, clients of /api/events.</summary>
    public int StreamSlots;

    /// <summary>What the system may buffer for such a client: it never answers, so only a full buffer shows that it has gone. 0 leaves it as it is.</summary>
    public int StreamBufferBytes;

    /// <summary>HTTP connections at once beside the browsers, those between two requests included.</summary>
    public int RequestSlots;

    /// <summary>Requests with a body (PUT) at once.</summary>
    public int BodySlots;

    /// <summary>Sockets of the server without its listeners: browsers, requests, peers of the legacy port, and those that are only waiting for a refused peer to go.</summary>
    public int MaxConnections;

    /// <summary>Refused peers that are read out at once.</summary>
    public int LingerSlots;

    /// <summary>Connections that the system completes before they are accepted.</summary>
    public int Backlog;

    /// <summary>A request's head: the setting web.headBytes.</summary>
    public int HeadBytes;

    /// <summary>Lines of a head: a browser sends 12 to 20.</summary>
    public int HeadLines;

    /// <summary>A request's body.</summary>
    public int BodyBytes;

    /// <summary>Bytes of the heap that stay free when a place for one more, a body or a second telemetry message is made; 0: memory is no matter.</summary>
    public int ReserveBytes;

    /// <summary>Part of an answer that is made and sent at once; also the longest head of an answer.</summary>
    public int PieceBytes;

    /// <summary>What a WebSocket's input holds beside the message; at least <see cref="WebSocketSession.MinInputBytes"/>.</summary>
    public int InputBytes;

    /// <summary>Longest message on /ws (contract: 1 KiB).</summary>
    public int InboundMessageBytes;

    /// <summary>Of that, what each WebSocket has room for by itself; for longer messages they take turns with one buffer. The longest command has 55 bytes.</summary>
    public int OwnMessageBytes;

    /// <summary>Answers of a WebSocket that wait: a pong of 127 bytes or, in turn, an acknowledge of at most <see cref="AckWriter.MaxFrameBytes"/>; at first the answer to the handshake.</summary>
    public int OutputBytes;

    /// <summary>One Send: not more than the system surely takes when it says that a socket is writable.</summary>
    public int SliceBytes;

    /// <summary>What the system may buffer for a peer that does not read, so that it does not see old telemetry for minutes; 0 leaves it as it is.</summary>
    public int SendBufferBytes;

    /// <summary>Receives and messages of one peer in one pass: the next peer gets its turn.</summary>
    public int TurnsPerPass;

    /// <summary>A head, and then a body, must be complete within this time (408).</summary>
    public int RequestMs = 5000;

    /// <summary>A connection between two requests is kept this long; before its first it has <see cref="RequestMs"/>.</summary>
    public int IdleMs;

    /// <summary>When no place is free, an idle connection gives way, but not before its client had this time to send.</summary>
    public int GiveWayMs = 250;

    /// <summary>The same once others have waited before the door without a pause for as long as that: two passes, in which a request that is there is read.</summary>
    public int FloodGiveWayMs = 15;

    /// <summary>When none is idle either, a client gives way that has not completed its head or body, or not taken anything of its answer, for so long: a phone on a bad link does in less.</summary>
    public int SlowMs = 1000;

    /// <summary>An answer must move on within this time.</summary>
    public int SendStallMs = 5000;

    /// <summary>A Send should never wait; when it does, not longer.</summary>
    public int SendTimeoutMs = 50;

    /// <summary>A refused peer is read out this long, so that the answer reaches it: closing with unread bytes would reset the connection.</summary>
    public int LingerMs = 1000;

    /// <summary>It has said all: so long nothing came after something had.</summary>
    public int LingerQuietMs = 250;

    /// <summary>A ping after this silence of a browser, and again.</summary>
    public int PingAfterMs = 7000;

    /// <summary>A browser that sends nothing, not even a pong, is dropped.</summary>
    public int SilenceMs = 20000;

    /// <summary>A message in the buffer that WebSockets take turns with must be complete within this time.</summary>
    public int LongMessageMs = 5000;

    /// <summary>How long a closing WebSocket waits for the peer's close frame, and for its own to go.</summary>
    public int CloseMs = 2000;

    /// <summary>How long the control loop may take to answer a command.</summary>
    public int CommandMs = 2000;

    /// <summary>Rhythm of the telemetry.</summary>
    public int TelemetryMs = 500;

    /// <summary>A comment to a client of /api/events after so long without telemetry: those between close what is silent for half a minute or a minute.</summary>
    public int StreamKeepAliveMs = 15000;

    /// <summary>Least time between telemetry for two events.</summary>
    public int EventGapMs = 50;

    /// <summary>Sleep after a pass that found nothing to do.</summary>
    public int PassMs = 5;

    /// <summary>For the ESP32: 16 sockets in all, 10 of them for this server's peers and 2 for its listeners.</summary>
    public static WebLimits ForDevice(SettingValues values)
    {
        WebLimits limits = new WebLimits();
        limits.TakeSettings(values);
        limits.CutToDevice();
        limits.RequestSlots = 2;
        limits.StreamSlots = 2;
        limits.BodySlots = 1;
        limits.LingerSlots = 2;
        limits.LegacyPlaces = 2;
        limits.MaxConnections = limits.MaxBrowsers + limits.RequestSlots + (limits.LegacyPort == Off ? 0 : limits.LegacyPlaces);
        limits.Backlog = 4;
        limits.HeadLines = 32;
        limits.BodyBytes = 4096;

        // The frames of deep calls in five threads, and what one request makes for itself, as measured (ARCHITECTURE.md, section 9).
        limits.ReserveBytes = 6144;
        limits.PieceBytes = 1024;
        limits.InputBytes = 160;
        limits.InboundMessageBytes = 1024;
        limits.OwnMessageBytes = 128;
        limits.OutputBytes = 192;

        // lwIP calls a socket writable when half of its 5.7 KB send buffer is free.
        limits.SliceBytes = 512;
        limits.TurnsPerPass = 4;
        limits.IdleMs = 5000;
        return limits;
    }

    public static WebLimits ForPc(SettingValues values)
    {
        WebLimits limits = new WebLimits();
        limits.TakeSettings(values);
        limits.RequestSlots = 32;
        limits.StreamSlots = 16;
        limits.StreamBufferBytes = 16384;
        limits.BodySlots = 4;
        limits.LingerSlots = 32;
        limits.LegacyPlaces = 8;
        limits.MaxConnections = limits.MaxBrowsers + limits.RequestSlots + limits.LingerSlots + limits.LegacyPlaces;
        limits.Backlog = 128;
        limits.HeadLines = 100;
        limits.BodyBytes = 65536;
        limits.PieceBytes = 4096;

        // Whatever a client sends ahead of the answer to its handshake has room: that is at most a head's buffer.
        limits.InputBytes = 8192;
        limits.InboundMessageBytes = 1024;
        limits.OwnMessageBytes = 1024;
        limits.OutputBytes = 1024;

        // Linux calls a socket writable when a third of its send buffer is free.
        limits.SliceBytes = 16384;
        limits.SendBufferBytes = 65536;
        limits.TurnsPerPass = 16;
        limits.IdleMs = 15000;
        return limits;
    }

    // A setting that takes all memory could not be taken back: the page would not be there any more.
    private void CutToDevice()
    {
        IsCut = MaxBrowsers > DeviceBrowsers || HeadBytes > DeviceHeadBytes;
        MaxBrowsers = MaxBrowsers > DeviceBrowsers ? DeviceBrowsers : MaxBrowsers;
        HeadBytes = HeadBytes > DeviceHeadBytes ? DeviceHeadBytes : HeadBytes;
    }

    private void TakeSettings(SettingValues values)
    {
        MaxBrowsers = values.NumberOf(values.Table.WebMaxBrowsers);
        HeadBytes = values.NumberOf(values.Table.WebHeadBytes);
        int legacyPort = values.NumberOf(values.Table.WebLegacyPort);
        LegacyPort = legacyPort == 0 ? Off : legacyPort;
    }
}
