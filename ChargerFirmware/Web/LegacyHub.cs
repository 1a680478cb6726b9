using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>Tells every peer of the legacy port the three texts, twice a second. Web thread only.</summary>
/// <remarks>They are made once and copied into each peer's output, in one piece. A peer that has not taken the last ones gets none: they are a state, not a log.</remarks>
public sealed class LegacyHub
{
    private readonly SnapshotBoard _board;
    private readonly ChargerSnapshot _snapshot;
    private readonly WebSocketEndpoint _endpoint;
    private readonly LegacyText _text;
    private readonly TelemetryBeat _beat;
    private readonly TextBuffer _frames = new TextBuffer(LegacyText.MaxBytes);

    /// <param name="board">Where the values come from.</param>
    /// <param name="snapshot">Scratch, shared with the answers.</param>
    /// <param name="endpoint">Who gets them.</param>
    /// <param name="text">The words.</param>
    /// <param name="limits">The rhythm.</param>
    public LegacyHub(SnapshotBoard board, ChargerSnapshot snapshot, WebSocketEndpoint endpoint, LegacyText text, WebLimits limits)
    {
        _board = board;
        _snapshot = snapshot;
        _endpoint = endpoint;
        _text = text;
        _beat = new TelemetryBeat(board, limits.TelemetryMs);
    }

    /// <summary>True when something was told.</summary>
    public bool Pass(long nowMs)
    {
        _beat.Follow(nowMs);
        if (_endpoint.CountOpen() == 0 || !_beat.IsDue(nowMs))
        {
            return false;
        }

        _beat.Advance();
        _board.Read(_snapshot);
        _text.Write(_snapshot, _frames);
        for (int i = 0; i < _endpoint.Count; i++)
        {
            WebSocketPeer peer = _endpoint.Peers[i];
            WebSocketSession session = peer.Session;
            if (!peer.IsFree && session.IsOpen && session.Output.Count == 0)
            {
                session.Output.TryAppend(_frames.Data, _frames.Start, _frames.Length);
            }
        }

        return true;
    }
}
