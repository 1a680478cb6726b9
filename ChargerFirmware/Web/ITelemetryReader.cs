namespace ChargerFirmware.Web;

/// <summary>Whoever sends telemetry out of the hub's bytes. Web thread only.</summary>
public interface ITelemetryReader
{
    /// <summary>What it holds; null when it holds none.</summary>
    TelemetryMessage Telemetry { get; }

    /// <summary>Gets whatever is new: a browser or a client of /api/events, as long as it is there.</summary>
    bool IsWatching { get; }

    /// <summary>Some of it has gone: its bytes must stay as they are.</summary>
    bool HasBegun { get; }

    /// <summary>Hands the newest telemetry to one who watches. Who is in the middle of a message goes without.</summary>
    void Offer(TelemetryMessage message);

    /// <summary>Gives the telemetry back, because its bytes are needed for a newer one. In the middle of it that is the end of the connection: half an answer cannot be taken back.</summary>
    void GiveUpTelemetry();
}
