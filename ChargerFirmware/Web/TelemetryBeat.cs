using ChargerFirmware.Control;

namespace ChargerFirmware.Web;

/// <summary>When telemetry is due: a rhythm that follows the control loop's publications. Web thread only.</summary>
/// <remarks>
/// Told right behind a snapshot, a new value is at a browser within one period, as promised; just ahead of one it would wait for up to a tick longer.
/// So the rhythm begins on a snapshot, and a beat that comes a little too early waits for it, unless the control loop itself is late.
/// </remarks>
public sealed class TelemetryBeat
{
    private const int JustPublishedMs = 20;
    private const int LatePublicationMs = ControlLoop.TickMs + JustPublishedMs;

    private readonly SnapshotBoard _board;
    private readonly int _periodMs;
    private int _publications;
    private long _publishedMs;
    private long _nextMs;

    public TelemetryBeat(SnapshotBoard board, int periodMs)
    {
        _board = board;
        _periodMs = periodMs;
    }

    /// <summary>To be called in every pass: sees when the control loop publishes.</summary>
    public void Follow(long nowMs)
    {
        int publications = _board.Publications;
        if (publications != _publications)
        {
            _publications = publications;
            _publishedMs = nowMs;
        }
    }

    /// <summary>Whether a beat is due.</summary>
    public bool IsDue(long nowMs)
    {
        long lateMs = nowMs - _nextMs;
        long ageMs = nowMs - _publishedMs;
        if (lateMs >= _periodMs)
        {
            // After a pause it begins anew, on the last snapshot.
            _nextMs = ageMs <= LatePublicationMs ? _publishedMs : nowMs;
        }
        else if (lateMs >= 0 && ageMs > JustPublishedMs && ageMs <= LatePublicationMs)
        {
            _nextMs = nowMs + 1;
        }

        return nowMs >= _nextMs;
    }

    /// <summary>The beat was made. The rhythm holds over a late pass.</summary>
    public void Advance()
    {
        _nextMs += _periodMs;
    }
}
