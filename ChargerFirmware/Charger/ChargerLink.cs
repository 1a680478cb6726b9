using ChargerFirmware.Can;

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

    private readonly ICanBus _can;
    private readonly CanFrame _frame = new CanFrame();
    private readonly CanFrame _received = new CanFrame();
    private readonly ChargerRequest _request = new ChargerRequest();
    private long _startedMs;
    private long _nextMs;
    private bool _asked;
    private bool _lastSentCharges;
    private bool _stopSent;
    private long _stopSentAtMs;
    private int _sentBeforeStop;

    public ChargerLink(ICanBus can, IChargerProtocol protocol, long nowMs)
    {
        _can = can;
        Protocol = protocol;
        _startedMs = nowMs;
    }

    public IChargerProtocol Protocol { get; }

    /// <summary>The newest status; its time is -1 before the first.</summary>
    public ChargerStatus Status { get; } = new ChargerStatus();

    /// <summary>Whether the newest request asks for a charge.</summary>
    public bool Charges { get; private set; }

    /// <summary>The current that the newest request means on the wire. Above 0 even at a stop where the protocol has none.</summary>
    public int RequestedMilliAmps { get; private set; }

    /// <summary>When the stop that is in force was acknowledged on the bus; -1 while there is none, or nobody has heard it.</summary>
    public long StopHeardAtMs { get; private set; } = -1;

    /// <summary>Milliseconds since the last status, or since the start while there has been none.</summary>
    public long SilentForMs(long nowMs)
    {
        return nowMs - (Status.AtMs < 0 ? _startedMs : Status.AtMs);
    }

    /// <summary>The time from which silence counts begins anew (the bus has only now come up).</summary>
    public void RestartSilence(long nowMs)
    {
        _startedMs = nowMs;
    }

    /// <summary>Sets what is asked from now on.</summary>
    public void Ask(ChargerRequest request, long nowMs)
    {
        _request.CopyFrom(request);
        Charges = request.Charge && Protocol.RoundDown(request.MilliAmps) > 0;
        RequestedMilliAmps = Charges ? Protocol.RoundDown(request.MilliAmps) : Protocol.StopMilliAmps;
        if (!_asked || (_lastSentCharges && !Charges))
        {
            _nextMs = nowMs;
        }

        _asked = true;
    }

    /// <summary>Every pass of the control loop: sends what is due, takes some of what was received.</summary>
    public void Pass(long nowMs)
    {
        if (_asked && nowMs >= _nextMs)
        {
            Send(nowMs);
        }

        if (!_stopSent)
        {
            StopHeardAtMs = -1;
        }
        else if (StopHeardAtMs < 0 && _can.Health.Sent - _sentBeforeStop >= StopsToConfirm)
        {
            StopHeardAtMs = nowMs;
        }

        for (int i = 0; i < MaxReceivesPerPass && _can.TryReceive(_received); i++)
        {
            if (Protocol.TryDecode(_received, Status))
            {
                Status.AtMs = nowMs;
            }
        }
    }

    /// <summary>Whether the charger is known to have stopped: its status says so, or, where it has none, the stop was acknowledged on the bus. Never where the protocol has no stop.</summary>
    public bool IsStopConfirmed()
    {
        if (!_stopSent || !Protocol.CanStop)
        {
            return false;
        }

        return Protocol.ReportsStatus
            ? Status.AtMs >= _stopSentAtMs + StatusAfterStopMs && Status.MilliAmps < StoppedMilliAmps
            : _can.Health.Sent - _sentBeforeStop >= StopsToConfirm;
    }

    private void Send(long nowMs)
    {
        Protocol.Encode(_request, _frame);
        if (!_can.TrySend(_frame))
        {
            // The bus is down: try again in the next pass, so that the first frame after it comes back is the newest.
            return;
        }

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

    private long NextBeat(long nowMs)
    {
        long onTheBeat = _nextMs + Protocol.PeriodMs;
        return onTheBeat > nowMs ? onTheBeat : nowMs + Protocol.PeriodMs;
    }
}
