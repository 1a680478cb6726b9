namespace ChargerFirmware.Web;

/// <summary>Whoever sends telemetry out of the hub's bytes. Web thread only.</summary>
public interface ITelemetryReader
{
    /// <summary>What it holds; null when it holds none.</summary>
    TelemetryMessage Telemetry { get; }

    /// <summary>Gives the telemetry back, because its bytes are needed for a newer one. In the middle of it that is the end of the connection: half an answer cannot be taken back.</summary>
    void GiveUpTelemetry();
}
