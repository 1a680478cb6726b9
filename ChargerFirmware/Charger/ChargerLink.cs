using ChargerFirmware.Can;
using ChargerFirmware.Core;

namespace ChargerFirmware.Charger;

/// <summary>Keeps one charger told at its protocol's rhythm and listens to its answers. Control thread only; allocates nothing after its start.</summary>
/// <remarks>Nothing is sent before the first <see cref="Ask"/>. A stop goes out at once, everything else at the next beat.</remarks>
public sealed class ChargerLink
{
    // A charger that has stopped still reads some leakage: three of tc's 0.1 A steps.
    private const int StoppedMilliAmps = 300;

    // A status that was already on its way when the stop went out says nothing about it.
    private const int StatusAfterStopMs = 100;

    // A stop is said twice: the second acknowledge is surely one of a stop, whatever frame was being called back when the first was handed over.
    private const int StopRepeatMs = 100;
    private const int StopsToConfirm = 2;

    // Back-to-back frames come every 0.3 ms at 500 kbit/s: a bus that never pauses must not hold the control loop. At 5 ms a pass this is 800 frames a second.
    private const int MaxReceivesPerPass = 4;

    // As long as a silence may last, or three beats of a slow protocol.
    private const int UnheardMs = 3000;
    private const int UnheardBeats = 3;

    private readonly ICanBus _can;
    private readonly CanFrame _frame = new CanFrame();
    private readonly CanFrame _received = new CanFrame();
    private readonly ChargerRequest _request = new ChargerRequest();
    private long _startedMs;
    private long _nextMs;
    private int _part;
    private bool _asked;
    private bool _lastSentCharges;
    private bool _stopSent;
    private long _stopSentAtMs;
    private long _presentSinceMs;
    private int _sentBeforeStop;
    private int _sent;
    private long _heardAtMs = -1;

    public ChargerLink(ICanBus can, IChargerProtocol protocol, long nowMs)
    {
        _can = can;
        Protocol = protocol;
        _part = protocol.PartCount;
        _startedMs = nowMs;
        _sent = can.Health.Sent;
    }

    public IChargerProtocol Protocol { get; }

    /// <summary>The newest status; its time is -1 before the first.</summary>
    public ChargerStatus Status { get; } = new ChargerStatus();

    /// <summary>Whether the newest request asks for a charge.</summary>
    public bool Charges { get; private set; }

    /// <summary>The current that the newest request means on the wire. Above 0 even at a stop where the protocol has none.</summary>
    public int RequestedMilliAmps { get; private set; }

    /// <summary>When the stop that is in force was first asked for, whether or not it could be said; -1 while there is none.</summary>
    public long StopAskedAtMs { get; private set; } = -1;

    /// <summary>When the stop that is in force was acknowledged on the bus; -1 while there is none, or nobody has heard it.</summary>
    public long StopHeardAtMs { get; private set; } = -1;

    /// <summary>Milliseconds since the last status, or since the start while there has been none.</summary>
    public long SilentForMs(long nowMs)
    {
        return nowMs - (Status.AtMs < 0 ? _startedMs : Status.AtMs);
    }

    /// <summary>Whether somebody acknowledges what is said: a controller that is alone on its bus tries for ever, and tells nothing worse than error passive.</summary>
    public bool IsHeard(long nowMs)
    {
        int beatsMs = UnheardBeats * Protocol.PeriodMs;
        return !Protocol.UsesBus || (_heardAtMs >= 0 && nowMs - _heardAtMs < (beatsMs > UnheardMs ? beatsMs : UnheardMs));
    }

    /// <summary>The time from which silence counts begins anew (the bus has only now come up).</summary>
    public void RestartSilence(long nowMs)
    {
        _startedMs = nowMs;
    }

    /// <summary>How long the charger has yet to hear a stop before it takes a start: until then every request is said as a stop. What nobody acknowledges is heard by nobody.</summary>
    public int RestMs(long nowMs)
    {
        if (Protocol.StopBeforeStartMs == 0 || Charges)
        {
            return 0;
        }

        long sinceMs = StopHeardAtMs > _presentSinceMs ? StopHeardAtMs : _presentSinceMs;
        long heardMs = StopHeardAtMs < 0 ? 0 : nowMs - sinceMs;
        return heardMs >= Protocol.StopBeforeStartMs ? 0 : (int)(Protocol.StopBeforeStartMs - heardMs);
    }

    /// <summary>Sets what is asked from now on.</summary>
    public void Ask(ChargerRequest request, long nowMs)
    {
        _request.CopyFrom(request);
        bool hasVoltage = !Protocol.CarriesVoltage || request.MilliVolts != Unknown.Number;
        Charges = request.Charge && hasVoltage && Protocol.RoundDown(request.MilliAmps) > 0 && RestMs(nowMs) == 0;
        if (!Charges)
        {
            _request.Stop();
        }

        StopAskedAtMs = Charges ? -1 : StopAskedAtMs < 0 ? nowMs : StopAskedAtMs;
        RequestedMilliAmps = Charges ? Protocol.RoundDown(request.MilliAmps) : Protocol.StopMilliAmps;
        if (!_asked || (_lastSentCharges && !Charges))
        {
            _nextMs = nowMs;
        }

        _asked = true;
    }

    /// <summary>Every pass of the control loop: says what is due, takes some of what was received.</summary>
    /// <remarks>One part a pass: the bus has one place for what waits, and the pass of 5 ms is time enough for a frame to leave it.</remarks>
    public void Pass(long nowMs)
    {
        if (_asked && nowMs >= _nextMs)
        {
            _part = 0;
        }

        // The bus is down when it is not taken: tried again in the next pass, so that the first frame after it comes back is the newest.
        if (_part < Protocol.PartCount && Protocol.TrySay(_request, _part, _can, _frame))
        {
            if (_part == 0)
            {
                Said(nowMs);
            }

            _part++;
        }

        FollowStop(nowMs);
        if (Protocol.UsesBus)
        {
            FollowAcknowledges(nowMs);
            Receive(nowMs);
        }
    }

    /// <summary>Whether the charger is known to have stopped: its status says so, or, where it tells no current, the stop was acknowledged on the bus. Never where the protocol has no stop.</summary>
    public bool IsStopConfirmed()
    {
        if (!_stopSent || !Protocol.CanStop)
        {
            return false;
        }

        if (!Protocol.UsesBus)
        {
            return true;
        }

        if (Protocol.ReportsStatus && Status.AtMs < _stopSentAtMs + StatusAfterStopMs)
        {
            return false;
        }

        // Of several frames the limits come last and wait the longest: when all others have been acknowledged twice, so have they.
        return Protocol.ReportsStatus && Status.MilliAmps != Unknown.Number
            ? Status.MilliAmps < StoppedMilliAmps
            : _can.Health.Sent - _sentBeforeStop >= StopsToConfirm * Protocol.PartCount;
    }

    // The first part has gone out: the others follow pass by pass, and the beat counts from here.
    private void Said(long nowMs)
    {
        bool isFirstStop = !Charges && !_stopSent;
        if (isFirstStop)
        {
            _sentBeforeStop = _can.Health.Sent;
            _stopSentAtMs = nowMs;
        }

        _nextMs = isFirstStop && _lastSentCharges ? nowMs + StopRepeatMs : NextBeat(nowMs);
        _stopSent = !Charges;
        _lastSentCharges = Charges;
    }

    // Without a bus a stop is heard when it is said.
    private void FollowStop(long nowMs)
    {
        if (!_stopSent)
        {
            StopHeardAtMs = -1;
        }
        else if (StopHeardAtMs < 0 && (!Protocol.UsesBus || _can.Health.Sent - _sentBeforeStop >= StopsToConfirm * Protocol.PartCount))
        {
            StopHeardAtMs = nowMs;
        }
    }

    private void FollowAcknowledges(long nowMs)
    {
        if (_can.Health.Sent != _sent)
        {
            _sent = _can.Health.Sent;
            _heardAtMs = nowMs;
        }
    }

    private void Receive(long nowMs)
    {
        for (int i = 0; i < MaxReceivesPerPass && _can.TryReceive(_received); i++)
        {
            if (!Protocol.TryDecode(_received, Status))
            {
                continue;
            }

            // One that has only now come, or come back, has not heard the stops before.
            if (Status.AtMs < 0 || nowMs - Status.AtMs >= Protocol.SilentAfterMs)
            {
                _presentSinceMs = nowMs;
            }

            Status.AtMs = nowMs;
        }
    }

    private long NextBeat(long nowMs)
    {
        long onTheBeat = _nextMs + Protocol.PeriodMs;
        return onTheBeat > nowMs ? onTheBeat : nowMs + Protocol.PeriodMs;
    }
}
