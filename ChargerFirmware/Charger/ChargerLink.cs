using ChargerFirmware.Can;

namespace ChargerFirmware.Charger;

/// <summary>Keeps one charger told at its protocol's rhythm and listens to its answers. Control thread only; allocates nothing after its start.</summary>
/// <remarks>Nothing is sent before the first <see cref="Ask"/>. A stop goes out at once, everything else at the next beat.</remarks>
public sealed class ChargerLink
{
    // A charger that has stopped still reads some leakage: ten of tc's 0.1 A steps.
    private const int StoppedMilliAmps = 1000;

    // A frame that was on the wire when the stop was handed over is acknowledged first: 8 bytes at 125 kbit/s take 1.3 ms, ten times that is surely past it.
    private const int StopOnWireMs = 15;

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

    /// <summary>The current that the newest request asks for on the wire.</summary>
    public int RequestedMilliAmps { get; private set; }

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
        RequestedMilliAmps = request.Charge ? Protocol.RoundDown(request.MilliAmps) : 0;
        if (!_asked || (_lastSentCharges && RequestedMilliAmps == 0))
        {
            _nextMs = nowMs;
        }

        _asked = true;
    }

    /// <summary>Every pass of the control loop: takes what was received, sends what is due.</summary>
    public void Pass(long nowMs)
    {
        while (_can.TryReceive(_received))
        {
            if (Protocol.TryDecode(_received, Status))
            {
                Status.AtMs = nowMs;
            }
        }

        if (_asked && nowMs >= _nextMs)
        {
            Send(nowMs);
        }
    }

    /// <summary>Whether the charger is known to have stopped: its status says so, or, where it has none, the stop was acknowledged on the bus.</summary>
    public bool IsStopConfirmed(long nowMs)
    {
        if (!_stopSent || nowMs - _stopSentAtMs < StopOnWireMs)
        {
            return false;
        }

        return Protocol.ReportsStatus
            ? Status.AtMs >= _stopSentAtMs && Status.MilliAmps < StoppedMilliAmps
            : _can.Health.Sent > _sentBeforeStop;
    }

    private void Send(long nowMs)
    {
        Protocol.Encode(_request, _frame);
        if (!_can.TrySend(_frame))
        {
            // The bus is down: try again in the next pass, so that the first frame after it comes back is the newest.
            return;
        }

        bool charges = RequestedMilliAmps > 0;
        if (!charges && !_stopSent)
        {
            _sentBeforeStop = _can.Health.Sent;
            _stopSentAtMs = nowMs;
        }

        _stopSent = !charges;
        _lastSentCharges = charges;
        _nextMs += Protocol.PeriodMs;
        if (_nextMs <= nowMs)
        {
            _nextMs = nowMs + Protocol.PeriodMs;
        }
    }
}
