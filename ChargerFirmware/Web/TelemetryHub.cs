using ChargerFirmware.Control;

namespace ChargerFirmware.Web;

/// <summary>Encodes the telemetry once, in its rhythm and at once on an event, and hands the same bytes to every browser. Web thread only.</summary>
/// <remarks>
/// One message does while everybody gets it as it comes. Where a peer is in the middle of it when the next one is due, there are two, so that he can finish while the others go on:
/// a single peer that is stuck costs the others nothing. When both are held, those who hold the older one are dropped once it is a beat old,
/// because they have been stuck for at least that while everybody else was not. The second one goes when nobody holds it any more.
/// Without memory for it the one message holds everybody up, for at most a beat.
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
    private readonly TelemetryBeat _beat;
    private readonly FreeMemory _memory;
    private readonly ITelemetryReader[] _readers;
    private int _readerCount;
    private TelemetryMessage _newest = new TelemetryMessage(TelemetryWriter.MaxBytes);

    // Null while nobody is in the middle of one.
    private TelemetryMessage _older;

    // Stays set when the memory did not last for an encoding: what is half written goes to nobody.
    private bool _isEncoding;
    private int _sequence;
    private int _encodedEvents;
    private int _toldEvents;
    private long _toldMs;

    /// <param name="board">Where the telemetry comes from.</param>
    /// <param name="mostReaders">As many may be added.</param>
    /// <param name="limits">Rhythm and times.</param>
    /// <param name="counters">Counts.</param>
    /// <param name="names">The words.</param>
    /// <param name="snapshot">Scratch, shared with the answers: filled anew for each message.</param>
    /// <param name="memory">For a second message.</param>
    public TelemetryHub(SnapshotBoard board, int mostReaders, WebLimits limits, WebCounters counters, TelemetryNames names, ChargerSnapshot snapshot, FreeMemory memory)
    {
        _writer = new TelemetryWriter(names);
        _snapshot = snapshot;
        _board = board;
        _limits = limits;
        _counters = counters;
        _beat = new TelemetryBeat(board, limits.TelemetryMs);
        _memory = memory;
        _readers = new ITelemetryReader[mostReaders];
    }

    /// <summary>One more who may hold a message: a browser, a stream or a request.</summary>
    public void AddReader(ITelemetryReader reader)
    {
        _readers[_readerCount++] = reader;
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
        if (!isEvent && !isDue && !_isEncoding)
        {
            return false;
        }

        TelemetryMessage inTheWay = FindInTheWay();
        if (inTheWay != null && nowMs - inTheWay.EncodedMs < _limits.TelemetryMs)
        {
            // Nobody is dropped who has had less than a beat for his message: events may come 50 ms apart, and this one is told in the next message.
            return false;
        }

        if (isDue)
        {
            _beat.Advance();
        }

        Encode(inTheWay, nowMs);
        _toldEvents = _encodedEvents;
        _toldMs = nowMs;
        for (int i = 0; i < _readerCount; i++)
        {
            if (_readers[i].IsWatching)
            {
                _readers[i].Offer(_newest);
            }
        }

        return true;
    }

    /// <summary>The newest telemetry for one who has just come; encoded now unless there is a fresh one.</summary>
    public TelemetryMessage Newest(long nowMs)
    {
        long ageMs = nowMs - _newest.EncodedMs;
        bool isFresh = ageMs < FreshMs && !_isEncoding && _encodedEvents == _board.EventCount;
        if (_sequence > 0 && isFresh)
        {
            return _newest;
        }

        // Nobody is dropped for the sake of a newcomer as long as there is something from this round.
        TelemetryMessage inTheWay = FindInTheWay();
        if (inTheWay == null || _isEncoding || ageMs >= _limits.TelemetryMs)
        {
            Encode(inTheWay, nowMs);
        }

        return _newest;
    }

    private bool HasWatchers()
    {
        for (int i = 0; i < _readerCount; i++)
        {
            if (_readers[i].IsWatching)
            {
                return true;
            }
        }

        return false;
    }

    // The message whose readers would have to be dropped for a new one; null when there is room for it. Makes the second one where that is the way.
    private TelemetryMessage FindInTheWay()
    {
        if (!IsBegun(_newest))
        {
            return null;
        }

        if (_older == null && _memory.TryTake(TelemetryWriter.MaxBytes))
        {
            _older = new TelemetryMessage(TelemetryWriter.MaxBytes);
        }

        return _older == null ? _newest : IsBegun(_older) ? _older : null;
    }

    private void Encode(TelemetryMessage inTheWay, long nowMs)
    {
        if (inTheWay != null)
        {
            DropReaders(inTheWay);
        }

        if (_older != null && IsBegun(_newest))
        {
            TelemetryMessage free = _older;
            _older = _newest;
            _newest = free;
        }
        else if (_older != null && _older.Readers == 0)
        {
            _older = null;
        }

        _isEncoding = true;
        _board.Read(_snapshot);
        _encodedEvents = _snapshot.EventCount;
        _sequence++;
        _newest.Json.Clear();
        _writer.Write(_snapshot, _sequence, _newest.Json);
        _newest.Frame();
        _newest.EncodedMs = nowMs;
        _counters.TelemetryEncoded++;
        OfferAgain();
        _isEncoding = false;
    }

    // Who holds the message and has not begun gets the new one: its bytes are others now.
    private void OfferAgain()
    {
        for (int i = 0; _newest.Readers > 0 && i < _readerCount; i++)
        {
            if (_readers[i].Telemetry == _newest)
            {
                _readers[i].Offer(_newest);
            }
        }
    }

    private bool IsBegun(TelemetryMessage message)
    {
        for (int i = 0; message.Readers > 0 && i < _readerCount; i++)
        {
            if (_readers[i].Telemetry == message && _readers[i].HasBegun)
            {
                return true;
            }
        }

        return false;
    }

    private void DropReaders(TelemetryMessage message)
    {
        for (int i = 0; i < _readerCount; i++)
        {
            if (_readers[i].Telemetry == message)
            {
                _readers[i].GiveUpTelemetry();
            }
        }
    }
}
