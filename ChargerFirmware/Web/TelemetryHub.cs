using ChargerFirmware.Control;

namespace ChargerFirmware.Web;

/// <summary>Encodes the telemetry once, in its rhythm and at once on an event, and hands the same bytes to every browser. Web thread only.</summary>
/// <remarks>
/// Two messages take turns, so that a peer in the middle of one can finish it while the others get the next.
/// A single peer that is stuck costs the others nothing: they go on with the other message. When both are held, those who hold the older one are dropped once it is a beat old,
/// because they have been stuck for at least that while everybody else was not.
/// The older message may be lent: then the other one does alone, and holds everybody up for at most a beat of the telemetry.
/// </remarks>
public sealed class TelemetryHub
{
    // A browser that comes right after others gets what they got.
    private const int FreshMs = 100;

    private readonly TelemetryWriter _writer;
    private readonly ChargerSnapshot _snapshot;
    private readonly SnapshotBoard _board;
    private readonly WebLimits _limits;
    private readonly WebCounters _counters;
    private readonly WebSocketEndpoint _browsers;
    private readonly TelemetryBeat _beat;
    private readonly EventPeer[] _streams;
    private TelemetryMessage _newest = new TelemetryMessage(TelemetryWriter.MaxBytes);
    private TelemetryMessage _older = new TelemetryMessage(TelemetryWriter.MaxBytes);
    private ITelemetryReader[] _readers = new ITelemetryReader[0];
    private bool _isSpareLent;
    private int _sequence;
    private int _encodedEvents;
    private int _toldEvents;
    private long _toldMs;

    /// <param name="board">Where the telemetry comes from.</param>
    /// <param name="browsers">Who gets it.</param>
    /// <param name="streams">Who gets it too.</param>
    /// <param name="limits">Rhythm and times.</param>
    /// <param name="counters">Counts.</param>
    /// <param name="names">The words.</param>
    /// <param name="snapshot">Scratch, shared with the answers: filled anew for each message.</param>
    public TelemetryHub(SnapshotBoard board, WebSocketEndpoint browsers, EventPeer[] streams, WebLimits limits, WebCounters counters, TelemetryNames names, ChargerSnapshot snapshot)
    {
        _writer = new TelemetryWriter(names);
        _snapshot = snapshot;
        _board = board;
        _browsers = browsers;
        _streams = streams;
        _limits = limits;
        _counters = counters;
        _beat = new TelemetryBeat(board, limits.TelemetryMs);
    }

    /// <summary>Everybody who may hold a message: browsers, streams and requests.</summary>
    public void SetReaders(ITelemetryReader[] readers)
    {
        _readers = readers;
    }

    /// <summary>Gives the older message's bytes away for a while; null when somebody is still sending them, or they are lent already.</summary>
    public byte[] LendSpare()
    {
        if (_isSpareLent || _older.Readers > 0)
        {
            return null;
        }

        _isSpareLent = true;
        return _older.Text.Data;
    }

    public void TakeSpareBack()
    {
        _isSpareLent = false;
    }

    /// <summary>Hands out what is due; true when something was.</summary>
    public bool Pass(long nowMs)
    {
        _beat.Follow(nowMs);
        if (!HasWatchers())
        {
            return false;
        }

        bool isDue = _beat.IsDue(nowMs);
        int events = _board.EventCount;
        bool isEvent = events != _toldEvents && nowMs - _toldMs >= _limits.EventGapMs;
        if (!isEvent && !isDue)
        {
            return false;
        }

        TelemetryMessage inTheWay = _isSpareLent ? _newest : _newest.Readers > 0 ? _older : null;
        if (inTheWay != null && inTheWay.Readers > 0 && nowMs - inTheWay.EncodedMs < _limits.TelemetryMs)
        {
            // Nobody is dropped who has had less than a beat for his message: events may come 50 ms apart, and this one is told in the next message.
            return false;
        }

        if (isDue)
        {
            _beat.Advance();
        }

        TelemetryMessage message = Encode(nowMs);
        _toldEvents = _encodedEvents;
        _toldMs = nowMs;
        for (int i = 0; i < _browsers.Peers.Length; i++)
        {
            if (!_browsers.Peers[i].IsFree)
            {
                _browsers.Peers[i].Offer(message);
            }
        }

        for (int i = 0; i < _streams.Length; i++)
        {
            if (!_streams[i].IsFree)
            {
                _streams[i].Offer(message);
            }
        }

        return true;
    }

    /// <summary>The newest telemetry for one who has just come; encoded now unless there is a fresh one.</summary>
    public TelemetryMessage Newest(long nowMs)
    {
        long ageMs = nowMs - _newest.EncodedMs;
        bool isFresh = ageMs < FreshMs && _encodedEvents == _board.EventCount;

        // Nobody is dropped for the sake of a newcomer as long as there is something from this round.
        bool mustDo = ageMs < _limits.TelemetryMs && _newest.Readers > 0 && (_isSpareLent || _older.Readers > 0);
        return _sequence > 0 && (isFresh || mustDo) ? _newest : Encode(nowMs);
    }

    private bool HasWatchers()
    {
        for (int i = 0; i < _streams.Length; i++)
        {
            if (!_streams[i].IsFree)
            {
                return true;
            }
        }

        return _browsers.CountOpen() > 0;
    }

    private TelemetryMessage Encode(long nowMs)
    {
        if (_isSpareLent)
        {
            DropReaders(_newest);
        }
        else if (_older.Readers > 0 && _newest.Readers > 0)
        {
            DropReaders(_older);
        }

        if (!_isSpareLent && _older.Readers == 0)
        {
            TelemetryMessage free = _older;
            _older = _newest;
            _newest = free;
        }

        _board.Read(_snapshot);
        _encodedEvents = _snapshot.EventCount;
        _sequence++;
        _newest.Json.Clear();
        _writer.Write(_snapshot, _sequence, _newest.Json);
        _newest.Frame();
        _newest.EncodedMs = nowMs;
        _counters.TelemetryEncoded++;
        return _newest;
    }

    private void DropReaders(TelemetryMessage message)
    {
        for (int i = 0; i < _readers.Length; i++)
        {
            if (_readers[i].Telemetry == message)
            {
                _readers[i].GiveUpTelemetry();
            }
        }
    }
}
