using System.Net.Sockets;

namespace ChargerFirmware.Web;

/// <summary>One client of /api/events: the telemetry as server-sent events (HTML standard, section 9.2), out of the hub's bytes. Made once, used for one client after the other. Web thread only.</summary>
/// <remarks>At most one message waits, replaced by a newer one until its first byte has gone. Such a client has nothing to say, so only what the system takes from us shows that it is there.</remarks>
public sealed class EventPeer : ITelemetryReader
{
    // A comment: keeps whatever is between from closing a connection on which nothing moves.
    private static readonly byte[] Comment = { (byte)':', (byte)'\n', (byte)'\n' };

    // Behind its request: a browser sends nothing, a client that sends requests ahead a few. Reading all of a flood would be work for nothing.
    private const int MaxHeard = 1024;

    private readonly Wire _wire;
    private readonly LingerList _lingering;
    private readonly WebLimits _limits;
    private readonly WebCounters _counters;
    private TelemetryMessage _telemetry;
    private int _at;
    private bool _hasBegun;
    private int _heard;

    // When bytes last went, and since when the message waits without any going.
    private long _sentMs;
    private long _movedMs;

    public EventPeer(LingerList lingering, WebLimits limits, WebCounters counters)
    {
        _lingering = lingering;
        _limits = limits;
        _counters = counters;
        _wire = new Wire(limits, counters);
    }

    public bool IsFree => !_wire.IsOpen;

    /// <summary>Whose session this is, as <see cref="Access"/> knows it.</summary>
    public int Ticket { get; set; }

    public TelemetryMessage Telemetry => _telemetry;

    public bool IsWatching => _wire.IsOpen;

    public bool HasBegun => _hasBegun;

    /// <summary>Takes over a connection whose answer's head has gone.</summary>
    public void Open(Socket socket, long nowMs)
    {
        _wire.Attach(socket);
        _wire.LimitSendBuffer(_limits.StreamBufferBytes);
        _heard = 0;
        _sentMs = nowMs;
        _movedMs = nowMs;
        _counters.StreamsOpened++;
    }

    public void Offer(TelemetryMessage message)
    {
        if (_hasBegun)
        {
            return;
        }

        Forget();
        message.Readers++;
        _telemetry = message;
        _at = message.EventStart;
        _counters.TelemetryOffered++;
    }

    public void GiveUpTelemetry()
    {
        if (_hasBegun)
        {
            _counters.Stalled++;
            Drop();
        }
        else
        {
            Forget();
        }
    }

    /// <summary>Ends the connection at once.</summary>
    public void Drop()
    {
        Forget();
        _wire.Close();
    }

    /// <summary>Does what can be done now; true when something was.</summary>
    public bool Pass(long nowMs)
    {
        if (IsFree)
        {
            return false;
        }

        // What the client sends does not matter, that it has gone does.
        int drained = _lingering.Drain(_wire);
        _heard += drained > 0 ? drained : 0;
        if (_heard > MaxHeard)
        {
            _counters.Offences++;
            Drop();
            return true;
        }

        int sent = drained == Wire.Over ? Wire.Over : _telemetry != null ? Send() : KeepAlive(nowMs);
        if (sent == Wire.Over)
        {
            Drop();
            return true;
        }

        if (sent > 0)
        {
            _sentMs = nowMs;
        }

        if (sent > 0 || _telemetry == null)
        {
            _movedMs = nowMs;
        }
        else if (nowMs - _movedMs >= _limits.SendStallMs)
        {
            _counters.Stalled++;
            Drop();
        }

        return sent > 0;
    }

    private int Send()
    {
        int sent = _telemetry.SendEvent(_wire, _at);
        if (sent > 0)
        {
            _hasBegun = true;
            _at += sent;
            if (_at == _telemetry.EventEnd)
            {
                Forget();
            }
        }

        return sent;
    }

    private int KeepAlive(long nowMs)
    {
        if (nowMs - _sentMs < _limits.StreamKeepAliveMs)
        {
            return Wire.NotNow;
        }

        // A part of it would be the start of something else.
        int sent = _wire.Send(Comment, 0, Comment.Length);
        return sent == Comment.Length || sent == Wire.NotNow ? sent : Wire.Over;
    }

    private void Forget()
    {
        if (_telemetry != null)
        {
            _telemetry.Readers--;
            _telemetry = null;
        }

        _hasBegun = false;
    }
}
